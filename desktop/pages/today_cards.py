"""The cards beside the one list of Today: visits of the day, rounds in progress, next promises, the silence radar."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from casework.entities.visits import CONTACT_MODES
from casework.insight.agenda import RoundInProgress
from casework.insight.agenda_items import AgendaItem
from casework.insight.day_counts import days_left, days_over
from casework.insight.promises import Promise
from casework.insight.silence import Silence
from casework.language import _
from desktop.pages.today_rows import promise_when
from widgets.buttons import link_button
from widgets.cards import Card, CardHead, column_of
from widgets.charts import Part, StackedBar
from widgets.chip_families import family_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed, text_width
from widgets.record_table import ROW, TWO_LINES, RecordTable
from widgets.table_columns import TableColumn, mode_pieces
from widgets.tokens import Family

_MOST_PLANNED = 4
_BESIDE_LABEL = 46
"""Pixels that icon and padding take beside the words of a rule."""
_RADAR_ICONS: Mapping[str, str] = {
    "not_contacted": "speaker_mute",
    "stalled_projects": "pause_circle",
    "unmatched_demands": "link",
    "quiet_intentions": "handshake",
    "expiring_agreements": "document",
    "without_commissioner": "person",
}


class _ListCard(Card):
    """A card with a title and a plain list whose lines open their record."""

    open_asked = Signal(str, str)

    def __init__(self, title: str, columns: Sequence[TableColumn], *, row_height: int = ROW, link: str = "") -> None:
        super().__init__(margins=(6, 6, 6, 6))
        self.more = link_button(link)
        self.head = CardHead(title, "", self.more)
        self.more.setVisible(bool(link))
        self.table = RecordTable(columns, row_height=row_height, header=False, name=title)
        self.table.opened.connect(self._open)
        self.add(column_of(self.head, margins=(10, 0, 6, 0)))
        self.add(self.table, 1)
        self._height = row_height

    def set_row_height(self, height: int) -> None:
        """Another height of rows (a low screen)."""
        self._height = height
        self.table.set_row_height(height)

    def _hold_rows(self, count: int) -> None:
        """Just as high as so many rows."""
        self.table.setFixedHeight(max(1, count) * self._height + 2)

    def _open(self, record_id: str) -> None:
        raise NotImplementedError


class PlannedCard(_ListCard):
    """The visits planned for the day."""

    def __init__(self) -> None:
        """Empty until visits are shown."""
        super().__init__(_("Planned for today"), _planned_columns())
        self.table.hide()

    def show_visits(self, planned: Sequence[AgendaItem]) -> None:
        """Shows the planned visits; a long day scrolls."""
        on_site = sum(_mode(item) == "on_site" for item in planned)
        note = _("{count} contacts, {on_site} of them on site").format(count=len(planned), on_site=on_site)
        self.head.set_title(_("Planned for today"), note if planned else _("No visit is planned for today."))
        self.table.show_rows(planned)
        self.table.setVisible(bool(planned))
        self._hold_rows(min(len(planned), _MOST_PLANNED))

    def _open(self, record_id: str) -> None:
        self.open_asked.emit("visit", record_id)


class PromisesCard(_ListCard):
    """The promises that are due next."""

    def __init__(self) -> None:
        """Empty until promises are shown."""
        super().__init__(_("Next promises"), self._columns(), row_height=TWO_LINES, link=_("All"))
        self._today = dt.date.min
        self.table.empty.say(_("No promise is open."))

    def show_promises(self, promises: Sequence[Promise], total: int, today: dt.date) -> None:
        """Shows the next promises; `total` is the number of all that are open."""
        self._today = today
        self.more.set_words(_("All {count} promises").format(count=total))
        self.more.setVisible(total > 0)
        self.table.show_rows([_PromiseLine(promise) for promise in promises])

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn(key="content", label=_("What is promised"), text=_content, second=_whom, stretch=True),
            TableColumn(
                key="due", label=_("Due on"), text=self._when, pieces=self._when_pieces, width=132, align_right=True
            ),
        )

    def _when(self, line: "_PromiseLine") -> str:
        return promise_when(line.promise, self._today)

    def _when_pieces(self, line: "_PromiseLine") -> Sequence[Piece]:
        left = line.promise.days_left
        return [fixed(self._when(line), "red" if left < 0 else "amber" if left == 0 else "text2")]

    def _open(self, record_id: str) -> None:
        self.open_asked.emit("commitment", record_id)


class _PromiseLine:
    """A promise with the id of its record, as a list wants it."""

    def __init__(self, promise: Promise) -> None:
        self.promise, self.id = promise, promise.commitment.id


class RadarCard(_ListCard):
    """The silence radar; `line_chosen` tells the key of a line whose records are to be listed."""

    line_chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until the radar is shown."""
        super().__init__(_("Silence radar"), _radar_columns())
        self.head.set_title(_("Silence radar"), _("nobody mentions them, nobody may forget them"))

    def show_radar(self, lines: Sequence[Silence]) -> None:
        """Shows every rule with its number and its worst case."""
        self.table.show_rows([_RadarLine(line) for line in lines])
        widest = max((text_width(line.label) for line in lines), default=0)
        self.table.setColumnWidth(0, min(round(widest) + _BESIDE_LABEL, self.width() * 3 // 5))
        self._hold_rows(len(lines))

    def set_row_height(self, height: int) -> None:
        """Another height of rows; the card follows."""
        super().set_row_height(height)
        self._hold_rows(self.table.rows_model.rowCount())

    def _open(self, record_id: str) -> None:
        self.line_chosen.emit(record_id)


class _RadarLine:
    """A line of the radar with its key as id, as a list wants it."""

    def __init__(self, line: Silence) -> None:
        self.line, self.id = line, line.key


class RoundCard(Card):
    """A round in progress: how many are reached, by which mode, how long it still runs."""

    open_asked = Signal(str, str)

    def __init__(self, running: RoundInProgress) -> None:
        """Shows the round."""
        super().__init__()
        self._id = running.coverage.round.id
        self._link = link_button(_("Open the matrix"))
        self._link.clicked.connect(self._open)
        self.add(CardHead(_("Round in progress"), "", self._link))
        self.add(_about(running))
        self.add(_reached(running))
        self.bar = StackedBar(name=running.coverage.round.name)
        self.bar.show_parts(_parts(running))
        self.add(self.bar)

    def _open(self) -> None:
        self.open_asked.emit("revisit_round", self._id)


def _about(running: RoundInProgress) -> LineLabel:
    found = running.coverage.round
    days: list[Piece] = [caption(f"{found.opened_on:%m-%d}")]
    if found.due_on:
        days = [caption(_("{first} to {last}").format(first=f"{found.opened_on:%m-%d}", last=f"{found.due_on:%m-%d}"))]
    left = running.working_days_left
    if left is not None and left < 0:
        days.append(caption(days_over(-left, working=True), "red", elastic=False))
    elif left is not None:
        days.append(caption(days_left(left), elastic=False))
    return LineLabel([Words(found.name, bold=True), *days])


def _reached(running: RoundInProgress) -> LineLabel:
    told = running.coverage
    missing = len(told.missing)
    chip = [Chip(_("{count} not reached").format(count=missing), Family.AMBER)] if missing else []
    number = Words(str(told.reached), size=TextSize.PAGE, bold=True, elastic=False)
    return LineLabel(
        [number, caption(_("of {count} enterprises reached").format(count=len(told.rows)))], chip, height=28
    )


def _parts(running: RoundInProgress) -> list[Part]:
    parts = [
        Part(label=CONTACT_MODES.label(mode), count=count, tone=str(family_of("contact_mode", mode)))
        for mode, count in running.coverage.by_mode.items()
    ]
    missing = len(running.coverage.missing)
    return [*parts, Part(label=_("Not reached"), count=missing, tone="line")] if missing else parts


def _mode(item: AgendaItem) -> str:
    return CONTACT_MODES.code(item.note) if item.note else ""


def _planned_columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            key="mode",
            label=_("Mode"),
            text=lambda i: i.note,
            pieces=lambda i: mode_pieces(_mode(i), i.note),
            width=116,
        ),
        TableColumn(key="enterprise", label=_("Enterprise"), text=lambda i: i.enterprise, width=140),
        TableColumn(key="topic", label=_("Topic"), text=lambda i: i.title, stretch=True),
        TableColumn(
            key="person",
            label=_("Logged by"),
            text=lambda i: i.person,
            pieces=lambda i: [caption(i.person)],
            width=96,
            align_right=True,
        ),
    )


def _content(line: _PromiseLine) -> str:
    return line.promise.commitment.content


def _whom(line: _PromiseLine) -> Sequence[Piece]:
    promise = line.promise
    return [caption(_("{who} → {whom}").format(who=promise.promised_by, whom=promise.enterprise))]


def _radar_columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            key="rule",
            label=_("Silence radar"),
            text=lambda r: r.line.label,
            pieces=lambda r: [Icon(_RADAR_ICONS[r.line.key]), Words(r.line.label)],
            width=150,
        ),
        TableColumn(
            key="worst",
            label=_("Worst case"),
            text=lambda r: r.line.worst,
            pieces=_worst,
            stretch=True,
            align_right=True,
        ),
        TableColumn(
            key="count", label=_("Count"), text=lambda r: r.line.text, pieces=_count, width=58, align_right=True
        ),
    )


def _worst(row: _RadarLine) -> Sequence[Piece]:
    return [caption(row.line.worst)] if row.line.worst else []


def _count(row: _RadarLine) -> Sequence[Piece]:
    tone = "dim" if not row.line.count else "red" if row.line.key == "not_contacted" else "amber"
    return [fixed(row.line.text, tone, bold=bool(row.line.count))]
