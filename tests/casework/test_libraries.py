"""The libraries: freshness by the office's days, what makes an entry complete, candidates by shared words."""

import datetime as dt

import pytest

from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.insight.completeness import ESSENTIAL, incomplete_sql, missing_facts
from casework.insight.freshness import FRESHNESS, freshness_sql, freshness_values

LIBRARIES = (TechDemand, TechOffer, Expert)


# Freshness


def by_hand(record, today):
    """The freshness of an entry told without SQL."""
    expires = getattr(record, "expires_on", None)
    if expires and expires < today:
        return "expired"
    if expires and expires <= today + dt.timedelta(days=14):
        return "expiring"
    checked = record.last_contacted_on if isinstance(record, Expert) else record.checked_on or record.posted_on
    days = (today - checked).days if checked else 10**6
    return "new" if days <= 60 else "fair" if days <= 90 else "to_check"


@pytest.mark.parametrize("library", LIBRARIES)
def test_freshness_is_counted_from_the_last_check(sample_book, library):
    table = library.type_name
    sql = f'select id, {freshness_sql(table)} as freshness from "{table}" where removed_at is null'
    told = {row["id"]: row["freshness"] for row in sample_book.query(sql, freshness_values(sample_book))}
    records = sample_book.select(library)
    assert told == {one.id: by_hand(one, sample_book.clock.today) for one in records}
    assert set(told.values()) <= set(FRESHNESS.labels)
    assert len(set(told.values())) > 1


# Completeness


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_filter_finds_what_lacks_something(sample_book, library):
    lacking = {one.id for one in sample_book.select(library, incomplete_sql(library))}
    assert lacking == {one.id for one in sample_book.select(library) if missing_facts(one)}


def test_a_demand_lacks_what_its_record_says(sample_book):
    for demand in sample_book.select(TechDemand):
        assert tuple(one.label for one in missing_facts(demand)) == demand.missing()


def test_every_essential_fact_can_be_given():
    for library in LIBRARIES:
        assert set(ESSENTIAL[library.type_name]) <= set(library.__dataclass_fields__)
