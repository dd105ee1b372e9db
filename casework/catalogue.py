"""The one list of what a case file holds."""

from collections.abc import Mapping

from casework.entities.appeals import Appeal, AppealStep, AppealStop, CommonProblem
from casework.entities.attachments import Attachment
from casework.entities.commitments import Commitment
from casework.entities.contacts import ContactPerson
from casework.entities.demands import TechDemand
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseAlias, EnterpriseClass
from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.experts import Expert
from casework.entities.export_profiles import ExportProfile
from casework.entities.export_records import ExportRecord
from casework.entities.frozen_months import FrozenMonth
from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.entities.matches import Match, MatchStep
from casework.entities.mergers import DistinctPair, Merger
from casework.entities.month_words import MonthWords
from casework.entities.offers import TechOffer
from casework.entities.partners import Agreement, Partner
from casework.entities.people import Person, Unit
from casework.entities.policies import Policy, PolicyClause, PolicyPayout
from casework.entities.projects import Blocker, Project, ProjectStage
from casework.entities.reported_figures import ReportedFigure
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.saved_filters import SavedFilter
from casework.entities.settings import CalendarDay, CodeWord, ServiceDeadline, Setting
from casework.entities.targets import FigureWording, Target
from casework.entities.visits import Visit, VisitParty
from casework.errors import BadInput
from casework.language import _
from casework.records import Record

RECORD_TYPES: Mapping[str, type[Record]] = {
    record_type.type_name: record_type
    for record_type in (
        Unit,
        Person,
        Enterprise,
        EnterpriseAlias,
        EnterpriseClass,
        CommissionerAssignment,
        ContactPerson,
        Partner,
        Agreement,
        Event,
        MutualVisit,
        Attendance,
        RevisitRound,
        RoundMember,
        Visit,
        VisitParty,
        CommonProblem,
        Appeal,
        AppealStep,
        AppealStop,
        Commitment,
        Expert,
        TechDemand,
        TechOffer,
        Match,
        MatchStep,
        Project,
        ProjectStage,
        Blocker,
        ResponsibilityList,
        ListLine,
        ListLineUnit,
        Policy,
        PolicyClause,
        PolicyPayout,
        Target,
        FigureWording,
        ReportedFigure,
        Attachment,
        ExportRecord,
        SavedFilter,
        ExportProfile,
        FrozenMonth,
        MonthWords,
        Setting,
        ServiceDeadline,
        CalendarDay,
        CodeWord,
        Merger,
        DistinctPair,
    )
}
"""Every record type by its name, those that are referred to before those that refer."""


def record_type(name: str) -> type[Record]:
    """The record type of that name; BadInput with the known names otherwise."""
    try:
        return RECORD_TYPES[name]
    except KeyError:
        raise BadInput(
            _("There is no record type “{name}”.").format(name=name),
            remedy=_("The types are:"),
            candidates=list(RECORD_TYPES),
        ) from None
