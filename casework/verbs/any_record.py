"""Verbs for records of any type: added, changed and put into the bin where no step of the work has its own verb."""

from collections.abc import Mapping
from dataclasses import replace

from casework.entities.appeals import Appeal, AppealStop
from casework.entities.enterprises import Enterprise
from casework.entities.projects import Project, ProjectStage
from casework.entities.rounds import RevisitRound
from casework.entities.settings import working_calendar
from casework.entities.visits import Visit
from casework.errors import BadInput, RuleForbids
from casework.facts import Facts, missing
from casework.language import _
from casework.records import Record, Writer
from casework.verbs.appeal_clocks import recalculate_open_cases, with_due_dates
from casework.verbs.appeals import corrected
from casework.verbs.enterprises import with_sound_code
from casework.verbs.keyed_records import put
from casework.verbs.questions import sensible
from casework.verbs.visits import in_round

_OWN_VERBS: Mapping[str, str] = {
    "enterprise": "add_enterprise",
    "visit": "log_visit",
    "revisit_round": "open_round",
    "appeal": "take_appeal",
    "appeal_step": "move_appeal",
    "appeal_stop": "stop_clock",
    "distinct_pair": "set_apart",
    "match": "accept_match",
    "match_step": "move_match",
    "merger": "merge_records",
    "project": "open_project",
    "project_stage": "move_project",
}
"""What is never entered as a plain record, and the verb that makes it."""
_STEPS: Mapping[tuple[str, str], str] = {
    ("appeal", "state"): "move_appeal",
    ("appeal", "merged_into_id"): "merge_appeals",
    ("match", "state"): "move_match",
    ("project", "stage"): "move_project",
    ("project", "stage_entered_on"): "move_project",
    ("project_stage", "stage"): "move_project",
}
"""Fields that only a step may change, because the step leaves a row behind."""
_CHAINS = ("appeal_step", "match_step")
_MADE_BY_THE_PROGRAM = ("attachment", "export_record", "frozen_month")
_ALIKE: Mapping[str, tuple[str, ...]] = {"project": ("ladder",), "offer": ("offer_kind",)}


def add(write: Writer, facts: Facts) -> Record:
    """A new record of the `type` given: one that has no verb of its own (a common problem, a word of a code list)."""
    record_type = _type(write, facts)
    if record_type.type_name in _OWN_VERBS:
        raise _use(_OWN_VERBS[record_type.type_name])
    if record_type.type_name in _MADE_BY_THE_PROGRAM:
        raise RuleForbids(_("The program itself makes records of this type."), field="type")
    return _followed_up(write, put(write, sensible(write, facts, facts.record(record_type))))


def change(write: Writer, facts: Facts) -> Record:
    """Changed facts of the record with this `type` and `id` (or what it is called); steps are left to their verbs."""
    return correct(write, facts, _record(write, facts))


def correct(write: Writer, facts: Facts, before: Record) -> Record:
    """`before` with changed facts as saved, under the same rules whoever asks: window, import or script.

    RuleForbids what only a step may change; what depends on the change (due dates, a step's day) follows.
    """
    for (type_name, name), verb in _STEPS.items():
        if type_name == before.type_name and facts.given(name, name.removesuffix("_id")):
            raise _use(verb)
    after = sensible(write, facts, facts.changed(before), before, alike=_ALIKE.get(before.type_name, ()))
    if isinstance(after, Enterprise):
        return write.save(with_sound_code(after))
    if isinstance(after, Visit) and after.round_id:
        round_of_visit = write.get(RevisitRound, after.round_id)
        return write.save(in_round(write, after, write.get(Enterprise, after.enterprise_id), round_of_visit))
    if isinstance(after, Appeal) and isinstance(before, Appeal):
        return corrected(write, after, before)
    if isinstance(after, ProjectStage):
        _correct_project(write, after)
    _refuse_new_identity(before, after)
    return _followed_up(write, write.save(after))


def is_step(type_name: str, field: str) -> bool:
    """Whether only a step of the work changes this field."""
    return (type_name, field) in _STEPS


def remove(write: Writer, facts: Facts) -> Record:
    """Puts the record with this `type` and `id` (or what it is called) into the bin, its children with it."""
    record = _record(write, facts)
    if record.type_name == "merger":
        raise _use("unmerge_records")
    if record.type_name in _CHAINS:
        raise RuleForbids(_("The steps of a case or a match are kept; undo the step, or take the next one."))
    if isinstance(record, ProjectStage) and write.get(Project, record.project_id).stage == record.stage:
        raise RuleForbids(
            _("The project is at this stage."),
            field="stage",
            remedy=_("Move the project to another stage first, or undo the entry."),
        )
    write.remove(record)
    return _followed_up(write, write.get(type(record), record.id))


def _type(write: Writer, facts: Facts) -> type[Record]:
    name = facts.take("type")
    if not name:
        raise missing(_("Type"), "type")
    if name not in write.types:
        raise BadInput(
            _("There is no record type “{name}”.").format(name=name),
            remedy=_("The types are:"),
            candidates=list(write.types),
        )
    return write.types[name]


def _record(write: Writer, facts: Facts) -> Record:
    record_type = _type(write, facts)
    called = facts.take("id")
    if not called:
        raise missing(_("Id"), "id")
    return write.find(record_type, str(called))


def _use(verb: str) -> RuleForbids:
    return RuleForbids(
        _("This is a step of the work, not a plain change."),
        field="state",
        remedy=_("Use “{verb}”.").format(verb=verb),
    )


def _refuse_new_identity(before: Record, after: Record) -> None:
    """A record whose id follows from its words keeps them: otherwise the same words would mean two records."""
    if before.id == before.identity() and after.identity() != before.id:
        raise RuleForbids(_("By these facts the record is known."), remedy=_("Remove it and enter it anew."))


def _correct_project(write: Writer, entry: ProjectStage) -> None:
    """The project's own day follows when the entry into its present stage is corrected."""
    project = write.get(Project, entry.project_id)
    if project.stage == entry.stage:
        write.save(replace(project, stage_entered_on=entry.entered_on))


def _followed_up(write: Writer, record: Record) -> Record:
    """The record itself, after what depends on it was worked out anew."""
    if record.type_name == "calendar_day":
        recalculate_open_cases(write)
    if isinstance(record, AppealStop):
        appeal = write.get(Appeal, record.appeal_id)
        write.save(with_due_dates(write, appeal, working_calendar(write)))
    return record
