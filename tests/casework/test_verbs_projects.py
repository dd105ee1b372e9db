"""From a demand to a project: matches with their memory, two ladders with evidence, money kept sensible."""

import pytest

from casework.entities.demands import TechDemand
from casework.entities.matches import Match, MatchStep
from casework.entities.projects import Blocker, Project, ProjectStage
from casework.errors import BadInput, NotFound, RuleForbids
from casework.verbs.questions import Questioned
from tests.factory import day, example_book, example_id

WAN = 10_000 * 100
INVESTMENT = {"name": "示例氢能储运材料基地", "ladder": "招引项目阶梯", "enterprise": "龙川阀门"}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


@pytest.fixture
def match(book):
    book.do("add_demand", {"enterprise": "龙川阀门", "subject": "阀杆表面强化", "direction": "引进来"})
    return book.do("accept_match", {
        "demand": "阀杆表面强化", "expert": "林知远", "on": "2022-11-25", "rank": 2, "candidates": 12,
        "reason": "近年有同类成果",
    })  # fmt: skip


def at_intention(book, match):
    for state, on in (("contacted", "2022-11-28"), ("met", "2022-12-01"), ("intention", "2022-12-05")):
        match = book.do("move_match", {"match": match.number, "state": state, "on": on, "note": f"{state}纪要"})
    return match


def entries(book, project):
    rows = book.select(ProjectStage, "project_id = :id", {"id": project.id})
    return [(row.stage, row.entered_on.isoformat(), row.evidence) for row in rows]


def test_an_accepted_match_remembers_its_place_and_its_first_step(book, match):
    assert (match.number, match.state, match.rank, match.candidates) == ("CH-0002", "accepted", 2, 12)
    assert match.person_id == example_id("person")
    [step] = book.select(MatchStep, "match_id = :id", {"id": match.id})
    assert (step.state, step.happened_on, step.note) == ("accepted", day("2022-11-25"), "近年有同类成果")


def test_a_pair_is_tried_once_and_a_declined_one_may_be_taken_up_again(book, match):
    pair = {"demand": "阀杆表面强化", "expert": "林知远"}
    with pytest.raises(RuleForbids, match="已经撮合过"):
        book.do("accept_match", pair)
    with pytest.raises(RuleForbids, match="不合适"):
        book.do("refuse_match", {"match": match.number})
    declined = book.do("refuse_match", {**pair, "reason": "报价过高"})
    assert (declined.id, declined.state, declined.reason) == (match.id, "refused", "报价过高")
    again = book.do("accept_match", {**pair, "reason": "重新报价"})
    assert (again.id, again.state) == (match.id, "accepted")
    assert [s.state for s in book.select(MatchStep, "match_id = :id", {"id": match.id})] == [
        "accepted",
        "refused",
        "accepted",
    ]


def test_a_suggestion_declined_at_once_is_remembered(book):
    book.do("add_offer", {"subject": "激光熔覆", "holder": "示例大学"})
    declined = book.do("refuse_match", {"demand": "XQ-0001", "offer": "激光熔覆", "reason": "领域不符"})
    assert declined.state == "refused"
    with pytest.raises(RuleForbids, match="一项成果"):
        book.do("accept_match", {"demand": "XQ-0001"})


def test_a_demand_or_an_offer_that_is_gone_is_not_matched(book):
    book.do("change", {"type": "demand", "id": "XQ-0001", "state": "撤回"})
    with pytest.raises(RuleForbids, match="需求"):
        book.do("accept_match", {"demand": "XQ-0001", "expert": "林知远"})
    book.do("add_demand", {"enterprise": "龙川阀门", "subject": "另一需求"})
    book.do("change", {"type": "offer", "id": "CG-0001", "state": "withdrawn"})
    with pytest.raises(RuleForbids, match="成果"):
        book.do("accept_match", {"demand": "另一需求", "offer": "CG-0001"})


def test_a_match_moves_step_by_step(book, match):
    with pytest.raises(RuleForbids, match="不能从“已采纳”转到“意向”"):
        book.do("move_match", {"match": match.number, "state": "intention"})
    with pytest.raises(RuleForbids, match="2022-11-25"):
        book.do("move_match", {"match": match.number, "state": "contacted", "on": "2022-11-20"})
    with pytest.raises(RuleForbids, match="今天"):
        book.do("move_match", {"match": match.number, "state": "contacted", "on": "2023-01-20"})
    with pytest.raises(RuleForbids, match="新建项目"):
        book.do("move_match", {"match": match.number, "state": "in_project"})
    assert at_intention(book, match).state == "intention"
    with pytest.raises(RuleForbids, match="已处于"):
        book.do("move_match", {"match": match.number, "state": "intention"})


def test_a_project_from_a_match_takes_everything_along(book, match):
    at_intention(book, match)
    project = book.do("open_project", {"match": match.number, "on": "2022-12-05"})
    demand = book.find(TechDemand, "阀杆表面强化")
    assert (project.name, project.ladder, project.stage) == ("阀杆表面强化", "transfer", "intention")
    assert (project.demand_id, project.expert_id, project.direction) == (demand.id, example_id("expert"), "inbound")
    assert (project.enterprise_id, project.territory_id) == (example_id("enterprise"), example_id("unit"))
    assert (book.get(Match, match.id).state, demand.state) == ("in_project", "in_project")
    assert entries(book, project) == [("intention", "2022-12-05", "撮合 CH-0002: intention纪要")]
    assert book.select(MatchStep, "match_id = :id", {"id": match.id})[-1].state == "in_project"


def test_a_match_without_intention_becomes_no_project(book, match):
    with pytest.raises(RuleForbids, match="已成项目"):
        book.do("open_project", {"match": match.number})
    assert book.count(Project) == 1


def test_the_first_entry_may_be_given(book, match):
    at_intention(book, match)
    project = book.do(
        "open_project", {"match": match.number, "stage": "对接", "on": "2022-12-06", "evidence": "会谈纪要"}
    )
    assert entries(book, project) == [("contact", "2022-12-06", "会谈纪要")]


def test_a_project_from_nothing_may_tell_its_history(book):
    stages = [
        {"stage": "promoted", "on": "2022-03-01", "evidence": "推介会"},
        {"stage": "谋划", "on": "2022-04-01", "evidence": "纪要"},
        {"stage": "储备", "on": "2022-06-01", "evidence": "入库单"},
    ]
    project = book.do("open_project", {**INVESTMENT, "promoted_amount": "20亿元", "stages": stages})
    assert (project.stage, project.stage_entered_on, project.territory_id) == (
        "reserved", day("2022-06-01"), example_id("unit"),
    )  # fmt: skip
    assert [stage for stage, _on, _evidence in entries(book, project)] == ["promoted", "planned", "reserved"]
    assert book.do("open_project", {"name": "示例意向"}).stage == ""


def test_a_stage_needs_evidence_or_a_reason(book):
    with pytest.raises(RuleForbids, match="凭据"):
        book.do("move_project", {"project": "XM-0001", "stage": "reserved"})
    entered = book.do("move_project", {"project": "XM-0001", "stage": "reserved", "override_reason": "补登，原件待查"})
    assert entered.stage == "reserved"


def test_signing_carries_its_amounts_on_the_same_call(book, match):
    at_intention(book, match)
    project = book.do("open_project", {"match": match.number, "on": "2022-12-05"})
    signed = book.do("move_project", {
        "project": project.number, "stage": "签约", "on": "2022-12-20", "evidence": "技术开发合同",
        "signed_amount": "48万元",
        "signed_on_site": True, "contract_class": "技术开发", "registration_no": "示例2022510000000001",
    })  # fmt: skip
    assert (signed.stage, signed.stage_entered_on) == ("signed", day("2022-12-20"))
    assert (signed.signed_amount, signed.signed_on_site, signed.contract_class) == (48 * WAN, True, "development")
    assert len([a for a in book.actions() if a.kind == "do"]) == 8
    book.undo()
    before = book.get(Project, project.id)
    assert (before.stage, before.signed_amount, len(entries(book, before))) == ("intention", None, 1)


def test_a_milestone_leaves_the_stage_of_an_investment_project(book):
    book.do("move_project", {"project": "XM-0001", "stage": "reserved", "on": "2022-11-20", "evidence": "入库单"})
    signed = book.do("move_project", {
        "project": "XM-0001", "stage": "signed", "on": "2022-11-25", "evidence": "投资协议",
        "agreed_investment": "4.2亿元",
    })  # fmt: skip
    assert (signed.stage, signed.stage_entered_on) == ("reserved", day("2022-11-20"))
    assert ("signed", "2022-11-25", "投资协议") in entries(book, signed)
    with pytest.raises(RuleForbids, match="阶梯"):
        book.do("move_project", {"project": "XM-0001", "stage": "pilot", "evidence": "试"})


def test_a_project_goes_forward_unless_a_reason_is_written(book):
    moves = {"project": "XM-0001", "evidence": "文件"}
    book.do("move_project", {**moves, "stage": "started", "on": "2022-12-01"})
    with pytest.raises(RuleForbids, match="不能从“开工”退回“储备”") as refused:
        book.do("move_project", {**moves, "stage": "reserved", "on": "2022-12-02"})
    assert refused.value.remedy
    with pytest.raises(RuleForbids, match="已于 2022-12-01 进入“开工”"):
        book.do("move_project", {**moves, "stage": "started", "on": "2022-12-05"})
    with pytest.raises(RuleForbids, match="不能早于"):
        book.do("move_project", {**moves, "stage": "commissioned", "on": "2022-11-30"})
    with pytest.raises(RuleForbids, match="今天"):
        book.do("move_project", {**moves, "stage": "commissioned", "on": "2023-02-01"})
    back = book.do(
        "move_project", {**moves, "stage": "reserved", "on": "2022-12-06", "override_reason": "施工许可撤销"}
    )
    assert back.stage == "reserved"


def test_the_one_who_enters_a_stage_does_not_become_the_projects_owner(book):
    other = book.do("add_person", {"name": "周倩"})
    moved = book.do("move_project", {"project": "XM-0001", "stage": "reserved", "evidence": "入库单", "person": "周倩"})
    assert moved.person_id == ""
    assert book.select(ProjectStage, "stage = 'reserved'")[0].person_id == other.id


def test_stages_are_left_to_their_verb(book):
    with pytest.raises(RuleForbids, match="办理环节"):
        book.do("change", {"type": "project", "id": "XM-0001", "stage": "reserved"})
    book.do("move_project", {"project": "XM-0001", "stage": "reserved", "on": "2022-11-20", "evidence": "入库单"})
    [entry] = book.select(ProjectStage, "stage = 'reserved'")
    with pytest.raises(RuleForbids, match="正处于"):
        book.do("remove", {"type": "project_stage", "id": entry.id})
    book.do("change", {"type": "project_stage", "id": entry.id, "entered_on": "2022-11-22"})
    assert book.get(Project, example_id("project")).stage_entered_on == day("2022-11-22")


def test_an_amount_ten_thousand_times_off_is_asked_back(book):
    for number, budget in enumerate(("30万元", "50万元", "20万元")):
        book.do("add_demand", {"enterprise": "龙川阀门", "subject": f"需求{number}", "budget": budget})
    slip = {"enterprise": "龙川阀门", "subject": "大额需求", "budget": "40亿元"}
    with pytest.raises(Questioned, match="预算：40亿元与同类通常金额（30万元）") as asked:
        book.do("add_demand", slip)
    assert (asked.value.field, asked.value.code) == ("budget", "questioned")
    assert "confirm" in asked.value.remedy
    assert book.do("add_demand", {**slip, "confirm": True}).budget == 400_000 * WAN
    with pytest.raises(Questioned):
        book.do("log_visit", {
            "enterprise": "龙川阀门", "contact_mode": "phone", "occurred_on": "2022-12-06", "no_next_contact": True,
            "demands": [{"subject": "又一大额", "budget": "40亿元"}],
        })  # fmt: skip


def test_amounts_are_compared_within_their_ladder_and_only_when_they_change(book):
    for number in range(4):
        book.do("open_project", {**INVESTMENT, "name": f"示例项目{number}", "agreed_investment": "20亿元"})
    small = book.do("open_project", {"name": "示例小项目", "enterprise": "龙川阀门", "agreed_investment": "20万元"})
    assert small.agreed_investment == 20 * WAN
    wrong = {"project": "示例项目0", "stage": "谋划", "evidence": "纪要", "agreed_investment": "20万元"}
    with pytest.raises(Questioned):
        book.do("move_project", wrong)
    assert book.do("move_project", {**wrong, "confirm": True}).agreed_investment == 20 * WAN
    book.do("change", {"type": "project", "id": "示例项目0", "theme": "产业协同"})


def test_a_blocker_is_cleared_with_how_and_once(book):
    blocker = book.do("add_blocker", {"appeal": "SQ-0001", "blocker_kind": "堵点", "subject": "环评批复未下"})
    assert blocker.since_on == day("2022-12-30")
    with pytest.raises(RuleForbids, match="解除方式"):
        book.do("clear_blocker", {"blocker": blocker.id})
    cleared = book.do("clear_blocker", {"blocker": blocker.id, "how_cleared": "批复已下"})
    assert cleared.cleared_on == day("2022-12-30")
    with pytest.raises(RuleForbids, match="已经解除"):
        book.do("clear_blocker", {"blocker": blocker.id, "how_cleared": "批复已下"})
    with pytest.raises(RuleForbids, match="一个项目或一个办件"):
        book.do("add_blocker", {"blocker_kind": "hard", "subject": "试"})
    assert book.count(Blocker) == 2


def test_what_is_not_there_is_told(book):
    with pytest.raises(NotFound, match="XM-0009"):
        book.do("move_project", {"project": "XM-0009", "stage": "reserved"})
    with pytest.raises(BadInput, match="evidense"):
        book.do("move_project", {"project": "XM-0001", "stage": "reserved", "override_reason": "试", "evidense": "x"})
