"""The groups of a roster: by the person in charge, by district, by revisit round."""

from collections.abc import Callable, Mapping, Sequence

from casework.fields import columns
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.pinyin import pinyin_sort_key
from casework.records import Reader, Record

_IN_CHARGE = (
    "select care.enterprise_id as id, person.name as label from commissioner_assignment care"
    " join person on person.id = care.person_id where care.from_on <= :today"
    " and (care.to_on is null or care.to_on >= :today) and care.removed_at is null"
)
_DISTRICTS = """
with recursive place(id, district) as (
    select id, iif(unit_kind = 'territory', name, '') from unit where parent_id is null and removed_at is null
    union all
    select unit.id, iif(unit.unit_kind = 'territory', unit.name, place.district)
    from unit join place on unit.parent_id = place.id where unit.removed_at is null
)
"""
_IN_ROUNDS = (
    "select round_member.enterprise_id as id, revisit_round.name as label from round_member"
    " join revisit_round on revisit_round.id = round_member.round_id"
    " where round_member.removed_at is null and revisit_round.removed_at is null"
)
_PERSONS = ("person_id", "responsible_person_id")


def groupings_of(record_type: type[Record]) -> tuple[str, ...]:
    """By what records of this type can be grouped: codes of `GROUPINGS`."""
    return tuple(name for name, make in _MAKERS.items() if make(record_type))


def groups_of(
    read: Reader, record_type: type[Record], grouping: str, ids: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """The groups by pinyin, each with its records in the order given; those without a group come last.

    A record may stand in several groups: an enterprise in each of its rounds.
    """
    sql = _MAKERS[grouping](record_type)
    bound = {**bound_ids(ids), "today": read.clock.today.isoformat()}
    found = read.query(sql, {name: value for name, value in bound.items() if f":{name}" in sql}) if sql else []
    labels: dict[str, dict[str, None]] = {}
    for row in found:
        if row["label"]:
            labels.setdefault(row["id"], {})[row["label"]] = None
    groups: dict[str, list[str]] = {}
    for record_id in ids:
        for label in labels.get(record_id) or {"": None}:
            groups.setdefault(label, []).append(record_id)
    known = sorted((label for label in groups if label), key=pinyin_sort_key)
    named = [(label, groups[label]) for label in known]
    return [*named, *([(_("Without a group"), groups[""])] if "" in groups else [])]


def _names(record_type: type[Record]) -> set[str]:
    return {column.name for column in columns(record_type)}


def _of_enterprise(record_type: type[Record], sql: str) -> str:
    """Rows of enterprises by id as rows of the records that hang on them."""
    table = record_type.type_name
    if table == "enterprise":
        return f"select id, label from ({sql}) where id {IN_LIST}"
    if "enterprise_id" not in _names(record_type):
        return ""
    return (
        f'select own.id, found.label from "{table}" own join ({sql}) found on found.id = own.enterprise_id'
        f" where own.id {IN_LIST}"
    )


def _by_person(record_type: type[Record]) -> str:
    table = record_type.type_name
    own = next((name for name in _PERSONS if name in _names(record_type)), "")
    if own:
        return (
            f'select own.id, person.name as label from "{table}" own join person on person.id = own.{own}'
            f" where own.id {IN_LIST}"
        )
    if "author" in _names(record_type):
        return f'select id, author as label from "{table}" where id {IN_LIST}'
    return _of_enterprise(record_type, _IN_CHARGE)


def _by_district(record_type: type[Record]) -> str:
    table = record_type.type_name
    if "territory_id" in _names(record_type):
        return (
            f'{_DISTRICTS} select own.id, place.district as label from "{table}" own'
            f" join place on place.id = own.territory_id where own.id {IN_LIST}"
        )
    if "enterprise_id" in _names(record_type):
        return (
            f'{_DISTRICTS} select own.id, place.district as label from "{table}" own'
            " join enterprise on enterprise.id = own.enterprise_id"
            f" join place on place.id = enterprise.territory_id where own.id {IN_LIST}"
        )
    return ""


def _by_round(record_type: type[Record]) -> str:
    if "round_id" in _names(record_type):
        table = record_type.type_name
        return (
            f'select own.id, revisit_round.name as label from "{table}" own'
            f" join revisit_round on revisit_round.id = own.round_id where own.id {IN_LIST}"
        )
    return _of_enterprise(record_type, _IN_ROUNDS)


_MAKERS: Mapping[str, Callable[[type[Record]], str]] = {
    "person": _by_person,
    "district": _by_district,
    "round": _by_round,
}
"""The SQL that gives id and label for the ids bound; empty where a type cannot be grouped so."""
