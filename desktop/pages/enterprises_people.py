"""The contact persons of an enterprise: masked until somebody looks, copied, added, changed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.chinese import mask_identity, mask_phone
from casework.entities.contacts import ContactPerson
from casework.fields import columns
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.form_dialog import FormDialog
from desktop.pages.enterprises_facts import EnterpriseFacts
from desktop.session import Session
from widgets.buttons import Button
from widgets.cards import row_of
from widgets.labels import LineLabel
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed
from widgets.record_form import FormSection
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction
from widgets.table_columns import TableColumn
from widgets.tokens import Family

SHOWN = 30_000
"""Milliseconds after which a number that was looked at is masked again."""
_SECTIONS = (FormSection(rows=[["name", "post"], ["phone", "email"], ["is_main"], ["note"]]),)


class PeopleTab(QWidget):
    """A table of contact persons with what can be done with each."""

    def __init__(self, session: Session) -> None:
        """Empty."""
        super().__init__()
        self._session = session
        self._facts: EnterpriseFacts | None = None
        self._shown = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN)
        self._timer.timeout.connect(self._mask)
        actions = (
            RowAction(label=_("Show the number"), icon="eye", key="V", hovered=True, run=self._reveal),
            RowAction(label=_("Copy the number"), icon="copy", hovered=True, run=self._copy),
            RowAction(label=_("Change"), icon="edit", key="E", hovered=True, run=self._change),
        )
        self.table = RecordTable(self._columns(), name=_("Contact persons"), actions=actions)
        self.table.empty.say(_("Nobody is noted here yet."), button=_("Add a contact person"), icon="add", run=self.add)
        self.table.opened.connect(self._open)
        add = Button(_("Add a contact person"), "add", height=28, small=True)
        add.clicked.connect(partial(_run, self.add))
        said = LineLabel([Icon("eye_off", "dim", 14), caption(_("Numbers are masked"))])
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 4, 0, 0)
        place.setSpacing(4)
        place.addWidget(row_of(said, None, add))
        place.addWidget(self.table, 1)

    def _columns(self) -> list[TableColumn]:
        def name(row: ContactPerson) -> list[Piece]:
            return [Words(row.name), *([Chip(_("main contact"), Family.BLUE)] if row.is_main else [])]

        def phone(row: ContactPerson) -> list[Piece]:
            if row.id == self._shown:
                return [fixed(row.phone), Chip(_("shown"), Family.AMBER)]
            return [fixed(mask_phone(row.phone))]

        return [
            TableColumn(key="name", label=_("Full name"), text=lambda row: row.name, pieces=name, width=148),
            TableColumn(key="post", label=_("Post"), text=lambda row: row.post, width=100),
            TableColumn(
                key="phone", label=_("Telephone"), text=lambda row: mask_phone(row.phone), pieces=phone, width=150
            ),
            TableColumn(key="email", label=_("E-mail"), text=lambda row: mask_identity(row.email), width=90),
            TableColumn(key="note", label=_("Note"), text=lambda row: row.note, stretch=True),
        ]

    def show_facts(self, facts: EnterpriseFacts) -> None:
        """Shows the contact persons of an enterprise."""
        if self._facts is None or self._facts.enterprise.id != facts.enterprise.id:
            self._mask()
        self._facts = facts
        self.table.show_rows(list(facts.contacts))

    def add(self) -> None:
        """Asks for another contact person."""
        if self._facts is None:
            return
        own = self._facts.enterprise.id
        self._ask(
            FormDialog(
                self._session, self, title=_("Add a contact person"), icon="person", verb="add_contact_person",
                columns=columns(ContactPerson), sections=_SECTIONS, needs=editor_needs(self._session),
                draft=f"contact person of {own}", facts={"enterprise_id": own}, width=560,
            )
        )  # fmt: skip

    def _change(self, person: ContactPerson) -> None:
        facts = {"type": "contact_person", "id": person.id, "version": person.version}
        self._ask(
            FormDialog(
                self._session, self, title=_("Change a contact person"), icon="person", verb="change",
                columns=columns(ContactPerson), sections=_SECTIONS, needs=editor_needs(self._session),
                draft=f"contact person {person.id}", facts=facts, values=person, changed_only=True, width=560,
            )
        )  # fmt: skip

    def _ask(self, dialog: FormDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, person_id: str) -> None:
        person = next((one for one in self.table_rows() if one.id == person_id), None)
        if person:
            self._change(person)

    def table_rows(self) -> list[ContactPerson]:
        """The persons shown."""
        return list(self._facts.contacts) if self._facts else []

    def _reveal(self, person: ContactPerson) -> None:
        """Shows one number for half a minute."""
        self._shown = person.id
        self._timer.start()
        self.table.viewport().update()

    def _mask(self) -> None:
        self._timer.stop()
        self._shown = ""
        self.table.viewport().update()

    def _copy(self, person: ContactPerson) -> None:
        QGuiApplication.clipboard().setText(person.phone)
        self._session.said.emit(_("Copied: the number of {name}").format(name=person.name))


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()
