"""Verbs for doubled records: merged into one with all that hangs on them, or said not to be the same."""

import json
from dataclasses import replace
from typing import Any

from casework.entities.enterprises import Enterprise, EnterpriseAlias
from casework.entities.mergers import DistinctPair, Merger, distinct_pairs
from casework.errors import BadInput, RuleForbids
from casework.facts import Facts, missing
from casework.fields import Column, Kind, column, columns
from casework.language import _
from casework.records import Record, Writer
from casework.verbs.carrying import Carrier
from casework.verbs.keyed_records import put
from casework.verbs.questions import question

MERGEABLE = ("enterprise", "contact_person", "person", "expert", "partner")
"""The types whose records can be merged; doubled cases have a step of their own (merge_appeals)."""


def merge_records(write: Writer, facts: Facts) -> Merger:
    """Merges one record of a `type` (`merge`) into another (`keep`): everything that hangs on it goes over.

    `take` names the fields whose value comes from the merged one (without it, blanks are filled), `join`
    the texts that are put one below the other. Asks back where credit codes are unlike.
    """
    kept, merged = _pair(write, facts, "keep", "merge")
    _refuse_unlike(write, facts, kept, merged)
    carrier = Carrier(write)
    carrier.over(kept.type_name, merged.id, kept.id)
    write.remove(merged)
    stored = write.get(type(kept), kept.id)
    after = write.save(_chosen(facts, stored, merged))
    if isinstance(kept, Enterprise) and isinstance(merged, Enterprise) and isinstance(after, Enterprise):
        _keep_names(write, after, (kept, merged))
    return write.save(
        Merger(
            record_type=kept.type_name,
            kept_id=kept.id,
            merged_id=merged.id,
            kept_name=after.title(),
            merged_name=merged.title(),
            merged_on=write.clock.today,
            carried=json.dumps(dict(carrier.carried)),
            left_out=json.dumps([(r.type_name, r.id, r.title()) for r in carrier.left_out], ensure_ascii=False),
        )
    )


def set_apart(write: Writer, facts: Facts) -> DistinctPair:
    """That two records of a `type`, `one` and `other`, are not the same; `reason` may say why."""
    one, other = _pair(write, facts, "one", "other")
    return put(
        write,
        DistinctPair(
            record_type=one.type_name,
            one_id=one.id,
            other_id=other.id,
            decided_on=write.clock.today,
            reason=facts.take("reason", ""),
        ),
    )


def _pair(write: Writer, facts: Facts, first: str, second: str) -> tuple[Record, Record]:
    """The two records named, of a type whose records may be doubled, both outside the bin."""
    type_name = facts.take("type", "enterprise")
    if type_name not in MERGEABLE:
        raise BadInput(
            _("Records of this type cannot be merged."), remedy=_("The types are:"), candidates=list(MERGEABLE)
        )
    found: list[Record] = []
    for name in (first, second):
        called = facts.take(name)
        if not called:
            raise missing(name, name)
        found.append(write.find(write.types[type_name], str(called)))
    if found[0].id == found[1].id:
        raise RuleForbids(_("These are not two records but one."), field=second)
    return found[0], found[1]


def _refuse_unlike(write: Writer, facts: Facts, kept: Record, merged: Record) -> None:
    facts.take("confirm")
    for owner in (c for c in columns(type(kept)) if c.field.refers_to and c.field.required):
        if getattr(kept, owner.name) != getattr(merged, owner.name):
            raise RuleForbids(
                _("The two belong to different records ({field}).").format(field=owner.label),
                field=owner.name,
                remedy=_("Merge those first."),
            )
    if isinstance(kept, Enterprise) and isinstance(merged, Enterprise) and kept.uscc and merged.uscc:
        question(
            facts,
            _("{one} and {other} have unlike credit codes.").format(one=kept.name, other=merged.name),
            field="uscc",
            remedy=_("Two codes mean two firms; where one of them is wrong all the same, confirm it (confirm: true)."),
        )
    if frozenset((kept.id, merged.id)) in distinct_pairs(write, kept.type_name):
        question(
            facts,
            _("It was said that {one} and {other} are not the same.").format(one=kept.title(), other=merged.title()),
            field="merge",
            remedy=_("Where they are the same after all, confirm it (confirm: true)."),
        )


def choosable(record_type: type[Record]) -> tuple[Column, ...]:
    """The fields of which a merger may choose the value: what people enter, but not whose record it is."""
    return tuple(c for c in columns(record_type) if c.field.editable and not (c.field.refers_to and c.field.required))


def _chosen(facts: Facts, kept: Record, merged: Record) -> Record:
    """The kept record with the values chosen: those named, else those where it has none itself."""
    fields = choosable(type(kept))
    blank = [c.name for c in fields if getattr(kept, c.name) == c.empty and getattr(merged, c.name) != c.empty]
    taken = facts.names("take") if facts.given("take") else blank
    values: dict[str, Any] = {name: getattr(merged, _checked(kept, name)) for name in taken}
    for name in facts.names("join"):
        if column(type(kept), _checked(kept, name)).kind not in (Kind.TEXT, Kind.LONG_TEXT):
            raise BadInput(_("Only texts can be joined."), candidates=[name])
        both = (getattr(kept, name), getattr(merged, name))
        values[name] = "\n".join(dict.fromkeys(text for text in both if text))
    return replace(kept, **values)


def _checked(record: Record, name: str) -> str:
    if name not in {c.name for c in choosable(type(record))}:
        raise BadInput(
            _("There is no field “{name}” to choose here.").format(name=name),
            remedy=_("The fields are:"),
            candidates=[c.name for c in choosable(type(record))],
        )
    return name


def _keep_names(write: Writer, after: Enterprise, both: tuple[Enterprise, Enterprise]) -> None:
    """What either of them was called, known by and numbered stays as an alias of the one that carries on."""
    own = {"id": after.id}
    known = {alias.name for alias in write.select(EnterpriseAlias, "enterprise_id = :id", own)}
    known |= {after.name, after.short_name, after.uscc, after.number, ""}
    for name, kind in (("name", "other"), ("short_name", "short"), ("uscc", "code"), ("number", "number")):
        for enterprise in both:
            called = getattr(enterprise, name)
            if called not in known:
                known.add(called)
                write.save(EnterpriseAlias(enterprise_id=after.id, name=called, alias_kind=kind))
