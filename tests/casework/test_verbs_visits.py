"""Contacts: planned, logged with everything they yield in one step, done, cancelled."""

import pytest

from casework.entities.appeals import Appeal, AppealStep
from casework.entities.commitments import Commitment
from casework.entities.demands import TechDemand
from casework.entities.projects import Project
from casework.entities.rounds import RoundMember
from casework.entities.visits import Visit, VisitParty
from casework.errors import BadInput, NotFound, RuleForbids
from tests.factory import day, example, example_book, example_id

LOGGED = {
    "enterprise": "示例龙川阀门",
    "contact_mode": "on_site",
    "occurred_on": "2022-12-06",
    "findings": "密封圈已送检。",
    "next_contact_on": "2022-12-20",
    "next_contact_note": "问送检结果",
}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


def add_enterprise(book, name="示例釜溪泵业有限公司"):
    return book.do("add_enterprise", {"name": name, "territory": "示例市"})


def test_a_logged_contact_is_done_and_lies_in_its_enterprises_territory(book):
    visit = book.do("log_visit", LOGGED)
    assert (visit.state, visit.territory_id, visit.number) == ("done", example_id("unit"), "ZF-0002")
    assert (visit.author, visit.visit_purpose, visit.is_revisit) == ("王敏", "service", False)


def test_the_next_contact_or_none_needed_is_asked_for(book):
    silent = {**LOGGED, "next_contact_on": None, "next_contact_note": None}
    with pytest.raises(RuleForbids, match="下次联系") as refused:
        book.do("log_visit", silent)
    assert refused.value.field == "next_contact_on"
    assert book.do("log_visit", {**silent, "no_next_contact": True}).no_next_contact


def test_the_whole_contact_is_one_step_and_one_undo(book):
    facts = {
        **LOGGED,
        "participants": ["王敏"],
        "appeals": [{"subject": "试验场地临时用电", "service_mode": "立马办", "appeal_kind": "困难"}],
        "demands": [{"subject": "阀座密封试验", "budget": "30万元"}],
        "commitments": [{"content": "三家检测机构名单", "due_on": "2022-12-12", "promised_to": "赵工"}],
        "projects": [{"name": "示例密封件考核", "stage": "intention", "evidence": "会谈纪要"}],
        "settled": [{"commitment": "CN-0001", "proof": "名单已发"}],
    }
    counts = {kind: book.count(kind) for kind in (Visit, Appeal, TechDemand, Commitment, Project, VisitParty)}
    visit = book.do("log_visit", facts)
    assert len([a for a in book.actions() if a.kind == "do"]) == 2
    [appeal] = book.select(Appeal, "visit_id = :id", {"id": visit.id})
    assert (appeal.accepted_on, appeal.service_mode, appeal.due_on) == (
        day("2022-12-06"),
        "immediate",
        day("2022-12-08"),
    )
    assert (appeal.territory_id, appeal.person_id) == (example_id("unit"), example_id("person"))
    assert [step.state for step in book.select(AppealStep, "appeal_id = :id", {"id": appeal.id})] == ["accepted"]
    [demand] = book.select(TechDemand, "visit_id = :id", {"id": visit.id})
    assert (demand.budget, demand.posted_on) == (30_000_000, day("2022-12-06"))
    [promise] = book.select(Commitment, "visit_id = :id", {"id": visit.id})
    assert (promise.person_id, promise.promised_on, promise.state) == (example_id("person"), day("2022-12-06"), "open")
    assert book.find(Project, "示例密封件考核").stage == "intention"
    assert book.find(Commitment, "CN-0001").settled_on == day("2022-12-06")
    book.undo()
    assert {kind: book.count(kind) for kind in counts} == counts
    assert book.find(Commitment, "CN-0001").state == "open"


def test_a_child_that_a_rule_forbids_takes_the_contact_with_it(book):
    with pytest.raises(RuleForbids):
        book.do("log_visit", {**LOGGED, "commitments": [{"content": "试", "due_on": "2022-12-01"}]})
    assert book.count(Visit) == 1


def test_a_child_belongs_to_the_enterprise_of_the_contact(book):
    other = add_enterprise(book)
    with pytest.raises(BadInput, match="企业"):
        book.do("log_visit", {**LOGGED, "demands": [{"subject": "别家的需求", "enterprise": other.number}]})


def test_nothing_yielded_and_something_yielded_contradict_each_other(book):
    assert book.do("log_visit", {**LOGGED, "nothing_yielded": True, "appeals": []}).nothing_yielded
    with pytest.raises(BadInput, match="无事项"):
        book.do("log_visit", {**LOGGED, "nothing_yielded": True, "demands": [{"subject": "试"}]})


def test_the_first_participant_leads_and_brings_the_own_unit(book):
    book.do("add_unit", {"name": "示例区", "parent": "示例市"})
    book.do("add_person", {"name": "周倩", "unit": "示例区"})
    visit = book.do("log_visit", {**LOGGED, "participants": [{"person": "周倩"}, "王敏", {"unit": "示例市"}]})
    parties = book.select(VisitParty, "visit_id = :id", {"id": visit.id})
    assert [party.party_role for party in parties] == ["lead", "member", "member"]
    assert book.find(type(example("unit")), "示例区").id == parties[0].unit_id


def test_another_lead_may_be_named_but_only_one(book):
    book.do("add_person", {"name": "周倩"})
    named = [{"person": "周倩"}, {"person": "王敏", "role": "lead"}]
    visit = book.do("log_visit", {**LOGGED, "participants": named})
    roles = [party.party_role for party in book.select(VisitParty, "visit_id = :id", {"id": visit.id})]
    assert roles == ["member", "lead"]
    with pytest.raises(RuleForbids, match="牵头"):
        book.do(
            "log_visit",
            {**LOGGED, "participants": [{"person": "周倩", "role": "牵头"}, {"person": "王敏", "role": "lead"}]},
        )


def test_whoever_logs_it_took_part_where_nobody_is_named(book):
    visit = book.do("log_visit", LOGGED)
    [party] = book.select(VisitParty, "visit_id = :id", {"id": visit.id})
    assert (party.person_id, party.party_role) == (example_id("person"), "lead")


def test_history_keeps_its_original_author(book):
    assert book.do("log_visit", {**LOGGED, "author": "前任专员"}).author == "前任专员"


def test_the_contact_person_is_sought_among_the_enterprises_own(book):
    pump = add_enterprise(book)
    own = book.do("add_contact_person", {"enterprise": pump.number, "name": "赵工"})
    visit = book.do("log_visit", {**LOGGED, "enterprise": pump.number, "contact_person": "赵工"})
    assert visit.contact_person_id == own.id
    with pytest.raises(NotFound, match="钱经理"):
        book.do("log_visit", {**LOGGED, "contact_person": "钱经理"})


def test_a_contact_of_a_round_is_a_revisit_of_an_enterprise_on_its_list(book):
    visit = book.do("log_visit", {**LOGGED, "round": 4})
    assert (visit.round_id, visit.is_revisit, visit.visit_purpose) == (example_id("revisit_round"), True, "revisit")
    add_enterprise(book)
    with pytest.raises(RuleForbids, match="不在“第四轮回访”的回访名单中") as refused:
        book.do("log_visit", {**LOGGED, "enterprise": "示例釜溪泵业有限公司", "round": 4})
    assert refused.value.remedy


def test_a_contact_outside_the_days_of_its_round_is_refused(book):
    with pytest.raises(RuleForbids, match="2022-11-21"):
        book.do("log_visit", {**LOGGED, "round": 4, "occurred_on": "2022-11-18"})


def test_the_round_of_a_number_is_the_enterprises_own(book):
    pump = add_enterprise(book)
    book.do("add_unit", {"name": "示例区"})
    elsewhere = book.do(
        "open_round", {"round_no": 4, "territory": "示例区", "members": [pump.name], "on": "2022-12-01"}
    )
    assert book.do("log_visit", {**LOGGED, "enterprise": pump.name, "round": "4"}).round_id == elsewhere.id
    assert book.do("log_visit", {**LOGGED, "round": "4"}).round_id == example_id("revisit_round")


def test_whoever_refused_earlier_is_reached_by_a_contact(book):
    with book.change("试") as write:
        write.remove(write.get(Visit, example_id("visit")))
    book.do("mark_not_reached", {"round": 4, "enterprise": "龙川阀门", "outcome": "谢绝", "reason": "停产检修"})
    book.do("log_visit", {**LOGGED, "round": 4})
    assert book.get(RoundMember, example_id("round_member")).member_outcome == ""


def test_a_planned_visit_becomes_a_done_one_in_one_step(book):
    planned = book.do("plan_visit", {
        "enterprise": "龙川阀门", "contact_mode": "on_site", "planned_on": "2022-12-28", "topic": "看试验段",
        "participants": ["王敏"],
    })  # fmt: skip
    assert planned.state == "planned"
    done = book.do("complete_visit", {
        "visit": planned.number, "findings": "试验段已安装", "no_next_contact": True, "contact_person": "赵工",
        "demands": [{"subject": "远程监测"}],
    })  # fmt: skip
    assert (done.id, done.state, done.occurred_on, done.topic) == (planned.id, "done", day("2022-12-28"), "看试验段")
    assert done.contact_person_id == example_id("contact_person")
    assert book.count(VisitParty, "visit_id = :id", {"id": done.id}) == 1
    assert book.count(TechDemand, "visit_id = :id", {"id": done.id}) == 1
    with pytest.raises(RuleForbids, match="计划状态"):
        book.do("complete_visit", {"visit": planned.number, "no_next_contact": True})


def test_the_parties_of_a_completed_visit_replace_the_planned_ones(book):
    book.do("add_person", {"name": "周倩"})
    plan = {"enterprise": "龙川阀门", "contact_mode": "phone", "planned_on": "2022-12-28", "participants": ["王敏"]}
    planned = book.do("plan_visit", plan)
    book.do("complete_visit", {"visit": planned.number, "no_next_contact": True, "participants": ["周倩"]})
    [party] = book.select(VisitParty, "visit_id = :id", {"id": planned.id})
    assert party.person_id != example_id("person")


def test_a_planned_visit_needs_its_day_and_a_cancelled_one_its_reason(book):
    with pytest.raises(RuleForbids, match="计划日期"):
        book.do("plan_visit", {"enterprise": "龙川阀门", "contact_mode": "phone"})
    planned = book.do("plan_visit", {"enterprise": "龙川阀门", "contact_mode": "phone", "on": "2023-01-10"})
    with pytest.raises(RuleForbids, match="取消"):
        book.do("cancel_visit", {"visit": planned.number})
    assert book.do("cancel_visit", {"visit": planned.number, "reason": "企业搬迁"}).state == "cancelled"


def test_a_contact_of_the_future_is_planned_not_logged(book):
    with pytest.raises(RuleForbids, match="晚于今天"):
        book.do("log_visit", {**LOGGED, "occurred_on": "2023-01-05", "next_contact_on": "2023-01-10"})
