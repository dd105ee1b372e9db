"""The records behind a figure: its counting rule, how many there are, and each of them to be opened."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from casework.casebook import Casebook
from casework.entities.projects import STAGES, Project, ProjectStage
from casework.insight.figure import Figure
from casework.insight.figures import records_behind
from casework.language import _
from casework.records import Record
from desktop.pages.reports_data import round_of, scope_of
from desktop.pages.reports_question import ReportQuestion
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, CardHead, column_of
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.pieces import Piece, Words, caption, fixed
from widgets.record_table import ROW, RecordTable
from widgets.table_columns import TableColumn

MOST_LISTED = 200
_MOST_LOOKED_AT = 2000
_DAYS: Mapping[str, Sequence[str]] = {
    "visit": ("occurred_on", "planned_on"),
    "appeal": ("closed_on", "accepted_on"),
    "commitment": ("settled_on", "due_on"),
    "demand": ("posted_on",),
    "match": ("opened_on",),
    "project": ("stage_entered_on",),
    "project_stage": ("entered_on",),
    "mutual_visit": ("occurred_on",),
    "event": ("held_on",),
    "reported_figure": ("as_of",),
}
"""The fields of which the first given one is the day of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """A record behind a figure, and the record to open for it (the project for an entry into a stage)."""

    id: str
    type_name: str
    record_id: str
    number: str
    title: str
    day: dt.date | None


def behind_rows(book: Casebook, key: str, question: ReportQuestion) -> tuple[list[BehindRow], int]:
    """The records behind a figure, at most 200, the newest first, and how many there are."""
    found = records_behind(book, key, question.period, scope_of(book, question), round_of(book, question))
    looked_at = found[-_MOST_LOOKED_AT:]
    rows = [_row(book, book.get(book.types[type_name], record_id)) for type_name, record_id in looked_at]
    rows.sort(key=lambda row: (row.day or dt.date.min, row.number), reverse=True)
    return rows[:MOST_LISTED], len(found)


def _row(book: Casebook, record: Record) -> BehindRow:
    opened, title = record, _title(record)
    if isinstance(record, ProjectStage):
        opened = book.get(Project, record.project_id)
        title = _("{name}: {stage}").format(name=opened.title(), stage=STAGES.label(record.stage))
    return BehindRow(
        id=record.id,
        type_name=opened.type_name,
        record_id=opened.id,
        number=getattr(opened, "number", ""),
        title=title,
        day=_day(record),
    )


def _title(record: Record) -> str:
    named = record.title()
    return named if named != record.id else str(getattr(record, "source", "") or _(type(record).label))


def _day(record: Any) -> dt.date | None:
    days = (getattr(record, name) for name in _DAYS.get(record.type_name, ()))
    return next((day for day in days if day), None)


class BehindCard(Card):
    """The records behind the figure that was chosen; `open_asked` tells type and id of one."""

    open_asked = Signal(str, str)
    target_asked = Signal()

    def __init__(self, session: Session) -> None:
        """Empty until a figure is chosen."""
        super().__init__(margins=(6, 6, 6, 7))
        self._session = session
        self._asked: tuple[str, ReportQuestion] | None = None
        self.target = Button(_("Annual target"), kind=ButtonKind.LINK, small=True)
        self.target.clicked.connect(self._aim)
        self._head = CardHead(_("Records behind the figure"), "", self.target)
        self._rule = TextLabel(tone="text2", size=TextSize.CAPTION)
        self._more = TextLabel(tone="dim", size=TextSize.CAPTION)
        self.table = RecordTable(_columns(), row_height=ROW, header=False, name=_("Records behind the figure"))
        self.table.opened.connect(self._open)
        self.add(column_of(self._head, self._rule, margins=(10, 0, 8, 0), spacing=4))
        self.add(self.table, 1)
        self.add(column_of(self._more, margins=(10, 0, 8, 0)))

    def show_figure(self, figure: Figure, question: ReportQuestion) -> None:
        """Asks for the records behind a figure and shows them when they are there."""
        self._asked = (figure.key, question)
        self._head.set_title(f"{figure.label} {figure.text}")
        self.target.setVisible(not figure.source and not self._session.book.read_only)
        self._rule.setText(_("Counting rule: {rule}").format(rule=figure.rule) if figure.rule else "")
        self._rule.setVisible(bool(figure.rule))
        asked = self._asked
        self._session.read(lambda book: behind_rows(book, *asked), lambda told: self._show(asked, *told))

    def _show(self, asked: tuple[str, ReportQuestion], rows: Sequence[BehindRow], count: int) -> None:
        if asked != self._asked:
            return
        self.table.empty.say(_("No record stands behind it."))
        self.table.show_rows(rows)
        left = count - len(rows)
        self._more.setText(_("{count} more").format(count=left) if left else "")
        self._more.setVisible(bool(left))

    def _aim(self) -> None:
        self.target_asked.emit()

    def _open(self, _record_id: str) -> None:
        row: BehindRow = self.table.current_row()
        self.open_asked.emit(row.type_name, row.record_id)


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(key="title", label=_("Record"), text=lambda r: r.title, pieces=_title_pieces, stretch=True),
        TableColumn(key="day", label=_("Date"), text=_day_words, pieces=_day_pieces, width=92, align_right=True),
    )


def _title_pieces(row: BehindRow) -> Sequence[Piece]:
    number = [caption(row.number, elastic=False)] if row.number else []
    return [*number, Words(row.title)]


def _day_words(row: BehindRow) -> str:
    return row.day.isoformat() if row.day else ""


def _day_pieces(row: BehindRow) -> Sequence[Piece]:
    return [fixed(_day_words(row), "text2")]
