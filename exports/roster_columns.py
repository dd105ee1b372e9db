"""The columns of a roster: how each field of a record, or of rows that join tables, becomes typed cells."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from casework.chinese import mask_identity, mask_name, mask_phone
from casework.fields import CodeList, Column, Kind
from casework.language import N_, _, chosen_language
from exports.cell_looks import CENTRED, CENTRED_TEXT, DAY, MOMENT, NUMBER, TEXT, WORDS, Align, CellLook
from exports.cell_values import CellValue, text_width, word_width
from exports.workbook_plan import TableColumn

Labels: TypeAlias = Mapping[str, Mapping[str, str]]
"""How records that others refer to are called: type name → id → words."""

WIDEST_PAGE = 200.0
"""Characters that still read well on A4 landscape; wider rosters get narrower columns of words."""
UNIT_WORDS = {"working_day": N_("working days"), "wan": N_("10,000 yuan"), "yuan": N_("yuan")}
_MASKS: Mapping[str, Callable[[str], str]] = {"phone": mask_phone, "name": mask_name, "identity": mask_identity}
FEN_PER = {"wan": 1_000_000, "yuan": 100}
_FIRST_YEAR = 1900
_ROWS_MEASURED = 1000
_LONG_TEXT_AT_LEAST = 36
_WIDEST_COLUMNS = (50, 40, 32, 26, 20)
_FIXED_WIDTHS = {Kind.DATE: 11.5, Kind.MOMENT: 17.0, Kind.YES_NO: 6.0}
_MASK_WIDTHS = {"phone": 13.5}
_LOOKS: Mapping[Kind, CellLook] = {
    Kind.TEXT: replace(WORDS, number_format=TEXT),
    Kind.LONG_TEXT: replace(WORDS, number_format=TEXT),
    Kind.REFERENCE: replace(WORDS, number_format=TEXT),
    Kind.INTEGER: NUMBER,
    Kind.MONEY: NUMBER,
    Kind.DATE: DAY,
    Kind.MOMENT: replace(CENTRED, number_format=MOMENT),
    Kind.YES_NO: CENTRED,
    Kind.CODE: CENTRED_TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedColumn:
    """A column of rows that join tables: what fields.Column is to one record.

    `heading` and `group` (of neighbours that share a cell above) are in the user's language, with
    line breaks made by hand; `width` in characters, 0 where the longest value decides.
    """

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    group: str = ""
    codes: CodeList | None = None
    mask: str = ""
    width: float = 0
    align: Align | None = None


RosterColumn: TypeAlias = Column | JoinedColumn


def money_unit() -> str:
    """The unit in which money stands in our sheets: 万元, in English yuan (which an import needs no word for)."""
    return "wan" if chosen_language() == "zh_CN" else "yuan"


def heading_of(column: RosterColumn) -> str:
    """The heading of a column with its unit, in the user's language."""
    words = column.label if isinstance(column, Column) else column.heading
    unit = column.field.unit if isinstance(column, Column) else ""
    if column.kind is Kind.MONEY:
        unit = money_unit()
    return _("{heading} ({unit})").format(heading=words, unit=_(UNIT_WORDS[unit])) if unit else words


def mask_of(column: RosterColumn) -> str:
    """How personal data of this column is hidden: phone, name, identity; empty where it is none."""
    return column.field.mask if isinstance(column, Column) else column.mask


@dataclass(slots=True)
class CellMaker:
    """Turns the values of one column into cells and counts the references whose name was not given."""

    column: RosterColumn
    labels: Mapping[str, str]
    masked: bool
    nameless: int = 0

    @classmethod
    def of(cls, column: RosterColumn, labels: Labels, *, masked: bool) -> "CellMaker":
        """The maker for a column; `labels` hold the words for all types it may refer to."""
        refers_to = column.field.refers_to if isinstance(column, Column) else ""
        return cls(column, labels.get(refers_to, {}), masked)

    def make(self, value: Any) -> CellValue:
        """The cell for a value; words in a column of another kind (不需要 for a date) stay words."""
        if value is None or value == "":
            return None
        kind = self.column.kind
        if kind is Kind.REFERENCE:
            return self._name(value)
        if kind is Kind.CODE:
            codes = self.column.field.codes if isinstance(self.column, Column) else self.column.codes
            return codes.label(value) if codes else value
        if isinstance(value, str):
            mask = mask_of(self.column) if self.masked else ""
            return _MASKS[mask](value) if mask else value
        return _plain(kind, value)

    def _name(self, record_id: str) -> CellValue:
        name = self.labels.get(record_id)
        if name is None:
            self.nameless += 1
        return name


def _plain(kind: Kind, value: Any) -> CellValue:
    match kind:
        case Kind.YES_NO:
            return _("yes") if value else None
        case Kind.MONEY:
            return value / FEN_PER[money_unit()]
        case Kind.DATE | Kind.MOMENT:
            return _day(value)
        case _:
            return value


def _day(value: dt.date) -> CellValue:
    """A day or moment as a spreadsheet can keep it: local time, and text before 1900."""
    if value.year < _FIRST_YEAR:
        return value.isoformat()
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def table_columns(columns: Sequence[RosterColumn], rows: Sequence[Sequence[CellValue]]) -> tuple[TableColumn, ...]:
    """The columns as they are drawn: looks by kind, widths from headings and the first thousand rows."""
    return tuple(
        TableColumn(
            heading=heading_of(column),
            width=width,
            look=_look(column, [row[i] for row in rows]),
            group=column.group if isinstance(column, JoinedColumn) else "",
        )
        for i, (column, width) in enumerate(zip(columns, _widths(columns, rows[:_ROWS_MEASURED]), strict=True))
    )


def _widths(columns: Sequence[RosterColumn], rows: Sequence[Sequence[CellValue]]) -> list[float]:
    """Widths by the longest values, with a limit for columns of words that gets lower until a page holds them."""
    widest = [max((_width(row[i]) for row in rows), default=0) for i in range(len(columns))]
    widths: list[float] = []
    for limit in _WIDEST_COLUMNS:
        widths = [_column_width(c, w, _limit(c, limit)) for c, w in zip(columns, widest, strict=True)]
        if sum(widths) <= WIDEST_PAGE:
            break
    return widths


def _limit(column: RosterColumn, limit: int) -> int:
    return max(limit, _LONG_TEXT_AT_LEAST) if column.kind is Kind.LONG_TEXT else limit


def _column_width(column: RosterColumn, widest: float, limit: int) -> float:
    if isinstance(column, JoinedColumn) and column.width:
        figures = widest + 2 if column.kind in (Kind.INTEGER, Kind.MONEY) else 0
        return max(column.width, word_width(column.heading) + 1, figures)
    fixed = _FIXED_WIDTHS.get(column.kind) or _MASK_WIDTHS.get(mask_of(column)) or 0
    head = max(text_width(part) for part in heading_of(column).replace("（", "\n").replace(" (", "\n").split("\n"))
    return max(fixed, head + 2, min(limit, widest + 3) if not fixed else 0)


def _width(value: CellValue) -> float:
    if isinstance(value, str):
        return text_width(value)
    return len(f"{value:,.2f}") if isinstance(value, float) else len(str(value))


def _look(column: RosterColumn, values: Sequence[CellValue]) -> CellLook:
    look = _LOOKS[column.kind]
    if column.kind is Kind.MONEY:
        look = replace(look, number_format=money_format(values))
    if isinstance(column, JoinedColumn) and column.align:
        look = replace(look, align=column.align, indent=0 if column.align == "center" else look.indent)
    return look


def money_format(values: Sequence[CellValue]) -> str:
    """The number format that shows every amount exactly: two decimals of a yuan, one to six of 万元."""
    decimals = 2
    if money_unit() == "wan":
        parts = (f"{value:.6f}".partition(".")[2].rstrip("0") for value in values if isinstance(value, (int, float)))
        decimals = max(1, max(map(len, parts), default=1))
    return f"#,##0.{'0' * decimals}"
