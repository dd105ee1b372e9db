"""The next contact of a contact: when and about what, or that none is needed (rule 3)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.entities.visits import Visit
from casework.errors import BadInput
from casework.fields import column
from casework.language import N_, _
from widgets.date_editor import DateEditor
from widgets.editor import EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import caption
from widgets.segmented import Segmented
from widgets.typed_days import add_months
from widgets.typed_line import TypedLine, mark_invalid

_LATER: dict[str, Callable[[dt.date], dt.date]] = {
    "week": lambda day: day + dt.timedelta(weeks=1),
    "fortnight": lambda day: day + dt.timedelta(weeks=2),
    "month": lambda day: add_months(day, 1),
}
_WORDS = {"week": N_("1 week"), "fortnight": N_("2 weeks"), "month": N_("1 month"), "none": N_("None needed")}


class NextContactFields(QWidget):
    """Quick choices, the day and the content; one of both must be given: a day with its content, or none needed."""

    changed = Signal()

    def __init__(self, needs: EditorNeeds, day: Callable[[], dt.date]) -> None:
        """`day` is the day of the contact, from which weeks are counted."""
        super().__init__()
        self._day = day
        self.choice = Segmented([(key, _(words)) for key, words in _WORDS.items()], name=_("Next contact"))
        self.on = DateEditor(column(Visit, "next_contact_on"), needs)
        self.on.setFixedWidth(176)
        self.content = TypedLine(placeholder=_("What about"), name=column(Visit, "next_contact_note").label)
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self.on)
        row.addWidget(self.content, 1)
        label = LineLabel(
            [caption(_("Next contact"), elastic=False), caption(_("required"), "red", elastic=False)], height=20
        )
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(3)
        place.addWidget(label)
        place.addLayout(row)
        place.addWidget(self._error)
        self.choice.changed.connect(self._chosen)
        self.on.changed.connect(self._typed_day)
        self.content.textEdited.connect(self._told)

    def _chosen(self, key: str) -> None:
        if key in _LATER:
            self.on.set_value(_LATER[key](self._day()))
        elif key == "none":
            self.on.set_value(None)
        self._follow()
        if key in _LATER:
            self.content.setFocus(Qt.FocusReason.OtherFocusReason)
        self._told()

    def _typed_day(self) -> None:
        self.choice.set_value("")
        self._told()

    def _follow(self) -> None:
        needed = self.choice.value() != "none"
        self.on.setEnabled(needed)
        self.content.setEnabled(needed)

    def _told(self, *_facts: object) -> None:
        self.show_error("")
        self.changed.emit()

    def set_next(self, day: dt.date | None, content: str = "") -> None:
        """Shows a day and a content."""
        self.choice.set_value("")
        self._follow()
        self.on.set_value(day)
        self.content.setText(content)
        self._told()

    def facts(self) -> dict[str, Any]:
        """The facts of a contact; BadInput where neither a day with its content nor “none needed” is given."""
        if self.choice.value() == "none":
            return {"no_next_contact": True}
        day = self.on.value()
        if day is None:
            raise BadInput(_("Give the date of the next contact and its content, or choose “none needed”."))
        if not self.content.text().strip():
            raise BadInput(_("Say what the next contact is about."))
        return {"next_contact_on": day, "next_contact_note": self.content.text().strip()}

    def show_error(self, message: str) -> None:
        """What is wrong here; nothing for an empty message."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        no_day = bool(message) and not self.on.line.text().strip()
        self.on.set_invalid(invalid=no_day)
        mark_invalid(self.content, invalid=bool(message) and not no_day and not self.content.text().strip())
        if message:
            (self.on if no_day else self.content).setFocus(Qt.FocusReason.OtherFocusReason)

    def error(self) -> str:
        """What is shown as wrong."""
        return self._error.text()

    def draft(self) -> dict[str, str]:
        """Everything as it stands."""
        return {"choice": self.choice.value(), "on": self.on.draft(), "content": self.content.text()}

    def set_draft(self, draft: dict[str, str]) -> None:
        """Puts it back."""
        self.choice.set_value(draft.get("choice", ""))
        self.on.set_draft(draft.get("on", ""))
        self.content.setText(draft.get("content", ""))
        self._follow()
