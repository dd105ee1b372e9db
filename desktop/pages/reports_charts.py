"""The two charts of a report: cases accepted and closed by month, and what the cases were about."""

from collections.abc import Sequence

from casework.amounts import count_text
from casework.insight.figure import FigureSet, SplitTable
from casework.insight.month import Month
from casework.language import _
from widgets.cards import Card, CardHead
from widgets.charts import BarChart, Series, ShareBars
from widgets.labels import LineLabel
from widgets.pieces import Dot, Piece, caption

_MOST_MONTHS, _MOST_SHARES = 12, 6


class CourseCard(Card):
    """Cases accepted and closed over the months."""

    def __init__(self) -> None:
        """Empty until a month is shown."""
        super().__init__()
        self._head = CardHead(_("Accepted and closed"))
        legend: list[Piece] = [Dot("accent"), caption(_("accepted")), Dot("green"), caption(_("closed"))]
        self.chart = BarChart(name=_("Accepted and closed"), height=110)
        self.add(self._head)
        self.add(LineLabel(legend, height=20))
        self.add(self.chart, 1)

    def show_month(self, told: Month) -> None:
        """Shows the last months."""
        months = told.by_month[-_MOST_MONTHS:]
        self._head.set_title(_("Accepted and closed"), _("cases, last {count} months").format(count=len(months)))
        self.chart.show_series(
            [_month_label(part) for part in months],
            Series(name=_("accepted"), values=_values(months, "appeals_accepted")),
            Series(name=_("closed"), values=_values(months, "appeals_handled")),
        )


def _month_label(figures: FigureSet) -> str:
    start = figures.period.start
    return _("M{month}").format(month=start.month) if start else figures.period.title()


def _values(months: Sequence[FigureSet], key: str) -> list[float]:
    return [figure.value or 0 if (figure := part.figure(key)) else 0 for part in months]


class SharesCard(Card):
    """What the cases of the period were about, or how they were handled."""

    def __init__(self) -> None:
        """Empty until a month is shown."""
        super().__init__()
        self._head = CardHead("")
        self.bars = ShareBars()
        self.add(self._head)
        self.add(self.bars)
        self.fill()

    def show_month(self, told: Month) -> None:
        """Shows cases by service mode, those that were accepted by their kind where none was closed."""
        by_mode = told.by_service_mode
        if by_mode and by_mode.rows:
            self._show(_("Closed cases by service mode"), by_mode)
        elif told.by_appeal_kind:
            self._show(_("Accepted cases by kind"), told.by_appeal_kind)
        else:
            self._head.set_title(_("Closed cases by service mode"))
            self.bars.show_rows([])

    def _show(self, title: str, table: SplitTable) -> None:
        figure = table.columns[0]
        total = sum(row.values[0] for row in table.rows)
        self._head.set_title(title, _("{total}, shares add up to 100%").format(total=count_text(total, figure.unit)))
        self.bars.setAccessibleName(title)
        shown = table.rows[:_MOST_SHARES]
        self.bars.show_rows(
            [
                (row.name, row.values[0], count_text(row.values[0], figure.unit), f"{100 * row.values[0] / total:.1f}%")
                for row in shown
            ]
        )
