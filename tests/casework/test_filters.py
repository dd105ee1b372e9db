"""A filter as SQL: each test against the same question asked in Python, over the sample."""

import datetime as dt
import json

import pytest

from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.visits import Visit
from casework.filters import Condition, Filter, filter_from
from casework.insight.filter_sql import filter_sql

TODAY = dt.date(2022, 12, 30)


def found(book, kind, *groups, words="", quick=()):
    wanted = Filter(words=words, groups=tuple(tuple(group) for group in groups))
    where, values = filter_sql(book, kind, filter_from(json.loads(json.dumps(wanted.plain()))), {})
    return {record.id for record in book.select(kind, where, values)}


def asks(field, name, value=None):
    return Condition(field=field, test=name, value=value)


def _days_on(day):
    return (day - TODAY).days if day >= TODAY else 999


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (asks("occurred_on", "last_days", 30), lambda v: v.occurred_on and 0 <= (TODAY - v.occurred_on).days < 30),
        (asks("next_contact_on", "next_days", 7), lambda v: v.next_contact_on and _days_on(v.next_contact_on) <= 7),
        (asks("occurred_on", "this_month"), lambda v: v.occurred_on and f"{v.occurred_on:%Y-%m}" == "2022-12"),
        (asks("occurred_on", "last_month"), lambda v: v.occurred_on and f"{v.occurred_on:%Y-%m}" == "2022-11"),
        (asks("occurred_on", "this_year"), lambda v: v.occurred_on and v.occurred_on.year == 2022),
        (
            asks("occurred_on", "between", ["2022-11-21", "2022-11-30"]),
            lambda v: v.occurred_on and dt.date(2022, 11, 21) <= v.occurred_on <= dt.date(2022, 11, 30),
        ),
        (asks("contact_mode", "one_of", ["phone", "online"]), lambda v: v.contact_mode in ("phone", "online")),
        (asks("contact_mode", "is_not", "phone"), lambda v: v.contact_mode != "phone"),
        (asks("topic", "contains", "跟进"), lambda v: "跟进" in v.topic),
        (asks("topic", "contains_not", "跟进"), lambda v: "跟进" not in v.topic),
        (asks("topic", "begins", "第二轮"), lambda v: v.topic.startswith("第二轮")),
        (asks("is_revisit", "is", 1), lambda v: v.is_revisit),
        (asks("is_revisit", "is", 0), lambda v: not v.is_revisit),
        (asks("round_id", "empty"), lambda v: not v.round_id),
        (asks("next_contact_on", "given"), lambda v: v.next_contact_on is not None),
    ],
    ids=lambda given: "" if callable(given) else str(given),
)  # fmt: skip
def test_a_condition_finds_just_what_it_says(sample_book, condition, holds):
    every = sample_book.select(Visit)
    wanted = {visit.id for visit in every if holds(visit)}
    assert found(sample_book, Visit, [condition]) == wanted
    assert wanted, "the sample shows nothing about this condition"


def test_groups_hold_one_of_another(sample_book):
    phone, revisit = asks("contact_mode", "is", "phone"), asks("is_revisit", "is", 1)
    each = [found(sample_book, Visit, [one]) for one in (phone, revisit)]
    assert found(sample_book, Visit, [phone, revisit]) == each[0] & each[1]
    assert found(sample_book, Visit, [phone], [revisit]) == each[0] | each[1]


def test_amounts_and_nothing_given(sample_book):
    every = sample_book.select(Enterprise)
    rich = {e.id for e in every if e.revenue and 1_000_000_00 <= e.revenue <= 20_000_000_000_00}
    assert found(sample_book, Enterprise, [asks("revenue", "between", [1_000_000_00, 20_000_000_000_00])]) == rich
    assert found(sample_book, Enterprise, [asks("revenue", "empty")]) == {e.id for e in every if e.revenue is None}


def test_a_district_takes_in_what_lies_under_it(sample_book):
    city = sample_book.find(Unit, "自贡市")
    under = {row["id"] for row in sample_book.query("select id from unit where parent_id = :id", {"id": city.id})}
    inside = found(sample_book, Enterprise, [asks("territory_id", "is", city.id)])
    assert {e.id for e in sample_book.select(Enterprise) if e.territory_id in under} <= inside
    outside = found(sample_book, Enterprise, [asks("territory_id", "is_not", city.id)])
    assert inside
    assert inside | outside == {e.id for e in sample_book.select(Enterprise)}
    assert not inside & outside


def test_values_are_bound_and_never_become_sql(sample_book):
    hostile = "x') or 1=1 --"
    assert found(sample_book, Appeal, [asks("subject", "contains", hostile)]) == set()
    assert found(sample_book, Appeal, [asks("case_kind", "one_of", [hostile])]) == set()
