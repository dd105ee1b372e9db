"""A merger taken apart again, also after other work: each of the two gets back what was its own."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casework.entities.mergers import Merger, merger_of
from casework.errors import NotFound, RuleForbids
from casework.facts import Facts, missing
from casework.fields import Column, columns
from casework.language import _
from casework.records import Reader, Record, Writer
from casework.verbs.carrying import linked

_DEEDS = (
    "select dseq, type, record_id, effect, operation.fields as open, personal_value.fields as private"
    " from operation left join personal_value using (op_id) where action = :group order by dseq desc"
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """One change that the merger made to a record: per field what was and what it made of it, as stored."""

    place: int
    type_name: str
    record_id: str
    created: bool
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What taking a merger apart will do: how many records of each type go back, and which stay where they are."""

    back: Counter[str] = field(default_factory=Counter[str])
    changed_since: Counter[str] = field(default_factory=Counter[str])
    added_since: Counter[str] = field(default_factory=Counter[str])


def unmerge_records(write: Writer, facts: Facts) -> Record:
    """Takes a merger apart (`merger`, its id, or `merged`, the id of the record in the bin): both stand again.

    Values and links that are still as the merger left them go back; what was changed or added since
    stays with the one that carried on. The record that was merged, as it stands again.
    """
    merger = _merger(write, facts)
    kept, merged = (write.get(write.types[merger.record_type], i) for i in (merger.kept_id, merger.merged_id))
    if kept.removed_at is not None:
        _refuse(write, kept)
    for deed in _deeds(write, merged.removed_by):
        _take_back(write, deed)
    return write.get(type(merged), merged.id)


def outlook(read: Reader, merger: Merger) -> Outlook:
    """What `unmerge_records` would do, counted."""
    merged = read.get(read.types[merger.record_type], merger.merged_id)
    deeds = _deeds(read, merged.removed_by)
    found = Outlook()
    pointed = {d.record_id: d for d in deeds if any(new == merger.kept_id for _old, new in d.fields.values())}
    for deed in pointed.values():
        now = _stored(read, deed)
        if now is None or deed.created or deed.record_id == merger.kept_id:
            continue
        same = any(_is_as_left(now, column, deed.fields) for column in columns(type(now)) if column.name in deed.fields)
        (found.back if same else found.changed_since)[deed.type_name] += 1
    last = max((d.place for d in deeds), default=0)
    for _link, row in linked(read, merger.record_type, merger.kept_id):
        later = "select 1 as n from operation where record_id = :id and effect = 'create' and dseq > :last"
        if read.query(later, {"id": row.id, "last": last}):
            found.added_since[row.type_name] += 1
    return found


def _merger(read: Reader, facts: Facts) -> Merger:
    merger_id, merged = facts.take("merger"), facts.take("merged")
    if not (merger_id or merged):
        raise missing(_("Merger"), "merger")
    found = read.get(Merger, merger_id) if merger_id else merger_of(read, merged)
    if found is None or found.removed_at is not None:
        raise NotFound(_("There is no such merger, or it was taken apart already."))
    return found


def _refuse(read: Reader, kept: Record) -> None:
    onward = merger_of(read, kept.id)
    raise RuleForbids(
        _("{name}, the one that carried on, is itself in the bin.").format(name=kept.title()),
        remedy=_("Take apart its own merger into {name} first.").format(name=onward.kept_name)
        if onward
        else _("Restore it from the recycle bin first."),
    )


def _deeds(read: Reader, group: str) -> list[_Deed]:
    """What the merger did, the last thing first; personal values that were erased meanwhile are not among it."""
    found: list[_Deed] = []
    for row in read.query(_DEEDS, {"group": group}):
        fields = json.loads(row["open"]) | (json.loads(row["private"]) if row["private"] else {})
        pairs = {name: (old, new) for name, (old, new) in fields.items()}
        found.append(_Deed(row["dseq"], row["type"], row["record_id"], row["effect"] == "create", pairs))
    return found


def _take_back(write: Writer, deed: _Deed) -> None:
    now = _stored(write, deed)
    if now is None:
        return
    if deed.created:
        if now.type_name == Merger.type_name or all(_is_as_left(now, c, deed.fields) for c in columns(type(now))):
            write.remove(now)
        return
    _put_values_back(write, now, deed)
    before, after = deed.fields.get("removed_at", (None, None))
    if after and now.removed_at is not None:
        write.restore(write.get(type(now), now.id))
    elif before and now.removed_at is None:
        write.remove(write.get(type(now), now.id))


def _put_values_back(write: Writer, now: Record, deed: _Deed) -> None:
    """Each value that is still what the merger made of it."""
    values = {
        column.name: column.from_stored(deed.fields[column.name][0])
        for column in columns(type(now))
        if column.name in deed.fields and column.name not in ("removed_at", "removed_by")
        if _is_as_left(now, column, deed.fields)
    }
    if values:
        write.carry(replace(now, **values))


def _is_as_left(now: Record, column: Column, fields: Mapping[str, tuple[Any, Any]]) -> bool:
    """Whether a field holds what the merger wrote; one it did not write counts as unchanged."""
    return column.name not in fields or column.to_stored(getattr(now, column.name)) == fields[column.name][1]


def _stored(read: Reader, deed: _Deed) -> Record | None:
    try:
        return read.get(read.types[deed.type_name], deed.record_id)
    except NotFound:
        return None
