"""What to ask at a visit, told by the records: what is due, what stands still, what a demand lacks, what lapsed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.entities.appeals import Appeal
from casework.entities.projects import BLOCKER_KINDS, LADDER_STAGES, STAGES
from casework.entities.visits import Visit
from casework.insight.case_story import EnterpriseStory
from casework.insight.figure_words import listing
from casework.insight.open_matters import OpenMatter
from casework.insight.story_supply import DemandStory, ProjectStory
from casework.language import _

_UNTOUCHED = ("accepted", "assigned", "returned", "reopened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and where it comes from: the number of a record, or a word."""

    text: str
    source: str


def questions_for(
    story: EnterpriseStory, matters: Sequence[OpenMatter], *, visit: Visit | None, last: Visit | None
) -> tuple[Question, ...]:
    """What was agreed for this contact first, then the open cases by urgency, demands, projects, classes, figures."""
    found = (
        *_agreed(visit, last),
        *(_of_case(matter, matter.record) for matter in matters if isinstance(matter.record, Appeal)),
        *(question for demand in story.demands for question in _of_demand(demand)),
        *(question for project in story.projects for question in _of_project(project)),
        *_of_classes(story),
        *_of_figures(story),
    )
    return tuple({question.text: question for question in reversed(found)}.values())[::-1]


def _agreed(visit: Visit | None, last: Visit | None) -> Iterator[Question]:
    if visit and visit.topic:
        yield Question(text=visit.topic, source=_("planned topic"))
    if last and last.next_contact_note:
        yield Question(text=last.next_contact_note, source=_("agreed last time"))


def _of_case(matter: OpenMatter, case: Appeal) -> Question:
    code = matter.mark[0]
    if code == "stopped":
        words = _("When will “{reason}” be settled? The clock of “{subject}” stands still for it.")
        text = words.format(reason=matter.progress, subject=case.subject)
    elif case.state in ("answered", "confirmed"):
        text = _("Is the answer to “{subject}” accepted? Take confirmation and rating.").format(subject=case.subject)
    elif case.state in _UNTOUCHED:
        text = _("“{subject}”: has the handling unit been in touch?").format(subject=case.subject)
    else:
        text = _("“{subject}”: how far is it, what is still missing?").format(subject=case.subject)
    return Question(text=text, source=case.number)


def _of_demand(found: DemandStory) -> Iterator[Question]:
    demand = found.demand
    if demand.state != "open":
        return
    alive = [match for match in found.matches if match.match.state in ("contacted", "met", "intention")]
    for match in alive[:1]:
        words = _("“{subject}”: how goes it with {supply}?")
        yield Question(text=words.format(subject=demand.subject, supply=match.supply), source=demand.number)
    if found.missing:
        words = _("“{subject}”: can {facts} be settled?")
        yield Question(text=words.format(subject=demand.subject, facts=listing(found.missing)), source=demand.number)


def _of_project(found: ProjectStory) -> Iterator[Question]:
    project = found.project
    for blocker in found.blockers[:1]:
        words = _("{kind}: is “{what}” out of the way?")
        text = words.format(kind=BLOCKER_KINDS.label(blocker.blocker_kind), what=blocker.subject)
        yield Question(text=text, source=project.number)
    stages = LADDER_STAGES[project.ladder]
    place = stages.index(project.stage) + 1 if project.stage in stages else 0
    if place < len(stages):
        words = _("“{name}”: when will it reach the stage “{stage}”?")
        yield Question(text=words.format(name=project.name, stage=STAGES.label(stages[place])), source=project.number)


def _of_classes(story: EnterpriseStory) -> Iterator[Question]:
    """Classes that lapsed this year or the year before and were not renewed since."""
    for row in story.classes:
        states = row.states[-2:]
        if states and (states[-1] == "lapsed" or (states == ("lapsed", ""))):
            words = _("{name} lapsed: will it be applied for again?")
            yield Question(text=words.format(name=row.label), source=_("Class"))


def _of_figures(story: EnterpriseStory) -> Iterator[Question]:
    """Yearly figures that are older than the last full year."""
    last_year = story.as_of.year - 1
    known = story.enterprise.revenue_year
    if known is None or known < last_year:
        yield Question(text=_("Revenue and R&D spending of {year}?").format(year=last_year), source=_("figures"))
