"""How a list shows its rows: each column with its words, the pieces it is painted from and its measures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from casework.fields import Column, Kind
from widgets.chip_families import FAMILIES, MODE_ICONS, family_of, state_chip
from widgets.pieces import Icon, Piece, Words, fixed

Pieces: TypeAlias = Callable[[Any], Sequence[Piece]]
_WIDTHS = {
    Kind.TEXT: 180,
    Kind.LONG_TEXT: 260,
    Kind.INTEGER: 90,
    Kind.MONEY: 120,
    Kind.DATE: 104,
    Kind.MOMENT: 140,
    Kind.YES_NO: 80,
    Kind.CODE: 110,
    Kind.REFERENCE: 180,
}
_RIGHT = (Kind.INTEGER, Kind.MONEY)
_WHOLE = (Kind.INTEGER, Kind.MONEY, Kind.DATE, Kind.MOMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column of a list. `text` is what is copied and read out; the pieces are what is painted.

    `key` names it in what the list remembers; `sort_key` is told when its header is clicked, empty
    where it cannot be sorted (every sortable column has an index, decision 5).
    """

    key: str
    label: str
    text: Callable[[Any], str]
    pieces: Pieces | None = None
    right: Pieces | None = None
    second: Pieces | None = None
    second_right: Pieces | None = None
    width: int = 120
    stretch: bool = False
    align_right: bool = False
    sort_key: str = ""
    hint: str = ""
    hidden: bool = False
    """not shown until the user asks for it"""
    kind: Kind = Kind.TEXT
    """what `value` gives; a roster keeps dates, amounts (fen) and numbers as such"""
    value: Callable[[Any], Any] | None = None
    """the value of a row where it is more than its text"""
    mask: str = ""
    """how a roster hides personal data (phone, name, identity)"""

    def exported(self, row: Any) -> Any:
        """What a roster keeps of a row."""
        return self.value(row) if self.value else self.text(row)

    def painted(self, row: Any) -> Sequence[Piece]:
        """The pieces of the first line."""
        if self.pieces:
            return self.pieces(row)
        return [Words(self.text(row), elastic=not self.align_right)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A line among the rows that names the group below it; it can be neither chosen nor opened."""

    label: str
    note: str = ""
    icon: str = ""
    tone: str = "text"
    quiet: bool = False
    """a plain caption instead of a bold title"""
    id: str = ""


def field_column(
    column: Column,
    *,
    text: Callable[[Any], str] | None = None,
    width: int = 0,
    stretch: bool = False,
    sort_key: str = "",
    hidden: bool = False,
) -> TableColumn:
    """The column of a list that shows a field by its kind: states as chips, money at the right, dates whole.

    `text` replaces the words (the name behind a reference).
    """

    def words(row: Any) -> str:
        return column.text(getattr(row, column.name))

    shown = text or words

    def whole(row: Any) -> Sequence[Piece]:
        return [fixed(shown(row))]

    coded = None if text else _coded(column)
    pieces = whole if coded is None and column.kind in _WHOLE else coded
    whole_kind = column.kind in (*_WHOLE, Kind.YES_NO)
    return TableColumn(
        key=column.name,
        label=column.label,
        text=shown,
        kind=column.kind if whole_kind else Kind.LONG_TEXT if column.kind is Kind.LONG_TEXT else Kind.TEXT,
        value=partial(_value, column.name) if whole_kind else None,
        mask=column.field.mask,
        pieces=pieces,
        width=width or _WIDTHS[column.kind],
        stretch=stretch,
        align_right=column.kind in _RIGHT,
        sort_key=sort_key,
        hidden=hidden,
    )


def _value(name: str, row: Any) -> Any:
    return getattr(row, name)


def _coded(column: Column) -> Pieces | None:
    """The pieces of a coded field that has colours: modes with their icon, states as chips."""
    codes = column.field.codes
    if codes is None or codes.name not in FAMILIES:
        return None
    if codes.name == "contact_mode":
        return lambda row: mode_pieces(getattr(row, column.name), codes.label(getattr(row, column.name)))
    return lambda row: [state_chip(codes, code)] if (code := getattr(row, column.name)) else []


def mode_pieces(mode: str, label: str) -> Sequence[Piece]:
    """A contact mode: its icon in its colour, and its word."""
    if not mode:
        return []
    return [Icon(MODE_ICONS[mode], str(family_of("contact_mode", mode)), text=""), Words(label)]
