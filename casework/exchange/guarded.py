"""What the guard says of a spreadsheet, and the refusals that its parts share."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casework.errors import BadInput
from casework.language import _


class WorkbookKind(StrEnum):
    """What a spreadsheet file really is, whatever its name says."""

    OOXML = "ooxml"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedWorkbook:
    """A file that may be given to the reader.

    `encoding` is that of a text table; `date_1904` says that serial days count from 1904;
    `loses_cells` that cells hold errors or formulas never calculated, which the reader gives back as blank.
    """

    path: Path
    kind: WorkbookKind
    encoding: str = ""
    date_1904: bool = False
    loses_cells: bool = False


def resave() -> str:
    """The remedy that mends most files."""
    return _("Open it in WPS or Excel, save it as a new .xlsx file and import that.")


def locked(path: Path) -> BadInput:
    """The refusal of a workbook that asks for a password."""
    return BadInput(
        _("“{name}” is locked with a password.").format(name=path.name),
        remedy=_("Open it in WPS or Excel with the password, remove the encryption, save it and import it again."),
    )


def damaged(path: Path) -> BadInput:
    """The refusal of a file that is broken or incomplete."""
    return BadInput(
        _("“{name}” is damaged or incomplete.").format(name=path.name),
        remedy=_("Get the file again, or open it in WPS or Excel, save it as a new .xlsx file and import that."),
    )


def too_large(path: Path, why: str) -> BadInput:
    """The refusal of a file beyond the limits; `why` is half a sentence in the user's language."""
    return BadInput(
        _("“{name}” is too large to import: {why}.").format(name=path.name, why=why),
        remedy=_("Delete what is not needed, or divide it into several files, and save it again."),
    )


def unsafe(path: Path, why: str) -> BadInput:
    """The refusal of a file made to do harm; `why` is half a sentence in the user's language."""
    return BadInput(
        _("“{name}” was not opened because it may be harmful: {why}.").format(name=path.name, why=why),
        remedy=_("Ask the sender for a new file saved by WPS or Excel."),
    )
