"""The annexes of a monthly summary: all indicators with target, base and rule, and the records behind figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, PageBreak

from casework.amounts import count_text
from casework.insight.figure import Figure, FigureSet
from casework.insight.indicator import Section
from casework.insight.indicators import SECTION_TITLES
from casework.insight.month import Month
from casework.language import _
from casework.periods import Period
from exports.document import OFFICIAL_PAGE
from exports.drawing import Block, Gap
from exports.monthly_charts import scope_words
from exports.monthly_goals import exact_text, fraction_text, goal_of, percent_text
from exports.monthly_records import RecordColumn, RecordsBehind
from exports.monthly_words import ToldGroup, day_text, frozen_on, section_of, sentence, short_title
from exports.sections import Headed
from exports.styles import (
    ANNEX_MARK,
    ANNEX_TITLE,
    CELL,
    FIGURE,
    FIGURE_BOLD,
    GREY,
    META,
    NOTE,
    OFFICIAL_LEADING,
    TextStyle,
)
from exports.table_layout import TableColumn, TableRow, group_row, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_NAME = replace(CELL, size=10, leading=13)
_VALUE = replace(FIGURE_BOLD, size=10, leading=13)
_RULE = replace(CELL, size=8.5, leading=11.6)
_META = replace(META, size=8.5)
_UNDER_MARK = OFFICIAL_LEADING * 0.6
_SPACE = 6.0
_TITLE_HEIGHT = ANNEX_MARK.leading + _UNDER_MARK + ANNEX_TITLE.leading + META.leading + _SPACE
_WIDEST = 84.0  # points: a longer value of a column of records wraps


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its title as it stands in the list of attachments, the line under it, its blocks."""

    title: str
    meta: str
    blocks: tuple[Flowable, ...]

    def pages(self, number: int, *, is_only: bool) -> list[Flowable]:
        """The annex on pages of its own, with its mark 附件1."""
        mark = _("Annex") if is_only else _("Annex {number}").format(number=number)
        title = Headed(ChinesePara(self.title, ANNEX_TITLE), ChinesePara(self.meta, _META))
        return [
            PageBreak(),
            ChinesePara(mark, ANNEX_MARK),
            Gap(_UNDER_MARK),
            title,
            Gap(_SPACE),
            *self.blocks,
        ]


def annexes(month: Month, told: Sequence[ToldGroup], behind: Sequence[RecordsBehind]) -> list[Annex]:
    """The annexes there is something for: the indicators first, then the records behind the figures given."""
    found: list[Annex] = []
    listed = _listed(month, told)
    if listed:
        found.append(_indicators(month, listed))
    for records in behind:
        figure = month.figures.figure(records.key)
        if figure and records.rows:
            found.append(_records(month.figures, figure, records))
    return found


def _listed(month: Month, told: Sequence[ToldGroup]) -> list[Figure]:
    """The figures of the text and those with a target, then all others that are not zero and repeat none of these."""
    keys = {figure.key for group in told for words in group.sentences for figure in words.figures}
    keys |= {figure.key for figure in month.figures.figures if figure.target}
    said = {_said(figure) for figure in month.figures.figures if figure.key in keys}
    return [f for f in month.figures.figures if f.key in keys or (f.value and _said(f) not in said)]


def _said(figure: Figure) -> tuple[Section, float | None, str, int]:
    """What makes a figure say the same as another one of its part: 签约 and 签约项目 are mostly as many."""
    return section_of(figure), figure.value, figure.unit, figure.records


def _indicators(month: Month, listed: Sequence[Figure]) -> Annex:
    has_targets = any(figure.target for figure in listed)
    title = _("Indicators, counting rules and targets") if has_targets else _("Indicators and counting rules")
    question = month.figures.question
    meta = [scope_words(question), _("numbers of a day as of {day}").format(day=day_text(question.day))]
    frozen = frozen_on(month)
    if frozen:
        meta.append(_("frozen on {day}").format(day=day_text(frozen)))
    columns = _columns(month, listed)
    rows = _rows(month, listed, columns)
    notes = ChinesePara(_notes(month, listed), NOTE)
    table = _fitting_table([column for column, _cells in columns], rows, notes)
    return Annex(title, "　".join(meta), (table, Gap(_SPACE), notes))


def _fitting_table(columns: Sequence[TableColumn], rows: Sequence[TableRow], notes: Block) -> DataTable:
    """Rows with air between them; without it where that saves a page."""
    width = OFFICIAL_PAGE.text_width
    room = OFFICIAL_PAGE.text_height - _TITLE_HEIGHT - _SPACE - notes.fit(width)
    roomy = DataTable(columns, rows, is_roomy=True)
    tight = DataTable(columns, rows)
    return tight if tight.fit(width) <= room < roomy.fit(width) else roomy


_Columns = list[tuple[TableColumn, str]]


def _columns(month: Month, listed: Sequence[Figure]) -> _Columns:
    """The columns with the names of their cells; a column in which nothing would stand is left out."""
    previous = month.previous.period if month.previous else None
    name_width = 72 if any(figure.target for figure in listed) else 92
    columns: _Columns = [
        (TableColumn(head=_("Indicator"), width=name_width, fits=True, style=_NAME), "name"),
        (_right(_head(month.figures.period, previous), 82, _VALUE), "value"),
        (_right(_("Annual target"), 62, FIGURE), "target"),
        (_right(_("Progress / base"), 90, FIGURE), "progress"),
        (_right(_head(previous, month.figures.period) if previous else "", 58, FIGURE.colored(GREY)), "previous"),
        (TableColumn(head=_("Counting rule"), style=_RULE), "rule"),
        (_right(_("Records"), 34, FIGURE.colored(GREY)), "records"),
    ]
    filled = {name for figure in listed for name, text in _cells(month, figure).items() if text}
    return [(column, name) for column, name in columns if name in filled]


def _head(period: Period, other: Period | None) -> str:
    """The period of a column, without its year where the other column is of the same."""
    return short_title(period) if other is None or period.year == other.year else period.title()


def _right(head: str, width: float, style: TextStyle) -> TableColumn:
    return TableColumn(head=head, width=width, fits=True, align="right", style=style)


def _rows(month: Month, listed: Sequence[Figure], columns: _Columns) -> list[TableRow]:
    rows: list[TableRow] = []
    for section in Section:
        members = [figure for figure in listed if section_of(figure) is section]
        if members:
            rows.append(group_row(_(SECTION_TITLES[section])))
        for figure in members:
            cells = _cells(month, figure)
            rows.append(plain_row(*(cells[name] for _column, name in columns)))
    return rows


def _cells(month: Month, figure: Figure) -> dict[str, str]:
    before = month.previous.figure(figure.key) if month.previous else None
    return {
        "name": figure.label,
        "value": _value(figure),
        "target": figure.target[1] if figure.target else "",
        "progress": _progress(figure),
        "previous": _before(before) if before and not _of_round(month, figure) else "",
        "rule": _rule(figure),
        "records": str(figure.records) if figure.records else "",
    }


def _value(figure: Figure) -> str:
    """As it is said; of a rate only the per cent, its base stands beside it."""
    return figure.text.partition("%")[0] + "%" if "%" in figure.text else figure.text


def _of_round(month: Month, figure: Figure) -> bool:
    """Whether it counts the contacts of a round only, which the period before does not."""
    return month.figures.question.round is not None and section_of(figure) is Section.CONTACTS


def _before(figure: Figure) -> str:
    """A figure of the period before; a rate by its base, which tells it exactly, and nothing without one."""
    if figure.unit or figure.base is None:
        return figure.text
    return "/".join(map(str, figure.base)) if figure.base[1] else ""


def _progress(figure: Figure) -> str:
    """How far it is to its target, else the base it is counted against."""
    goal = goal_of(figure)
    if goal:
        done, target = exact_text(figure, goal.done), exact_text(figure, goal.target)
        return _with_fraction(goal.percent, fraction_text(done, target, with_unit=False))
    if figure.base is None or not figure.base[1]:
        return ""
    part, whole = figure.base
    if not figure.unit:
        return f"{part}/{whole}"
    fraction = fraction_text(exact_text(figure, part), exact_text(figure, whole), with_unit=False)
    return _with_fraction(percent_text(part, whole), fraction)


def _with_fraction(percent: str, fraction: str) -> str:
    return _("{percent} ({fraction})").format(percent=percent, fraction=fraction)


def _rule(figure: Figure) -> str:
    """The counting rule, the exact number behind a rounded one, the document of a reported one."""
    parts = [figure.rule] if figure.rule else []
    if _is_rounded(figure):
        parts.append(_("exactly {figure}").format(figure=exact_text(figure, figure.value or 0)))
    if figure.source:
        parts.append(_("Source: {sources}").format(sources=figure.source))
    return _("; ").join(parts)


def _is_rounded(figure: Figure) -> bool:
    return bool(figure.unit) and figure.value is not None and exact_text(figure, figure.value) != figure.text


def _notes(month: Month, listed: Sequence[Figure]) -> str:
    """What a reader must know to read the table, as far as it applies; numbered where there is more than one."""
    notes: list[str] = []
    if any(_is_rounded(figure) for figure in listed):
        notes.append(_("“over” and “nearly” mark rounded numbers; the exact ones stand with the counting rule"))
    if any(figure.base for figure in listed):
        notes.append(_("Rates and parts are given with their base"))
    if sum(figure.unit == "fen" and not figure.is_nothing for figure in listed) > 1:
        notes.append(_("Amounts of different kinds are counted differently and not added up"))
    if month.previous:
        frozen = _("The numbers under “{period}” are those frozen then")
        counted = _("The numbers under “{period}” are counted by the same rules")
        words = frozen if month.previous_is_frozen else counted
        notes.append(words.format(period=_head(month.previous.period, month.figures.period)))
    if len(notes) == 1:
        return _("Note: {notes}").format(notes=sentence(notes[0])).strip()
    numbered = "".join(f"{number}. {sentence(note)}" for number, note in enumerate(notes, 1))
    return _("Notes: {notes}").format(notes=numbered).strip() if notes else ""


def _records(figures: FigureSet, figure: Figure, behind: RecordsBehind) -> Annex:
    """The records behind one figure; where they are not as many as were counted, the line under the title says so."""
    count = count_text(len(behind.rows), figure.unit if figure.unit != "fen" else "")
    title = _("{figure} {count}: the records").format(figure=figure.label, count=count)
    meta = [scope_words(figures.question), _("Rule: {rule}").format(rule=figure.rule)] if figure.rule else []
    if len(behind.rows) != figure.records:
        meta.append(_("counted: {counted}, found now: {found}").format(counted=figure.records, found=len(behind.rows)))
    serial = TableColumn(head=_("Serial no."), fits=True, align="right", style=FIGURE)
    columns = [serial, *(_record_column(column) for column in behind.columns)]
    rows = [plain_row(str(number), *cells) for number, cells in enumerate(behind.rows, 1)]
    return Annex(title, "　".join(meta), (DataTable(columns, rows),))


def _record_column(column: RecordColumn) -> TableColumn:
    style = FIGURE if column.is_figure else CELL
    align = "right" if column.is_right else "left"
    if column.is_wide:
        return TableColumn(head=column.head, align=align, style=style)
    return TableColumn(head=column.head, width=_WIDEST, fits=True, align=align, style=style)
