"""The four Huifang faces on paper: registered when first needed, with a text layer that can be searched."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportAttributeAccessIssue=false
# (reportlab carries no types; what leaves this file is typed)

import re
import unicodedata
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from casework.errors import FileTrouble
from casework.language import _

SANS = "HuifangSans-Regular"
SANS_BOLD = "HuifangSans-Bold"
SERIF = "HuifangSerif-Regular"
SERIF_BOLD = "HuifangSerif-Bold"
FACES = (SANS, SANS_BOLD, SERIF, SERIF_BOLD)
BODY = "official body"
TITLE = "official title"
"""Roles of the official page, set in our serif faces unless the office chose its own (仿宋, 小标宋)."""
OWN_FACE = {BODY: SERIF, TITLE: SERIF_BOLD}
BOLD_OF = {
    SANS: SANS_BOLD,
    SANS_BOLD: SANS_BOLD,
    SERIF: SERIF_BOLD,
    SERIF_BOLD: SERIF_BOLD,
    BODY: SERIF_BOLD,
    TITLE: TITLE,
}
MISSING_MARK = "〓"  # what a printer sets in the place of a character that he does not have

_FULLER = {SANS: (SERIF,), SANS_BOLD: (SANS, SERIF), SERIF: (SANS,), SERIF_BOLD: (SERIF, SANS)}
_chosen: ContextVar[Mapping[str, str] | None] = ContextVar("_chosen", default=None)  # decision D21
_UNICODE_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # variation selectors
_LARGEST_BLOCK = 100  # entries of one beginbfchar, Adobe Technical Note 5014


class _SearchableFont(TTFont):
    """A TrueType font whose text layer is right above U+FFFF too (reportlab 5.1 writes five digits there)."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own name
        subsets: list[list[int]] = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _unicode_map(name, subset)


def _unicode_map(name: str, subset: Sequence[int]) -> str:
    rows = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    parts = [rows[first : first + _LARGEST_BLOCK] for first in range(0, len(rows), _LARGEST_BLOCK)]
    blocks = "\n".join("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar")) for part in parts)
    return _UNICODE_MAP.format(name=name, blocks=blocks)


def register_fonts() -> None:
    """Make the four faces known to reportlab, once a process (about 0.15 s); FileTrouble when they are not there.

    Pages are written as bytes, not as letters: a third less to write, and no reader minds.
    """
    rl_config.useA85 = 0
    known = set(pdfmetrics.getRegisteredFontNames())
    for face in FACES:
        if face not in known:
            pdfmetrics.registerFont(_read_font(face))


def _read_font(face: str) -> TTFont:
    try:
        with (files("resources") / "fonts" / f"{face}.ttf").open("rb") as source:
            return _SearchableFont(face, source, shapable=False, asciiReadable=0)
    except (OSError, TTFError) as error:
        raise FileTrouble(
            _("The font {name} of this program cannot be read.").format(name=f"{face}.ttf"),
            remedy=_("Install the program again."),
        ) from error


@contextmanager
def office_faces(chosen: Mapping[str, Path]) -> Generator[None]:
    """Set the roles (`BODY`, `TITLE`) in faces of the office's machine while papers are printed inside.

    FileTrouble for a file that is not there or no TrueType face: those with PostScript outlines cannot be embedded.
    """
    token = _chosen.set({role: _office_face(path) for role, path in chosen.items()})
    try:
        yield
    finally:
        _chosen.reset(token)


def _office_face(path: Path) -> str:
    """The name under which reportlab knows the face of a file; another file of that name is another face."""
    try:
        stamp = path.stat()
        name = f"Office-{path.stem}-{stamp.st_size}-{stamp.st_mtime_ns}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(_SearchableFont(name, str(path), shapable=False, asciiReadable=0))
    except (OSError, TTFError) as error:
        raise FileTrouble(
            _("The face {name} of this computer cannot be used.").format(name=path.name),
            remedy=_("Choose a TrueType file (.ttf) in the settings, or clear the choice there."),
        ) from error
    return name


def face_of_role(face: str) -> str:
    """The face that stands for a role now; any other face is itself."""
    if face not in OWN_FACE:
        return face
    return (_chosen.get() or OWN_FACE).get(face, OWN_FACE[face])


@lru_cache(maxsize=4 * len(FACES))
def advances(face: str) -> Mapping[int, int]:
    """The advance width of each character (by code point) that `face` has, in 1/1000 of the type size."""
    register_fonts()
    widths: dict[int, int] = pdfmetrics.getFont(face).face.charWidths
    return widths


@lru_cache(maxsize=4096)
def face_for(character: str, face: str) -> str:
    """`face`, or the fuller face that has `character` where it does not; empty where none has it."""
    return next((name for name in (face, *_FULLER.get(face, (SERIF, SANS))) if ord(character) in advances(name)), "")


def has_all(face: str, text: str) -> bool:
    """Whether `face` has every character of `text` itself."""
    return advances(face).keys() >= set(map(ord, text))


def widths_of(text: str, face: str) -> list[float]:
    """The advance width of each character of `text` in 1/1000 of the type size, fallback faces included."""
    known = advances(face)
    return [known[code] if (code := ord(character)) in known else _other_width(character, face) for character in text]


def _other_width(character: str, face: str) -> float:
    found = face_for(character, face)
    return advances(found)[ord(character)] if found else advances(face)[ord(MISSING_MARK)]


def printable(text: str) -> str:
    """`text` without what has no shape on paper: control and formatting characters, variation selectors.

    A tabulator becomes a space; line ends of any system become a line feed, which begins a new line.
    """
    if text.isprintable() and not _SELECTORS.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", " ")
    return "".join(character for character in text if character == "\n" or _has_shape(character))


def _has_shape(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} and not _is_selector(character)


def _is_selector(character: str) -> bool:
    return _SELECTORS.match(character) is not None
