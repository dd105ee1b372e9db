"""A contact logged in twenty seconds by keyboard, with everything it yields, in one step (Ctrl+N)."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casework.entities.demands import TechDemand
from casework.entities.visits import Visit, VisitParty
from casework.errors import BadInput, CaseworkError
from casework.fields import column
from casework.insight.visit_load import LoadLine, visit_load
from casework.language import _
from casework.records import Record
from casework.store.drafts import Draft
from desktop.choices import editor_needs
from desktop.dialogs.contact_facts import last_contact_words, open_rounds_of, topic_of
from desktop.dialogs.contact_parties import MetWith, OurPeople
from desktop.dialogs.contact_yields import YIELD_KINDS, YieldKind, YieldList
from desktop.dialogs.draft_offer import DraftOffer
from desktop.dialogs.load_notice import LoadNotice
from desktop.dialogs.next_contact import NextContactFields
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.drafts import DraftKeeper
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import column_of
from widgets.code_editor import CodeEditor
from widgets.date_editor import DateEditor
from widgets.form_field import FormField
from widgets.labels import LineLabel
from widgets.pieces import Icon, caption
from widgets.reference_editor import ReferenceEditor
from widgets.segmented import Segmented
from widgets.text_editors import LongTextEditor

_DAYS = {"today": 0, "yesterday": -1}


class QuickEntry(Sheet):
    """Logs a contact, or the result of a planned visit. `saved` tells the visit as stored.

    Everything typed is kept as a draft once a second and offered again.
    """

    saved = Signal(object)

    def __init__(
        self, session: Session, parent: QWidget | None, enterprise_id: str = "", *, visit_id: str = ""
    ) -> None:
        """A contact with `enterprise_id`, or the result of the planned visit `visit_id`."""
        super().__init__(parent, _("Log a contact"), "add", width=828)
        self._session = session
        self._visit = session.book.get(Visit, visit_id) if visit_id else None
        self._needs = editor_needs(session, TechDemand, budget="wan")
        self._make_fields()
        self._lay_out_fields()
        self._make_foot()
        self._connect()
        name = f"result of {visit_id}" if visit_id else "quick entry"
        self._draft = DraftKeeper(session, name, self._gather, self)
        self._draft.kept.connect(self._show_kept)
        self._begin(enterprise_id)

    # Parts

    def _make_fields(self) -> None:
        needs = self._needs
        self.enterprise = ReferenceEditor(column(Visit, "enterprise_id"), needs)
        self.mode = CodeEditor(column(Visit, "contact_mode"), segments=True)
        self.on = DateEditor(column(Visit, "occurred_on"), needs)
        self.findings = LongTextEditor(column(Visit, "findings"))
        self.findings.box.setFixedHeight(96)
        self._fields = {
            "enterprise_id": FormField(self.enterprise.column, self.enterprise),
            "contact_mode": FormField(self.mode.column, self.mode, note=_("press 1–6")),
            "occurred_on": FormField(self.on.column, self.on),
            "findings": FormField(self.findings.column, self.findings),
        }
        self.round = QComboBox()
        self.round.setAccessibleName(_("Counted in"))
        self.round.setFixedWidth(168)
        self.day = Segmented([("today", _("Today")), ("yesterday", _("Yesterday"))], "today", name=_("Day"))
        self.people, self.met = OurPeople(self._session), MetWith(self._session)
        self.yields = YieldList(needs)
        self.next = NextContactFields(needs, self._occurred)
        self.load = LoadNotice()
        self._stamp = LineLabel(height=20)
        self._show_kept("")
        self._offer = DraftOffer()
        self._error = StandsInTheWay()

    def _lay_out_fields(self) -> None:
        belongs = column_of(LineLabel([caption(_("Counted in"))], height=20), self.round, spacing=3)
        belongs.setFixedWidth(168)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._fields["enterprise_id"], 1)
        first.addWidget(belongs, 0, Qt.AlignmentFlag.AlignTop)
        when = column_of(LineLabel([caption(_("Day"))], height=20), self.day, spacing=3)
        self._fields["occurred_on"].setFixedWidth(176)
        second = QHBoxLayout()
        second.setSpacing(8)
        for part, stretch in ((when, 0), (self._fields["occurred_on"], 0), (self.people, 3), (self.met, 2)):
            second.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._offer)
        self.body.addLayout(first)
        self.body.addWidget(self._fields["contact_mode"])
        self.body.addLayout(second)
        self.body.addWidget(self._fields["findings"])
        self.body.addWidget(self._stamp)
        self.body.addWidget(self.yields)
        self.body.addWidget(self.next)
        self.body.addWidget(self.load)
        self.body.addWidget(self._error)

    def _make_foot(self) -> None:
        hint = _("Tab reaches every field; Enter that confirms a candidate never saves")
        self._cancel = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        self._again = Button(_("Save and log another"), key="Ctrl+Shift+Return")
        self._save = Button(_("Save"), kind=ButtonKind.PRIMARY, key="Ctrl+Return")
        self._again.setVisible(self._visit is None)
        self.foot.addWidget(LineLabel([Icon("info", "dim", 14), caption(hint)]), 1)
        for button in (self._cancel, self._again, self._save):
            self.foot.addWidget(button)

    def _connect(self) -> None:
        self.enterprise.changed.connect(self._enterprise_changed)
        self.enterprise.line.chosen.connect(self._enterprise_chosen)
        self.day.changed.connect(self._day_chosen)
        self.on.changed.connect(partial(self.day.set_value, ""))
        self.yields.asked.connect(self.add_yield)
        self.load.combined.connect(self._combine)
        for field in self._fields.values():
            field.editor.changed.connect(partial(field.show_error, ""))
        parts = (self.enterprise, self.mode, self.on, self.findings, self.people, self.met, self.yields, self.next)
        for part in parts:
            part.changed.connect(self._touched)
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(partial(self._pressed, again=False))
        self._again.clicked.connect(partial(self._pressed, again=True))
        self._error.confirmed.connect(partial(self.save, confirm=True))
        pressed = (("Ctrl+Return", self._save), ("Ctrl+Enter", self._save), ("Ctrl+Shift+Return", self._again))
        for key, button in pressed:
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        for kind in YIELD_KINDS:
            QShortcut(QKeySequence(kind.key), self).activated.connect(partial(self.add_yield, kind))
        for number, segment in enumerate(self._mode_segments(), start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(segment.click)

    def _day_chosen(self, key: str) -> None:
        self.on.set_value(self._session.today + dt.timedelta(days=_DAYS[key]))
        self._touched()

    def _mode_segments(self) -> list[Any]:
        found = self.mode.findChild(Segmented)
        return found.segments() if isinstance(found, Segmented) else []

    # Beginning and drafts

    def _begin(self, enterprise_id: str) -> None:
        """Empty fields, then what is known: the planned visit, the enterprise, or the draft."""
        self.on.set_value(self._session.today)
        self.mode.set_value(self._visit.contact_mode if self._visit else "on_site")
        self._show_rounds("")
        if self._visit:
            self.set_title(_("Log the result of the visit"))
            self._show_planned(self._visit)
        elif enterprise_id:
            self.enterprise.set_value(enterprise_id)
            self._show_enterprise(enterprise_id)
        draft = self._draft.found()
        if draft:
            self._offer_draft(draft, enterprise_id)
        self._error.hide()
        (self._mode_segments()[0] if self.enterprise.draft()["id"] else self.enterprise).setFocus()

    def _offer_draft(self, draft: Draft, enterprise_id: str) -> None:
        """A draft of the same enterprise is taken up at once, another one is offered."""
        typed = dict(draft.values["enterprise"])
        if self._visit or enterprise_id in ("", typed["id"]):
            self.restore(draft.values)
            self._offer.say_taken_up(draft, self.begin_anew)
        else:
            take = partial(self.restore, draft.values)
            self._offer.ask(draft, typed["words"] or _("Log a contact"), take, self._draft.forget)

    def _show_planned(self, visit: Visit) -> None:
        self.enterprise.set_value(visit.enterprise_id)
        self.enterprise.set_read_only(read_only=True)
        self._show_enterprise(visit.enterprise_id)
        self._choose_round(visit.round_id)
        self.met.set_person(visit.contact_person_id, visit.counterpart)
        own = {"visit": visit.id}
        parties = self._session.book.select(VisitParty, "visit_id = :visit", own, order="party_role <> 'lead', rowid")
        self.people.set_people([party.person_id for party in parties if party.person_id])
        self.findings.box.setPlaceholderText(visit.topic)

    def begin_anew(self) -> None:
        """Throws away everything typed."""
        self._draft.forget()
        self._offer.hide()
        if self._visit is None:
            self.enterprise.set_value("")
            self._show_enterprise("")
            self.people.reset()
        self.findings.set_value("")
        self.yields.clear()
        self.next.set_next(None)
        self._error.hide()
        self._show_kept("")
        self._draft.forget()
        self.enterprise.setFocus()

    def _gather(self) -> Mapping[str, Any]:
        typed = self.findings.draft().strip() or self.yields.lines() or self.next.content.text().strip()
        if not typed:
            return {}
        return {
            "enterprise": self.enterprise.draft(),
            "round": self.round.currentData() or "",
            "mode": self.mode.draft(),
            "on": self.on.draft(),
            "people": self.people.people(),
            "met": self.met.draft(),
            "findings": self.findings.draft(),
            "yields": self.yields.draft(),
            "next": self.next.draft(),
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        """Shows a draft again."""
        if self._visit is None:
            self.enterprise.set_draft(content["enterprise"])
            self._show_enterprise(content["enterprise"]["id"])
        self._choose_round(content["round"])
        self.mode.set_draft(content["mode"])
        self.on.set_draft(content["on"])
        self.day.set_value("")
        self.people.set_people(content["people"])
        self.met.set_draft(content["met"])
        self.findings.set_draft(content["findings"])
        self.yields.set_draft(content["yields"])
        self.next.set_draft(content["next"])

    def _touched(self) -> None:
        self._error.hide()
        self._draft.touch()

    def _show_kept(self, time: str) -> None:
        note = caption(_("Select a sentence and press the key: it comes along"))
        words = caption(_("draft kept {time}").format(time=time), elastic=False)
        kept = [Icon("checkmark", "green", 14), words] if time else []
        self._stamp.set_line([caption(_("Note at the same time"), "text2", elastic=False), note], kept)

    # What follows from the enterprise

    def _enterprise_changed(self) -> None:
        self._show_enterprise(self.enterprise.draft()["id"])

    def _enterprise_chosen(self, _record_id: str, _label: str) -> None:
        segments = self._mode_segments()
        chosen = next((s for s in segments if s.isChecked()), segments[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_enterprise(self, enterprise_id: str) -> None:
        book, today = self._session.book, self._session.today
        self.met.set_enterprise(enterprise_id)
        self.enterprise.line.set_hint(last_contact_words(book, enterprise_id) if enterprise_id else "")
        self._show_rounds(enterprise_id)
        if enterprise_id:
            skip = self._visit.id if self._visit else ""
            self.load.show_load(visit_load(book, enterprise_id, actor=self._session.actor, skip=skip), today)
        else:
            self.load.hide()

    def _show_rounds(self, enterprise_id: str) -> None:
        found = open_rounds_of(self._session.book, enterprise_id) if enterprise_id else []
        self.round.clear()
        self.round.addItem(_("No round"), "")
        for one in found:
            self.round.addItem(one.name, one.round_id)
        self._choose_round(next((one.round_id for one in found if one.is_missing), ""))

    def _choose_round(self, round_id: str) -> None:
        self.round.setCurrentIndex(max(0, self.round.findData(round_id)))

    def _occurred(self) -> dt.date:
        try:
            return self.on.value() or self._session.today
        except BadInput:
            return self._session.today

    def _combine(self, other: LoadLine) -> None:
        """Our next contact joins the one that is planned already."""
        topic = other.topic or _("next contact")
        self.next.set_next(other.on, _("together with {who}: {topic}").format(who=other.by, topic=topic))
        self.load.hide()

    def add_yield(self, kind: YieldKind) -> None:
        """One more thing that came of the contact, with the sentence that is selected."""
        line = self.yields.add(kind, self.findings.box.selected_text())
        line.focus_missing()

    # Saving

    def facts(self) -> dict[str, Any]:
        """The facts of `log_visit` or `complete_visit`; BadInput, shown where it belongs, when something is missing."""
        facts = {name: self._value(name) for name in self._fields}
        facts["topic"] = (self._visit.topic if self._visit else "") or topic_of(facts["findings"])
        if self.round.currentData():
            facts["round_id"] = self.round.currentData()
        facts |= {**self.people.facts(), **self.met.facts(), **self.yields.facts()}
        try:
            facts |= self.next.facts()
        except BadInput as error:
            self.next.show_error(str(error))
            raise
        if self._visit:
            facts["visit_id"] = self._visit.id
            del facts["enterprise_id"]
        return facts

    def _value(self, name: str) -> Any:
        field = self._fields[name]
        try:
            return _given(field)
        except BadInput as error:
            field.show_error(str(error))
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            raise

    def _pressed(self, *_facts: object, again: bool) -> None:
        self.save(again=again)

    def save(self, *, again: bool = False, confirm: bool = False) -> None:
        """Logs the contact; `again` leaves the form open for another one."""
        try:
            facts = self.facts()
        except BadInput:
            return
        if confirm:
            facts["confirm"] = True
        self._set_busy(busy=True)
        verb = "complete_visit" if self._visit else "log_visit"
        self._session.do(verb, facts, then=lambda record: self._saved(record, again=again), refused=self._refused)

    def _set_busy(self, *, busy: bool) -> None:
        self.is_saving = busy
        for button in (self._save, self._again):
            button.setEnabled(not busy)

    def _saved(self, record: Record, *, again: bool) -> None:
        self._set_busy(busy=False)
        self.begin_anew()
        enterprise = self._session.book.query(
            "select name from enterprise where id = :id", {"id": getattr(record, "enterprise_id", "")}
        )
        name = enterprise[0]["name"] if enterprise else ""
        self._session.said.emit(_("Logged: {number} {enterprise}").format(number=record.title(), enterprise=name))
        self.saved.emit(record)
        if not again:
            self.accept()

    def _refused(self, error: CaseworkError) -> None:
        self._set_busy(busy=False)
        name = str(getattr(error, "field", ""))
        if name in ("next_contact_on", "next_contact_note"):
            self.next.show_error(str(error))
        elif name in self._fields:
            self._fields[name].show_error(str(error))
            self._fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._error.say(error)

    def error(self) -> str:
        """What is said in the line above the buttons; empty where nothing is."""
        return self._error.said()

    def done(self, result: int) -> None:
        """Whatever was typed and not saved stays as a draft."""
        self._draft.stop()
        super().done(result)


def _given(field: FormField) -> Any:
    """The value of a field that must have one; BadInput otherwise."""
    value = field.editor.value()
    if value in (None, ""):
        raise BadInput(_("{field} is required.").format(field=field.column.label))
    return value
