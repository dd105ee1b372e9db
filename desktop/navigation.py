"""The pages of the window in their order, and which of them shows a record."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from casework.language import N_
from desktop.pages.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """One page in the side bar: its name, its English words, its icon, the group it stands in; how it is imported.

    A page is imported when it is first needed (decision 4): thirteen at once would delay the window.
    """

    name: str
    words: str
    icon: str
    group: int
    load: Callable[[], type[Page]]
    foot: bool = False


def _today() -> type[Page]:
    from desktop.pages.today_page import TodayPage

    return TodayPage


def _enterprises() -> type[Page]:
    from desktop.pages.enterprises_page import EnterprisesPage

    return EnterprisesPage


def _visits() -> type[Page]:
    from desktop.pages.visits_page import VisitsPage

    return VisitsPage


def _rounds() -> type[Page]:
    from desktop.pages.rounds_page import RoundsPage

    return RoundsPage


def _appeals() -> type[Page]:
    from desktop.pages.appeals_page import AppealsPage

    return AppealsPage


def _libraries() -> type[Page]:
    from desktop.pages.libraries_page import LibrariesPage

    return LibrariesPage


def _matching() -> type[Page]:
    from desktop.pages.matching_page import MatchingPage

    return MatchingPage


def _projects() -> type[Page]:
    from desktop.pages.projects_page import ProjectsPage

    return ProjectsPage


def _lists() -> type[Page]:
    from desktop.pages.lists_page import ListsPage

    return ListsPage


def _policies() -> type[Page]:
    from desktop.pages.policies_page import PoliciesPage

    return PoliciesPage


def _partners() -> type[Page]:
    from desktop.pages.partners_page import PartnersPage

    return PartnersPage


def _reports() -> type[Page]:
    from desktop.pages.reports_page import ReportsPage

    return ReportsPage


def _settings() -> type[Page]:
    from desktop.pages.settings_page import SettingsPage

    return SettingsPage


PLACES: tuple[Place, ...] = (
    Place("today", N_("My day"), "home", 0, _today),
    Place("enterprises", N_("Enterprises"), "building", 1, _enterprises),
    Place("visits", N_("Visits"), "location", 1, _visits),
    Place("rounds", N_("Revisit rounds"), "arrow_repeat_all", 1, _rounds),
    Place("appeals", N_("Appeals"), "chat_bubbles_question", 1, _appeals),
    Place("libraries", N_("Demands and offers"), "arrow_swap", 2, _libraries),
    Place("matching", N_("Matching"), "handshake", 2, _matching),
    Place("projects", N_("Project work"), "rocket", 2, _projects),
    Place("lists", N_("Lists"), "clipboard_task", 3, _lists),
    Place("policies", N_("Policies"), "gavel", 3, _policies),
    Place("partners", N_("Partners"), "globe", 3, _partners),
    Place("reports", N_("Reports"), "data_trending", 4, _reports),
    Place("settings", N_("Settings"), "settings", 5, _settings, foot=True),
)


@cache
def places() -> tuple[Place, ...]:
    """The pages of this installation, in order; one that is not there is not listed."""
    return tuple(place for place in PLACES if importlib.util.find_spec(f"desktop.pages.{place.name}_page"))


_PAGE_OF = {
    "enterprise": "enterprises",
    "enterprise_alias": "enterprises",
    "enterprise_class": "enterprises",
    "commissioner_assignment": "enterprises",
    "contact_person": "enterprises",
    "commitment": "enterprises",
    "visit": "visits",
    "visit_party": "visits",
    "revisit_round": "rounds",
    "round_member": "rounds",
    "appeal": "appeals",
    "appeal_step": "appeals",
    "appeal_stop": "appeals",
    "common_problem": "appeals",
    "demand": "libraries",
    "offer": "libraries",
    "expert": "libraries",
    "match": "matching",
    "match_step": "matching",
    "offer_matchmaking": "matching",  # the offer that is to be matched
    "matchmaking": "matching",  # no record of its own: the demand that is to be matched
    "project": "projects",
    "project_stage": "projects",
    "blocker": "projects",
    "responsibility_list": "lists",
    "list_line": "lists",
    "list_line_unit": "lists",
    "policy": "policies",
    "policy_clause": "policies",
    "policy_payout": "policies",
    "partner": "partners",
    "agreement": "partners",
    "event": "partners",
    "mutual_visit": "partners",
    "attendance": "partners",
    "reported_figure": "reports",
    "target": "reports",
    "figure_wording": "reports",
    "frozen_month": "reports",
    "month_words": "reports",
    "export_record": "reports",
    "saved_filter": "settings",
    "export_profile": "settings",
    "unit": "settings",
    "person": "settings",
    "setting": "settings",
    "service_deadline": "settings",
    "calendar_day": "settings",
    "code_word": "settings",
}


def page_of(type_name: str) -> str:
    """The name of the page that shows records of this type; empty where none does."""
    name = _PAGE_OF.get(type_name, "")
    return name if any(place.name == name for place in places()) else ""
