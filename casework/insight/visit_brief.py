"""Everything a visit brief shows: who they are, what is open, what was promised, what to ask, who else comes."""

import datetime as dt
from dataclasses import dataclass

from casework.entities.enterprises import Enterprise
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit, VisitParty
from casework.insight.case_story import EnterpriseStory, enterprise_story
from casework.insight.names import names_of
from casework.insight.open_matters import OpenMatter, open_matters
from casework.insight.visit_load import LoadLine, VisitLoad, visit_load
from casework.insight.visit_questions import Question, questions_for
from casework.records import Reader

_OPEN_ROUND = (
    "closed_on is null and id in (select round_id from round_member"
    " where enterprise_id = :enterprise and removed_at is null) and not exists (select 1 from visit"
    " where visit.round_id = revisit_round.id and visit.enterprise_id = :enterprise and visit.state = 'done'"
    " and visit.removed_at is null)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBrief:
    """One visit to one enterprise; `visit` is None where none is planned yet.

    `participants` are our people, the lead first; `round_name` is the round the contact will count in.
    Personal data are in full: whoever prints masks them.
    """

    story: EnterpriseStory
    visit: Visit | None
    participants: tuple[str, ...]
    round_name: str
    last: Visit | None
    matters: tuple[OpenMatter, ...]
    questions: tuple[Question, ...]
    load: VisitLoad
    combine: LoadLine | None

    @property
    def on(self) -> dt.date | None:
        """The day it is planned for."""
        return self.visit.planned_on if self.visit else None

    @property
    def days_since(self) -> int | None:
        """Calendar days since the last contact; None where there was none."""
        return (self.story.as_of - self.last.occurred_on).days if self.last and self.last.occurred_on else None


def planned_visit(read: Reader, enterprise_id: str) -> Visit | None:
    """The next planned visit to an enterprise; None where none is planned."""
    own = {"enterprise": enterprise_id}
    found = read.select(Visit, "enterprise_id = :enterprise and state = 'planned'", own, order="planned_on", limit=1)
    return found[0] if found else None


def visit_brief(read: Reader, enterprise: Enterprise, visit: Visit | None = None, *, actor: str = "") -> VisitBrief:
    """The brief of a visit, or of the next one planned; `actor` tells which other contacts are ours."""
    visit = visit or planned_visit(read, enterprise.id)
    story = enterprise_story(read, enterprise)
    participants = _participants(read, visit)
    load = visit_load(read, enterprise.id, actor=participants[0] if participants else actor, skip=_id(visit))
    last = _last_contact(read, enterprise.id)
    matters = open_matters(read, [enterprise.id])
    return VisitBrief(
        story=story,
        visit=visit,
        participants=participants,
        round_name=_round_name(read, enterprise.id, visit),
        last=last,
        matters=matters,
        questions=questions_for(story, matters, visit=visit, last=last),
        load=load,
        combine=load.nearest(visit.planned_on) if visit and visit.planned_on else None,
    )


def _id(visit: Visit | None) -> str:
    return visit.id if visit else ""


def _participants(read: Reader, visit: Visit | None) -> tuple[str, ...]:
    if visit is None:
        return ()
    parties = read.select(VisitParty, "visit_id = :visit", {"visit": visit.id}, order="party_role <> 'lead', rowid")
    persons = names_of(read, "person", (party.person_id for party in parties))
    units = names_of(read, "unit", (party.unit_id for party in parties))
    names = (persons.get(party.person_id) or units.get(party.unit_id, "") for party in parties)
    return tuple(dict.fromkeys(name for name in names if name))


def _last_contact(read: Reader, enterprise_id: str) -> Visit | None:
    own = {"enterprise": enterprise_id}
    order = "occurred_on desc, number desc"
    found = read.select(Visit, "enterprise_id = :enterprise and state = 'done'", own, order=order, limit=1)
    return found[0] if found else None


def _round_name(read: Reader, enterprise_id: str, visit: Visit | None) -> str:
    """The round of the planned visit, else the newest open one in which the enterprise was not reached yet."""
    if visit and visit.round_id:
        return read.get(RevisitRound, visit.round_id).name
    found = read.select(RevisitRound, _OPEN_ROUND, {"enterprise": enterprise_id}, order="opened_on desc", limit=1)
    return found[0].name if found else ""
