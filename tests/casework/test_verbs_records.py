"""The rest of the work: promises, lists, policies, partners, figures, settings, and records of any type."""

import pytest

from casework.catalogue import RECORD_TYPES
from casework.entities.commitments import Commitment
from casework.entities.events import Attendance
from casework.entities.lists import ListLine, ListLineUnit
from casework.entities.policies import PolicyClause
from casework.entities.settings import CodeWord, ServiceDeadline, setting
from casework.entities.targets import Target
from casework.errors import BadInput, NotFound, RuleForbids
from casework.facts import Facts
from casework.fields import columns, to_json
from casework.language import _, choose_language
from casework.verbs.questions import Questioned
from casework.verbs.verb_list import VERBS
from tests.factory import day, example, example_book, example_id

PROMISED = """
    log_visit open_round take_appeal move_appeal close_appeal add_commitment add_demand add_offer add_expert
    accept_match open_project move_project report_figure add_enterprise change_enterprise set_class
    assign_commissioner add_contact_person add_unit add_person plan_visit complete_visit cancel_visit
    mark_not_reached close_round next_round stop_clock resume_clock reopen_appeal merge_appeals
    settle_commitment refuse_match move_match add_blocker clear_blocker set_target word_figure add_list
    add_line strike_off add_partner add_agreement add_event add_mutual_visit change remove set_deadline
    set_calendar_day set_setting add_policy add_clause add_payout
"""


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


def test_every_promised_verb_is_there_with_its_words_in_chinese():
    assert set(PROMISED.split()) <= set(VERBS)
    for name, verb in VERBS.items():
        assert verb.name == name
        assert _(verb.words) != verb.words
        assert verb.do.__doc__


def test_the_history_tells_the_verb_in_the_users_language(book):
    book.do("add_expert", {"name": "苏墨"})
    assert book.actions(1)[0].why == "新增专家"
    choose_language("en")
    book.do("add_expert", {"name": "李衡"})
    assert book.actions(1)[0].why == "Add an expert"


def test_an_unknown_verb_is_refused_with_the_known_ones(book):
    with pytest.raises(BadInput) as refused:
        book.do("log_vist", {})
    assert "log_visit" in refused.value.candidates


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_asks_for_what_it_needs_and_knows_no_stray_fact(book, verb):
    for facts in ({}, {"没有这一项": 1}):
        before = len(book.actions())
        with pytest.raises((RuleForbids, BadInput)):
            book.do(verb, facts)
        assert len(book.actions()) == before


@pytest.mark.parametrize("type_name", sorted(RECORD_TYPES))
def test_the_example_of_every_type_is_valid_and_survives_json(book, type_name):
    stored = book.get(RECORD_TYPES[type_name], example_id(type_name))
    given = {name: value for name, value in to_json(stored).items() if value is not None}
    editable = {c.name for c in columns(type(stored)) if c.field.editable}
    facts = Facts({name: value for name, value in given.items() if name in editable and value != ""}, book)
    same = {name: getattr(stored, name) for name in given if name not in editable}
    assert facts.changed(example(type_name), **same) == stored
    facts.nothing_left()


def test_the_book_of_examples_is_sound(book):
    assert book.check(deep=True) == []


# --- promises ---


def test_a_promise_is_given_and_settled(book):
    given = book.do("add_commitment", {"visit": "ZF-0001", "content": "送检测机构名单", "due_on": "2023-01-05"})
    assert (given.enterprise_id, given.round_id) == (example_id("enterprise"), example_id("revisit_round"))
    assert (given.person_id, given.promised_on) == (example_id("person"), day("2022-12-30"))
    with pytest.raises(RuleForbids, match="凭据"):
        book.do("settle_commitment", {"commitment": given.number})
    kept = book.do("settle_commitment", {"commitment": given.number, "proof": "名单已发", "on": "2022-12-30"})
    assert (kept.state, kept.settled_on) == ("kept", day("2022-12-30"))
    broken = book.do("settle_commitment", {"commitment": "CN-0001", "state": "未能兑现", "reason": "机构停业"})
    assert (broken.state, broken.proof) == ("not_kept", "机构停业")
    with pytest.raises(RuleForbids, match="承诺结果"):
        book.do("settle_commitment", {"commitment": given.number, "state": "open"})


def test_a_promise_hangs_on_its_case(book):
    facts = {"appeal": "SQ-0001", "content": "报到前办妥", "due_on": "2023-01-05", "unit": "示例市"}
    given = book.do("add_commitment", facts)
    assert (given.appeal_id, given.enterprise_id, given.person_id) == (
        example_id("appeal"),
        example_id("enterprise"),
        "",
    )
    book.actor = "无名"
    with pytest.raises(RuleForbids, match="由谁承诺"):
        book.do("add_commitment", {**facts, "unit": None})
    assert book.count(Commitment) == 2


# --- lists ---


def test_a_list_comes_with_its_lines_and_cooperating_units(book):
    book.do("add_unit", {"name": "示例供电公司"})
    line = {
        "subject": "10 kV 增容", "lead_unit": "示例市", "responsible_person": "王敏", "due_on": "2023-01-20",
        "next_report_on": "2023-01-05", "state": "已发布", "cooperating": ["示例供电公司"],
        "subject_type": "appeal", "subject_id": "SQ-0001",
    }  # fmt: skip
    added = book.do("add_list", {"name": "减负清单", "list_kind": "burden_reduction", "lines": [line, "待补一条"]})
    first, second = book.select(ListLine, "list_id = :id", {"id": added.id})
    assert (first.subject_type, first.subject_id, first.state) == ("appeal", example_id("appeal"), "published")
    assert (second.subject, second.state) == ("待补一条", "draft")
    assert book.count(ListLineUnit, "line_id = :id", {"id": first.id}) == 1


def test_a_line_is_published_whole_and_struck_off_with_proof(book):
    with pytest.raises(RuleForbids, match="填齐"):
        book.do("add_line", {"list": "问题清单", "subject": "试", "state": "published"})
    draft = book.do("add_line", {"list": "问题清单", "subject": "试"})
    with pytest.raises(RuleForbids, match="已发布"):
        book.do("strike_off", {"line": draft.number, "proof": "通知"})
    with pytest.raises(RuleForbids, match="凭据"):
        book.do("strike_off", {"line": "QD-0001"})
    assert book.do("strike_off", {"line": "QD-0001", "proof": "调整通知"}).struck_off_on == day("2022-12-30")


def test_a_line_stands_for_a_record_that_is_there(book):
    line = {"list": "问题清单", "subject": "试"}
    with pytest.raises(NotFound):
        book.do("add_line", {**line, "subject_type": "appeal", "subject_id": "SQ-0404"})
    with pytest.raises(BadInput, match="一并填写"):
        book.do("add_line", {**line, "subject_type": "appeal"})
    with pytest.raises(BadInput, match="记录类型"):
        book.do("add_line", {**line, "subject_type": "matter", "subject_id": "x"})


# --- policies, partners, events ---


def test_payouts_stay_under_the_ceiling_of_their_clause(book):
    policy = book.do(
        "add_policy", {"name": "示例十条", "clauses": [{"subject": "揭榜补助", "ceiling": "100万元"}, "其他"]}
    )
    assert book.count(PolicyClause, "policy_id = :id", {"id": policy.id}) == 2
    paid = {
        "clause": "揭榜补助",
        "enterprise": "龙川阀门",
        "due_amount": "60万元",
        "paid_amount": "60万元",
        "on": "2022-12-01",
    }
    book.do("add_payout", paid)
    with pytest.raises(RuleForbids, match="上限"):
        book.do("add_payout", paid)


def test_an_event_counts_those_who_came(book):
    facts = {"event_kind": "推介会", "name": "示例推介会", "on": "2022-12-10"}
    held = book.do("add_event", {**facts, "attendance": [{"unit_name": "示例区", "person_times": 30}]})
    assert (held.state, book.count(Attendance, "event_id = :id", {"id": held.id})) == ("held", 1)
    assert book.do("add_event", {**facts, "on": "2023-03-01"}).state == "planned"
    with pytest.raises(RuleForbids, match="计划"):
        book.do("add_event", {**facts, "on": "2023-03-01", "state": "held"})


def test_a_batch_of_a_mutual_visit_has_its_persons(book):
    facts = {"on": "2022-10-11", "visit_direction": "出访", "territory": "示例市", "other_side": "示例区"}
    visit = book.do("add_mutual_visit", {**facts, "person_times": 12})
    [came] = book.select(Attendance, "mutual_visit_id = :id", {"id": visit.id})
    assert (came.person_times, came.unit_name) == (12, "示例区")
    with pytest.raises(RuleForbids, match="实际发生"):
        book.do("add_mutual_visit", {**facts, "on": "2023-01-11"})


def test_partners_and_their_agreements(book):
    book.do("add_partner", {"name": "示例理工大学"})
    signed = book.do("add_agreement", {"partner": "示例理工大学", "name": "示例框架协议", "on": "2022-12-01"})
    assert signed.signed_on == day("2022-12-01")


# --- figures and settings ---


def test_a_target_is_replaced_when_it_is_set_again(book):
    facts = {"indicator": "agreed_investment", "scope": "示例市", "value": 1_000_000_000_000}
    first = book.do("set_target", {**facts, "year": 2024})
    again = book.do("set_target", {**facts, "year": 2024, "value": 1_100_000_000_000})
    assert (again.id, again.value) == (first.id, 1_100_000_000_000)
    assert book.do("set_target", facts).year == 2022
    assert book.count(Target) == 3


def test_a_reported_figure_has_a_source_and_one_time(book):
    facts = {"indicator": "suggestions", "scope": "示例市", "period": "2020-10", "value": 712, "measure": "条"}
    with pytest.raises(RuleForbids, match="来源文件"):
        book.do("report_figure", facts)
    assert book.do("report_figure", {**facts, "source": "示例简报"}).entered_by == "王敏"
    with pytest.raises(RuleForbids, match="截至日期"):
        book.do("report_figure", {**facts, "source": "示例简报", "as_of": "2020-10-31"})


def test_the_wording_of_a_figure_is_one_for_a_scope(book):
    facts = {"indicator": "cooperation_projects", "scope": "示例市", "words": "合作项目"}
    assert book.do("word_figure", facts).id == example_id("figure_wording")


def test_the_office_sets_its_limits_days_and_settings(book):
    kept = book.do("set_deadline", {"service_mode": "立马办", "limit_days": 3})
    assert (kept.answer_limit_days, kept.may_stop) == (1, False)
    book.do("set_calendar_day", {"day": "2023-01-03", "working": True, "name": "年终加班"})
    again = book.do("set_calendar_day", {"day": "2023-01-03", "working": False, "name": "停电"})
    assert (again.working, again.version) == (False, 2)
    book.do("set_setting", {"key": "silence_days", "value": "60"})
    book.do("set_setting", {"key": "沉默天数（未联系）", "value": "90"})
    assert setting(book, "silence_days") == "90"


def test_a_deadline_that_is_not_there_is_set_whole(book):
    [found] = book.select(ServiceDeadline, "service_mode = 'immediate'")
    book.do("remove", {"type": "service_deadline", "id": found.id})
    with pytest.raises(RuleForbids, match="对企业"):
        book.do("set_deadline", {"service_mode": "immediate", "answer_limit_days": 1})
    facts = {"service_mode": "immediate", "limit_days": 2, "answer_limit_days": 1}
    assert book.do("set_deadline", facts).limit_days == 2


# --- records of any type ---


def test_a_record_without_a_verb_of_its_own_is_added(book):
    word = book.do("add", {"type": "code_word", "list_name": "stop_reason", "word": "等上级批复"})
    assert isinstance(word, CodeWord)
    retired = book.do("change", {"type": "code_word", "id": word.id, "retired": True})
    assert retired.retired
    book.do("add", {"type": "common_problem", "subject": "园区雨污管网"})


@pytest.mark.parametrize(("type_name", "verb"), [("appeal", "take_appeal"), ("project", "open_project")])
def test_what_has_its_own_verb_is_not_added_past_it(book, type_name, verb):
    with pytest.raises(RuleForbids) as refused:
        book.do("add", {"type": type_name})
    assert verb in refused.value.remedy
    with pytest.raises(RuleForbids, match="程序自动生成"):
        book.do("add", {"type": "export_record"})


def test_any_record_is_changed_by_what_it_is_called(book):
    changed = book.do("change", {"type": "expert", "id": "林知远", "academic_title": "教授", "phone": "10087654321"})
    assert (changed.academic_title, changed.phone) == ("教授", "10087654321")
    with pytest.raises(BadInput, match="记录类型"):
        book.do("change", {"type": "specialist", "id": "x"})
    with pytest.raises(RuleForbids, match="标识"):
        book.do("change", {"type": "expert"})


def test_a_contact_is_not_put_into_a_round_past_its_list(book):
    book.do("add_enterprise", {"name": "示例釜溪泵业有限公司"})
    contact = {
        "enterprise": "示例釜溪泵业有限公司",
        "contact_mode": "phone",
        "on": "2022-12-06",
        "no_next_contact": True,
    }
    visit = book.do("log_visit", contact)
    with pytest.raises(RuleForbids, match="回访名单"):
        book.do("change", {"type": "visit", "id": visit.number, "round": 4})
    own = book.do("log_visit", {**contact, "enterprise": "龙川阀门"})
    assert book.do("change", {"type": "visit", "id": own.number, "round": 4}).is_revisit


def test_what_a_record_is_known_by_is_not_changed(book):
    with pytest.raises(RuleForbids, match="识别依据"):
        book.do("change", {"type": "enterprise_class", "id": example_id("enterprise_class"), "year": 2021})
    lapsed = book.do(
        "change", {"type": "enterprise_class", "id": example_id("enterprise_class"), "class_state": "lapsed"}
    )
    assert lapsed.class_state == "lapsed"


def test_an_amount_is_asked_back_in_a_plain_change_too(book):
    for number in range(4):
        book.do("add_offer", {"subject": f"成果{number}", "price": "20万元"})
    with pytest.raises(Questioned):
        book.do("change", {"type": "offer", "id": "成果0", "price": "20亿元"})


def test_a_removed_record_comes_back_with_its_children(book):
    removed = book.do("remove", {"type": "enterprise", "id": "龙川阀门"})
    assert removed.removed_at is not None
    assert book.count(Commitment) == 0
    book.undo()
    assert book.count(Commitment) == 1


def test_the_chain_of_a_case_is_not_broken(book):
    with pytest.raises(RuleForbids, match="办理经过"):
        book.do("remove", {"type": "appeal_step", "id": example_id("appeal_step")})


def test_a_stop_that_was_a_mistake_is_removed_and_the_dates_follow(book):
    case = book.do("take_appeal", {
        "enterprise": "龙川阀门", "subject": "试", "service_mode": "agency", "on": "2022-12-01"
    })  # fmt: skip
    book.do("stop_clock", {"appeal": case.number, "on": "2022-12-05", "reason": "误操作"})
    stop = book.select(RECORD_TYPES["appeal_stop"], "to_on is null")[0]
    book.do("remove", {"type": "appeal_stop", "id": stop.id})
    again = book.get(type(case), case.id)
    assert (again.stopped, again.due_on) == (False, case.due_on)
