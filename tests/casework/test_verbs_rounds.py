"""Revisit rounds: opened over a cohort, marked where nobody was reached, closed, opened once more."""

import pytest

from casework.entities.enterprises import Enterprise
from casework.entities.rounds import RevisitRound, RoundMember
from casework.errors import Ambiguous, BadInput, NotFound, RuleForbids
from casework.language import choose_language
from tests.factory import day, example_book, example_id

NAMES = ("示例釜溪泵业有限公司", "示例晨曦氟材有限公司", "示例大安锅炉有限公司")
CONTACT = {"contact_mode": "phone", "no_next_contact": True}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        for name in NAMES:
            opened.do("add_enterprise", {"name": name, "territory": "示例市", "classes": ["key_enterprise"]})
        yield opened


def members(book, found):
    ids = [member.enterprise_id for member in book.select(RoundMember, "round_id = :id", {"id": found.id})]
    return [book.get(Enterprise, one).name for one in ids]


def test_a_round_is_opened_over_the_enterprises_named(book):
    found = book.do("open_round", {"round_no": 5, "territory": "示例市", "members": [*NAMES, NAMES[0], "龙川阀门"]})
    assert (found.name, found.opened_on) == ("第五轮回访", day("2022-12-30"))
    assert members(book, found) == [*NAMES, "示例龙川阀门有限公司"]
    assert found.previous_round_id == example_id("revisit_round")


def test_the_number_and_the_name_follow_where_none_are_given(book):
    assert book.do("open_round", {"territory": "示例市", "members": NAMES[0]}).name == "第五轮回访"
    assert book.do("open_round", {"territory": "示例市", "members": NAMES[0]}).round_no == 6
    choose_language("en")
    assert book.do("open_round", {"territory": "示例市", "members": NAMES[0]}).name == "Revisit round 7"


def test_all_unknown_names_are_told_at_once(book):
    with pytest.raises(NotFound, match="2") as refused:
        book.do("open_round", {"members": [NAMES[0], "无此企业甲", "无此企业乙"]})
    assert refused.value.candidates == ("无此企业甲", "无此企业乙")
    assert book.count(RevisitRound) == 1


def test_an_ambiguous_name_is_not_taken_for_unknown(book):
    for code in ("甲", "乙"):
        book.do("add_enterprise", {"name": f"示例同名有限公司{code}", "short_name": "示例同名"})
    with pytest.raises(Ambiguous):
        book.do("open_round", {"members": ["示例同名"]})


def test_a_class_gives_the_cohort_of_its_territory_and_year(book):
    book.do("add_unit", {"name": "示例区", "parent": "示例市"})
    book.do("add_unit", {"name": "外地"})
    book.do("add_enterprise", {"name": "示例区内企业", "territory": "示例区", "classes": ["key_enterprise"]})
    book.do("add_enterprise", {"name": "示例外地企业", "territory": "外地", "classes": ["key_enterprise"]})
    book.do("add_enterprise", {
        "name": "示例往年企业", "territory": "示例区", "classes": [{"class": "key_enterprise", "year": 2021}]
    })  # fmt: skip
    book.do("add_enterprise", {
        "name": "示例注销企业", "territory": "示例区", "classes": ["重点企业"], "deregistered_on": "2022-12-01"
    })  # fmt: skip
    found = book.do("open_round", {"territory": "示例市", "class": "重点企业"})
    assert members(book, found) == ["示例龙川阀门有限公司", *NAMES, "示例区内企业"]
    with pytest.raises(RuleForbids, match="瞪羚"):
        book.do("open_round", {"territory": "示例市", "class": "gazelle"})


def test_the_cohort_of_an_earlier_round_may_be_widened(book):
    found = book.do("open_round", {"from_round": 4, "members": NAMES[:1]})
    assert sorted(members(book, found)) == sorted([NAMES[0], "示例龙川阀门有限公司"])
    assert (found.round_no, found.territory_id) == (5, example_id("unit"))


def test_a_round_without_a_list_or_with_a_number_taken_is_refused(book):
    with pytest.raises(RuleForbids, match="名单"):
        book.do("open_round", {"territory": "示例市"})
    with pytest.raises(RuleForbids, match="已有第 4 轮"):
        book.do("open_round", {"round_no": 4, "territory": "示例市", "members": NAMES[0]})


def test_the_next_round_has_the_same_cohort_in_one_step(book):
    fifth = book.do("next_round", {"round": 4, "due_on": "2023-01-31"})
    assert (fifth.round_no, fifth.name, fifth.due_on) == (5, "第五轮回访", day("2023-01-31"))
    assert fifth.lead_unit_id == example_id("unit")
    assert members(book, fifth) == ["示例龙川阀门有限公司"]
    with pytest.raises(RuleForbids, match="已有第 5 轮"):
        book.do("next_round", {"round": 4})


def test_who_is_missing_is_named_when_the_round_is_to_be_closed(book):
    fifth = book.do("next_round", {"round": 4, "on": "2022-12-26"})
    wider = book.do("open_round", {"members": [*NAMES], "round_no": 9})
    book.do("log_visit", {**CONTACT, "enterprise": NAMES[0], "round": 9, "occurred_on": "2022-12-30"})
    book.do("plan_visit", {"enterprise": NAMES[1], "contact_mode": "phone", "round": 9, "on": "2023-01-05"})
    with pytest.raises(RuleForbids, match="2 家企业未联系：示例晨曦氟材有限公司、示例大安锅炉有限公司"):
        book.do("close_round", {"round": 9})
    book.do("mark_not_reached", {"round": 9, "enterprise": NAMES[1], "outcome": "unreachable", "reason": "停机"})
    book.do("mark_not_reached", {"round": 9, "enterprise": NAMES[2], "outcome": "refused", "reason": "已搬迁"})
    closed = book.do("close_round", {"round": 9, "statement": "第九轮回访企业3家。"})
    assert (closed.id, closed.closed_on, closed.statement) == (wider.id, day("2022-12-30"), "第九轮回访企业3家。")
    with pytest.raises(RuleForbids, match="已经结束"):
        book.do("close_round", {"round": 9})
    assert book.get(RevisitRound, fifth.id).closed_on is None


def test_a_round_is_closed_anyway_only_with_the_reason(book):
    book.do("open_round", {"members": [*NAMES], "round_no": 9})
    with pytest.raises(RuleForbids, match="原因"):
        book.do("close_round", {"round": 9, "anyway": True})
    book.do("close_round", {"round": 9, "anyway": True, "reason": "年底封账"})
    reasons = {
        member.reason for member in book.select(RoundMember, "round_id <> :id", {"id": example_id("revisit_round")})
    }
    assert reasons == {"年底封账"}


def test_an_enterprise_that_was_contacted_is_not_marked_as_missing(book):
    with pytest.raises(RuleForbids, match="本轮已联系过"):
        book.do("mark_not_reached", {"round": 4, "enterprise": "龙川阀门", "outcome": "refused", "reason": "试"})


def test_a_mark_needs_its_outcome_and_reason(book):
    book.do("open_round", {"members": [*NAMES], "round_no": 9})
    with pytest.raises(RuleForbids, match="未联系情形"):
        book.do("mark_not_reached", {"round": 9, "enterprise": NAMES[0], "reason": "试"})
    with pytest.raises(RuleForbids, match="原因"):
        book.do("mark_not_reached", {"round": 9, "enterprise": NAMES[0], "outcome": "refused"})
    with pytest.raises(RuleForbids, match="名单"):
        book.do("mark_not_reached", {"round": 9, "enterprise": "龙川阀门", "outcome": "refused", "reason": "试"})


def test_rounds_of_one_number_are_told_apart_by_their_territory(book):
    book.do("add_unit", {"name": "示例区"})
    book.do("open_round", {"round_no": 4, "territory": "示例区", "members": NAMES[0], "name": "示例区第四轮"})
    with pytest.raises(Ambiguous):
        book.do("next_round", {"round": 4})
    assert book.do("next_round", {"round": 4, "territory": "示例区"}).territory_id != example_id("unit")


def test_a_round_is_asked_for(book):
    with pytest.raises(RuleForbids, match="回访轮次"):
        book.do("close_round", {})
    with pytest.raises(BadInput, match="rund"):
        book.do("next_round", {"round": 4, "rund": 1})
