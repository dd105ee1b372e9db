"""The month of contacts in its card: what the colours mean, how many by mode, the days with their entries."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from casework.calendar import WorkingCalendar
from casework.entities.visits import CONTACT_MODES
from casework.language import _
from desktop.pages.visits_rows import VisitRow
from widgets.calendar_month import LOWEST_WEEK, CalendarMonth, EntryState, MonthEntry, legend
from widgets.cards import Card, row_of
from widgets.chip_families import MODE_ICONS, family_of
from widgets.labels import LineLabel
from widgets.pieces import Dot, Piece, caption, fixed
from widgets.tokens import Family

_NEARBY = ("on_site", "phone", "online")


class MonthBoard(Card):
    """Never lower than its weeks need: no entry of a day is cut without a word."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__(margins=(1, 4, 1, 1))
        self.column.setSpacing(2)
        self._legend = LineLabel(height=30)
        self.month = CalendarMonth(_("Month of contacts"))
        self.add(row_of(self._legend, margins=(14, 0, 14, 0)))
        self.add(self.month, 1)

    def show_rows(
        self, month: dt.date, rows: Sequence[VisitRow], *, today: dt.date, calendar: WorkingCalendar
    ) -> tuple[int, int]:
        """Shows the contacts of a month; how many of them are done and planned."""
        in_month = [row for row in rows if row.on.month == month.month]
        done = [row for row in in_month if row.state == "done"]
        self._legend.set_line(_modes(done), legend())
        self.month.show_month(month, [_entry(row) for row in rows], today=today, calendar=calendar)
        weeks = self.month.month_model.rowCount()
        self.month.setMinimumHeight(weeks * LOWEST_WEEK + self.month.horizontalHeader().height() + 2)
        return len(done), len(in_month) - len(done)


def _entry(row: VisitRow) -> MonthEntry:
    if row.is_missed:
        state = EntryState.MISSED
    elif row.is_elsewhere:
        state = EntryState.ELSEWHERE
    else:
        state = EntryState.DONE if row.state == "done" else EntryState.PLANNED
    return MonthEntry(
        id=row.id,
        on=row.on,
        label=row.enterprise,
        state=state,
        icon="people_team" if row.is_elsewhere else MODE_ICONS[row.contact_mode],
        family=family_of("contact_mode", row.contact_mode),
        words=CONTACT_MODES.label(row.contact_mode),
    )


def _modes(done: list[VisitRow]) -> list[Piece]:
    """How many by each mode; the three that share a colour together."""
    found = Counter(row.contact_mode if row.contact_mode in _NEARBY else "others" for row in done)
    others = "、".join(CONTACT_MODES.label(mode) for mode in CONTACT_MODES.labels if mode not in _NEARBY)
    pieces: list[Piece] = []
    for mode in (*_NEARBY, "others"):
        family = family_of("contact_mode", mode) if mode in _NEARBY else Family.NEUTRAL
        label = CONTACT_MODES.label(mode) if mode in _NEARBY else others
        pieces += [Dot(str(family)), caption(label, "text2", elastic=False), fixed(str(found[mode]), bold=True)]
    return pieces
