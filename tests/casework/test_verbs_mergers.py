"""Doubled records merged with everything that hangs on them, and taken apart again with nothing lost."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.catalogue import RECORD_TYPES
from casework.chinese import make_uscc
from casework.entities.attachments import Attachment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseAlias, EnterpriseClass
from casework.entities.experts import Expert
from casework.entities.mergers import DistinctPair, Merger
from casework.entities.visits import Visit
from casework.errors import BadInput, NotFound, RuleForbids
from casework.fields import columns
from casework.verbs.carrying import counted, links_to
from casework.verbs.questions import Questioned
from casework.verbs.unmerging import outlook
from tests.factory import day, example_book, example_id

KEPT = "示例龙川阀门有限公司"
CALL = {"mode": "phone", "no_next_contact": True}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


@pytest.fixture
def twin(book):
    return a_twin(book)


def a_twin(book):
    """A second entry of the example enterprise, with records of its own; two of them clash."""
    twin = book.do(
        "add_enterprise",
        {"name": "龙川阀门示例公司", "short_name": "龙川", "address": "示例路1号", "employees": 40, "confirm": True,
         "aliases": ["老阀门厂"],
         "classes": [{"class": "key_enterprise", "year": 2022}, {"class": "high_tech", "year": 2021}],
         "contact_persons": ["李工"], "commissioner_from": "2022-06-01", "commissioner": "王敏"},
    )  # fmt: skip
    book.do("log_visit", {**CALL, "enterprise_id": twin.id, "on": "2022-12-01", "topic": "催办"})
    return twin


def rows(book):
    """Every live record of the file by type and id, without the version, which only ever grows."""
    return {
        (name, record.id): tuple(getattr(record, c.name) for c in columns(kind) if c.name != "version")
        for name, kind in RECORD_TYPES.items()
        for record in book.select(kind)
    }


def merge(book, twin, **facts):
    return book.do("merge_records", {"keep": KEPT, "merge": twin.id, **facts})


def test_everything_that_hangs_on_the_merged_one_goes_over(book, twin, tmp_path):
    (tmp_path / "回执.txt").write_text("示例")
    attached = book.attach(twin, tmp_path / "回执.txt")
    visit = book.select(Visit, "enterprise_id = :id", {"id": twin.id})[0]
    before = counted(book, "enterprise", twin.id)
    merger = merge(book, twin)
    kept = example_id("enterprise")
    assert counted(book, "enterprise", twin.id) == {}
    assert book.get(Visit, visit.id).enterprise_id == kept
    assert book.get(Attachment, attached.id).owner_id == kept
    left_out = Counter(type_name for type_name, _id, _title in json.loads(merger.left_out))
    assert Counter(json.loads(merger.carried)) + left_out == Counter(before)
    assert left_out == {"enterprise_class": 1, "commissioner_assignment": 1}
    assert book.check(deep=True) == []


def test_a_clash_keeps_what_was_there_and_what_does_not_clash_goes_over(book, twin):
    merge(book, twin)
    own = {"id": example_id("enterprise")}
    classes = book.select(EnterpriseClass, "enterprise_id = :id", own)
    assert {(c.class_code, c.year, c.id == c.identity()) for c in classes} == {
        ("key_enterprise", 2022, True),
        ("high_tech", 2021, True),
    }
    assert len(book.select(CommissionerAssignment, "enterprise_id = :id", own)) == 1


def test_blanks_are_filled_and_values_are_chosen_field_by_field(book, twin):
    merge(book, twin)
    filled = book.find(Enterprise, KEPT)
    assert (filled.name, filled.address, filled.employees, filled.short_name) == (KEPT, "示例路1号", 40, "示例龙川阀门")
    book.undo()
    book.do("change", {"type": "enterprise", "id": KEPT, "note": "一"})
    book.do("change", {"type": "enterprise", "id": twin.id, "note": "二"})
    merge(book, twin, take=["name"], join=["note"])
    chosen = book.get(Enterprise, example_id("enterprise"))
    assert (chosen.name, chosen.address, chosen.note) == (twin.name, "", "一\n二")
    assert book.find(Enterprise, KEPT).id == chosen.id


@pytest.mark.parametrize("called", ["龙川阀门示例公司", "老阀门厂", "龙川", "GA-0002", make_uscc("999999", 7)])
def test_whatever_the_merged_one_was_called_finds_the_one_that_carries_on(book, twin, called):
    book.do("change", {"type": "enterprise", "id": twin.id, "uscc": make_uscc("999999", 7)})
    with pytest.raises(Questioned):
        merge(book, twin)
    merge(book, twin, confirm=True)
    assert book.find(Enterprise, called).id == example_id("enterprise")
    assert example_id("enterprise") in {hit.record_id for hit in book.search(called)}


def test_the_code_of_the_merged_one_goes_over_where_the_other_has_none(book, twin):
    code = make_uscc("999999", 7)
    coded = book.do("add_enterprise", {"name": "示例有码企业", "uscc": code})
    book.do("merge_records", {"keep": twin.id, "merge": coded.id})
    assert book.get(Enterprise, twin.id).uscc == code
    with pytest.raises(RuleForbids, match="已使用"):
        book.do("add_enterprise", {"name": "示例又一家", "uscc": code})
    book.do("unmerge_records", {"merged": coded.id})
    assert (book.get(Enterprise, twin.id).uscc, book.get(Enterprise, coded.id).uscc) == ("", code)


def test_a_former_code_cannot_be_entered_as_a_new_enterprise(book, twin):
    code = make_uscc("999999", 7)
    book.do("change", {"type": "enterprise", "id": twin.id, "uscc": code})
    merge(book, twin, confirm=True)
    with pytest.raises(RuleForbids, match=KEPT):
        book.do("add_enterprise", {"name": "示例又一家", "uscc": code})


def test_a_merger_is_one_step_to_undo(book, twin):
    before = rows(book)
    merge(book, twin)
    book.undo()
    assert rows(book) == before
    book.redo()
    assert book.get(Enterprise, twin.id).removed_at
    book.do("unmerge_records", {"merged": twin.id})
    assert rows(book) == before


def test_taken_apart_after_other_work_each_has_its_own_again(book, twin):
    before = rows(book)
    merger = merge(book, twin, take=["address"])
    kept = example_id("enterprise")
    new = book.do("log_visit", {**CALL, "enterprise_id": kept, "on": "2022-12-20", "topic": "新的一次"})
    book.do("change", {"type": "enterprise", "id": kept, "address": "示例新址", "main_business": "阀门"})
    person = book.select(ContactPerson, "name = '李工'")[0]
    book.do("change", {"type": "contact_person", "id": person.id, "post": "厂长"})
    seen = outlook(book, book.get(Merger, merger.id))
    assert seen.added_since == {"visit": 1}
    assert seen.back["visit"] == seen.back["contact_person"] == 1
    assert not seen.changed_since
    book.do("unmerge_records", {"merger": merger.id})
    assert book.get(Visit, new.id).enterprise_id == kept
    assert book.get(Enterprise, kept).address == "示例新址"
    assert book.get(Enterprise, twin.id).address == "示例路1号"
    again = book.get(ContactPerson, person.id)
    assert (again.enterprise_id, again.post) == (twin.id, "厂长")
    changed = {("visit", new.id), ("enterprise", kept), ("contact_person", person.id)}
    after = {key: row for key, row in rows(book).items() if key[0] != "visit_party"}
    assert {key for key in after if before.get(key) != after[key]} == changed
    assert book.check(deep=True) == []


def test_a_merged_one_does_not_come_out_of_the_bin_by_itself(book, twin):
    merge(book, twin)
    with pytest.raises(RuleForbids, match=KEPT):
        book.restore("enterprise", twin.id)


def test_mergers_in_a_row_are_taken_apart_from_the_last_one_on(book, twin):
    before = rows(book)
    third = book.do("add_enterprise", {"name": "示例第三家"})
    visit = book.select(Visit, "enterprise_id = :id", {"id": twin.id})[0]
    first = book.do("merge_records", {"keep": third.id, "merge": twin.id})
    second = book.do("merge_records", {"keep": KEPT, "merge": third.id})
    assert book.find(Enterprise, twin.name).id == book.get(Visit, visit.id).enterprise_id == example_id("enterprise")
    book.do("unmerge_records", {"merger": second.id})
    assert book.get(Visit, visit.id).enterprise_id == third.id
    book.do("unmerge_records", {"merger": first.id})
    book.do("remove", {"type": "enterprise", "id": third.id})
    assert rows(book) == before


def test_a_merger_whose_survivor_was_merged_on_is_told_apart_first(book, twin):
    third = book.do("add_enterprise", {"name": "示例第三家"})
    first = book.do("merge_records", {"keep": third.id, "merge": twin.id})
    book.do("merge_records", {"keep": KEPT, "merge": third.id})
    assert book.get(Merger, first.id).kept_id == example_id("enterprise")
    book.do("unmerge_records", {"merger": first.id})
    assert not book.get(Enterprise, twin.id).removed_at
    assert book.get(Enterprise, third.id).removed_at


def test_what_was_said_not_to_be_the_same_is_asked_back(book, twin):
    pair = book.do("set_apart", {"one": KEPT, "other": twin.id, "reason": "两家"})
    assert (pair.reason, pair.decided_on) == ("两家", day("2022-12-30"))
    again = book.do("set_apart", {"one": twin.id, "other": KEPT})
    assert again.id == pair.id
    with pytest.raises(Questioned):
        merge(book, twin)
    merge(book, twin, confirm=True)
    assert book.get(DistinctPair, pair.id).removed_at
    book.undo()
    assert book.get(DistinctPair, pair.id).removed_at is None


def test_experts_are_merged_with_their_offers_and_matches(book):
    other = book.do("add_expert", {"name": "林知远", "unit_name": "示例大学机械学院", "phone": "10033334444"})
    offer = book.do("add_offer", {"subject": "示例密封服务", "holder": "示例大学", "expert_id": other.id})
    book.do("merge_records", {"type": "expert", "keep": example_id("expert"), "merge": other.id})
    assert book.get(type(offer), offer.id).expert_id == example_id("expert")
    assert book.get(Expert, example_id("expert")).phone == "10033334444"


def test_contact_persons_of_two_enterprises_are_not_merged(book, twin):
    other = book.select(ContactPerson, "enterprise_id = :id", {"id": twin.id})[0]
    facts = {"type": "contact_person", "keep": example_id("contact_person"), "merge": other.id}
    with pytest.raises(RuleForbids, match="企业"):
        book.do("merge_records", facts)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"type": "appeal", "keep": "a", "merge": "b"}, BadInput),
        ({"keep": KEPT, "merge": KEPT}, RuleForbids),
        ({"keep": KEPT}, RuleForbids),
        ({"keep": KEPT, "merge": "没有这家"}, NotFound),
        ({"keep": KEPT, "merge": "龙川阀门示例公司", "take": ["number"]}, BadInput),
        ({"keep": KEPT, "merge": "龙川阀门示例公司", "join": ["employees"]}, BadInput),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_is_done(book, twin, facts, error):
    before = rows(book)
    with pytest.raises(error):
        book.do("merge_records", facts)
    assert rows(book) == before


def test_every_reference_of_the_catalogue_is_known_to_the_carrier():
    declared = {
        (kind.type_name, c.name)
        for kind in RECORD_TYPES.values()
        for c in columns(kind)
        if c.field.refers_to == "enterprise"
    }
    found = {(link.type_name, link.field) for link in links_to(RECORD_TYPES, "enterprise")}
    assert declared <= found
    assert ("attachment", "owner_id") in found


MODES = ("phone", "online", "on_site")
KINDS = st.sampled_from(("visit", "class", "person", "alias", "demand", "bin"))
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 2), st.integers(0, 9)), max_size=14)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(STEPS, STEPS, st.sampled_from([(0, 1), (1, 2), (2, 0)]))
def test_merged_and_taken_apart_a_file_is_what_it_was(tmp_path_factory, steps, later, pair):
    with example_book(tmp_path_factory.mktemp("merger")) as book:
        firms = [example_id("enterprise")]
        firms += [book.do("add_enterprise", {"name": f"示例第{n}家", "commissioner": "王敏"}).id for n in range(2)]
        for step in steps:
            take(book, firms, *step)
        before = rows(book)
        kept, merged = (firms[place] for place in pair)
        children = Counter(counted(book, "enterprise", kept)) + Counter(counted(book, "enterprise", merged))
        merger = book.do("merge_records", {"keep": kept, "merge": merged, "confirm": True})
        made = Counter(a.alias_kind for a in book.select(EnterpriseAlias) if ("enterprise_alias", a.id) not in before)
        left_out = Counter(type_name for type_name, _id, _title in json.loads(merger.left_out))
        after = Counter(counted(book, "enterprise", kept))
        assert after + left_out == children + Counter(enterprise_alias=made.total(), merger=1)
        known = set(rows(book))
        for kind, firm, number in later:
            take(book, firms, kind, firm if firms[firm] != merged else firms.index(kept), number, only_add=True)
        added = set(rows(book)) - known
        book.do("unmerge_records", {"merger": merger.id})
        left = {key: row for key, row in rows(book).items() if key not in added}
        assert left == before
        assert book.check(deep=True) == []


def take(book, firms, kind, firm, number, *, only_add=False):
    """One small step of work on one of the firms."""
    enterprise = {"enterprise_id": firms[firm]}
    if kind == "visit":
        book.do(
            "log_visit",
            {**CALL, **enterprise, "on": f"2022-11-{number + 1:02}", "topic": "x", "mode": MODES[number % 3]},
        )
    elif kind == "class" and not only_add:
        book.do("set_class", {**enterprise, "class": "high_tech", "year": 2015 + number % 3})
    elif kind == "person":
        book.do("add_contact_person", {**enterprise, "name": f"甲{number}"})
    elif kind == "alias":
        book.do("add_alias", {**enterprise, "name": f"别名{number}"})
    elif kind == "demand":
        book.do("add_demand", {**enterprise, "subject": f"需求{number}", "confirm": True})
    elif not only_add:
        for visit in book.select(Visit, "enterprise_id = :enterprise_id", enterprise, limit=1):
            book.do("remove", {"type": "visit", "id": visit.id})
