"""Today: what is overdue, due and planned, whose it is, and what the silence radar finds."""

from dataclasses import replace

import pytest

from casework.entities.lists import ListLine, ResponsibilityList
from casework.entities.partners import Agreement, Partner
from casework.entities.settings import Setting
from casework.insight.agenda import agenda
from casework.insight.silence import silence
from tests.casework.office import Office, day


@pytest.fixture
def office(book):
    """Friday 30 December 2022; the week ends on 1 January."""
    with book.change("试") as write:
        yield Office(write)


@pytest.fixture
def firm(office):
    return office.enterprise("示例龙川阀门有限公司", office.unit("自贡市"), short_name="龙川阀门")


def titles(items):
    return [item.title for item in items]


def line(read, key):
    return next(one for one in silence(read) if one.key == key)


def test_cases_are_overdue_by_working_days_and_stopped_ones_are_not(office, firm):
    office.case(firm, "appeal", "2022-12-01", subject="用电增容", due_on=day("2022-12-23"))
    office.case(firm, "appeal", "2022-12-01", subject="停着的", due_on=None, stopped=True)
    office.case(firm, "appeal", "2022-12-01", subject="今天的", due_on=day("2022-12-30"))
    office.case(firm, "appeal", "2022-12-01", subject="下周的", due_on=day("2023-01-05"))
    office.case(firm, "appeal", "2022-12-01", "2022-12-20", subject="办结的", due_on=day("2022-12-15"))
    found = agenda(office.write)
    assert [(i.title, i.when, i.enterprise) for i in found.overdue] == [("用电增容", "超5个工作日", "龙川阀门")]
    assert [(i.title, i.when, i.note) for i in found.today] == [("今天的", "今天", "受理")]
    assert (titles(found.this_week), found.totals["case"]) == ([], 2)


def test_an_answer_is_due_before_the_case_is(office, firm):
    office.case(
        firm,
        "appeal",
        "2022-12-20",
        subject="催办",
        state="in_progress",
        assigned_unit_id=office.unit("供电局").id,
        due_on=day("2023-01-10"),
        answer_due_on=day("2022-12-29"),
    )
    found = agenda(office.write)
    assert [(i.kind, i.title, i.when) for i in found.overdue] == [("answer", "催办", "超1个工作日")]


def test_the_next_contact_is_due_until_somebody_contacts_the_enterprise(office, firm):
    ends = {"next_contact_on": day("2022-12-30"), "next_contact_note": "问试装结果"}
    office.visit(firm, "phone", "2022-12-08", **ends)
    assert titles(agenda(office.write).today) == ["问试装结果"]
    office.visit(firm, "on_site", "2022-12-31", state="planned", topic="看试验段")
    assert [(i.kind, i.when) for i in agenda(office.write).this_week] == [("visit", "12-31 周六")]
    assert agenda(office.write).today == ()


def test_a_later_contact_settles_the_next_contact_of_an_earlier_one(office, firm):
    ends = {"next_contact_on": day("2022-12-30"), "next_contact_note": "问试装结果"}
    office.visit(firm, "phone", "2022-12-08", **ends)
    office.visit(firm, "phone", "2022-12-08")
    assert agenda(office.write).of_kind("contact") == ()


def test_promises_and_list_lines_are_due_too(office, firm):
    person = office.person("王敏")
    office.promise(firm, person, "2022-12-01", "2022-12-29", content="寄收费表")
    kept = office.promise(firm, person, "2022-12-01", "2022-12-29")
    office.save(replace(kept, state="kept", settled_on=day("2022-12-20"), proof="已寄"))
    office.promise(firm, person, "2022-12-01", "2023-01-20", content="书面答复")
    problems = office.save(ResponsibilityList(name="问题清单", list_kind="problem"))
    office.save(
        ListLine(
            list_id=problems.id,
            subject="供电专题",
            state="published",
            lead_unit_id=office.unit("经信局").id,
            responsible_person_id=person.id,
            due_on=day("2023-03-01"),
            next_report_on=day("2022-12-30"),
        )
    )
    found = agenda(office.write)
    assert [(i.title, i.when) for i in found.overdue] == [("寄收费表", "超1天")]
    assert titles(found.today) == ["供电专题"]
    assert [p.commitment.content for p in found.promises] == ["寄收费表", "书面答复"]
    assert found.open_promises == 2


def test_my_day_holds_only_what_is_mine(office, firm):
    mine, other = office.person("王敏"), office.person("周倩")
    for person in (mine, other):
        office.case(firm, "appeal", "2022-12-01", subject=person.name, due_on=day("2022-12-30"), person_id=person.id)
        office.promise(firm, person, "2022-12-01", "2022-12-30", content=person.name)
        office.visit(firm, "phone", "2022-12-30", person, state="planned", topic=person.name)
    found = agenda(office.write, person_id=mine.id)
    assert titles(found.today) == ["王敏"] * 3
    assert titles(found.planned) == ["王敏"]
    assert len(agenda(office.write).today) == 6


def test_a_scope_holds_only_its_own(office, firm):
    elsewhere = office.enterprise("示例外", office.unit("南川区"))
    for one in (firm, elsewhere):
        office.case(one, "appeal", "2022-12-01", subject=one.name, due_on=day("2022-12-30"))
        office.promise(one, office.person(one.name), "2022-12-01", "2022-12-30", content=one.name)
    scope = office.write.find(type(office.unit("x")), "南川区")
    assert titles(agenda(office.write, scope).today) == ["示例外", "示例外"]


def test_rounds_in_progress_show_their_coverage_and_the_days_left(office, firm):
    city = office.unit("自贡市区")
    running = office.round(4, city, "2022-12-20", [firm], due_on=day("2023-01-05"))
    office.round(3, city, "2022-10-01", [firm], closed_on=day("2022-10-30"))
    office.visit(firm, "phone", "2022-12-21", round_id=running.id)
    found = agenda(office.write).rounds
    assert [(r.coverage.round.round_no, r.coverage.reached, r.working_days_left) for r in found] == [(4, 1, 3)]


def test_the_radar_finds_whom_nobody_contacted(office, firm):
    person = office.person("王敏")
    never = office.enterprise("示例从未", None, short_name="从未")
    for one in (firm, never):
        office.commissioner(one, person, "2022-01-01")
    office.visit(firm, "phone", "2022-07-26")
    office.visit(office.enterprise("示例无专员"), "phone", "2022-01-01")
    found = line(office.write, "not_contacted")
    assert (found.label, found.text, [s.title for s in found.silent]) == ("60天未联系", "2家", ["从未", "龙川阀门"])
    assert found.worst == "从未联系 从未"
    office.visit(never, "phone", "2022-12-01")
    assert line(office.write, "not_contacted").worst == "最久157天 龙川阀门"
    office.save(Setting(key="silence_days", value="200"))
    assert line(office.write, "not_contacted").count == 0


def test_the_radar_finds_what_stands_still(office, firm):
    city = office.unit("高新区")
    project = office.project("示例停滞", city, {"contact": "2022-10-01"}, ladder="transfer", enterprise_id=firm.id)
    office.save(replace(project, stage="contact", stage_entered_on=day("2022-10-01")))
    office.demand(firm, "从未撮合", "2022-08-02")
    office.match(
        office.demand(firm, "有意向", "2022-08-03"),
        "回路",
        {"accepted": "2022-10-01", "contacted": "2022-10-09", "intention": "2022-11-16"},
    )
    partner = office.save(Partner(name="示例大学"))
    for expires in ("2023-01-18", "2023-06-30"):
        office.save(
            Agreement(partner_id=partner.id, name="示例协议", signed_on=day("2022-01-01"), expires_on=day(expires))
        )
    office.in_class(firm, "key_enterprise", 2022)
    got = {one.key: (one.count, one.worst) for one in silence(office.write)}
    assert got == {
        "not_contacted": (1, "从未联系 龙川阀门"),
        "stalled_projects": (1, "最久90天 示例停滞"),
        "unmatched_demands": (1, "最久150天 从未撮合"),
        "quiet_intentions": (1, "最久44天 有意向"),
        "expiring_agreements": (1, "2023-01-18 示例协议"),
        "without_commissioner": (1, "龙川阀门"),
    }


def test_an_empty_file_has_an_empty_day(office):
    found = agenda(office.write)
    assert (found.overdue, found.today, found.this_week, found.rounds) == ((), (), (), ())
    assert {one.count for one in silence(office.write)} == {0}
    assert found.satisfaction_this_month.text == "无数据"
