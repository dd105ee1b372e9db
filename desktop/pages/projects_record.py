"""The record of one project: its ladder, its kinds of money, stage entries with their evidence, what holds it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from casework.amounts import format_fen
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person
from casework.entities.projects import BLOCKER_KINDS, LADDER_STAGES, LADDERS, STAGES, Blocker, Project, ProjectStage
from casework.fields import column
from casework.language import _
from casework.records import Reader
from desktop.dialogs.act_card import Act, ActCard
from desktop.pages.projects_acts import MONEY, acts_of, project_needs
from desktop.pages.projects_rail import blocked_tone
from desktop.session import Session
from widgets.buttons import Button, link_button
from widgets.cards import Card, CardHead, row_of
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed
from widgets.stepper import Step, Stepper, StepState
from widgets.tokens import Family
from widgets.typed_line import below


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project with what its record shows."""

    project: Project
    enterprise: str
    person: str
    entries: tuple[ProjectStage, ...]
    blockers: tuple[Blocker, ...]


def project_record(read: Reader, project_id: str) -> ProjectRecord:
    """The project with this id; NotFound where there is none."""
    project = read.get(Project, project_id)
    own = {"project": project.id}
    return ProjectRecord(
        project,
        read.get(Enterprise, project.enterprise_id).name if project.enterprise_id else "",
        read.get(Person, project.person_id).name if project.person_id else "",
        tuple(read.select(ProjectStage, "project_id = :project", own, order="entered_on desc, rowid desc")),
        tuple(read.select(Blocker, "project_id = :project", own, order="cleared_on is not null, since_on")),
    )


class ProjectView(Card):
    """Shows one project. `taken` tells that a step was taken, `open_record` what the user wants to see."""

    open_record = Signal(str, str)
    taken = Signal(object)

    def __init__(self, session: Session) -> None:
        """Empty until a project is shown."""
        super().__init__(margins=(0, 0, 0, 0))
        self._session = session
        self.found: ProjectRecord | None = None
        self.acts: Mapping[str, Act] = {}
        self.act_card: ActCard | None = None
        self._chosen = ""
        self._body: QWidget | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self.add(self._area, 1)

    def show_project(self, project_id: str) -> None:
        """Shows a project anew; nothing moves where nothing has changed."""
        found = project_record(self._session.book, project_id) if project_id else None
        if found == self.found:
            return
        is_other = found is None or self.found is None or found.project.id != self.found.project.id
        self.found = found
        self.acts = acts_of(found.project, found.blockers, self._session.today) if found else {}
        if is_other or self._chosen not in self.acts:
            self._chosen = ""
        self._build()

    def take(self, key: str) -> None:
        """Opens the card of a step and goes there."""
        if key not in self.acts:
            return
        self._chosen = key
        self._build()
        if self.act_card is not None:
            self.act_card.form.focus_first()
            self._area.ensureWidgetVisible(self.act_card)

    def _leave_act(self) -> None:
        self._chosen = ""
        self._build()

    def _build(self) -> None:
        if self.act_card is not None:
            self.act_card.keep()
            self.act_card = None
        body = QWidget()
        place = QVBoxLayout(body)
        place.setContentsMargins(16, 10, 16, 12)
        place.setSpacing(8)
        if self.found is not None:
            self._fill(place, self.found)
        place.addStretch(1)
        if self._body is not None:
            self._area.takeWidget()
            self._body.deleteLater()
        self._body = body
        self._area.setWidget(body)
        body.setAutoFillBackground(False)

    def _fill(self, place: QVBoxLayout, found: ProjectRecord) -> None:
        place.addWidget(self._title(found))
        place.addWidget(self._second_line(found))
        stepper = Stepper(ladder_steps(found), LADDERS.label(found.project.ladder))
        stepper.chosen.connect(self._stage_chosen)
        place.addWidget(stepper)
        place.addWidget(self._money(found))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._entries(found))
        left.addWidget(self._about(found))
        card = self._next_card(found)
        for part in (card, self._blockers(found)):
            if part is not None:
                right.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        for side in (left, right):
            side.setSpacing(8)
            side.addStretch(1)
            row.addLayout(side, 1)
        place.addLayout(row)

    def _title(self, found: ProjectRecord) -> QWidget:
        words = Words(found.project.name, size=TextSize.RECORD, bold=True)
        line = LineLabel([caption(found.project.number, elastic=False), words], height=32)
        self._more = Button(_("More"), opens=True)
        self._more.clicked.connect(self._open_menu)
        held = row_of(line, self._more)
        layout = held.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(0, 1)
        return held

    def _second_line(self, found: ProjectRecord) -> QWidget:
        project = found.project
        chips: list[Piece] = [Chip(LADDERS.label(project.ladder))]
        chips += [state_chip(STAGES, project.stage)] if project.stage else []
        chips += [Chip(_("signed on site"), Family.BLUE)] if project.signed_on_site else []
        firm = link_button(found.enterprise or "—")
        firm.setEnabled(bool(found.enterprise))
        firm.clicked.connect(partial(self._open, "enterprise", project.enterprise_id))
        owner: list[Piece] = []
        if found.person:
            owner = [caption(_("Handled by")), Words(found.person)]
        return row_of(LineLabel(chips), firm, None, LineLabel(owner), spacing=6)

    def _money(self, found: ProjectRecord) -> QWidget:
        """Each kind of money by itself; what is not given is not shown as 0."""
        card = Card("sunk", margins=(14, 6, 14, 6))
        pieces: list[Piece] = []
        for name in MONEY:
            amount = getattr(found.project, name)
            if amount is not None:
                label = column(Project, name).label
                pieces += [caption(label, elastic=False), fixed(format_fen(amount), bold=True), caption("   ")]
        if not pieces:
            pieces = [caption(_("No money is entered yet."))]
        change = link_button(_("Change"))
        change.clicked.connect(partial(self._take_clicked, "money"))
        held = row_of(LineLabel(pieces), change)
        layout = held.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(0, 1)
        card.add(held)
        return card

    def _entries(self, found: ProjectRecord) -> Card:
        card = Card()
        card.add(CardHead(_("Stage entries"), _("with their evidence")))
        card.column.setSpacing(4)
        if not found.entries:
            card.add(TextLabel(_("It has entered no stage yet."), tone="dim"))
        for entry in found.entries:
            card.add(LineLabel([state_chip(STAGES, entry.stage)], [fixed(entry.entered_on.isoformat(), "text2")]))
            words = entry.evidence or _("Without evidence: {reason}").format(reason=entry.override_reason)
            card.add(TextLabel(words, tone="text" if entry.evidence else "amber"))
        return card

    def _about(self, found: ProjectRecord) -> Card:
        card = Card()
        change = link_button(_("Change"))
        change.clicked.connect(partial(self._take_clicked, "facts"))
        card.add(CardHead(_("About the project"), "", change))
        project = found.project
        if project.content:
            card.add(TextLabel(project.content))
        for name in ("theme", "cooperation_form", "contract_class", "registration_no", "registered_on"):
            self._fact(card, project, name)
        for expected, actual in (("expected_output", "actual_output"), ("expected_jobs", "actual_jobs")):
            if getattr(project, expected) is not None or getattr(project, actual) is not None:
                self._fact(card, project, expected)
                self._fact(card, project, actual)
        if project.match_id:
            line = LinkLine([Icon("handshake"), Words(_("From a match"))])
            line.clicked.connect(partial(self._open, "match", project.match_id))
            card.add(line)
        return card

    def _fact(self, card: Card, project: Project, name: str) -> None:
        known = column(Project, name)
        value: Any = getattr(project, name)
        if value not in (None, ""):
            card.add(LineLabel([caption(known.label, elastic=False), Words(known.text(value))]))

    def _blockers(self, found: ProjectRecord) -> Card | None:
        if not found.blockers:
            return None
        card = Card()
        card.add(CardHead(_("What holds it up")))
        card.column.setSpacing(2)
        for blocker in found.blockers:
            card.add(self._blocker_line(blocker))
        return card

    def _blocker_line(self, blocker: Blocker) -> QWidget:
        chip = state_chip(BLOCKER_KINDS, blocker.blocker_kind)
        if blocker.cleared_on:
            told = _("cleared {day}").format(day=blocker.cleared_on)
            line = LineLabel([chip, Words(blocker.subject, "text2")], [caption(told, "green", elastic=False)])
            line.setToolTip(blocker.how_cleared)
            return line
        days = (self._session.today - blocker.since_on).days
        right = fixed(_("{days} days").format(days=days), blocked_tone(days))
        clear = link_button(_("Cleared…"))
        clear.clicked.connect(partial(self._take_clicked, f"clear:{blocker.id}"))
        held = row_of(LineLabel([chip, Words(blocker.subject)], [right]), clear, spacing=4)
        layout = held.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(0, 1)
        return held

    def _next_card(self, found: ProjectRecord) -> ActCard | None:
        usual = next(iter(self.acts), "")
        key = self._chosen or (usual if usual.startswith("stage:") and not self._is_at_the_end(found.project) else "")
        if not key:
            return None
        needs = project_needs(self._session, found.project.ladder)
        name = f"project:{found.project.id}:{key}"
        card = ActCard(self._session, self.acts[key], needs, draft=name, may_leave=key != usual)
        card.taken.connect(self._taken)
        card.left.connect(self._leave_act)
        self.act_card = card
        return card

    def _is_at_the_end(self, project: Project) -> bool:
        return project.stage == LADDER_STAGES[project.ladder][-1]

    # What the user does

    def _open(self, type_name: str, record_id: str, *_facts: object) -> None:
        self.open_record.emit(type_name, record_id)

    def _take_clicked(self, key: str, *_facts: object) -> None:
        self.take(key)

    def _stage_chosen(self, stage: str) -> None:
        self.take(f"stage:{stage}")

    def _taken(self, record: object) -> None:
        self._chosen = ""
        self.taken.emit(record)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, act in self.acts.items():
            menu.addAction(_(act.words)).triggered.connect(partial(self._take_clicked, key))
        menu.popup(below(self._more))


def ladder_steps(found: ProjectRecord) -> list[Step]:
    """The ladder with the days of the latest entries; the stage after the present one is the next."""
    entered = {entry.stage: entry.entered_on for entry in reversed(found.entries)}
    ladder = LADDER_STAGES[found.project.ladder]
    at = ladder.index(found.project.stage) if found.project.stage else -1
    steps: list[Step] = []
    for place, stage in enumerate(ladder):
        state = StepState.DONE if place <= at else StepState.CURRENT if place == at + 1 else StepState.AHEAD
        note = entered[stage].isoformat() if stage in entered and place <= at else ""
        steps.append(Step(key=stage, label=STAGES.label(stage), note=note, state=state))
    return steps
