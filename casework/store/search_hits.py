"""A found record as it is shown: its title and the text around the words, personal data masked where asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from casework.chinese import mask_identity, mask_name, mask_phone
from casework.fields import Column, Kind, columns
from casework.records import Record
from casework.store.search_finder import Likeness
from casework.store.search_words import searched
from casework.traditional import simplified

_BEFORE, _LENGTH = 14, 72
"""Characters shown before the words found, and altogether."""
_MASKS = {"phone": mask_phone, "name": mask_name, "identity": mask_identity}
_IS_CODE = re.compile("[0-9A-Za-z]{18}|[A-Za-z]+-[0-9-]+")
"""A credit code or a running number, whose digits are no telephone number."""
ON_SCREEN = frozenset({"phone", "identity"})
"""What is masked in the window, where the record's own page unmasks it for who may see it."""
ELSEWHERE = frozenset({"phone", "name", "identity", "confidential"})
"""What is masked where nobody knows who reads it: on the command line."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its title, the text around the words found, and the label of the field that text is from.

    `words` are the words looked for as they are compared, to be marked in both; `likeness` how well it answers.
    """

    record: Record
    title: str
    field: str
    snippet: str
    words: tuple[str, ...]
    likeness: Likeness = Likeness.IN_TEXT

    @property
    def type_name(self) -> str:
        """The type of the record."""
        return self.record.type_name

    @property
    def record_id(self) -> str:
        """The id of the record."""
        return self.record.id


def hit_of(record: Record, words: Sequence[str], masked: frozenset[str] = ELSEWHERE) -> Hit:
    """The record as a hit; `masked` are the kinds of personal data that are not shown.

    They are masked as in exports, telephone numbers also inside texts; with “confidential” nothing is shown from
    inside a record that is.
    """
    title = _title(record, masked)
    if "confidential" in masked and getattr(record, "confidential", False):
        return Hit(record, title, "", "", tuple(words))
    missing = [word for word in words if word not in title]
    if missing:
        in_title = searched(title)
        missing = [word for word in missing if word not in in_title]
    column, text = _text_of(record, missing, words)
    if column is None:
        return Hit(record, title, "", "", tuple(words))
    place = _place(text, words)
    return Hit(record, title, column.label, _cut(_masked(column, text, masked), place), tuple(words))


def marked(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in `text`: beginnings and ends, in order, without overlaps."""
    plain = simplified(text.lower())
    found: list[tuple[int, int]] = []
    for word in words:
        at = plain.find(word) if len(plain) == len(text) else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = plain.find(word, at + len(word))
    return _joined(sorted(found))


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _title(record: Record, masked: frozenset[str]) -> str:
    title = record.title()
    if title == record.id:
        return str(getattr(record, "number", "")) or title
    column = next((c for c in columns(type(record)) if getattr(record, c.name) == title), None)
    return _masked(column, title, masked) if column is not None else title


def _masked(column: Column, text: str, masked: frozenset[str]) -> str:
    if column.field.mask:
        return _MASKS[column.field.mask](text) if column.field.mask in masked else text
    return mask_phone(text) if "phone" in masked and not _IS_CODE.fullmatch(text) else text


def _text_of(record: Record, missing: Sequence[str], words: Sequence[str]) -> tuple[Column | None, str]:
    """The text to be shown: the first that holds a word missing in the title, or any word, else what is said first."""
    texts = [(c, text) for c in _shown_columns(type(record)) if (text := c.text(getattr(record, c.name)))]
    for wanted in filter(None, (missing, words)):
        found = next((one for one in texts if any(word in one[1] or word in one[1].lower() for word in wanted)), None)
        if found is None and wanted is missing and not all(map(str.isascii, wanted)):
            found = next((one for one in texts if any(word in searched(one[1]) for word in wanted)), None)
        if found:
            return found
    return next((one for one in texts if one[0].kind is Kind.LONG_TEXT), (None, ""))


@cache
def _shown_columns(record_type: type[Record]) -> tuple[Column, ...]:
    """The searched texts of a record type without its title and number."""
    return tuple(c for c in columns(record_type) if c.field.search == "body" and c.name != "number")


def _place(text: str, words: Sequence[str]) -> int:
    """Where the first of the words stands; 0 where none does, or where width or spaces hide it."""
    plain = simplified(text.lower())
    return min((at for word in words if (at := plain.find(word)) >= 0), default=0)


def _cut(text: str, place: int) -> str:
    start = max(0, place - _BEFORE)
    if len(text) - start < _LENGTH:
        start = max(0, min(start, len(text) - _LENGTH))
    shown = " ".join(text[start : start + _LENGTH].split())
    return f"{'…' if start else ''}{shown}{'…' if start + _LENGTH < len(text) else ''}"
