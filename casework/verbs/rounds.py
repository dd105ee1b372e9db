"""Verbs for revisit rounds: opened over a cohort, marked where nobody was reached, closed, opened once more."""

import datetime as dt
from dataclasses import replace

from casework.amounts import ordinal
from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise, EnterpriseClass
from casework.entities.people import UNDER, Unit
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.errors import Ambiguous, NotFound, RuleForbids
from casework.facts import Facts, missing
from casework.language import _
from casework.records import Reader, Writer

_NOT_REACHED = (
    "round_id = :round and member_outcome = '' and not exists (select 1 from visit where visit.round_id = :round"
    " and visit.enterprise_id = round_member.enterprise_id and visit.state = 'done' and visit.removed_at is null)"
)
_NUMBERS = range(1, 10_000)
"""Those that have an ordinal in words."""
_REGISTERED = "(deregistered_on is null or deregistered_on > :day) and (registered_on is null or registered_on <= :day)"
_MEANT = (
    f"(name = :words or cast(round_no as text) = :words) and (:scope = '' or territory_id in {UNDER}) and (:own = ''"
    " or id in (select round_id from round_member where enterprise_id = :own and removed_at is null))"
)


def open_round(write: Writer, facts: Facts) -> RevisitRound:
    """A new round over a fixed cohort, which is what `members`, `from_round` and `class_code` name together.

    `members` lists enterprises; `from_round` takes those of an earlier round; `class_code` those of a
    class (in the year of opening, in the round's `territory`). The number follows the territory's last
    round where none is given.
    """
    facts.rename("on", "opened_on")
    facts.rename("class", "class_code")
    earlier = _called(write, facts, "from_round")
    opened = _new_round(write, facts, earlier)
    cohort = _cohort(write, facts, opened, earlier)
    opened = write.save(opened)
    for enterprise_id in cohort:
        write.save(RoundMember(round_id=opened.id, enterprise_id=enterprise_id))
    return opened


def next_round(write: Writer, facts: Facts) -> RevisitRound:
    """The round after `round`, over the same cohort."""
    facts.rename("on", "opened_on")
    earlier = required_round(write, facts)
    opened = write.save(_new_round(write, facts, earlier))
    for enterprise_id in _members(write, earlier):
        write.save(RoundMember(round_id=opened.id, enterprise_id=enterprise_id))
    return opened


def mark_not_reached(write: Writer, facts: Facts) -> RoundMember:
    """That an `enterprise` of a `round` refused or was unreachable (`outcome`), with the `reason`."""
    facts.rename("outcome", "member_outcome")
    enterprise = facts.reference("enterprise", Enterprise, required=True)
    found = required_round(write, facts, enterprise.id)
    member = member_of(write, found, enterprise)
    if not facts.value(RoundMember, "member_outcome"):
        raise missing(_("Not reached because"), "member_outcome")
    done = "round_id = :round and enterprise_id = :enterprise and state = 'done'"
    if write.count(Visit, done, {"round": found.id, "enterprise": enterprise.id}):
        raise RuleForbids(
            _("{enterprise} was contacted in this round.").format(enterprise=enterprise.name), field="member_outcome"
        )
    return write.save(facts.changed(member, without=("round_id", "enterprise_id")))


def close_round(write: Writer, facts: Facts) -> RevisitRound:
    """Closes a `round` with its `statement`; every member was contacted, or refused, or was unreachable.

    With `anyway: true` and a `reason` it is closed all the same; the reason is kept with each member missing.
    """
    facts.rename("on", "closed_on")
    found = required_round(write, facts)
    if found.closed_on:
        raise RuleForbids(_("This round is closed already."), field="closed_on")
    anyway = facts.take("anyway", default=False) is True
    reason = str(facts.take("reason", default=""))
    not_reached = write.select(RoundMember, _NOT_REACHED, {"round": found.id})
    if not_reached and not anyway:
        raise _not_all_reached(write, not_reached)
    if not_reached and not reason:
        raise missing(_("Reason"), "reason")
    for member in not_reached:
        write.save(replace(member, reason=reason))
    closed_on = facts.value(RevisitRound, "closed_on", write.clock.today)
    return write.save(facts.changed(found, without=("territory_id",), closed_on=closed_on))


def required_round(read: Reader, facts: Facts, enterprise_id: str = "") -> RevisitRound:
    """The round the facts call `round`, a `territory` or an enterprise telling apart those of one number."""
    found = _called(read, facts, "round", enterprise_id)
    if found is None:
        raise missing(_(RevisitRound.label), "round")
    return found


def round_of(read: Reader, facts: Facts, enterprise_id: str) -> RevisitRound | None:
    """The round the facts call `round`, among those of one number the enterprise's own; None where they call none."""
    return _called(read, facts, "round", enterprise_id)


def member_of(read: Reader, found: RevisitRound, enterprise: Enterprise) -> RoundMember:
    """The enterprise's place in the cohort; RuleForbids where it has none."""
    own = "round_id = :round and enterprise_id = :enterprise"
    members = read.select(RoundMember, own, {"round": found.id, "enterprise": enterprise.id})
    if not members:
        raise RuleForbids(
            _("{enterprise} is not on the list of “{round}”.").format(enterprise=enterprise.name, round=found.name),
            field="round_id",
            remedy=_("A round keeps its list: choose another round, or none."),
        )
    return members[0]


def _called(read: Reader, facts: Facts, name: str, enterprise_id: str = "") -> RevisitRound | None:
    try:
        return facts.reference(name, RevisitRound)
    except Ambiguous:
        words = str(facts.take(name))
        territory = facts.reference("territory", Unit)
        candidates = read.select(
            RevisitRound,
            "(name = :words or cast(round_no as text) = :words) and (:unit is null or territory_id = :unit)"
            " and (:enterprise = '' or id in (select round_id from round_member where enterprise_id = :enterprise"
            " and removed_at is null))",
            {"words": words, "unit": territory.id if territory else None, "enterprise": enterprise_id},
            limit=2,
        )
        if len(candidates) == 1:
            return candidates[0]
        raise


def _new_round(write: Writer, facts: Facts, earlier: RevisitRound | None) -> RevisitRound:
    territory = facts.reference("territory", Unit)
    territory_id = territory.id if territory else earlier.territory_id if earlier else ""
    last = write.select(
        RevisitRound, "territory_id is :unit", {"unit": territory_id or None}, order="round_no desc", limit=1
    )
    following = (earlier or last[0]).round_no + 1 if earlier or last else 1
    number = facts.value(RevisitRound, "round_no", following)
    before = next((r for r in (earlier, *last) if r and r.round_no < number), None)
    return facts.record(
        RevisitRound,
        {
            "round_no": number,
            "name": _("Revisit round {no}").format(no=ordinal(number) if number in _NUMBERS else number),
            "territory_id": territory_id,
            "lead_unit_id": earlier.lead_unit_id if earlier else "",
            "opened_on": write.clock.today,
            "previous_round_id": before.id if before else "",
        },
    )


def _cohort(write: Writer, facts: Facts, opened: RevisitRound, earlier: RevisitRound | None) -> list[str]:
    """The ids of the enterprises named, each once; RuleForbids where there is none."""
    named = _named(write, facts.names("members"))
    class_code = facts.value(EnterpriseClass, "class_code", "")
    of_class = _of_class(write, class_code, opened) if class_code else []
    cohort = [*named, *(_members(write, earlier) if earlier else []), *of_class]
    if not cohort:
        raise RuleForbids(
            _("A round needs its list of enterprises."),
            field="members",
            remedy=_("Name the enterprises, an earlier round, or a class."),
        )
    return list(dict.fromkeys(cohort))


def _named(read: Reader, names: list[str]) -> list[str]:
    """The ids of the enterprises of these names; NotFound names all that are unknown at once."""
    found: list[str] = []
    unknown: list[str] = []
    for name in names:
        try:
            found.append(read.find(Enterprise, name).id)
        except NotFound:
            unknown.append(name)
    if unknown:
        raise NotFound(
            _("{count} enterprises of the list are not known:").format(count=len(unknown)), candidates=unknown
        )
    return found


def _members(read: Reader, earlier: RevisitRound) -> list[str]:
    """The ids of the enterprises of a round that are still known."""
    known = "round_id = :round and enterprise_id in (select id from enterprise where removed_at is null)"
    return [member.enterprise_id for member in read.select(RoundMember, known, {"round": earlier.id})]


def _of_class(read: Reader, class_code: str, opened: RevisitRound) -> list[str]:
    day: dt.date = opened.opened_on
    place = f" and territory_id in {UNDER}" if opened.territory_id else ""
    classed = (
        f"{_REGISTERED}{place} and id in (select enterprise_id from enterprise_class where class_code = :class"
        " and year = :year and class_state = 'valid' and removed_at is null)"
    )
    values = {"day": day.isoformat(), "class": class_code, "year": day.year, "scope": opened.territory_id}
    found = read.select(Enterprise, classed, values)
    if not found:
        raise RuleForbids(
            _("No enterprise of the class “{name}” is known here in {year}.").format(
                name=ENTERPRISE_CLASSES.label(class_code), year=day.year
            ),
            field="class_code",
        )
    return [enterprise.id for enterprise in found]


def _not_all_reached(read: Reader, members: list[RoundMember]) -> RuleForbids:
    names = [read.get(Enterprise, member.enterprise_id) for member in members]
    return RuleForbids(
        _("{count} enterprises of the round are not contacted yet: {names}.").format(
            count=len(members), names="、".join(e.short_name or e.name for e in names)
        ),
        field="closed_on",
        remedy=_("Log the contact, or mark who refused or was unreachable; or close it anyway with the reason."),
    )
