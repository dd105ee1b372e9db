"""The libraries: freshness by the office's days, what makes an entry complete, candidates by shared words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.chinese import fold
from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.matches import Match
from casework.entities.offers import TechOffer
from casework.insight.completeness import ESSENTIAL, incomplete_sql, missing_facts
from casework.insight.freshness import FRESHNESS, freshness_sql, freshness_values
from casework.insight.plain_candidates import candidates, shared_phrases

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


# Candidates by words


def test_shared_phrases_are_the_longest_ones():
    own = fold("高温高压球阀阀座动水腐蚀试验")
    assert shared_phrases(own, fold("动水腐蚀试验回路，高温高压")) == ("动水腐蚀试验", "高温高压")
    assert shared_phrases(own, fold("需要高温")) == ("高温",)
    assert shared_phrases(own, fold("需要技术")) == ()


def test_latin_words_and_numbers_are_shared_whole():
    assert shared_phrases("led灯200小时", "led驱动200伏") == ("led", "200")
    assert shared_phrases("led灯", "le灯") == ()


@given(st.text("阀门密封腐蚀试验高温", max_size=12), st.text("阀门密封腐蚀试验高温", max_size=12))
def test_a_shared_phrase_stands_on_both_sides(own, other):
    for phrase in shared_phrases(own, other):
        assert phrase in own
        assert phrase in other
        assert len(phrase) > 1


def test_the_twin_of_a_demand_stands_first(sample_book):
    expected = {
        "锅炉低氮燃烧器改造": "燃气锅炉低氮燃烧器",
        "污泥低温干化余热回收": "污泥热泵低温干化与余热回收",
        "仪表低功耗无线组网": "工业仪表低功耗无线组网协议",
        "高温高压球阀阀座动水腐蚀试验": "高温高压动水腐蚀试验回路及评价方法",
    }
    found = {
        subject: candidates(sample_book, sample_book.find(TechDemand, subject))[0].record.title()
        for subject in expected
    }
    assert found == expected


def test_tried_pairs_are_never_left_out(sample_book):
    for match in sample_book.select(Match):
        told = candidates(sample_book, sample_book.get(TechDemand, match.demand_id))
        tried = {one.tried.id for one in told if one.tried}
        assert match.id in tried


def test_withdrawn_offers_are_not_offered(sample_book):
    withdrawn = {one.id for one in sample_book.select(TechOffer, "state = 'withdrawn'")}
    for demand in sample_book.select(TechDemand):
        assert not any(one.id in withdrawn and not one.tried for one in candidates(sample_book, demand))


def test_punctuation_in_a_demand_is_no_search_syntax(sample_book):
    base = sample_book.select(TechDemand)[0]
    for subject in ('"', "NEAR(", "a* OR b", "——", ""):
        odd = TechDemand(enterprise_id=base.enterprise_id, subject=subject, posted_on=dt.date(2022, 12, 1))
        assert isinstance(candidates(sample_book, odd), tuple)
