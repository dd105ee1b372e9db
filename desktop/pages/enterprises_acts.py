"""What can be done with an enterprise: the dialogs that ask, the verbs they end in, and its papers."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from casework.casebook import Casebook
from casework.entities.commitments import Commitment
from casework.entities.enterprises import CommissionerAssignment, Enterprise
from casework.entities.mergers import Merger
from casework.fields import columns
from casework.insight.promises import Promise
from casework.language import _
from casework.records import Record
from desktop.choices import editor_needs
from desktop.dialogs.enterprise_form import EnterpriseForm
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.merge_records import MergeRecords
from desktop.dialogs.merge_with import MergeWith
from desktop.dialogs.plan_visit import PlanVisit
from desktop.dialogs.quick_entry import QuickEntry
from desktop.export_log import Made
from desktop.exporting import ExportDesk, file_name
from desktop.papers import export_roster
from desktop.session import Session
from widgets.record_form import FormSection

_SETTLE = (FormSection(rows=[["state"], ["settled_on"], ["proof"]]),)
_HAND_OVER = (FormSection(rows=[["person_id", "from_on"], ["note"]]),)


class EnterpriseActs(QObject):
    """Everything that is asked of the user about one enterprise; `show_asked` tells which to show afterwards."""

    show_asked = Signal(str)
    gone = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        """Dialogs stand over `page`."""
        super().__init__(page)
        self._session, self._page = session, page
        self.desk = ExportDesk(session)

    def _ask(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self) -> None:
        """A new enterprise, which is then shown."""
        form = EnterpriseForm(self._session, self._page)
        form.saved.connect(self._added)
        form.open_asked.connect(self.show_asked)
        self._ask(form)

    def _added(self, record: Record) -> None:
        self.show_asked.emit(record.id)
        self._session.said.emit(_("Added: {name}").format(name=record.title()))

    def edit(self, enterprise_id: str) -> None:
        """Changes of an enterprise."""
        form = EnterpriseForm(self._session, self._page, self._session.book.get(Enterprise, enterprise_id))
        form.open_asked.connect(self.show_asked)
        self._ask(form)

    def log_contact(self, enterprise_id: str) -> None:
        """The quick entry for an enterprise."""
        self._ask(QuickEntry(self._session, self._page, enterprise_id))

    def log_result(self, visit_id: str) -> None:
        """The result of a planned visit."""
        self._ask(QuickEntry(self._session, self._page, visit_id=visit_id))

    def plan_visit(self, enterprise_id: str) -> None:
        """The day of a visit."""
        self._ask(PlanVisit(self._session, self._page, enterprise_id))

    def move_visit(self, visit_id: str) -> None:
        """Another day for a planned visit."""
        self._ask(PlanVisit(self._session, self._page, visit_id=visit_id))

    def settle(self, promise: Promise) -> None:
        """How a promise was settled."""
        self._ask(
            FormDialog(
                self._session, self._page, title=_("Settle a promise"), icon="ribbon_star", verb="settle_commitment",
                columns=columns(Commitment), sections=_SETTLE, needs=editor_needs(self._session),
                draft=f"settle {promise.commitment.id}", facts={"commitment_id": promise.commitment.id},
                values={"state": "kept", "settled_on": self._session.today}, width=520,
            )
        )  # fmt: skip

    def hand_over(self, enterprise_id: str) -> None:
        """Who looks after the enterprise, from when on."""
        self._ask(
            FormDialog(
                self._session, self._page, title=_("Hand over to another commissioner"), icon="arrow_swap",
                verb="assign_commissioner", columns=columns(CommissionerAssignment), sections=_HAND_OVER,
                needs=editor_needs(self._session), draft=f"hand over {enterprise_id}",
                facts={"enterprise_id": enterprise_id}, values={"from_on": self._session.today}, width=520,
            )
        )  # fmt: skip

    def merge(self, enterprise_id: str) -> None:
        """Another entry of the enterprise, to be merged into this one."""
        asked = MergeWith(self._session, self._page, self._session.book.get(Enterprise, enterprise_id))
        asked.chosen.connect(partial(self._compare, enterprise_id))
        self._ask(asked)

    def _compare(self, enterprise_id: str, other_id: str) -> None:
        """Once the first dialog has gone: else the window takes the keyboard back from the second."""
        QTimer.singleShot(0, self, partial(self._show_compared, enterprise_id, other_id))

    def _show_compared(self, enterprise_id: str, other_id: str) -> None:
        dialog = MergeRecords(self._session, self._page, "enterprise", enterprise_id, other_id)
        dialog.merged.connect(self._merged)
        self._ask(dialog)

    def _merged(self, merger: Merger) -> None:
        self.show_asked.emit(merger.kept_id)

    def remove(self, enterprise_id: str) -> None:
        """Puts the enterprise with what hangs on it into the recycle bin; undone in one step."""
        self._session.do("remove", {"type": "enterprise", "id": enterprise_id}, then=self._removed)

    def _removed(self, record: Record) -> None:
        self.gone.emit()
        self._session.said.emit(_("In the recycle bin: {name}").format(name=record.title()))

    # Papers

    def export(self) -> None:
        """Asks where the roster goes; it is made beside the window's thread."""
        self.desk.ask(file_name(_("Roster of enterprises"), suffix=".xlsx"), _("Roster of enterprises"), _roster)


def _roster(book: Casebook, target: Path) -> Made:
    return export_roster(book, target, Enterprise, force=True)
