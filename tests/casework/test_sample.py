"""The sample case file: sound, the same each time, and inventing nothing about firms that exist."""

import datetime as dt
import re
from itertools import pairwise

import pytest

from casework.amounts import parse_fen
from casework.calendar import china_calendar
from casework.casebook import Casebook
from casework.chinese import is_uscc
from casework.entities.appeals import LOOP, Appeal, AppealStep
from casework.entities.enterprises import Enterprise, EnterpriseClass
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit
from casework.errors import RuleForbids
from casework.records import Clock
from casework.sample import SAMPLE_TODAY, SAMPLE_WRITTEN_ON, sample_roster, write_sample
from casework.sample.case_path import Step, known_from
from casework.sample.shelf import Shelf
from casework.sample.spread import chosen, days_between, days_by_month, shares, uneven

REAL_FIRMS = ["东方龙源", "国泉电子"]
LONGCHUAN = "示例龙川阀门有限公司"


def of(book, table, name, columns="*"):
    """The rows of a table that hang on an enterprise."""
    enterprise = book.find(Enterprise, name)
    sql = f"select {columns} from {table} where enterprise_id = :id and removed_at is null"
    return book.query(sql, {"id": enterprise.id})


# --- sound ---------------------------------------------------------------------------------------


def test_the_file_is_sound(sample_book):
    assert sample_book.check(deep=True) == []


def test_it_is_one_action_and_says_that_it_is_a_sample(sample_book):
    assert [a.kind for a in sample_book.actions()] == ["do", "note"]
    settings = {row["key"]: row["value"] for row in sample_book.query("select key, value from setting")}
    assert settings["sample"] == SAMPLE_TODAY.isoformat() == "2022-12-30"
    assert (settings["centre_name"], settings["default_scope"]) == ("示例技术转移中心", "自贡市")


def test_two_sample_files_hold_the_same_rows(sample_book, tmp_path):
    with Casebook.create(tmp_path / "再.huifang", clock=Clock.fixed(SAMPLE_WRITTEN_ON), actor="李卓然") as other:
        with other.change("再写一份") as write:
            write_sample(write)
        for name in sample_book.types:
            sql = f'select * from "{name}" order by id'
            assert sample_book.query(sql) == other.query(sql), name


def test_it_is_not_written_on_an_earlier_day(tmp_path):
    with (
        Casebook.create(tmp_path / "早.huifang", clock=Clock.fixed(dt.date(2022, 10, 1)), actor="王敏") as book,
        pytest.raises(RuleForbids),
        book.change("早写") as write,
    ):
        write_sample(write)


def test_a_word_that_is_no_field_is_seen(book):
    with book.change("写") as write, pytest.raises(ValueError, match="nmae"):
        Shelf(write).put(Unit, "甲", {"nmae": "甲"})


# --- nothing invented about firms that exist -----------------------------------------------------


def test_firms_without_the_mark_are_the_two_that_are_printed(sample_book):
    names = [e.name for e in sample_book.select(Enterprise, "name not like '%示例%'", order="name")]
    assert sorted(names) == sorted(REAL_FIRMS)


@pytest.mark.parametrize("name", REAL_FIRMS)
def test_firms_that_exist_carry_only_what_is_printed(sample_book, name):
    enterprise = sample_book.find(Enterprise, name)
    assert (enterprise.uscc, enterprise.revenue, enterprise.employees, enterprise.address) == ("", None, None, "")
    forbidden = ("appeal", "visit", "contact_person", "commitment", "round_member", "enterprise_class",
                 "commissioner_assignment", "policy_payout")  # fmt: skip
    assert {table: of(sample_book, table, name) for table in forbidden} == {table: [] for table in forbidden}


def test_the_match_with_dongfang_longyuan_is_as_printed(sample_book):
    [demand] = of(sample_book, "demand", "东方龙源", "id, subject")
    assert demand["subject"] == "新燃料动水腐蚀试验段"
    sql = (
        "select match.state, expert.name, expert.unit_name, expert.phone from match join expert"
        " on expert.id = match.expert_id where match.demand_id = :id"
    )
    assert sample_book.query(sql, {"id": demand["id"]}) == [
        {"state": "intention", "name": "重庆大学教授", "unit_name": "重庆大学", "phone": ""}
    ]
    assert [row["stage"] for row in of(sample_book, "project", "东方龙源", "stage")] == ["intention"]
    assert of(sample_book, "demand", "国泉电子") == of(sample_book, "project", "国泉电子") == []


def test_invented_codes_and_telephones_are_marked(sample_book):
    codes = [row["uscc"] for row in sample_book.query("select uscc from enterprise where uscc <> ''")]
    assert len(codes) > 300
    assert all(is_uscc(code) and code[2:8] == "999999" for code in codes)
    for table in ("person", "contact_person", "expert"):
        phones = [row["phone"] for row in sample_book.query(f"select phone from {table} where phone <> ''")]
        assert phones
        assert all(re.fullmatch(r"100\d{8}", phone) for phone in phones)


def test_projects_that_are_not_printed_are_marked(sample_book):
    sql = "select name from project where name not like '示例%' and enterprise_id is null"
    assert sample_book.query(sql) == []


# --- work that reads like work -------------------------------------------------------------------


def test_every_round_goes_over_the_same_18_enterprises(sample_book):
    rounds = sample_book.select(RevisitRound, order="round_no")
    assert [found.round_no for found in rounds] == [1, 2, 3, 4]
    sql = "select enterprise_id from round_member where round_id = :id order by 1"
    cohorts = [[row["enterprise_id"] for row in sample_book.query(sql, {"id": found.id})] for found in rounds]
    assert len(set(cohorts[0])) == 18
    assert all(cohort == cohorts[0] for cohort in cohorts)


def test_whoever_was_missed_has_a_reason_and_no_contact(sample_book):
    sql = (
        "select revisit_round.round_no, count(*) as missed, sum(member_outcome <> '') as said from round_member"
        " join revisit_round on revisit_round.id = round_member.round_id where not exists (select 1 from visit"
        " where visit.round_id = round_member.round_id and visit.enterprise_id = round_member.enterprise_id)"
        " group by 1 order by 1"
    )
    missed = [tuple(row.values()) for row in sample_book.query(sql)]
    assert missed == [(2, 1, 1), (3, 3, 3)]
    assert sample_book.query("select count(*) as n from round_member where member_outcome <> ''") == [{"n": 4}]


def test_round_four_is_november_casework(sample_book):
    [round_four] = sample_book.select(RevisitRound, "round_no = 4")
    visits = sample_book.select(Visit, "round_id = :id", {"id": round_four.id})
    assert len({visit.enterprise_id for visit in visits}) == len(visits) == 18
    assert all(visit.occurred_on and visit.occurred_on.isoformat()[:7] == "2022-11" for visit in visits)
    assert all(len(visit.findings) > 25 and visit.author for visit in visits)
    assert len({visit.findings for visit in visits}) == 18


def test_contacts_fall_on_working_days(sample_book):
    calendar = china_calendar(range(2018, 2025))
    days = [visit.occurred_on for visit in sample_book.select(Visit, "state = 'done'")]
    assert [day for day in days if day is None or not calendar.is_working_day(day)] == []


def test_every_case_went_through_the_loop(sample_book):
    cases = {case.id: case for case in sample_book.select(Appeal)}
    paths: dict[str, list[AppealStep]] = {case_id: [] for case_id in cases}
    for step in sample_book.select(AppealStep):
        paths[step.appeal_id].append(step)
    for case_id, steps in paths.items():
        states = ["", *(step.state for step in steps)]
        assert all(after in LOOP[before] for before, after in pairwise(states)), states
        days = [step.happened_on for step in steps]
        assert days == sorted(days)
        assert (cases[case_id].state, cases[case_id].accepted_on) == (states[-1], days[0])


def test_closed_cases_are_closed_on_working_days_with_their_limits(sample_book):
    calendar = china_calendar(range(2022, 2026))
    closed = sample_book.select(Appeal, "state = 'closed'")
    assert len(closed) > 500
    for case in closed:
        assert case.closed_on
        assert calendar.is_working_day(case.closed_on)
        assert case.due_on
        assert case.due_on >= calendar.add_working_days(case.accepted_on, case.limit_days)


def test_what_is_open_on_the_day_of_the_sample(sample_book):
    still_open = sample_book.select(Appeal, "state not in ('closed', 'withdrawn', 'merged')")
    assert len(still_open) == 14
    due = [case.due_on for case in still_open if case.due_on]
    assert sum(day < SAMPLE_TODAY for day in due) == 2
    assert sum(day == SAMPLE_TODAY for day in due) == 1
    assert [case.subject for case in still_open if case.stopped] == ["扩建用地规划指标"]
    assert {case.state for case in still_open} == {
        "accepted", "assigned", "in_progress", "answered", "confirmed", "returned",
    }  # fmt: skip


def test_the_enterprise_of_the_case_summary_has_everything_on_it(sample_book):
    enterprise = sample_book.find(Enterprise, LONGCHUAN)
    classes = sample_book.select(EnterpriseClass, "enterprise_id = :id", {"id": enterprise.id})
    held = {(row.class_code, row.year): row.class_state for row in classes}
    assert held["st_sme", 2021] == "lapsed"
    assert ("st_sme", 2022) not in held
    assert {code for code, year in held if year == 2022} == {
        "above_scale", "high_tech", "specialised_new", "key_enterprise",
    }  # fmt: skip
    assert len([row for row in of(sample_book, "visit", LONGCHUAN) if row["round_id"]]) == 4
    states = sorted(row["state"] for row in of(sample_book, "appeal", LONGCHUAN))
    assert states == ["closed", "closed", "in_progress", "in_progress"]
    assert {row["rating"] for row in of(sample_book, "appeal", LONGCHUAN) if row["state"] == "closed"} == {"satisfied"}
    assert len(of(sample_book, "demand", LONGCHUAN)) == len(of(sample_book, "project", LONGCHUAN)) == 2
    due = [row["due_on"] for row in of(sample_book, "commitment", LONGCHUAN) if row["state"] == "open"]
    assert [day < SAMPLE_TODAY.isoformat() for day in sorted(due)] == [True, False]


def test_places_of_other_pages_stand_apart(sample_book):
    roots = ("自贡市", "南川区", "川渝高竹新区", "平武县", "四川省科技厅", "西部科学城")
    assert {sample_book.find(Unit, name).parent_id for name in roots} == {""}
    assert sample_book.find(Unit, "自贡科技园").parent_id == sample_book.find(Unit, "自贡市").id


# --- the roster of the main job ------------------------------------------------------------------


def test_the_roster_has_the_18_enterprises_of_the_rounds(sample_book):
    heads, *rows = sample_roster()
    assert len(rows) == 18
    assert {len(row) for row in rows} == {len(heads)}
    by_name = {row[heads.index("企业名称")]: dict(zip(heads, row, strict=True)) for row in rows}
    for name, row in by_name.items():
        enterprise = sample_book.find(Enterprise, str(name))
        assert (row["统一社会信用代码"], row["职工人数"]) == (enterprise.uscc, enterprise.employees)
        assert parse_fen(f"{row['营业收入（万元）']}万元") == enterprise.revenue
        assert of(sample_book, "round_member", name)
    row = by_name[LONGCHUAN]
    assert (row["区县"], row["园区"], row["企服专员"], row["联系人"]) == ("自贡高新区", "板仓工业园", "王敏", "赵工")
    assert (row["规上"], row["科技型中小企业"]) == ("是", "")


# --- the arithmetic ------------------------------------------------------------------------------


def test_shares_add_up_to_the_total():
    parts = shares(285, uneven(30, 6, 13))
    assert (sum(parts), len(parts), min(parts) > 0) == (285, 30, True)
    parts = shares(7_683_400_000, uneven(173, 8, 90), 100_000)
    assert (sum(parts), {part % 100_000 for part in parts}) == (7_683_400_000, {0})
    with pytest.raises(ValueError, match="step"):
        shares(7, [1, 1], 2)


def test_chosen_picks_exactly_as_many_as_wanted():
    assert sum(chosen(place, 97, 314) for place in range(314)) == 97
    assert sum(chosen(place, 298, 314) for place in range(314)) == 298


def test_days_by_month_count_out_working_days():
    calendar = china_calendar([2024])
    days = list(days_by_month(calendar, 2024, [2, 3, 36]))
    assert [sum(day.month == month for day in days) for month in (1, 2, 3)] == [2, 3, 36]
    assert all(calendar.is_working_day(day) for day in days)


def test_days_between_are_weekdays_inside_the_span():
    days = days_between(dt.date(2018, 4, 12), dt.date(2020, 6, 18), 30)
    assert (days[0], days[-1], len(days)) == (dt.date(2018, 4, 12), dt.date(2020, 6, 18), 30)
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)


def test_a_reopened_case_keeps_no_days_of_its_first_closing():
    day = dt.date(2022, 11, 30)
    first = [Step("accepted", day), Step("assigned", day), Step("in_progress", day), Step("answered", day)]
    first += [Step("confirmed", day), Step("closed", day)]
    assert known_from(first)["closed_on"] == day
    later = dt.date(2022, 12, 26)
    known = known_from([*first, Step("reopened", dt.date(2022, 12, 22)), Step("in_progress", later)])
    assert known == {"state": "in_progress", "accepted_on": day, "assigned_on": later}
