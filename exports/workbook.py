"""A workbook in the look of our office, made whole or not at all, byte for byte the same from the same facts."""

import datetime as dt
import re
import shutil
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.writer.excel import ExcelWriter

from casework.errors import FileTrouble
from casework.language import _
from exports.cell_looks import CellLook
from exports.office_sheet import OfficeSheet, WordLists
from exports.output_file import write_whole_file
from exports.workbook_plan import ExportFacts, SheetPlan

_LONGEST_TITLE = 31
_MOST_CELLS_NAMED = 5
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_STEADY_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_OPEN_MARKS = ("~${name}", ".~{name}", ".~lock.{name}#")
"""What Excel, WPS and LibreOffice lay beside a file while they have it open."""


class OfficeWorkbook:
    """A workbook being filled; made by `new_workbook`."""

    def __init__(self, title: str, facts: ExportFacts, marks: Mapping[str, str]) -> None:
        """An empty workbook with its properties."""
        self._book: Any = Workbook(write_only=True)
        self._sheets: list[OfficeSheet] = []
        self._lists = WordLists()
        said = self._book.properties
        said.title, said.subject, said.description = title, facts.export_number, facts.case_file
        said.creator = said.lastModifiedBy = facts.made_by
        said.created = said.modified = dt.datetime.combine(facts.made_on, dt.time())
        own = {"huifang_export": facts.export_number, "huifang_case_file": facts.case_file}
        for name, value in (own | dict(marks)).items():
            if value:
                self._book.custom_doc_props.append(StringProperty(name=name, value=value))

    def add_sheet(self, plan: SheetPlan) -> OfficeSheet:
        """The next sheet; its title must be one that `sheet_title` gave."""
        sheet = OfficeSheet(self._book.create_sheet(plan.title), plan, self._lists)
        self._sheets.append(sheet)
        return sheet

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know about the cells written so far."""
        cut = [cell for sheet in self._sheets for cell in sheet.cut_cells]
        if not cut:
            return ()
        words = _("Texts too long for a cell; they end with a notice: {cells} ({count} in all).")
        more = ["…"] if len(cut) > _MOST_CELLS_NAMED else []
        return (words.format(count=len(cut), cells=", ".join(cut[:_MOST_CELLS_NAMED] + more)),)

    def abandon(self) -> None:
        """Ends a workbook that will not be written."""
        for sheet in self._sheets:
            sheet.abandon()

    def content(self) -> bytes:
        """The finished file; the same content gives the same bytes."""
        self._write_lists()
        for sheet in self._sheets:
            sheet.finish()
        held = BytesIO()
        with ZipFile(held, "w") as archive:
            steady: Any = _SteadyArchive(archive)
            ExcelWriter(self._book, steady).write_data()
        return held.getvalue()

    def _write_lists(self) -> None:
        lists = self._lists.columns
        if not lists:
            return
        plan = SheetPlan(title=self._lists.sheet_title, widths=(20.0,) * len(lists), secret=True)
        sheet = self.add_sheet(plan)
        row = sheet.prepare([CellLook()] * len(lists))
        for words in zip_longest(*lists):
            sheet.write(row, words)


@contextmanager
def new_workbook(
    target: Path, title: str, facts: ExportFacts, marks: Mapping[str, str] | None = None
) -> Generator[OfficeWorkbook]:
    """A workbook to fill; when the block ends well it stands at `target`, replacing what stood there.

    Its properties name the title, the export and the case file; `marks` are further ones for programs.
    FileTrouble when the file is open in WPS or Excel or cannot be written; `target` is then as it was before.
    """
    _refuse_open(target)
    book = OfficeWorkbook(title, facts, marks or {})
    try:
        yield book
    except BaseException:
        book.abandon()
        raise
    write_whole_file(target, book.content())


def sheet_title(words: str, taken: Collection[str] = ()) -> str:
    """`words` as the title of a sheet: at most 31 characters, no brackets and slashes, unlike those already `taken`."""
    plain = _NOT_IN_TITLES.sub(" ", words).strip(" '")[:_LONGEST_TITLE] or "_"
    known = {title.casefold() for title in taken}
    title, number = plain, 1
    while title.casefold() in known:
        number += 1
        ending = f" {number}"
        title = plain[: _LONGEST_TITLE - len(ending)] + ending
    return title


class _SteadyArchive:
    """What openpyxl writes its parts into: entries without time and machine, so equal content gives equal bytes."""

    def __init__(self, archive: ZipFile) -> None:
        """Entries go into this zip file."""
        self._archive = archive

    def writestr(self, name: str, data: str | bytes) -> None:
        """One entry from memory."""
        self._archive.writestr(_entry(name), data)

    def namelist(self) -> list[str]:
        """The names of the entries so far."""
        return self._archive.namelist()

    def write(self, path: str, name: str) -> None:
        """One entry from a file."""
        entry = _entry(name)
        entry.file_size = Path(path).stat().st_size
        with Path(path).open("rb") as source, self._archive.open(entry, "w") as sink:
            shutil.copyfileobj(source, sink)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _STEADY_DATE)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
    return entry


def _refuse_open(target: Path) -> None:
    marks = [target.with_name(mark.format(name=target.name)) for mark in _OPEN_MARKS]
    mark = next((mark for mark in marks if mark.exists()), None)
    if mark and target.exists():
        raise FileTrouble(
            _("“{name}” is open in another program: “{mark}” lies beside it.").format(name=target.name, mark=mark.name),
            code="open",
            remedy=_("Close it in WPS or Excel and try again, or give the file another name."),
        )
