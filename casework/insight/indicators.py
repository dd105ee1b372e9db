"""The one list of indicators, and the sentences in which their figures are told."""

from dataclasses import dataclass

from casework.errors import NotFound
from casework.insight.case_indicators import CASE_INDICATORS, SUPPLY_INDICATORS
from casework.insight.contact_indicators import CONTACT_INDICATORS, ENTERPRISE_INDICATORS, ROUND_INDICATORS
from casework.insight.indicator import Indicator, Section
from casework.insight.list_indicators import LIST_INDICATORS
from casework.insight.project_indicators import COOPERATION_INDICATORS, PROJECT_INDICATORS, REPORTED_INDICATORS
from casework.language import N_, _

INDICATORS = (
    *ENTERPRISE_INDICATORS,
    *ROUND_INDICATORS,
    *CONTACT_INDICATORS,
    *CASE_INDICATORS,
    *SUPPLY_INDICATORS,
    *PROJECT_INDICATORS,
    *LIST_INDICATORS,
    *COOPERATION_INDICATORS,
    *REPORTED_INDICATORS,
)
SECTION_TITLES = {
    Section.ENTERPRISES: N_("Enterprises and commissioners"),
    Section.CONTACTS: N_("Visits and contacts"),
    Section.CASES: N_("Appeals and cases"),
    Section.SUPPLY: N_("Demands, matches and promises"),
    Section.PROJECTS: N_("Projects"),
    Section.LISTS: N_("Lists and policies"),
    Section.COOPERATION: N_("Cooperation between regions"),
    Section.REPORTED: N_("Reported figures"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Figures that are told together, in their order; some only of a round, some only without one."""

    keys: tuple[str, ...]
    of_round: bool | None = None


_MODES = (
    "contacts_on_site",
    "contacts_phone",
    "contacts_online",
    "contacts_symposium",
    "contacts_tea_talk",
    "contacts_joint_office",
)
SENTENCES = (
    Sentence(
        keys=("industrial_enterprises", "above_scale", "key_enterprises", "key_enterprises_with_commissioner"),
    ),
    Sentence(keys=("enterprises_in_round", *_MODES, "enterprises_not_reached"), of_round=True),
    Sentence(keys=("contacts_total", "enterprises_contacted", *_MODES), of_round=False),
    Sentence(keys=("procedures_handled", "disputes_mediated", "appeals_handled", "satisfaction_rate")),
    Sentence(keys=("appeals_accepted", "on_time_rate", "answer_on_time_rate", "appeals_open_end", "appeals_overdue")),
    Sentence(
        keys=(
            "demands_posted",
            "matches_accepted",
            "intentions",
            "commitments_given",
            "commitments_kept",
            "commitments_overdue",
        ),
    ),
    Sentence(keys=("entries_signed", "agreed_investment", "entries_started", "entries_commissioned")),
    Sentence(
        keys=(
            "projects_signed",
            "signed_amount",
            "signed_on_site",
            "signed_on_site_amount",
            "projects_promoted",
            "promoted_amount",
        ),
    ),
    Sentence(keys=("contracts_registered", "registered_amount")),
    Sentence(keys=("lines_struck_off", "lines_overdue")),
    Sentence(keys=("payouts_paid", "payouts_amount")),
    Sentence(
        keys=("visit_batches", "visit_persons", "joint_meetings", "cooperation_projects", "cooperation_funds"),
    ),
    Sentence(keys=("platforms",)),
    Sentence(keys=("suggestions", "participants")),
)
_BY_KEY = {indicator.key: indicator for indicator in INDICATORS}


def is_indicator(key: str) -> bool:
    """Whether a key is one of ours; a reported figure may carry any."""
    return key in _BY_KEY


def indicator(key: str) -> Indicator:
    """The indicator of that key; NotFound, with all keys, where there is none."""
    if key not in _BY_KEY:
        raise NotFound(
            _("There is no indicator “{key}”.").format(key=key),
            remedy=_("The indicators are:"),
            candidates=list(_BY_KEY),
        )
    return _BY_KEY[key]
