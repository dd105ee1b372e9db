"""The papers of a page as commands: what is looked at there is printed with Ctrl+P, its neighbours with other keys."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.enterprises import CommissionerAssignment, Enterprise
from casework.entities.lists import ResponsibilityList
from casework.entities.people import Person
from casework.entities.projects import Project
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.errors import NotFound
from casework.language import N_, _
from casework.periods import Period
from desktop.commands import Command
from desktop.dialogs.paper_batch import Batch, print_many
from desktop.dialogs.paper_preview import show_paper
from desktop.paper_kinds import (
    Paper,
    appeal_sheet_paper,
    case_summary_paper,
    handover_sheet_paper,
    lists_paper,
    round_statement_paper,
    route_sheet_paper,
    visit_brief_paper,
)
from desktop.session import Session

Shown = Callable[[], str]
"""The id of the record that is looked at; empty where none is."""
_WEEK = dt.timedelta(days=6)
_IN_CHARGE = "enterprise_id = :enterprise and from_on <= :today and (to_on is null or to_on >= :today)"


class PagePapers:
    """Opens papers over a page; each question to the case file is asked beside the window's thread."""

    def __init__(self, session: Session, page: QWidget) -> None:
        """Nothing is opened yet."""
        self._session, self._page = session, page

    def enterprise(self, shown: Shown, batch: Callable[[], Batch]) -> tuple[Command, ...]:
        """Summary, brief, handover sheet of the enterprise shown, and many summaries at once."""
        may = partial(_is_shown, shown)
        return (
            Command(
                "print_summary", N_("Print the case summary…"), lambda: self.summary(shown()), "file", "Ctrl+P", may,
                "print",
            ),
            Command(
                "print_brief", N_("Print a visit brief…"), lambda: self.brief(shown()), "file", "Ctrl+Shift+P", may
            ),
            Command(
                "print_many", N_("Print many case summaries…"),
                lambda: self.many(batch()), "file", "Ctrl+Alt+P",
            ),
            Command(
                "print_handover", N_("Print the commissioner's handover sheet…"), lambda: self.handover(shown()),
                "file", "Ctrl+Alt+H", may,
            ),
        )  # fmt: skip

    def visit(self, shown: Shown) -> tuple[Command, ...]:
        """Brief of the visit shown, and the route of its day."""
        may = partial(_is_shown, shown)
        return (
            Command(
                "print_visit_brief", N_("Print the visit brief…"), lambda: self.visit_brief(shown()), "file",
                "Ctrl+P", may, "print",
            ),
            Command(
                "print_route", N_("Print the route sheet…"), lambda: self.route(shown()), "file", "Ctrl+Shift+P"
            ),
        )  # fmt: skip

    def round(self, shown: Shown) -> tuple[Command, ...]:
        """Statement of the round shown, and the summaries of its enterprises."""
        may = partial(_is_shown, shown)
        return (
            Command(
                "print_statement", N_("Print the round statement…"), lambda: self.statement(shown()), "file",
                "Ctrl+P", may, "print",
            ),
            Command(
                "print_round", N_("Print the case summaries of the round…"), lambda: self.of_round(shown()), "file",
                "Ctrl+Shift+P", may,
            ),
        )  # fmt: skip

    def case(self, shown: Shown) -> tuple[Command, ...]:
        """Sheet of the case shown."""
        return (
            Command(
                "print_case", N_("Print the sheet of the case…"), lambda: self.case_sheet(shown()), "file", "Ctrl+P",
                partial(_is_shown, shown), "print",
            ),
        )  # fmt: skip

    def project(self, shown: Shown) -> tuple[Command, ...]:
        """Summary of the enterprise whose project is shown."""
        return (
            Command(
                "print_project", N_("Print the case summary of its enterprise…"), lambda: self.of_project(shown()),
                "file", "Ctrl+P", partial(_is_shown, shown), "print",
            ),
        )  # fmt: skip

    def list(self, shown: Shown) -> tuple[Command, ...]:
        """List shown, in official layout."""
        return (
            Command(
                "print_list", N_("Print the list in official layout…"), lambda: self.official_list(shown()), "file",
                "Ctrl+P", partial(_is_shown, shown), "print",
            ),
        )  # fmt: skip

    def many(self, batch: Batch) -> None:
        """The summaries of several enterprises."""
        print_many(self._session, self._page, batch)

    def summary(self, enterprise_id: str) -> None:
        """The case summary of an enterprise."""

        def gather(book: Casebook) -> Paper:
            return case_summary_paper(book.get(Enterprise, enterprise_id), book)

        show_paper(self._session, self._page, _("Case summary"), gather)

    def brief(self, enterprise_id: str) -> None:
        """The brief of the next visit to an enterprise."""

        def gather(book: Casebook) -> Paper:
            return visit_brief_paper(book.get(Enterprise, enterprise_id), None, book)

        show_paper(self._session, self._page, _("Visit brief"), gather)

    def handover(self, enterprise_id: str) -> None:
        """What the commissioner of an enterprise would hand over."""

        def gather(book: Casebook) -> Paper:
            bound = {"enterprise": enterprise_id, "today": book.clock.today.isoformat()}
            held = book.select(CommissionerAssignment, _IN_CHARGE, bound, limit=1)
            if not held:
                raise NotFound(
                    _("This enterprise has no commissioner."),
                    remedy=_("Name one first, or open an enterprise of whoever hands over."),
                )
            return handover_sheet_paper(book.get(Person, held[0].person_id), None, book)

        show_paper(self._session, self._page, _("Handover sheet"), gather)

    def visit_brief(self, visit_id: str) -> None:
        """The brief of a planned visit; of one that took place, that of the next."""

        def gather(book: Casebook) -> Paper:
            visit = book.get(Visit, visit_id)
            planned = visit if visit.state == "planned" else None
            return visit_brief_paper(book.get(Enterprise, visit.enterprise_id), planned, book)

        show_paper(self._session, self._page, _("Visit brief"), gather)

    def route(self, visit_id: str) -> None:
        """The route of the day of a planned visit; without one, of today and the six days after it."""

        def gather(book: Casebook) -> Paper:
            visit = book.get(Visit, visit_id) if visit_id else None
            is_trip = visit is not None and visit.state == "planned" and visit.contact_mode not in ("phone", "online")
            day = visit.planned_on if visit and is_trip else None
            days = Period(day, day) if day else Period(book.clock.today, book.clock.today + _WEEK)
            return route_sheet_paper(days, None, None, book)

        show_paper(self._session, self._page, _("Route sheet"), gather)

    def statement(self, round_id: str) -> None:
        """The statement of a round."""

        def gather(book: Casebook) -> Paper:
            return round_statement_paper(book.get(RevisitRound, round_id), book)

        show_paper(self._session, self._page, _("Round statement"), gather)

    def of_round(self, round_id: str) -> None:
        """The summaries of the enterprises on the list of a round."""
        own = {"round": round_id}
        name = self._session.book.get(RevisitRound, round_id).name
        count = self._session.book.count(RoundMember, "round_id = :round", own)

        def listed(book: Casebook) -> list[str]:
            return [member.enterprise_id for member in book.select(RoundMember, "round_id = :round", own)]

        print_many(self._session, self._page, Batch(subject=name, listed=listed, count=count))

    def case_sheet(self, appeal_id: str) -> None:
        """The sheet of a case."""

        def gather(book: Casebook) -> Paper:
            return appeal_sheet_paper([book.get(Appeal, appeal_id)], book)

        show_paper(self._session, self._page, _("Sheet of a case"), gather)

    def of_project(self, project_id: str) -> None:
        """The case summary of the enterprise of a project."""

        def gather(book: Casebook) -> Paper:
            project = book.get(Project, project_id)
            if not project.enterprise_id:
                raise NotFound(_("This project names no enterprise."), remedy=_("Enter its enterprise first."))
            return case_summary_paper(book.get(Enterprise, project.enterprise_id), book)

        show_paper(self._session, self._page, _("Case summary"), gather)

    def official_list(self, list_id: str) -> None:
        """A list in official layout."""

        def gather(book: Casebook) -> Paper:
            return lists_paper([book.get(ResponsibilityList, list_id)], book)

        show_paper(self._session, self._page, _("Responsibility list"), gather)


def _is_shown(shown: Shown) -> bool:
    return bool(shown())
