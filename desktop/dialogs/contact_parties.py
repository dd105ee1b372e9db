"""Who took part in a contact: our people as chips, and whom they met at the enterprise."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.entities.contacts import ContactPerson
from casework.entities.people import Person
from casework.language import _
from casework.verbs.people import person_called
from desktop.choices import choices, contact_choices
from desktop.session import Session
from widgets.chip_button import ChipButton
from widgets.labels import LineLabel
from widgets.pieces import caption
from widgets.reference_editor import CompletedLine


class OurPeople(QWidget):
    """Our side: the first leads. A click on a name takes it away, typing adds one."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        """Whoever works here, to begin with."""
        super().__init__()
        self._session = session
        self._people: list[tuple[str, str]] = []
        self._chips: list[ChipButton] = []
        self.line = CompletedLine(self._choices)
        self.line.setPlaceholderText(_("Add somebody"))
        self.line.setAccessibleName(_("Our participants"))
        self.line.setMinimumWidth(96)
        self.line.chosen.connect(self._add)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.line, 1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(3)
        place.addWidget(LineLabel([caption(_("Our participants"), elastic=False)], height=20))
        place.addLayout(self._row)
        self.reset()

    def reset(self) -> None:
        """Whoever works here, alone."""
        own = person_called(self._session.book, self._session.actor)
        self.set_people([own] if own else [])

    def _choices(self, words: str) -> Sequence[tuple[str, str]]:
        taken = {person_id for person_id, _name in self._people}
        return [choice for choice in choices(self._session.book, "person", words) if choice[0] not in taken]

    def people(self) -> list[str]:
        """The ids of those who took part, the lead first."""
        return [person_id for person_id, _name in self._people]

    def set_people(self, ids: Sequence[str]) -> None:
        """Shows these persons."""
        self._people = [(one, self._session.book.get(Person, one).name) for one in ids]
        self._show()

    def facts(self) -> dict[str, Any]:
        """The participants of `log_visit`; nothing where only whoever logs it took part."""
        own = person_called(self._session.book, self._session.actor)
        if not self._people or self.people() == [own]:
            return {}
        return {"participants": [{"person_id": one} for one in self.people()]}

    def _add(self, person_id: str, name: str) -> None:
        self._people.append((person_id, name))
        self.line.clear()
        self._show()
        self.changed.emit()

    def _remove(self, person_id: str, *_facts: object) -> None:
        self._people = [one for one in self._people if one[0] != person_id]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, (person_id, name) in enumerate(self._people):
            chip = ChipButton(name, "dismiss", hint=_("Take {name} off the list").format(name=name))
            chip.clicked.connect(partial(self._remove, person_id))
            self._row.insertWidget(number, chip)
            self._chips.append(chip)


class MetWith(QWidget):
    """The other side: a contact person of the enterprise, or any name."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        """Nobody yet."""
        super().__init__()
        self._session = session
        self._enterprise, self._id, self._label = "", "", ""
        self.line = CompletedLine(lambda words: contact_choices(session.book, self._enterprise, words))
        self.line.setPlaceholderText(_("Contact person, or a name"))
        self.line.setAccessibleName(_("Met with"))
        self.line.set_trailing("people")
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(3)
        place.addWidget(LineLabel([caption(_("Met with"), elastic=False)], height=20))
        place.addWidget(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.chosen.connect(self._choose)

    def set_enterprise(self, enterprise_id: str) -> None:
        """Offers the people of this enterprise and shows its main contact."""
        if enterprise_id == self._enterprise:
            return
        self._enterprise = enterprise_id
        found = contact_choices(self._session.book, enterprise_id, "") if enterprise_id else []
        self._id, self._label = found[0] if found else ("", "")
        self.line.setText(self._label)
        self.line.setCursorPosition(0)

    def set_person(self, contact_id: str, name: str) -> None:
        """Shows a contact person, or a name alone."""
        words = dict(contact_choices(self._session.book, self._enterprise, "")).get(contact_id, name)
        self._id, self._label = contact_id, words
        self.line.setText(words)

    def facts(self) -> dict[str, str]:
        """The contact person with the name as it is printed, or the name alone."""
        words = self.line.text().strip()
        if self._id and words == self._label:
            person = self._session.book.get(ContactPerson, self._id)
            return {"contact_person_id": self._id, "counterpart": person.name}
        return {"counterpart": words} if words else {}

    def draft(self) -> dict[str, str]:
        """Everything as it stands."""
        return {"id": self._id, "words": self.line.text()}

    def set_draft(self, draft: dict[str, str]) -> None:
        """Puts it back."""
        self._id = self._label = ""
        self.line.setText(draft.get("words", ""))
        if draft.get("id"):
            self._id, self._label = draft["id"], draft["words"]

    def _typed(self, words: str) -> None:
        if words != self._label:
            self._id = ""
        self.changed.emit()

    def _choose(self, contact_id: str, label: str) -> None:
        self._id, self._label = contact_id, label
        self.line.setText(label)
        self.changed.emit()
