"""Enterprises and the people around them: no twins, former names kept, one commissioner at a time."""

import pytest

from casework.chinese import make_uscc
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseAlias, EnterpriseClass
from casework.errors import BadInput, NotFound, RuleForbids
from casework.verbs.questions import Questioned
from tests.factory import day, example_book, example_id


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        opened.do("add_person", {"name": "周倩", "unit": "示例市"})
        yield opened


def assignments(book):
    rows = book.select(CommissionerAssignment, order="from_on")
    return [(row.person_id == example_id("person"), row.from_on.isoformat(), row.to_on) for row in rows]


def test_an_enterprise_is_added_with_all_that_is_known(book):
    added = book.do("add_enterprise", {
        "name": "示例釜溪泵业有限公司", "uscc": make_uscc("999999", 2).lower(), "territory": "示例市",
        "revenue": "2.36亿元",
        "aliases": ["釜溪泵业", {"name": "示例釜溪水泵厂", "alias_kind": "曾用名"}],
        "classes": ["规上企业", {"class": "high_tech", "year": 2021}],
        "contact_persons": [{"name": "钱经理", "phone": "10012340000", "is_main": True}], "commissioner": "周倩",
    })  # fmt: skip
    assert (added.number, added.uscc, added.revenue) == ("GA-0002", make_uscc("999999", 2), 23_600_000_000)
    assert book.find(Enterprise, "示例釜溪水泵厂").id == added.id
    own = {"id": added.id}
    classes = book.select(EnterpriseClass, "enterprise_id = :id", own)
    assert [(row.class_code, row.year) for row in classes] == [("above_scale", 2022), ("high_tech", 2021)]
    assert book.select(ContactPerson, "enterprise_id = :id", own)[0].is_main
    assert book.select(CommissionerAssignment, "enterprise_id = :id", own)[0].from_on == day("2022-12-30")


def test_a_known_credit_code_is_refused_also_from_the_bin(book):
    facts = {"name": "示例另一家有限公司", "uscc": make_uscc("999999", 1)}
    with pytest.raises(RuleForbids, match="示例龙川阀门有限公司"):
        book.do("add_enterprise", facts)
    book.do("remove", {"type": "enterprise", "id": "龙川阀门"})
    with pytest.raises(RuleForbids) as refused:
        book.do("add_enterprise", facts)
    assert "回收站" in refused.value.remedy


def test_a_mistyped_credit_code_is_told(book):
    with pytest.raises(BadInput, match="18"):
        book.do("add_enterprise", {"name": "示例甲", "uscc": "123"})
    with pytest.raises(BadInput, match="18"):
        book.do("change", {"type": "enterprise", "id": "龙川阀门", "uscc": "123"})


def test_a_name_that_is_there_is_asked_back(book):
    twin = {"name": "示例龙川阀门 有限公司"}
    with pytest.raises(Questioned, match="GA-0001"):
        book.do("add_enterprise", twin)
    assert book.do("add_enterprise", {**twin, "confirm": True}).number == "GA-0002"


def test_a_renamed_enterprise_is_still_found_by_its_former_name(book):
    book.do("change_enterprise", {"enterprise": "GA-0001", "name": "示例龙川阀门股份有限公司", "renamed": True})
    assert book.find(Enterprise, "示例龙川阀门有限公司").name == "示例龙川阀门股份有限公司"
    book.do("change_enterprise", {"enterprise": "GA-0001", "name": "示例龙川阀门集团"})
    assert book.count(EnterpriseAlias, "alias_kind = 'former'") == 1


def test_a_class_is_set_once_a_year_and_may_lapse(book):
    facts = {"enterprise": "龙川阀门", "class": "高新技术企业", "year": 2022}
    first = book.do("set_class", facts)
    lapsed = book.do("set_class", {**facts, "class_state": "失效未续"})
    assert (lapsed.id, lapsed.class_state) == (first.id, "lapsed")
    assert book.do("set_class", {"enterprise": "龙川阀门", "class_code": "gazelle"}).year == 2022
    book.do("remove", {"type": "enterprise_class", "id": first.id})
    assert book.do("set_class", facts).id == first.id


def test_a_new_commissioner_ends_the_earlier_one(book):
    book.do("assign_commissioner", {"enterprise": "龙川阀门", "person": "周倩", "on": "2022-07-01"})
    assert assignments(book) == [(True, "2022-01-04", day("2022-06-30")), (False, "2022-07-01", None)]
    book.do("assign_commissioner", {"enterprise": "龙川阀门", "person": "周倩", "on": "2022-09-01"})
    assert len(assignments(book)) == 2


def test_an_assignment_of_the_same_day_is_replaced(book):
    book.do("assign_commissioner", {"enterprise": "龙川阀门", "person": "周倩", "from_on": "2022-01-04"})
    assert assignments(book) == [(False, "2022-01-04", None)]


def test_a_commissioner_takes_over_several_enterprises_at_once(book):
    book.do("add_enterprise", {"name": "示例釜溪泵业有限公司"})
    facts = {"enterprises": ["龙川阀门", "示例釜溪泵业有限公司"], "person": "周倩", "on": "2022-12-01"}
    book.do("assign_commissioner", facts)
    assert book.count(CommissionerAssignment, "to_on is null") == 2
    book.undo()
    assert assignments(book) == [(True, "2022-01-04", None)]
    with pytest.raises(RuleForbids, match="企业"):
        book.do("assign_commissioner", {"person": "周倩"})


def test_an_earlier_start_than_a_later_commissioner_is_refused(book):
    with pytest.raises(RuleForbids, match="已有企服专员"):
        book.do("assign_commissioner", {"enterprise": "龙川阀门", "person": "周倩", "on": "2021-01-01"})
    ended = {"enterprise": "龙川阀门", "person": "周倩", "from_on": "2021-01-01", "to_on": "2021-12-31"}
    assert book.do("assign_commissioner", ended).to_on == day("2021-12-31")


def test_an_enterprise_has_one_main_contact(book):
    book.do("add_contact_person", {"enterprise": "龙川阀门", "name": "钱经理", "is_main": True})
    mains = book.select(ContactPerson, "is_main = 1")
    assert [person.name for person in mains] == ["钱经理"]


def test_a_unit_is_named_once_in_its_place(book):
    book.do("add_unit", {"name": "示例区", "parent": "示例市"})
    with pytest.raises(RuleForbids, match="示例区"):
        book.do("add_unit", {"name": "示例区", "parent": "示例市"})
    with pytest.raises(NotFound, match="无此市"):
        book.do("add_unit", {"name": "示例区", "parent": "无此市"})
