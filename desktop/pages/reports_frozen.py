"""The frozen card of a report: how a month is frozen, since when it is, and what has become different since."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from casework.casebook import Casebook
from casework.entities.frozen_months import FrozenMonth
from casework.errors import RuleForbids
from casework.insight.figure import Figure
from casework.insight.frozen import ChangedRecord, Difference, freeze, frozen_of
from casework.language import _
from desktop.pages.reports_data import Report, scope_of
from desktop.pages.reports_question import ReportQuestion
from widgets.buttons import Button
from widgets.cards import Card, CardHead, column_of, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Icon, Piece, Words, caption, fixed

_MOST_RECORDS, _MOST_DIFFERENCES = 3, 6


def freeze_report(book: Casebook, question: ReportQuestion) -> FrozenMonth:
    """Freezes the figures of a period and scope for good; RuleForbids where they are frozen already."""
    scope = scope_of(book, question)
    with book.change(_("Freeze {period}").format(period=question.period.title())) as write:
        if frozen_of(book, question.period, scope):
            raise RuleForbids(_("This month is frozen already."), remedy=_("Undo the freezing to freeze it anew."))
        return write.save(freeze(book, question.period, scope, book.actor))


class FrozenCard(Card):
    """Tells whether the figures are frozen; `freeze_asked` wants them frozen now."""

    freeze_asked = Signal()

    def __init__(self) -> None:
        """Shows nothing yet."""
        super().__init__()
        self._line = LineLabel(height=24)
        self._words = TextLabel(tone="text2", size=TextSize.CAPTION)
        self.button = Button(_("Freeze the figures"), "lock_closed")
        self.button.clicked.connect(self._ask)
        self.add(self._line)
        self.add(self._words)
        self.add(row_of(self.button, None))

    def show_report(self, report: Report, *, may_write: bool) -> None:
        """Shows whether and since when the report is frozen."""
        frozen = report.month.frozen if report.is_frozen else None
        self.setProperty("surface", "note" if frozen else "card")
        self.style().unpolish(self)
        self.style().polish(self)
        if frozen:
            self._line.set_line([Icon("lock_closed", "accent", filled=True), Words(_("Frozen"), bold=True)])
            words = _("On {day} by {who}. The figures stay as they were; what changed since stands below.")
            self._words.setText(words.format(day=frozen.frozen_on, who=frozen.frozen_by or "—"))
        elif report.question.round_id:
            self._line.set_line([Icon("info"), Words(_("Figures of a round"), bold=True)])
            self._words.setText(_("Figures of a round are counted anew each time; a month is frozen without a round."))
        else:
            self._line.set_line([Icon("edit"), Words(_("Not frozen"), bold=True)])
            self._words.setText(_("Freeze the figures before they are handed in; later changes are then listed here."))
        self.button.setVisible(not frozen and not report.question.round_id)
        self.button.setEnabled(may_write)

    def _ask(self) -> None:
        self.freeze_asked.emit()


class DifferencesCard(Card):
    """What has become different since freezing; a line opens its record or shows its figure."""

    open_asked = Signal(str, str)
    figure_chosen = Signal(str)

    def __init__(self) -> None:
        """Hidden until there is a difference."""
        super().__init__()
        self._head = CardHead(_("Changes since freezing"))
        self._lines = column_of(spacing=2)
        self.add(self._head)
        self.add(self._lines)
        self.hide()

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Shows the differences with the first records behind each."""
        self._head.set_title(_("Changes since freezing"), _("{count} figures").format(count=len(found)))
        layout = self._lines.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for difference in found[:_MOST_DIFFERENCES]:
            self._add(difference)
        if len(found) > _MOST_DIFFERENCES:
            self._add_more(len(found) - _MOST_DIFFERENCES)
        self.setVisible(bool(found))

    def _add(self, difference: Difference) -> None:
        layout = self._lines.layout()
        if layout is None:
            return
        line = LinkLine([Words(difference.label)], _before_after(difference.before, difference.after))
        line.clicked.connect(lambda _on=False, key=difference.key: self.figure_chosen.emit(key))
        layout.addWidget(line)
        for record in difference.records[:_MOST_RECORDS]:
            under = LinkLine([caption(record.title)], [caption(_what(record), elastic=False)], height=24)
            under.clicked.connect(lambda _on=False, r=record: self.open_asked.emit(r.type_name, r.id))
            layout.addWidget(under)
        left = len(difference.records) - _MOST_RECORDS
        if left > 0:
            self._add_more(left)

    def _add_more(self, left: int) -> None:
        layout = self._lines.layout()
        if layout is not None:
            layout.addWidget(LineLabel([caption(_("{count} more").format(count=left))], height=20))


def _before_after(before: Figure | None, after: Figure | None) -> list[Piece]:
    """The figure as it was, struck, and as it is now."""
    told: list[Piece] = [Words(before.text, "dim", struck=True, elastic=False)] if before else []
    return [*told, Icon("arrow_right", "dim", 14), fixed(after.text if after else _("taken back"), bold=True)]


def _what(record: ChangedRecord) -> str:
    """What happened to the record."""
    if record.came:
        return _("came in addition")
    return _("left out now") if record.went else _("amount changed")
