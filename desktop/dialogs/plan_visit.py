"""A visit planned or moved to another day, with the notice of who else is coming (rule 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from casework.entities.visits import Visit
from casework.errors import BadInput
from casework.fields import columns
from casework.insight.visit_load import LoadLine, visit_load
from casework.language import _
from desktop.choices import choices, contact_choices, editor_needs
from desktop.dialogs.contact_parties import OurPeople
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.load_notice import LoadNotice
from desktop.session import Session
from widgets.code_editor import CodeEditor
from widgets.record_form import FormSection

_SECTIONS = (FormSection(rows=[["enterprise_id"], ["contact_mode"], ["planned_on", "contact_person_id"], ["topic"]]),)


class PlanVisit(FormDialog):
    """Plans a visit, or moves the planned visit `visit_id`."""

    def __init__(
        self, session: Session, parent: QWidget | None, enterprise_id: str = "", *, visit_id: str = ""
    ) -> None:
        """A visit to `enterprise_id`, or the planned one that is to be moved."""
        visit = session.book.get(Visit, visit_id) if visit_id else None
        self._skip = visit_id
        begin: Visit | Mapping[str, Any] = visit or {"enterprise_id": enterprise_id, "contact_mode": "on_site"}
        needs = replace(editor_needs(session, Visit), choices=self._choices)
        super().__init__(
            session,
            parent,
            title=_("Move the visit") if visit else _("Plan a visit"),
            icon="calendar_clock",
            verb="change" if visit else "plan_visit",
            columns=columns(Visit),
            sections=_SECTIONS,
            needs=needs,
            draft=f"plan {visit_id or enterprise_id}".strip(),
            facts={"type": "visit", "id": visit_id, "version": visit.version} if visit else {},
            values=begin,
            changed_only=visit is not None,
            make={"contact_mode": lambda column: CodeEditor(column, segments=True)},
            width=760,
        )
        self.people = OurPeople(session)
        self.people.setVisible(visit is None)
        self.load = LoadNotice()
        self.load.combined.connect(self._combine)
        self.body.insertWidget(2, self.people)
        self.body.insertWidget(3, self.load)
        enterprise = self.form.editor("enterprise_id")
        enterprise.set_read_only(read_only=visit is not None)
        enterprise.changed.connect(self._show_load)
        self._show_load()
        self.form.editor("planned_on" if self._enterprise_id() else "enterprise_id").setFocus()

    def _choices(self, type_name: str, words: str) -> Sequence[tuple[str, str]]:
        if type_name == "contact_person":
            return contact_choices(self.session.book, self._enterprise_id(), words)
        return choices(self.session.book, type_name, words)

    def _enterprise_id(self) -> str:
        return str(self.form.editor("enterprise_id").draft()["id"])

    def _show_load(self) -> None:
        enterprise_id = self._enterprise_id()
        if not enterprise_id:
            self.load.hide()
            return
        load = visit_load(self.session.book, enterprise_id, actor=self.session.actor, skip=self._skip)
        self.load.show_load(load, self.session.today)

    def _combine(self, other: LoadLine) -> None:
        """The visit is made on the day of the one that is planned already."""
        words = _("together with {who}: {topic}").format(who=other.by, topic=other.topic or _("next contact"))
        self.form.restore({"planned_on": other.on.isoformat(), "topic": words})
        self.load.hide()

    def facts(self) -> dict[str, Any]:
        """The visit, with its participants when it is new; BadInput without a day."""
        facts = super().facts()
        if not self._skip:
            facts |= self.people.facts()
            if not facts.get("planned_on"):
                message = _("A planned visit needs its day.")
                self.form.show_error("planned_on", message)
                raise BadInput(message)
        return facts
