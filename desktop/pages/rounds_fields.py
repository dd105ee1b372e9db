"""The narrow fields of the contact form beside the matrix: the mode, and the next contact."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casework.entities.visits import CONTACT_MODES, Visit
from casework.errors import BadInput
from casework.fields import column
from casework.language import N_, _
from widgets.buttons import Button, ButtonKind
from widgets.chip_button import ChipButton
from widgets.chip_families import MODE_ICONS
from widgets.date_editor import DateEditor
from widgets.editor import EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import caption
from widgets.segmented import Segmented
from widgets.typed_line import TypedLine, below, mark_invalid

_SHORT_MODES: Mapping[str, str] = {"on_site": N_("On site"), "phone": N_("Phone"), "online": N_("Online")}
_OTHER_MODES = ("symposium", "tea_talk", "joint_office")


class ModeChoice(QWidget):
    """On site, phone, online; the three rarer modes stand in a menu and take the last place once chosen."""

    changed = Signal()

    def __init__(self) -> None:
        """On site."""
        super().__init__()
        self._mode = "on_site"
        options = [(mode, _(words), MODE_ICONS[mode]) for mode, words in _SHORT_MODES.items()]
        self.segments = Segmented(options, "on_site", name=column(Visit, "contact_mode").label, wide=True)
        self.more = Button("…", kind=ButtonKind.GHOST, hint=_("Symposium, tea talk, joint office"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.segments, 1)
        row.addWidget(self.more)
        self.segments.changed.connect(self._chosen)
        self.more.clicked.connect(self._open)
        self.setFocusProxy(self.segments)

    def mode(self) -> str:
        """The code of the mode."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Shows a mode; tells nobody."""
        self._mode = mode if mode in CONTACT_MODES.labels else "on_site"
        self.segments.set_value(self._mode)
        rare = self._mode in _OTHER_MODES
        self.more.set_words(CONTACT_MODES.label(self._mode) if rare else "…")
        self.more.set_tone("accent" if rare else "text2")

    def _chosen(self, mode: str) -> None:
        self.set_mode(mode)
        self.changed.emit()

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mode in _OTHER_MODES:
            menu.addAction(CONTACT_MODES.label(mode)).triggered.connect(partial(self._rare, mode))
        menu.popup(below(self.more))

    def _rare(self, mode: str, *_facts: object) -> None:
        self._chosen(mode)


class NextContact(QWidget):
    """The next contact in two narrow fields; a day with its content, or none needed (rule 3)."""

    changed = Signal()

    def __init__(self, needs: EditorNeeds) -> None:
        """Nothing chosen yet: one of both is required."""
        super().__init__()
        self.on = DateEditor(column(Visit, "next_contact_on"), needs)
        self.content = TypedLine(placeholder=_("What about"), name=column(Visit, "next_contact_note").label)
        self.none = ChipButton(_("None needed"), checkable=True)
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        head = QHBoxLayout()
        words = [caption(_("Next contact"), elastic=False), caption(_("required"), "red", elastic=False)]
        head.addWidget(LineLabel(words, height=22), 1)
        head.addWidget(self.none)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.on, 5)
        fields.addWidget(self.content, 6)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(3)
        place.addLayout(head)
        place.addLayout(fields)
        place.addWidget(self._error)
        self.none.toggled.connect(self._toggled)
        self.on.changed.connect(self._told)
        self.content.textEdited.connect(self._told)

    def facts(self) -> dict[str, Any]:
        """The facts of `log_visit`; BadInput, shown here, where neither a day with its content nor none is given."""
        if self.none.isChecked():
            return {"no_next_contact": True}
        try:
            return self._planned()
        except BadInput as error:
            self.show_error(error.message)
            raise

    def _planned(self) -> dict[str, Any]:
        day, content = self.on.value(), self.content.text().strip()
        if day is None:
            raise BadInput(_("Give the date of the next contact and its content, or choose “none needed”."))
        if not content:
            raise BadInput(_("Say what the next contact is about."))
        return {"next_contact_on": day, "next_contact_note": content}

    def show_error(self, message: str) -> None:
        """What is wrong here; nothing for an empty message."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        has_day = bool(self.on.line.text().strip())
        self.on.set_invalid(invalid=bool(message) and not has_day)
        mark_invalid(self.content, invalid=bool(message) and has_day)
        if message:
            (self.content if has_day else self.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def error(self) -> str:
        """What is shown as wrong."""
        return self._error.text()

    def draft(self) -> dict[str, Any]:
        """Everything as it stands."""
        return {"on": self.on.draft(), "content": self.content.text(), "none": self.none.isChecked()}

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Puts it back."""
        self.on.set_draft(draft.get("on", ""))
        self.content.setText(str(draft.get("content", "")))
        self.none.setChecked(bool(draft.get("none", False)))
        self.show_error("")

    def _toggled(self, none_needed: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.on.setEnabled(not none_needed)
        self.content.setEnabled(not none_needed)
        self._told()

    def _told(self, *_facts: object) -> None:
        if self.error():
            self.show_error("")
        self.changed.emit()


def first_day(opened_on: dt.date, closed_on: dt.date | None, today: dt.date) -> dt.date:
    """The day a contact of a round is usually of: today, or the last day of a round that is over."""
    last = closed_on or today
    return max(opened_on, min(today, last))
