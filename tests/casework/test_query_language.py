"""Words and conditions as they are typed into a search box."""

import dataclasses

import pytest

from casework.catalogue import RECORD_TYPES
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.insight.query_fields import Asker
from casework.insight.query_language import list_condition, searched_types, understood
from tests.factory import day

ASKER = Asker(today=day("2022-12-30"), actor="王敏")


def ids(book, text):
    """What is found, as a page and as the sum of the counts."""
    query = understood(text, ASKER)
    hits = book.search(query.words, limit=5000, narrowing=query.narrowing)
    assert len(hits) == sum(book.search_counts(query.words, narrowing=query.narrowing).values()), text
    return {(hit.type_name, hit.record_id) for hit in hits}


def expected(book, name, where="true"):
    return {(name, r.id) for r in book.select(RECORD_TYPES[name], where)}


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("类型:走访", "visit", "true"),
        ("type:visit", "visit", "true"),
        ("类型：诉求", "appeal", "case_kind = 'appeal'"),
        ("类型:纠纷", "appeal", "case_kind = 'dispute'"),
        ("类型:诉求 状态:办结", "appeal", "case_kind = 'appeal' and state = 'closed'"),
        ("类型:诉求,纠纷", "appeal", "case_kind in ('appeal', 'dispute')"),
        ("type:appeal state:overdue", "appeal",
         ("state in ('accepted','assigned','in_progress','answered','confirmed','returned','reopened') and stopped = 0"
         " and due_on < '2022-12-30'")),
        ("类型:走访 方式:电话沟通", "visit", "contact_mode = 'phone'"),
        ("类型:走访 -方式:电话沟通", "visit", "contact_mode <> 'phone'"),
        ("类型:走访 日期:2022-11", "visit", "occurred_on between '2022-11-01' and '2022-11-30'"),
        ("类型:走访 日期:本月", "visit", "occurred_on between '2022-12-01' and '2022-12-31'"),
        ("类型:走访 经办:我", "visit", "author = '王敏'"),
        ("类型:走访 区县:自贡", "visit",
         ("territory_id in (with recursive u(id) as (select id from unit where name like '%自贡%' union"
         " select unit.id from unit join u on unit.parent_id = u.id) select id from u)")),
        ("类型:承诺 企业:龙川", "commitment",
         "enterprise_id in (select id from enterprise where name like '%龙川%' or short_name like '%龙川%')"),
        ("类型:项目 签约金额:>100万", "project", "signed_amount > 100000000"),
    ],
)  # fmt: skip
def test_conditions_leave(sample_book, text, name, where):
    wanted = expected(sample_book, name, where)
    assert ids(sample_book, text) == wanted
    assert wanted or "承诺" in text or "overdue" in text or ">" in text, "the sample has none: nothing is shown by this"


def test_words_and_conditions_go_together_in_any_order(sample_book):
    both = ids(sample_book, "类型:企业 阀门")
    assert both == ids(sample_book, "阀门 type:enterprise")
    assert both == {one for one in ids(sample_book, "阀门") if one[0] == "enterprise"} != set()


def test_what_names_no_field_is_a_word(sample_book):
    assert understood("http://a.cn 10:30 状态:", ASKER).words == "http://a.cn 10:30"
    assert ids(sample_book, "没有:这样") == set()


def test_a_value_that_nothing_knows_is_told_and_finds_nothing(sample_book):
    query = understood("阀门 状态:没有这样的", ASKER)
    assert [str(condition) for condition in query.not_understood] == ["状态:没有这样的"]
    assert ids(sample_book, "阀门 状态:没有这样的") == set()


def test_signs_ask_for_numbers_or_for_people(sample_book):
    number = sample_book.select(Appeal, limit=1)[0].number
    assert {name for name, _id in ids(sample_book, f"#{number}")} == {"appeal"}
    assert {name for name, _id in ids(sample_book, "@王")} <= {"contact_person", "person", "expert"} != set()


@pytest.mark.parametrize(
    "text", ["阀门", "状态:办结", "诉求 状态:办结", "zgys", "-状态:办结", "日期:2022-11", "状态:没有", ""]
)
def test_a_list_is_filtered_by_the_same_language(sample_book, text):
    for kind in (Appeal, Enterprise):
        sql, values = list_condition(kind, text, ASKER)
        rows = {(kind.type_name, record.id) for record in sample_book.select(kind, sql, values)}
        if text:
            found = {one for one in ids(sample_book, text) if one[0] == kind.type_name}
            assert rows == found or (kind is Enterprise and understood(text, ASKER).conditions), (kind, text)
        else:
            assert rows == expected(sample_book, kind.type_name)


@pytest.mark.parametrize(
    "value", ["'; drop table appeal; --", '" or 1=1', "%", "\\", "NULL", "0..", ">", "..", "2022-13"]
)
def test_values_are_bound_whatever_they_hold(sample_book, value):
    for name in ("状态", "区县", "企业", "编号", "日期", "签约金额", "记录类型", "逾期"):
        ids(sample_book, f"{name}:{value}")


def test_every_searched_field_of_every_type_can_be_asked_by_its_label(sample_book):
    for kind in searched_types().values():
        for field in dataclasses.fields(kind):
            understood(f"{field.name}:1", ASKER)
