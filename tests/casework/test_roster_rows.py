"""The joined rows of rosters and follow-up sheets say what the case file holds on a day."""

import datetime as dt
from dataclasses import replace

import pytest

from casework.entities.appeals import AppealStep
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import CommissionerAssignment
from casework.entities.settings import CalendarDay
from casework.insight.followup_shares import shares_by_district, shares_by_person
from casework.insight.roster_rows import enterprise_roster, followup_rows
from tests.casework.conftest import TODAY
from tests.casework.office import Office, day


@pytest.fixture
def office(book):
    with book.change("一天的工作") as write:
        yield Office(write)


def row_of(office, enterprise, **values):
    return next(row for row in enterprise_roster(office.write, TODAY, **values) if row.id == enterprise.id)


def test_a_place_is_told_by_its_district_and_park(office):
    city = office.unit("示例市")
    district = office.unit("示例高新区", city)
    park = office.unit("示例工业园", district, unit_kind="park")
    inside, beside = office.enterprise("示例甲公司", park), office.enterprise("示例乙公司", city)
    nowhere = office.enterprise("示例丙公司")
    assert row_of(office, inside).territory == "示例市 / 示例高新区 / 示例工业园"
    assert (row_of(office, inside).district, row_of(office, inside).park) == ("示例高新区", "示例工业园")
    assert (row_of(office, beside).district, row_of(office, beside).park) == ("示例市", "")
    assert (row_of(office, nowhere).territory, row_of(office, nowhere).district) == ("", "")
    names = [row.name for row in enterprise_roster(office.write, TODAY, district.id)]
    assert names == ["示例甲公司"]
    assert len(enterprise_roster(office.write, TODAY, city.id)) == 2


def test_classes_are_the_valid_ones_of_the_year(office):
    firm = office.enterprise("示例甲公司")
    office.in_class(firm, "above_scale", 2022)
    office.in_class(firm, "high_tech", 2021)
    office.in_class(firm, "gazelle", 2022, class_state="lapsed")
    office.write.remove(office.in_class(firm, "st_sme", 2022))
    row = row_of(office, firm)
    assert (row.above_scale, row.high_tech, row.gazelle, row.st_sme) == (True, False, False, False)
    assert row_of(office, firm, year=2021).high_tech


def test_commissioner_and_contact_are_those_of_the_day(office):
    firm, chen, wang = office.enterprise("示例甲公司"), office.person("陈立"), office.person("王敏")
    office.commissioner(firm, chen, "2020-01-01", "2022-06-30")
    office.commissioner(firm, wang, "2022-07-01")
    office.save(ContactPerson(enterprise_id=firm.id, name="何示例", phone="10000000001"))
    office.save(ContactPerson(enterprise_id=firm.id, name="钱示例", phone="10000000002", is_main=True))
    row = row_of(office, firm)
    assert (row.commissioner, row.contact_name, row.contact_phone) == ("王敏", "钱示例", "10000000002")
    (then,) = enterprise_roster(office.write, dt.date(2022, 1, 1))
    assert then.commissioner == "陈立"
    for assignment in office.write.select(CommissionerAssignment):
        office.write.remove(assignment)
    assert row_of(office, firm).commissioner == ""


def test_the_last_contact_and_the_next(office):
    firm, quiet = office.enterprise("示例甲公司"), office.enterprise("示例乙公司")
    office.visit(firm, "on_site", "2022-11-01", next_contact_on=day("2022-11-20"), next_contact_note="回访")
    assert row_of(office, firm).next_contact_on == day("2022-11-20")
    office.visit(firm, "phone", "2022-12-08")
    row = row_of(office, firm)
    assert (row.last_contact_on, row.last_contact_mode) == (day("2022-12-08"), "phone")
    assert (row.next_contact_on, row.no_next_contact) == (None, True)
    office.visit(firm, "on_site", "2023-01-05", state="planned")
    row = row_of(office, firm)
    assert (row.next_contact_on, row.no_next_contact) == (day("2023-01-05"), False)
    assert (row_of(office, quiet).last_contact_on, row_of(office, quiet).no_next_contact) == (None, False)


def test_only_enterprises_on_the_register_and_only_open_appeals_count(office):
    firm = office.enterprise("示例甲公司")
    office.enterprise("示例未来公司", registered_on=day("2023-01-01"))
    office.enterprise("示例注销公司", registered_on=day("2010-01-01"), deregistered_on=day("2022-12-30"))
    office.case(firm, "appeal", "2022-12-01")
    office.case(firm, "procedure", "2022-12-01")
    office.case(firm, "appeal", "2022-11-01", "2022-11-20")
    (row,) = enterprise_roster(office.write, TODAY)
    assert (row.id, row.open_appeals) == (firm.id, 1)


def test_the_roster_is_sorted_by_pinyin(office):
    for name in ("示例自流井公司", "示例晨曦公司", "示例大安公司"):
        office.enterprise(name)
    names = [row.name for row in enterprise_roster(office.write, TODAY)]
    assert names == ["示例晨曦公司", "示例大安公司", "示例自流井公司"]


def test_open_cases_go_out_with_their_working_days(office):
    firm = office.enterprise("示例甲公司", short_name="示例甲")
    office.save(CalendarDay(day=day("2023-01-03"), working=False, name="本地停工"))
    late = office.case(firm, "appeal", "2022-12-01", due_on=day("2022-12-28"))
    soon = office.case(firm, "procedure", "2022-12-01", due_on=day("2023-01-05"))
    still = office.case(firm, "appeal", "2022-12-01", stopped=True)
    office.case(firm, "appeal", "2022-11-01", "2022-11-20")
    rows = followup_rows(office.write, TODAY)
    assert [row.id for row in rows] == [late.id, soon.id, still.id]
    # 30 December is a Friday; 31 December to 2 January are holidays, 3 January the office keeps closed
    assert [row.remaining for row in rows] == [-2, 2, None]
    assert (rows[0].enterprise, rows[0].number, rows[0].version) == ("示例甲", late.number, late.version)
    assert rows[2].stopped


def test_the_progress_is_what_the_latest_step_says(office):
    case = office.case(office.enterprise("示例甲公司"), "appeal", "2022-12-01")
    (row,) = followup_rows(office.write, TODAY)
    assert row.progress == ""
    for on, note in (("2022-12-05", "已勘查"), ("2022-12-05", "待审批"), ("2022-12-10", "")):
        office.save(AppealStep(appeal_id=case.id, state="in_progress", happened_on=day(on), note=note))
    (row,) = followup_rows(office.write, TODAY)
    assert row.progress == "待审批"


def test_cases_are_chosen_by_scope_person_and_round(office):
    city, other = office.unit("示例市"), office.unit("示例县")
    bureau, wang = office.unit("示例供电公司", short_name="示例供电"), office.person("王敏")
    first, second = office.enterprise("示例甲公司", city), office.enterprise("示例乙公司", other)
    case = office.case(first, "appeal", "2022-12-01", person_id=wang.id, assigned_unit_id=bureau.id)
    case_elsewhere = office.case(second, "appeal", "2022-12-01")
    round_four = office.round(4, other, "2022-11-01", [second])
    office.round(5, city, "2022-12-01", [first])
    assert [row.id for row in followup_rows(office.write, TODAY, scope=city.id)] == [case.id]
    assert [row.id for row in followup_rows(office.write, TODAY, person=wang.id)] == [case.id]
    assert [row.id for row in followup_rows(office.write, TODAY, round_id=round_four.id)] == [case_elsewhere.id]
    assert followup_rows(office.write, TODAY, scope=city.id)[0].unit == "示例供电"
    office.write.remove(office.write.select(type(case), "id = :id", {"id": case.id})[0])
    assert len(followup_rows(office.write, TODAY)) == 1


def test_an_enterprise_in_the_bin_is_not_on_the_roster(office):
    firm = office.enterprise("示例甲公司")
    office.save(replace(office.enterprise("示例乙公司"), note="留下"))
    office.write.remove(firm)
    assert [row.name for row in enterprise_roster(office.write, TODAY)] == ["示例乙公司"]


def test_the_open_cases_are_shared_out_by_person_and_by_district(office):
    city = office.unit("示例市")
    district = office.unit("示例区", city)
    park = office.unit("示例园区", district, unit_kind="park")
    wang = office.person("王敏")
    firm, other = office.enterprise("示例甲厂", park), office.enterprise("示例乙厂", city)
    mine = office.case(firm, "appeal", "2022-12-01", person_id=wang.id, due_on=day("2022-12-20"))
    office.case(firm, "appeal", "2022-12-01", "2022-12-05", person_id=wang.id)
    nobodys = office.case(other, "appeal", "2022-12-02")
    assert [(s.name, s.cases, s.overdue) for s in shares_by_person(office.write, TODAY)] == [("王敏", 1, 1), ("", 1, 0)]
    by_district = {share.name: share for share in shares_by_district(office.write, TODAY)}
    assert {name: share.cases for name, share in by_district.items()} == {"示例区": 1, "示例市": 1}
    assert [row.id for row in followup_rows(office.write, TODAY, person="")] == [nobodys.id]
    for name, case in (("示例区", mine), ("示例市", nobodys)):
        rows = followup_rows(office.write, TODAY, district=by_district[name].id)
        assert [row.id for row in rows] == [case.id], "no case goes out twice"
