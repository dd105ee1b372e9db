"""The story of one enterprise: every part a case summary shows, as of today."""

from dataclasses import replace

import pytest

from casework.calendar import used_working_days
from casework.entities.appeals import AppealStop
from casework.entities.contacts import ContactPerson
from casework.entities.policies import Policy, PolicyClause, PolicyPayout
from casework.entities.projects import Blocker
from casework.entities.settings import ServiceDeadline, working_calendar
from casework.insight.case_clocks import case_clocks
from casework.insight.case_story import enterprise_story
from tests.casework.office import Office, day


@pytest.fixture
def office(book):
    with book.change("试") as write:
        yield Office(write)


@pytest.fixture
def firm(office):
    zone = office.unit("板仓工业园区", office.unit("高新区"))
    return office.enterprise(
        "示例龙川阀门有限公司",
        zone,
        short_name="龙川阀门",
        revenue=236_000_000_00,
        revenue_before=210_000_000_00,
        research_spending=10_875_000_00,
        revenue_year=2021,
    )


def test_the_facts_say_who_is_in_charge_and_how_the_enterprise_grew(office, firm):
    before, now = office.person("周倩"), office.person("王敏")
    office.commissioner(firm, before, "2019-01-01", "2021-02-28")
    office.commissioner(firm, now, "2021-03-01")
    office.save(ContactPerson(enterprise_id=firm.id, name="孙总"))
    office.save(ContactPerson(enterprise_id=firm.id, name="赵工", is_main=True))
    story = enterprise_story(office.write, firm)
    assert (story.territory, story.contact_person.name) == ("高新区 · 板仓工业园区", "赵工")
    assert (story.in_charge.person, story.in_charge.since, story.in_charge.before) == (
        "王敏",
        day("2021-03-01"),
        "周倩",
    )
    assert (round(story.growth, 3), round(story.research_share, 3)) == (0.124, 0.046)
    assert enterprise_story(office.write, replace(firm, revenue_before=None)).growth is None


def test_a_commissioner_who_left_is_not_in_charge(office, firm):
    office.commissioner(firm, office.person("周倩"), "2019-01-01", "2021-02-28")
    assert enterprise_story(office.write, firm).in_charge is None


def test_classes_by_year_tell_valid_from_lapsed(office, firm):
    for code, year, state in (("above_scale", 2022, "valid"), ("st_sme", 2021, "lapsed"), ("gazelle", 2012, "valid")):
        office.in_class(firm, code, year, class_state=state)
    story = enterprise_story(office.write, firm)
    assert story.years == (2019, 2020, 2021, 2022)
    assert [(c.label, c.states) for c in story.classes] == [
        ("规上企业", ("", "", "", "valid")),
        ("科技型中小企业", ("", "", "lapsed", "")),
    ]


def test_rounds_show_the_contact_that_counts_and_what_it_brought(office, firm):
    city = office.unit("自贡市")
    third = office.round(3, city, "2022-10-10", [firm])
    fourth = office.round(4, city, "2022-11-21", [firm])
    office.round(5, city, "2022-12-21", [])
    visit = office.visit(firm, "on_site", "2022-11-24", office.person("王敏"), round_id=fourth.id, counterpart="赵工")
    office.visit(firm, "phone", "2022-11-25", round_id=fourth.id, counterpart="孙总")
    office.case(firm, "appeal", "2022-11-24", visit_id=visit.id)
    story = enterprise_story(office.write, firm)
    assert [r.round.id for r in story.rounds] == [third.id, fourth.id]
    assert not story.rounds[0].cell.is_reached
    counted = story.rounds[1]
    assert (counted.cell.mode, counted.met_with, counted.cell.brought.appeals) == ("on_site", "赵工", 1)
    assert (story.rounds_this_year, story.contacts_this_year) == (1, 2)


def test_the_next_contact_is_the_planned_visit_else_what_the_latest_contact_ended_with(office, firm):
    assert enterprise_story(office.write, firm).next_contact is None
    office.visit(firm, "phone", "2022-12-08", next_contact_on=day("2023-01-09"), next_contact_note="看数据")
    office.visit(firm, "phone", "2022-11-08")
    following = enterprise_story(office.write, firm).next_contact
    assert (following.on, following.content, following.mode) == (day("2023-01-09"), "看数据", "")
    office.visit(firm, "on_site", "2023-01-05", state="planned", topic="试验段")
    following = enterprise_story(office.write, firm).next_contact
    assert (following.on, following.content, following.mode) == (day("2023-01-05"), "试验段", "on_site")


def test_cases_carry_their_clock(office, firm):
    assert office.write.count(ServiceDeadline, "service_mode = 'immediate' and warning_days = 1")
    late = office.case(firm, "appeal", "2022-12-26", limit_days=2, service_mode="immediate")
    nearly = office.case(firm, "appeal", "2022-12-29", limit_days=2, service_mode="immediate")
    stopped = office.case(firm, "appeal", "2022-12-01", limit_days=20)
    office.save(AppealStop(appeal_id=stopped.id, from_on=day("2022-12-04"), reason="等补图"))
    closed = office.case(firm, "appeal", "2022-11-01", "2022-11-09", limit_days=10)
    story = enterprise_story(office.write, firm)
    clocks = {case.appeal.id: case.clock for case in story.cases}
    assert (clocks[late.id].text, clocks[late.id].word) == ("4/2", "超2个工作日")
    assert (clocks[nearly.id].word, clocks[nearly.id].is_nearly_due) == ("剩1个工作日", True)
    assert (clocks[stopped.id].text, clocks[stopped.id].word) == ("1/20", "停钟27天（等补图）")
    assert (clocks[closed.id].text, clocks[closed.id].word) == ("6/10", "按时")
    assert (story.cases_open, story.cases_closed, story.satisfaction_text) == (3, 1, "100%（1/1）")


def test_a_reopened_case_begins_anew(office, firm):
    case = office.case(firm, "appeal", "2022-11-01", "2022-11-09", limit_days=10)
    case = office.save(replace(case, state="reopened", outcome_reason="未解决", closed_on=None))
    office.step(case, "reopened", "2022-12-28")
    clock = case_clocks(office.write, [case])[case.id]
    calendar = working_calendar(office.write)
    assert clock.used == used_working_days(calendar, day("2022-12-28"), day("2022-12-30")) == 2


def test_demands_show_what_is_missing_and_how_far_each_match_came(office, firm):
    demand = office.demand(firm, "动水腐蚀试验", "2022-11-24", budget=300_000_00)
    signed = office.match(
        demand, "试验回路", {"accepted": "2022-11-26", "contacted": "2022-11-27", "intention": "2022-11-28"}
    )
    second = office.match(demand, "堆焊工艺", {"accepted": "2022-11-26"})
    office.save(replace(second, rank=3))
    unit = office.write.get(type(office.unit("x")), firm.territory_id)
    office.project(
        "试验段",
        unit,
        {"contact": "2022-11-24", "signed": "2022-12-16"},
        ladder="transfer",
        enterprise_id=firm.id,
        match_id=signed.id,
        demand_id=demand.id,
    )
    story = enterprise_story(office.write, firm)
    told = story.demands[0]
    assert "验收指标" in "".join(told.missing) or told.missing
    assert [(m.rank_text, m.supply, m.unit, m.state_text) for m in told.matches] == [
        ("1/12", "试验回路", "示例大学", "意向"),
        ("3/12", "堆焊工艺", "示例大学", "已采纳"),
    ]


def test_projects_stand_on_their_ladder(office, firm):
    unit = office.write.get(type(office.unit("x")), firm.territory_id)
    project = office.project(
        "试验段",
        unit,
        {"contact": "2022-11-24", "intention": "2022-11-28", "signed": "2022-12-16"},
        ladder="transfer",
        enterprise_id=firm.id,
        signed_amount=300_000_00,
    )
    office.save(replace(project, stage="signed", stage_entered_on=day("2022-12-16")))
    office.save(Blocker(project_id=project.id, blocker_kind="sticking", subject="环评", since_on=day("2022-12-20")))
    office.save(
        Blocker(
            project_id=project.id,
            blocker_kind="hard",
            subject="旧事",
            since_on=day("2022-12-01"),
            cleared_on=day("2022-12-02"),
            how_cleared="已协调",
        )
    )
    told = enterprise_story(office.write, firm).projects[0]
    assert [(s.label, s.entered_on, s.is_current) for s in told.ladder] == [
        ("对接", day("2022-11-24"), False),
        ("意向", day("2022-11-28"), False),
        ("签约", day("2022-12-16"), True),
        ("中试", None, False),
        ("产业化", None, False),
    ]
    assert [b.subject for b in told.blockers] == ["环评"]


def test_the_timeline_holds_everything_newest_first(office, firm):
    one, two = office.person("王敏"), office.person("周倩")
    fourth = office.round(4, office.unit("自贡市"), "2022-11-21", [firm])
    office.visit(firm, "on_site", "2022-11-24", one, two, round_id=fourth.id, findings="愿出试验费")
    office.visit(firm, "phone", "2022-12-30", state="planned")
    office.case(firm, "appeal", "2022-11-01", "2022-11-15", subject="出口退税", rating="satisfied")
    office.match(office.demand(firm, "动水腐蚀", "2022-11-25"), "回路", {"accepted": "2022-11-26"})
    unit = office.write.get(type(office.unit("x")), firm.territory_id)
    office.project(
        "试验段", unit, {"signed": "2022-12-16"}, ladder="transfer", enterprise_id=firm.id, signed_amount=300_000_00
    )
    office.promise(
        firm,
        one,
        "2022-11-24",
        "2022-12-01",
        state="kept",
        settled_on=day("2022-11-30"),
        proof="已寄",
        content="寄报价",
    )
    clause = office.save(PolicyClause(policy_id=office.save(Policy(name="示例政策")).id, subject="研发后补助"))
    office.save(
        PolicyPayout(
            clause_id=clause.id, enterprise_id=firm.id, paid_amount=217_500_00, paid_on=day("2022-09-30"), batch="第3批"
        )
    )
    told = enterprise_story(office.write, firm).happenings
    assert [(f"{h.happened_on:%m-%d}", h.kind, h.person, h.text) for h in told] == [
        ("12-16", "签约", "", "试验段，30万元"),
        ("11-30", "承诺已兑现", "王敏", "寄报价"),
        ("11-26", "撮合已采纳", "", "动水腐蚀 ↔ 回路"),
        ("11-25", "发布需求", "", "XQ-0001 动水腐蚀"),
        ("11-24", "实地走访", "王敏、周倩", "第四轮。愿出试验费"),
        ("11-15", "诉求办结", "", "SQ-0001 出口退税，电话，满意"),
        ("11-01", "诉求受理", "", "SQ-0001 出口退税"),
        ("09-30", "政策兑现", "", "研发后补助，21.75万元，第3批"),
    ]
    assert told[0].is_weighty
    assert not told[2].is_weighty


def test_a_new_enterprise_has_an_empty_story(office):
    story = enterprise_story(office.write, office.enterprise("示例新"))
    assert (story.cases, story.demands, story.projects, story.promises, story.rounds) == ((), (), (), (), ())
    assert (story.growth, story.satisfaction_text, story.territory) == (None, "无数据", "")
