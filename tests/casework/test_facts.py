"""Facts: plain values become records, what they refer to is found by any words, and nothing is left unread."""

import datetime as dt

import pytest

from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person
from casework.entities.visits import Visit
from casework.errors import Ambiguous, BadInput, Conflict, NotFound, RuleForbids
from casework.facts import Facts
from tests.factory import example, example_book, example_id


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


def visit_facts(**more):
    return {"enterprise": "示例龙川阀门", "contact_mode": "电话沟通", "no_next_contact": True, **more}


def test_values_of_json_and_of_python_make_the_same_record(book):
    one = Facts(visit_facts(occurred_on="2022-12-01"), book).record(Visit)
    other = Facts(visit_facts(occurred_on=dt.date(2022, 12, 1), contact_mode="phone"), book).record(Visit)
    assert one == other
    assert (one.enterprise_id, one.contact_mode, one.no_next_contact) == (example_id("enterprise"), "phone", True)


@pytest.mark.parametrize("words", ["示例龙川阀门有限公司", "示例龙川阀门", "龙川阀门", "GA-0001"])
def test_a_record_is_called_by_any_of_its_names(book, words):
    assert Facts({"enterprise": words}, book).reference("enterprise", Enterprise).id == example_id("enterprise")


def test_an_id_is_taken_strictly(book):
    assert Facts({"enterprise_id": example_id("enterprise")}, book).reference("enterprise", Enterprise)
    with pytest.raises(NotFound):
        Facts({"enterprise_id": "示例龙川阀门"}, book).reference("enterprise", Enterprise)


def test_name_and_id_are_not_given_together(book):
    with pytest.raises(BadInput, match="不能同时"):
        Facts({"enterprise": "a", "enterprise_id": "b"}, book).reference("enterprise", Enterprise)


def test_two_records_of_one_name_are_told_to_the_user(book):
    with book.change("试") as write:
        write.save(example("person", name="李卓然", post="甲"))
        write.save(example("person", name="李卓然", post="乙"))
    with pytest.raises(Ambiguous, match="李卓然"):
        Facts({"person": "李卓然"}, book).reference("person", Person)


def test_a_missing_required_fact_is_named_in_the_users_words(book):
    with pytest.raises(RuleForbids, match="方式") as refused:
        Facts({"enterprise": "龙川阀门"}, book).record(Visit)
    assert refused.value.field == "contact_mode"


def test_an_unknown_fact_is_refused_with_the_likely_one(book):
    with pytest.raises(BadInput, match="enterprse") as refused:
        book.do("log_visit", visit_facts(occurred_on="2022-12-01", enterprse="x"))
    assert "enterprise" in refused.value.candidates
    assert book.count(Visit) == 1


def test_an_unknown_fact_inside_a_list_is_named_with_its_place(book):
    facts = visit_facts(
        occurred_on="2022-12-01", appeals=[{"subject": "停水", "service_mode": "立马办", "subjekt": "x"}]
    )
    with pytest.raises(BadInput, match=r"appeals\[0\]\.subjekt"):
        book.do("log_visit", facts)
    assert book.count(Appeal) == 1


def test_a_value_of_the_wrong_kind_is_refused(book):
    for wrong in ({"occurred_on": 20221201}, {"occurred_on": "昨天"}, {"no_next_contact": 3}, {"topic": ["a"]}):
        with pytest.raises(BadInput):
            Facts(visit_facts(**wrong), book).record(Visit)


def test_what_follows_from_the_step_may_be_repeated_but_not_contradicted(book):
    assert Facts(visit_facts(state="已完成"), book).record(Visit, state="done").state == "done"
    with pytest.raises(BadInput, match="状态"):
        Facts(visit_facts(state="planned"), book).record(Visit, state="done")


def test_derived_fields_are_no_facts(book):
    facts = Facts(visit_facts(number="ZF-9999"), book)
    facts.record(Visit)
    with pytest.raises(BadInput, match="number"):
        facts.nothing_left()


def test_an_alias_stands_for_a_field_once(book):
    facts = Facts({"on": "2022-12-01"}, book)
    facts.rename("on", "occurred_on")
    assert facts.value(Visit, "occurred_on") == dt.date(2022, 12, 1)
    both = Facts({"on": "2022-12-01", "occurred_on": "2022-12-02"}, book)
    with pytest.raises(BadInput):
        both.rename("on", "occurred_on")


def test_null_empties_a_field(book):
    before = book.get(Visit, example_id("visit"))
    after = Facts({"topic": None, "planned_on": None, "contact_person": None}, book).changed(before)
    assert (after.topic, after.planned_on, after.contact_person_id) == ("", None, "")


def test_a_version_given_guards_against_overwriting(book):
    facts = {"type": "expert", "id": example_id("expert"), "version": 1}
    book.do("change", {**facts, "note": "一"})
    with pytest.raises(Conflict):
        book.do("change", {**facts, "note": "二"})


def test_a_list_of_names_may_be_one_name_or_numbers(book):
    facts = Facts({"members": "甲", "others": [4, "乙"], "wrong": [1.5]}, book)
    assert facts.names("members") == ["甲"]
    assert facts.names("others") == ["4", "乙"]
    assert facts.names("nothing") == []
    with pytest.raises(BadInput):
        facts.names("wrong")


def test_a_list_of_objects_is_asked_for(book):
    assert [inner.take("name") for inner in Facts({"rows": ["甲"]}, book).each("rows", called="name")] == ["甲"]
    with pytest.raises(BadInput, match="rows"):
        Facts({"rows": "甲"}, book).each("rows")
    with pytest.raises(BadInput, match=r"rows\[1\]"):
        Facts({"rows": [{}, 3]}, book).each("rows")


def test_confirmation_counts_for_what_stands_inside(book):
    outer = Facts({"confirm": True, "rows": [{}, {"confirm": False}]}, book)
    assert [inner.confirmed for inner in outer.each("rows")] == [True, True]
    assert not Facts({"confirm": "yes"}, book).confirmed
