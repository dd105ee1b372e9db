"""The scan of a whole file for doubled records: what it finds, what it leaves alone."""

import pytest

from casework.chinese import make_uscc
from casework.errors import BadInput
from casework.insight.duplicate_pairs import ScanCancelled, pairs
from tests.factory import example_book, example_id

VALVES = "示例龙川阀门有限公司"


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


def add(book, name, **facts):
    return book.do("add_enterprise", {"name": name, "confirm": True, **facts}).id


def found(book, record_type="enterprise"):
    return [(frozenset((p.a, p.b)), p.band) for p in pairs(book, record_type)]


def test_pairs_come_by_band_with_their_reason_and_each_once(book):
    valves = example_id("enterprise")
    same = add(book, "示例龙川阀门股份有限公司")
    likely = add(book, "示例龙川阀门有限工司")
    add(book, "示例西山水泵厂")
    assert found(book)[0] == (frozenset((valves, same)), "same")
    assert dict(found(book))[frozenset((valves, likely))] == "likely"
    assert len({pair for pair, _band in found(book)}) == len(found(book))
    assert all(p.reason for p in pairs(book))


def test_two_sound_codes_are_no_pair_whatever_the_names(book):
    add(book, "示例龙川阀门 有限公司", uscc=make_uscc("999999", 9))
    assert found(book) == []


def test_what_was_said_not_to_be_the_same_is_no_pair_until_it_is_taken_back(book):
    twin = add(book, "示例龙川阀门股份有限公司")
    pair = book.do("set_apart", {"one": VALVES, "other": twin})
    assert found(book) == []
    book.do("remove", {"type": "distinct_pair", "id": pair.id})
    assert len(found(book)) == 1
    book.undo()
    book.do("remove", {"type": "enterprise", "id": twin})
    assert found(book) == []


def test_an_alias_makes_a_pair_too(book):
    book.do("add_alias", {"enterprise": VALVES, "name": "示例老阀门厂", "alias_kind": "former"})
    old = add(book, "示例老阀门厂有限公司")
    assert found(book) == [(frozenset((example_id("enterprise"), old)), "same")]


def test_a_merged_entry_is_no_pair_any_more_but_its_name_makes_one(book):
    twin = add(book, "示例西山水泵厂")
    book.do("merge_records", {"keep": VALVES, "merge": twin})
    assert found(book) == []
    again = add(book, "示例西山水泵有限公司厂部")
    assert {i for pair, _band in found(book) for i in pair} <= {example_id("enterprise"), again}


def test_people_are_compared_by_telephone_and_unit(book):
    add_expert = {"name": "林知远", "phone": "100 1111 2222"}
    one = book.do("add_expert", {**add_expert, "unit_name": "示例研究院"}).id
    other = book.do("add_expert", {**add_expert, "phone": "10011112222", "unit_name": "示例学院"}).id
    assert found(book, "expert")[0] == (frozenset((one, other)), "same")
    assert {band for pair, band in found(book, "expert") if example_id("expert") in pair} == {"ask"}
    person = book.do("add_contact_person", {"enterprise": VALVES, "name": "赵 工"}).id
    elsewhere = add(book, "示例西山水泵厂", contact_persons=["赵工"])
    assert found(book, "contact_person") == [(frozenset((person, example_id("contact_person"))), "likely")]
    assert elsewhere


def test_a_scan_can_be_cancelled_and_other_types_are_refused(book):
    with pytest.raises(ScanCancelled):
        pairs(book, progress=lambda _done, _total: False)
    with pytest.raises(BadInput, match="enterprise"):
        pairs(book, "visit")
