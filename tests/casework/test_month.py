"""A month: its figures beside those before, its course and targets; frozen, and what changed since."""

from dataclasses import replace

import pytest

from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import Target
from casework.insight.figures import compute
from casework.insight.frozen import differences, freeze, frozen_of, thawed
from casework.insight.month import month, month_row
from casework.periods import parse_period
from tests.casework.office import Office, day

YI = 100_000_000 * 100
NOVEMBER = parse_period("2022-11")


@pytest.fixture
def office(book):
    with book.change("试") as write:
        yield Office(write)


@pytest.fixture
def firm(office):
    return office.enterprise("示例龙川阀门", office.unit("自贡市"))


def row(found, key):
    return next(row for group in found.groups for row in group.rows if row.figure.key == key)


def test_every_figure_stands_beside_the_one_before(office, firm):
    for on in ("2022-10-05", "2022-11-02", "2022-11-03"):
        office.visit(firm, "phone", on)
    office.case(firm, "appeal", "2022-10-01", "2022-10-20")
    found = month(office.write, NOVEMBER)
    phone, appeals = row(found, "contacts_phone"), row(found, "appeals_handled")
    assert (phone.figure.value, phone.before.value, phone.difference_text) == (2, 1, "增加1家次")
    assert (appeals.difference, appeals.difference_text) == (-1, "减少1件")
    assert row(found, "joint_meetings").difference_text == "持平"
    assert row(found, "satisfaction_rate").difference is None
    assert [group.title for group in found.groups][:3] == ["企业与专员", "走访与联系", "诉求与办件"]


def test_a_running_total_is_compared_with_that_of_the_month_before(office, firm):
    for on in ("2022-01-05", "2022-09-02", "2022-10-03"):
        office.visit(firm, "phone", on)
    found = month(office.write, parse_period("2022-01..2022-10"))
    assert found.previous.period.code == "2022-01..2022-09"
    assert (row(found, "contacts_phone").figure.value, row(found, "contacts_phone").before.value) == (3, 2)
    assert [part.figure("contacts_total").value for part in found.by_month] == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_a_single_month_shows_the_course_of_its_year(office, firm):
    office.case(firm, "appeal", "2022-03-01", "2022-03-20")
    found = month(office.write, NOVEMBER)
    assert [part.period.code for part in found.by_month][:3] == ["2022-01", "2022-02", "2022-03"]
    assert len(found.by_month) == 11
    assert found.by_month[2].figure("appeals_handled").value == 1


def test_cases_are_split_by_service_mode_and_by_kind(office, firm):
    for mode, kind in (("agency", "demand"), ("agency", "suggestion"), ("in_park", "demand")):
        office.case(firm, "appeal", "2022-11-01", "2022-11-20", service_mode=mode, appeal_kind=kind)
    found = month(office.write, NOVEMBER)
    assert [(r.name, r.values) for r in found.by_service_mode.rows] == [("帮代办", (2,)), ("入园办", (1,))]
    assert [(r.name, r.values) for r in found.by_appeal_kind.rows] == [("需求", (2,)), ("建议", (1,))]


def test_targets_are_followed_from_january_also_in_a_single_month(office, firm):
    city = office.write.get(type(office.unit("x")), firm.territory_id)
    office.project("示例甲", city, {"signed": "2022-02-01"}, agreed_investment=2 * YI)
    office.project("示例乙", city, {"signed": "2022-11-05"}, agreed_investment=YI)
    office.save(Target(indicator="entries_signed", scope_id=city.id, year=2022, value=30))
    office.save(Target(indicator="agreed_investment", scope_id=city.id, year=2022, value=100 * YI))
    office.save(Target(indicator="entries_started", scope_id=city.id, year=2021, value=5))
    found = month(office.write, NOVEMBER, city)
    assert [(f.key, f.value, f.target) for f in found.year_to_date.figures] == [
        ("entries_signed", 2, (30, "30个以上")),
        ("agreed_investment", 3 * YI, (100 * YI, "100亿元以上")),
    ]
    assert row(found, "entries_signed").figure.value == 1


def test_a_figure_that_cannot_be_compared_has_no_difference(office, firm):
    figure = compute(office.write, NOVEMBER).figure("contacts_total")
    assert month_row(figure, None).difference is None
    assert month_row(figure, replace(figure, unit="件")).difference is None


def test_a_frozen_month_keeps_what_was_printed(office, firm):
    office.visit(firm, "phone", "2022-11-02")
    scope = office.write.get(type(office.unit("x")), firm.territory_id)
    frozen = office.save(freeze(office.write, NOVEMBER, scope, "陈立"))
    office.visit(firm, "phone", "2022-11-03")
    assert (frozen.frozen_on, frozen.frozen_by, frozen.period) == (day("2022-12-30"), "陈立", "2022-11")
    kept = thawed(office.write, frozen_of(office.write, NOVEMBER, scope))
    assert kept.figure("contacts_phone").text == "1家次"
    assert kept.sentences == ("走访联系1家次，涉及企业1家，实地走访0家次，电话沟通1家次，线上联系0家次",)
    assert compute(office.write, NOVEMBER, scope).figure("contacts_phone").text == "2家次"
    assert frozen_of(office.write, NOVEMBER) is None
    december = month(office.write, parse_period("2022-12"), scope)
    assert december.previous_is_frozen
    assert row(december, "contacts_phone").before.value == 1


def test_what_changed_since_names_the_records(office, firm):
    city = office.unit("高新区")
    gone = office.visit(firm, "phone", "2022-11-02")
    project = office.project("示例焊材二期", city, {"signed": "2022-11-05"}, signed_amount=84 * YI // 10)
    frozen = office.save(freeze(office.write, NOVEMBER))
    assert differences(office.write, frozen) == ()
    office.write.remove(gone)
    late = office.visit(firm, "on_site", "2022-11-27", topic="迟录")
    office.save(replace(project, signed_amount=81 * YI // 10))
    office.save(
        ReportedFigure(indicator="marine", period="2022-11", value=3, measure="个", words="涉海", source="示例")
    )
    found = {d.key: d for d in differences(office.write, frozen)}
    assert found.keys() == {"contacts_on_site", "contacts_phone", "signed_amount", "marine"}
    assert (found["contacts_phone"].before.value, found["contacts_phone"].after.value) == (1, 0)
    assert [(r.id, r.went) for r in found["contacts_phone"].records] == [(gone.id, True)]
    assert [(r.id, r.came, r.title) for r in found["contacts_on_site"].records] == [(late.id, True, "ZF-0002 迟录")]
    money = found["signed_amount"].records[0]
    assert (money.title, money.before, money.after) == ("XM-0001 示例焊材二期", 84 * YI // 10, 81 * YI // 10)
    assert found["marine"].before is None


def test_a_frozen_running_month_is_compared_as_of_the_day_of_freezing(office, firm):
    office.case(firm, "appeal", "2022-12-20", due_on=day("2022-12-29"))
    frozen = office.save(freeze(office.write, parse_period("2022-12")))
    assert thawed(office.write, frozen).question.day == day("2022-12-30")
    assert differences(office.write, frozen) == ()
