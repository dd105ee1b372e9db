"""The editor for days: typed freely, understood at once, or picked from the month."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from casework.errors import BadInput
from casework.fields import Column
from casework.language import _
from widgets.day_grid import DayPopup
from widgets.editor import EditorNeeds
from widgets.text_editors import LineEditor
from widgets.typed_days import parse_day, weekday_word
from widgets.typed_line import below


class DateEditor(LineEditor):
    """A day. The hint says which weekday it is, or which day 下周四 or +3 comes to."""

    def __init__(self, column: Column, needs: EditorNeeds) -> None:
        """Days are counted from `needs.today` by `needs.calendar`."""
        super().__init__(column)
        self._needs = needs
        self._popup: DayPopup | None = None
        self.line.set_trailing("calendar_ltr", _("Pick from the month (Alt+Down)"), self.pick)
        self.line.textChanged.connect(self._explain)
        self.line.left.connect(self._settle)
        self.line.entered.connect(self._settle)

    def value(self) -> date | None:
        """The day; None where nothing is given. BadInput names the field."""
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return parse_day(text, self._needs.today, self._needs.calendar)
        except BadInput as error:
            raise BadInput(f"{self.column.label}: {error.message}", remedy=error.remedy) from None

    def set_value(self, value: Any) -> None:
        """Shows a day."""
        self.line.setText(value.isoformat() if value else "")

    def pick(self) -> None:
        """Opens the month under the field."""
        if self._popup is None:
            self._popup = DayPopup(self, self._needs.today, self._needs.calendar)
            self._popup.chosen.connect(self._picked)
        self._popup.open_at(below(self.line), self._understood() or self._needs.today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the month."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The line takes it."""
        super().focusInEvent(event)
        self.line.setFocus(event.reason())

    def _understood(self) -> date | None:
        try:
            return self.value()
        except BadInput:
            return None

    def _explain(self) -> None:
        day = self._understood()
        if day is None:
            self.line.set_hint("")
            return
        weekday = weekday_word(day)
        self.line.set_hint(weekday if self.line.text().strip() == day.isoformat() else f"= {day.isoformat()} {weekday}")

    def _settle(self) -> None:
        """On leaving, the day stands there in full."""
        day = self._understood()
        if day is not None:
            self.line.setText(day.isoformat())

    def _picked(self, day: date) -> None:
        self.line.setText(day.isoformat())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
