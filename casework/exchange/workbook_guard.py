"""The guard before the reader: what a file really is, and a refusal in one sentence when it is not safe to read."""

import re
import struct
from collections.abc import Mapping
from pathlib import Path

from casework.errors import BadInput, FileTrouble
from casework.exchange.archive_guard import examine_archive
from casework.exchange.biff_records import WORKBOOK_STREAMS, xls_start
from casework.exchange.compound_files import CompoundFile
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind, damaged, locked, resave, too_large
from casework.language import N_, _

LARGEST_FILE = 100 << 20
_HEAD = 4096
_TEXT_SAMPLE = 1 << 20
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".et", ".ett", ".ods")
_FOREIGN: Mapping[bytes, str] = {
    b"%PDF": N_("“{name}” is a PDF document, not a spreadsheet."),
    b"{\\rtf": N_("“{name}” is a text document, not a spreadsheet."),
    b"\x89PNG": N_("“{name}” is a picture, not a spreadsheet."),
    b"\xff\xd8\xff": N_("“{name}” is a picture, not a spreadsheet."),
    b"GIF8": N_("“{name}” is a picture, not a spreadsheet."),
    b"Rar!": N_("“{name}” is a compressed package, not a spreadsheet."),
    b"7z\xbc\xaf": N_("“{name}” is a compressed package, not a spreadsheet."),
    b"\x1f\x8b": N_("“{name}” is a compressed package, not a spreadsheet."),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEFORE_EXCEL_97 = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_WEB_PAGE = re.compile(
    rb"^\s*(?:MIME-Version:|<(?:!doctype\s+html|html|head|body|meta|style|table|div|script|\?xml|\?mso|!--))",
    re.IGNORECASE,
)


def guard(path: Path) -> GuardedWorkbook:
    """What may be read from the file at `path`, judged by its content and not by its name.

    BadInput for what is no spreadsheet, hostile, damaged, locked by a password or too large,
    FileTrouble for what cannot be opened; each is one sentence with its remedy.
    """
    try:
        return _guarded(path)
    except FileNotFoundError:
        raise FileTrouble(
            _("“{name}” cannot be found.").format(name=path.name), remedy=_("Choose the file again.")
        ) from None
    except PermissionError:
        raise FileTrouble(
            _("“{name}” cannot be opened: another program has it, or reading it is not allowed.").format(
                name=path.name
            ),
            remedy=_("Close it in WPS or Excel, or copy it to another folder, and try again."),
        ) from None


def _guarded(path: Path) -> GuardedWorkbook:
    if path.is_dir():
        raise BadInput(
            _("“{name}” is a folder, not a file.").format(name=path.name), remedy=_("Choose the file again.")
        )
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
    _refuse_foreign(path, head)
    if size > LARGEST_FILE:
        raise too_large(path, _("the file is larger than {size} MB").format(size=LARGEST_FILE >> 20))
    if head.startswith(b"PK"):
        return examine_archive(path)
    if head.startswith(_OLE):
        return _examined_ole(path)
    return _examined_text(path, head)


def _refuse_foreign(path: Path, head: bytes) -> None:
    if not head:
        raise BadInput(_("“{name}” is empty.").format(name=path.name), remedy=_("Ask for the file to be sent again."))
    if path.name.startswith(("~$", ".~")) and not head.startswith((b"PK", _OLE)):
        raise BadInput(
            _("“{name}” is only a marker that WPS or Excel puts beside an open file.").format(name=path.name),
            remedy=_("Choose the file without “~$” in front of its name."),
        )
    for start, sentence in _FOREIGN.items():
        if head.startswith(start):
            raise BadInput(
                _(sentence).format(name=path.name), remedy=_("Choose a spreadsheet (.xlsx, .xls, .et, .ods, .csv).")
            )
    if head.startswith(_BEFORE_EXCEL_97):
        raise BadInput(
            _("“{name}” was made by a version of Excel before 1997.").format(name=path.name), remedy=resave()
        )
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe")):
        raise BadInput(
            _("“{name}” is a web page or an XML file under the name of a spreadsheet.").format(name=path.name),
            remedy=resave(),
        )


def _examined_ole(path: Path) -> GuardedWorkbook:
    """The old container of .xls and .et: names and start are looked at, the rest is left to the limited child."""
    try:
        file = CompoundFile(path.read_bytes())
        names = file.names()
        is_locked, date_1904 = xls_start(file.stream(WORKBOOK_STREAMS))
    except (ValueError, IndexError, struct.error):
        raise damaged(path) from None
    if is_locked or "encryptedpackage" in names:
        raise locked(path)
    if {"worddocument", "powerpoint document"} & set(names):
        raise BadInput(
            _("“{name}” is a Word or PowerPoint document, not a spreadsheet.").format(name=path.name),
            remedy=_("Choose a spreadsheet (.xlsx, .xls, .et, .ods, .csv)."),
        )
    if not set(WORKBOOK_STREAMS) & set(names):
        raise BadInput(_("“{name}” holds no worksheet.").format(name=path.name), remedy=resave())
    return GuardedWorkbook(path=path, kind=WorkbookKind.XLS, date_1904=date_1904)


def _examined_text(path: Path, head: bytes) -> GuardedWorkbook:
    encoding = _text_encoding(path, head)
    if path.suffix.lower() in _WORKBOOK_NAMES:
        raise BadInput(
            _("“{name}” holds plain text, not the workbook that its name promises.").format(name=path.name),
            remedy=_(
                "Rename it to .csv if it is a table separated by commas, or save it anew as .xlsx in WPS or Excel."
            ),
        )
    return GuardedWorkbook(path=path, kind=WorkbookKind.TEXT, encoding=encoding)


def _text_encoding(path: Path, head: bytes) -> str:
    """The encoding of a text table: by its mark, else strict UTF-8, else GB18030 (not GBK: 𬭳 needs four bytes)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head:
        raise _no_text(path)
    if _decodes(path, "utf-8-sig"):
        return "utf-8-sig"
    if _is_broken_utf8(head):
        raise damaged(path)
    if _decodes(path, "gb18030"):
        return "gb18030"
    raise _no_text(path)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while part := file.read(_TEXT_SAMPLE):
                if "\x00" in part:
                    raise _no_text(path)
    except UnicodeDecodeError:
        return False
    return True


def _is_broken_utf8(head: bytes) -> bool:
    """Whether almost all of it is UTF-8: then a byte is broken, and reading it as GB18030 would give rubbish."""
    text = head.decode("utf-8", "replace")
    wide = sum(character > "\x7f" for character in text)
    return text.count("\ufffd") * 10 < wide


def _no_text(path: Path) -> BadInput:
    return BadInput(
        _("“{name}” is neither a spreadsheet nor a text table.").format(name=path.name),
        remedy=_("Choose a spreadsheet (.xlsx, .xls, .et, .ods, .csv)."),
    )
