"""Matching: a demand beside offers and experts, or an offer beside demands, each pair taken up or declined."""

from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.matches import Match
from casework.entities.projects import Project
from casework.errors import NotFound
from casework.insight.matching.candidates import Candidate
from casework.language import N_, _
from casework.records import Record
from desktop.commands import Command
from desktop.pages.matching_acts import STEPS
from desktop.pages.matching_demands import DemandList
from desktop.pages.matching_detail import CandidateDetail
from desktop.pages.matching_list import CandidateList
from desktop.pages.matching_rows import Found, find_candidates
from desktop.pages.page import Page
from desktop.session import Session, Told
from widgets.buttons import icon_button

_DEMANDS, _DETAIL, _NARROW_BELOW = 300, 356, 980
_OPEN = "state in ('accepted', 'contacted', 'met', 'intention')"


class MatchingPage(Page):
    """Demands at the left, candidates in the middle, one candidate at the right."""

    name: ClassVar[str] = "matching"
    words: ClassVar[str] = N_("Matching")
    icon: ClassVar[str] = "handshake"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lays the page out; demands are read when it is shown."""
        super().__init__(session, parent)
        self.found: Found | None = None
        self._asking_id, self._wanted, self._by_answers = "", "", True
        self.demands = DemandList(session)
        self.detail = CandidateDetail(session)
        self.candidates = CandidateList(self.detail.may)
        self.back = icon_button("chevron_left", _("Back to the demands"))
        self._arrange()
        self._connect()
        self.setFocusProxy(self.demands.table)

    def shows(self) -> frozenset[str]:
        """Both sides of a pair, and the pairs."""
        return frozenset({"demand", "offer", "expert", "match", "match_step", "enterprise"})

    def _arrange(self) -> None:
        self.demands.setFixedWidth(_DEMANDS)
        self.detail.setFixedWidth(_DETAIL)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self.demands)
        body.addWidget(self.candidates, 1)
        body.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.back)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.demands.chosen.connect(self.show_asking)
        self.candidates.answers_asked.connect(self._follow)
        self.candidates.chosen.connect(self._show_candidate)
        self.candidates.words_asked.connect(self.look_for)
        self.candidates.step_asked.connect(self.detail.take_step)
        self.candidates.open_asked.connect(self.open_record)
        self.detail.open_asked.connect(self._open)
        self.detail.taken.connect(self._taken)
        self.back.clicked.connect(self._go_back)

    # Reading

    def refresh(self) -> None:
        """Reads the list and the candidates anew."""
        self.demands.refresh()
        asking_id = self.demands.table.current_id() or self._asking_id
        if asking_id:
            self._ask(asking_id, self.found.words if self.found and self.found.asking.id == asking_id else "")

    def show_asking(self, record_id: str) -> None:
        """Looks for the candidates of a demand, or of an offer."""
        if record_id:
            self._ask(record_id, "")

    def look_for(self, words: str) -> None:
        """Looks for candidates by the user's own words; by the text's where there are none."""
        if self._asking_id:
            self._ask(self._asking_id, words)

    def _follow(self, by_answers: bool) -> None:  # noqa: FBT001 - as the list tells it
        self._by_answers = by_answers
        self._ask(self._asking_id, "")

    def _ask(self, record_id: str, words: str) -> None:
        if record_id != self._asking_id:
            self._by_answers = True
        self._asking_id = record_id
        kind, follow = self.demands.kind(), self._by_answers
        self.session.match(lambda book, told: _found(book, told, kind, record_id, words, follow), self._show)

    def _show(self, found: Found | None) -> None:
        if found is None or found.asking.id != self._asking_id:
            return
        self.found = found
        self.candidates.show_found(found)
        if self._wanted:
            self.candidates.table.choose(self._wanted)
            self._wanted = ""
        self._show_candidate(self.candidates.table.current_id())

    def _show_candidate(self, record_id: str) -> None:
        if self.found is None:
            return
        one = next((one for one in self.found.candidates if one.id == record_id), None)
        self.detail.show_candidate(self.found.asking, one, len(self.found.scores))

    def candidate(self) -> Candidate | None:
        """The candidate that is looked at."""
        return self.candidates.table.current_row()

    def enterprise_in_view(self) -> str:
        """The enterprise of the demand that is looked at."""
        asking = self.found.asking if self.found else None
        return asking.enterprise_id if isinstance(asking, TechDemand) else ""

    def show_record(self, type_name: str, record_id: str) -> bool:
        """A match with its demand; or a demand (asked for as `matchmaking`) or an offer that is to be matched."""
        if type_name in ("matchmaking", "offer_matchmaking"):
            self._go_to(record_id, kind="demand" if type_name == "matchmaking" else "offer")
            return True
        try:
            match = self.session.book.get(Match, record_id)
        except NotFound:
            return False
        self._go_to(match.demand_id, match.offer_id or match.expert_id)
        return True

    def _go_to(self, record_id: str, candidate_id: str = "", *, kind: str = "demand") -> None:
        self._wanted = candidate_id
        self.demands.choose(record_id, kind)
        self._ask(record_id, "")
        self._place(candidates=True)

    def _open(self, type_name: str, record_id: str) -> None:
        if not (type_name == Match.type_name and self.show_record(type_name, record_id)):
            self.open_record.emit(type_name, record_id)

    # Steps

    def _taken(self, record: Record) -> None:
        """A pair that became a project is looked at there; any other step is shown here."""
        if isinstance(record, Project):
            self.open_record.emit(Project.type_name, record.id)

    def take(self, state: str) -> None:
        """Asks for the facts of a step with the candidate that is looked at."""
        self.detail.ask_step(state)

    def commands(self) -> tuple[Command, ...]:
        """The steps of a pair; their plain keys act in the list of candidates alone."""

        def command(state: str, words: str, icon: str) -> Command:
            return Command(
                f"match_{state}",
                words,
                lambda: self.take(state),
                "record",
                possible=lambda: bool(self.candidate() and self.detail.may(self.candidates.table.current_row(), state)),
                icon=icon,
            )

        return tuple(command(step.state, step.words, step.icon) for step in STEPS)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All three beside each other, or the demands and then the rest."""
        super().resizeEvent(event)
        self._place()

    def _place(self, *, candidates: bool = False) -> None:
        wide = self.width() >= _NARROW_BELOW
        self.demands.setVisible(wide or not candidates)
        self.back.setVisible(not wide and candidates)
        self.candidates.setVisible(wide or candidates)
        self.detail.setVisible(wide or candidates)

    def _go_back(self) -> None:
        self._place()

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """Pairs under way, to be followed up."""
        return book.count(Match, _OPEN), False


def _found(book: Casebook, told: Told, kind: str, record_id: str, words: str, follow: bool) -> Found | None:  # noqa: FBT001 - passed on
    """The candidates; None for one that is of the other side or gone since the list was read."""
    try:
        return find_candidates(book, kind, record_id, words, by_answers=follow, told=told)
    except NotFound:
        return None
