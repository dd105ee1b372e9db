"""What can be done with a contact: planned, moved, cancelled, its result logged, corrected."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from casework.entities.visits import Visit
from casework.fields import columns
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.plan_visit import PlanVisit
from desktop.dialogs.quick_entry import QuickEntry
from desktop.session import Session
from widgets.record_form import FormSection

_CANCEL = (FormSection(rows=[["cancel_reason"]]),)
_EDIT = (
    FormSection(
        rows=[
            ["contact_mode"], ["occurred_on", "counterpart"], ["topic"], ["findings"],
            ["next_contact_on", "next_contact_note"], ["no_next_contact"],
        ]
    ),
)  # fmt: skip


class VisitActs(QObject):
    """Everything that is asked of the user about one contact."""

    def __init__(self, session: Session, page: QWidget) -> None:
        """Dialogs stand over `page`."""
        super().__init__(page)
        self._session, self._page = session, page

    def _ask(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def plan(self, enterprise_id: str) -> None:
        """A visit to be planned, with an enterprise or with none yet."""
        self._ask(PlanVisit(self._session, self._page, enterprise_id))

    def log_result(self, visit_id: str) -> None:
        """A planned contact took place: its result in one step."""
        self._ask(QuickEntry(self._session, self._page, visit_id=visit_id))

    def move_visit(self, visit_id: str) -> None:
        """Another day for a planned contact."""
        self._ask(PlanVisit(self._session, self._page, visit_id=visit_id))

    def cancel_visit(self, visit_id: str) -> None:
        """A planned contact does not take place; why."""
        self._ask(
            FormDialog(
                self._session, self._page, title=_("Cancel the visit"), icon="dismiss_circle", verb="cancel_visit",
                columns=columns(Visit), sections=_CANCEL, needs=editor_needs(self._session),
                draft=f"cancel {visit_id}", facts={"visit_id": visit_id}, width=480,
            )
        )  # fmt: skip

    def edit(self, visit_id: str) -> None:
        """Corrects a contact that took place."""
        visit = self._session.book.get(Visit, visit_id)
        self._ask(
            FormDialog(
                self._session, self._page, title=_("Change the contact"), icon="edit", verb="change",
                columns=columns(Visit), sections=_EDIT, needs=editor_needs(self._session, Visit),
                draft=f"visit {visit.id}", facts={"type": "visit", "id": visit.id, "version": visit.version},
                values=visit, changed_only=True, width=680,
            )
        )  # fmt: skip
