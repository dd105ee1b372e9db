"""Figures: the published ones word for word, what each counts and leaves out, and the records behind them."""

import pytest

from casework.entities.reported_figures import ReportedFigure
from casework.errors import Ambiguous, BadInput, NotFound
from casework.insight.figures import compute, records_behind, resolve_round, resolve_scope
from casework.insight.indicators import INDICATORS
from casework.language import choose_language
from casework.periods import parse_period
from tests.casework.office import Office, day, figure, open_office, told

YI = 100_000_000 * 100


@pytest.fixture
def office(tmp_path):
    with open_office(tmp_path / "案卷.huifang") as opened:
        yield opened


def value(office, key, period, scope=None, the_round=None):
    return figure(office, key, period, scope, the_round).value


# --- counting rules ---


def test_a_scope_holds_the_units_below_it_and_none_means_all(office):
    city = office.unit("自贡市")
    district = office.unit("高新区", city)
    other = office.unit("南川区")
    for unit in (district, other):
        office.visit(office.enterprise(f"示例{unit.name}", unit), "on_site", "2022-11-02")
    assert [value(office, "contacts_total", "2022-11", scope) for scope in (city, district, other, None)] == [
        1,
        1,
        1,
        2,
    ]


def test_planned_and_cancelled_visits_and_those_in_the_bin_are_not_counted(office):
    firm = office.enterprise("示例龙川阀门")
    office.visit(firm, "phone", "2022-11-02")
    office.visit(firm, "phone", "2022-11-03", state="planned")
    office.visit(firm, "phone", "2022-11-03", state="cancelled", cancel_reason="企业停产")
    office.write.remove(office.visit(firm, "phone", "2022-11-04"))
    assert value(office, "contacts_phone", "2022-11") == 1
    assert value(office, "enterprises_contacted", "2022-11") == 1


def test_satisfaction_leaves_out_the_unrated_and_has_a_second_definition(office):
    firm = office.enterprise("示例龙川阀门")
    for rating in ("satisfied", "satisfied", "basically_satisfied", "dissatisfied", "not_rated"):
        office.case(firm, "appeal", "2022-11-01", "2022-11-10", rating=rating)
    office.case(firm, "procedure", "2022-11-01", "2022-11-10", rating="dissatisfied")
    rate = figure(office, "satisfaction_rate", "2022-11")
    assert (rate.text, rate.value, rate.base, rate.records) == ("50%（2/4）", 0.5, (2, 4), 4)
    assert figure(office, "satisfaction_rate_with_basic", "2022-11").text == "75%（3/4）"
    empty = figure(office, "satisfaction_rate", "2022-10")
    assert (empty.text, empty.value, empty.base) == ("无数据", None, (0, 0))


def test_the_two_clocks_are_told_apart(office):
    firm = office.enterprise("示例龙川阀门")
    for due, answer_due in (("2022-11-10", "2022-11-05"), ("2022-11-09", "2022-11-20")):
        office.case(
            firm,
            "appeal",
            "2022-11-01",
            "2022-11-10",
            due_on=day(due),
            answer_due_on=day(answer_due),
            answered_on=day("2022-11-06"),
            limit_days=7,
        )
    assert figure(office, "on_time_rate", "2022-11").text == "50%（1/2）"
    assert figure(office, "answer_on_time_rate", "2022-11").text == "50%（1/2）"
    assert records_behind(office.write, "on_time_rate", parse_period("2022-11"))


def test_cases_in_hand_are_those_of_the_day_not_those_of_now(office):
    firm = office.enterprise("示例龙川阀门")
    office.case(firm, "appeal", "2022-10-01", "2022-11-10")
    open_case = office.case(firm, "appeal", "2022-10-08", due_on=day("2022-10-20"))
    reopened = office.case(firm, "appeal", "2022-09-01", "2022-09-10")
    reopened = office.save(office_reopened(reopened))
    office.step(reopened, "reopened", "2022-11-15")
    withdrawn = office.case(firm, "appeal", "2022-10-09", state="withdrawn", outcome_reason="企业自行解决")
    office.step(withdrawn, "withdrawn", "2022-11-20")
    assert value(office, "appeals_open_end", "2022-10") == 3  # the closed, the open and the withdrawn one
    assert value(office, "appeals_open_end", "2022-11") == 2  # the open and the re-opened one
    assert value(office, "appeals_handled", "2022-09") == 0  # closed then, but re-opened since
    overdue = records_behind(office.write, "appeals_overdue", parse_period("2022-10"))
    assert overdue == [("appeal", open_case.id)]


def office_reopened(case):
    from dataclasses import replace

    return replace(case, state="reopened", outcome_reason="企业反映未解决")


def test_a_month_that_is_not_over_is_counted_as_of_today(book):
    with book.change("试") as write:
        office = Office(write)
        firm = office.enterprise("示例龙川阀门")
        office.case(firm, "appeal", "2022-12-20", due_on=day("2022-12-30"))
        assert value(office, "appeals_overdue", "2022-12") == 0
        office.case(firm, "appeal", "2022-12-20", due_on=day("2022-12-29"))
        assert value(office, "appeals_overdue", "2022-12") == 1


def test_parts_of_a_project_are_not_counted_beside_it(office):
    area = office.unit("川渝高竹新区")
    whole = office.project("示例水环境", area, {"signed": "2022-12-01"}, signed_amount=20 * YI)
    office.project("示例水环境一期", area, {"signed": "2022-12-01"}, signed_amount=8 * YI, parent_id=whole.id)
    assert value(office, "signed_amount", "2022-12", area) == 20 * YI
    assert value(office, "entries_signed", "2022-12", area) == 1


def test_a_stage_counts_by_the_day_it_was_entered_not_by_where_the_project_stands(office):
    area = office.unit("南川工业园区")
    office.project("示例甲", area, {"signed": "2024-02-01", "started": "2024-05-01", "commissioned": "2024-10-01"})
    assert [value(office, "entries_started", p, area) for p in ("2024-05", "2024-10", "2024")] == [1, 0, 1]


def test_signed_projects_are_told_once_beside_the_money_that_is_known(office):
    agreed, plain, both = office.unit("甲区"), office.unit("乙区"), office.unit("丙区")
    office.project("示例甲", agreed, {"signed": "2024-02-01"}, agreed_investment=YI)
    office.project("示例乙", plain, {"signed": "2024-02-01"})
    office.project("示例丙", both, {"signed": "2024-02-01"}, agreed_investment=YI, signed_amount=2 * YI)
    assert told(office, "2024-02", agreed) == ("签约1个，协议引资1亿元",)
    assert told(office, "2024-02", plain) == ("签约1个",)
    assert told(office, "2024-02", both) == ("签约1个，协议引资1亿元", "签约项目1个，金额2亿元")


def test_a_promise_carried_over_is_neither_new_nor_twice_overdue(office):
    firm, person = office.enterprise("示例龙川阀门"), office.person("王敏")
    first = office.promise(firm, person, "2022-10-01", "2022-10-20")
    office.promise(firm, person, "2022-11-01", "2022-11-20", carried_from_id=first.id)
    office.promise(firm, person, "2022-11-05", "2022-11-30", state="kept", settled_on=day("2022-11-28"), proof="已寄")
    got = [value(office, k, "2022-11") for k in ("commitments_given", "commitments_kept", "commitments_overdue")]
    assert got == [1, 1, 1]


def test_a_match_counts_once_for_each_step_it_took(office):
    firm = office.enterprise("示例龙川阀门", office.unit("自贡市"))
    wanted = office.demand(firm, "动水腐蚀试验", "2022-11-02")
    steps = {"accepted": "2022-11-03", "contacted": "2022-11-04", "intention": "2022-11-05", "refused": "2022-11-06"}
    match = office.match(wanted, "试验回路", {s: d for s, d in steps.items() if s != "refused"})
    from casework.entities.matches import MatchStep

    office.save(MatchStep(match_id=match.id, state="accepted", happened_on=day("2022-11-20")))
    city = resolve_scope(office.write, "自贡市")
    assert [value(office, k, "2022-11", city) for k in ("demands_posted", "matches_accepted", "intentions")] == [
        1,
        1,
        1,
    ]


# --- asking ---


def test_every_figure_opens_as_many_records_as_it_says(office):
    city, person = office.unit("自贡市"), office.person("王敏")
    firm = office.enterprise("示例龙川阀门", city, is_industrial=True)
    office.in_class(firm, "key_enterprise", 2022)
    office.commissioner(firm, person, "2022-01-01")
    first = office.round(1, city, "2022-11-01", [firm])
    office.visit(firm, "on_site", "2022-11-02", person, round_id=first.id)
    office.visit(firm, "phone", "2022-11-03", person, round_id=first.id)
    office.case(firm, "appeal", "2022-11-01", "2022-11-10")
    office.project("示例", city, {"signed": "2022-11-02"}, signed_amount=YI)
    found = compute(office.write, parse_period("2022-11"), city, first)
    assert sum(f.records for f in found.figures) > 10
    for f in found.figures:
        behind = records_behind(office.write, f.key, parse_period("2022-11"), city, first)
        assert len(behind) == f.records, f.key
        for type_name, record_id in behind:
            office.write.get(office.write.types[type_name], record_id)


def test_figures_of_a_round_need_a_round_and_reported_ones_a_report(office):
    keys = {f.key for f in compute(office.write, parse_period("2022-11")).figures}
    assert keys.isdisjoint({"enterprises_in_round", "enterprises_not_reached", "coverage", "platforms"})
    assert {"contacts_on_site", "appeals_handled", "signed_amount", "satisfaction_rate"} <= keys


def test_chosen_figures_are_all_told_even_the_zeros(office):
    found = compute(office.write, parse_period("2022-11"), keys=("appeals_handled", "joint_meetings", "key_coverage"))
    assert found.sentences == ("办理诉求0件", "联席会议0次", "重点企业联系率无数据")
    with pytest.raises(NotFound, match="visitors"):
        compute(office.write, parse_period("2022-11"), keys=("visitors",))


def test_a_report_stands_in_where_the_office_keeps_no_records_of_its_own(office):
    city = office.unit("自贡市")
    office.save(
        ReportedFigure(
            indicator="above_scale",
            scope_id=city.id,
            as_of=day("2022-06-30"),
            value=700,
            measure="家",
            source="示例公报",
        )
    )
    assert figure(office, "above_scale", "2022-11", city).source == "示例公报"
    office.in_class(office.enterprise("示例", city), "above_scale", 2022)
    assert (
        figure(office, "above_scale", "2022-11", city).value,
        figure(office, "above_scale", "2022-11", city).source,
    ) == (1, "")


def test_a_figure_of_another_office_that_we_do_not_know_is_told_in_its_own_words(office):
    city = office.unit("自贡市")
    office.save(
        ReportedFigure(
            indicator="marine",
            scope_id=city.id,
            period="2022-11",
            value=101,
            measure="个",
            words="涉海项目",
            source="示例",
        )
    )
    assert told(office, "2022-11", city) == ("涉海项目101个",)
    assert len(records_behind(office.write, "marine", parse_period("2022-11"), city)) == 1


def test_figures_in_english(office):
    choose_language("en")
    firm = office.enterprise("示例", office.unit("Zigong"))
    for _n in range(305):
        office.case(firm, "procedure", "2022-11-01", "2022-11-10")
    assert told(office, "2022-11") == ("over 300 agency procedures handled",)


def test_json_has_the_shape_of_the_command_line(office):
    office.case(office.enterprise("示例"), "appeal", "2022-11-01", "2022-11-10")
    found = compute(office.write, parse_period("2022-11"), by="mode").as_json()
    assert (found["scope"], found["period"]) == (None, "2022-11")
    one = next(f for f in found["figures"] if f["key"] == "satisfaction_rate")
    assert one["base"] == {"num": 1, "den": 1}
    assert one["value"] == 1.0
    assert {"key", "label", "value", "unit", "text", "sentence", "base", "target", "records", "source"} <= one.keys()
    assert found["split"]["rows"][0]["appeals_handled"] == 1


def test_no_two_indicators_share_a_key_and_all_speak_chinese(office):
    assert len({i.key for i in INDICATORS}) == len(INDICATORS)
    for f in compute(office.write, parse_period("2022-11")).figures:
        assert not any(c.isascii() and c.isalpha() for c in f.label.replace("S&T", "") + f.rule + f.sentence), f


# --- splits, scopes, rounds ---


def test_districts_are_rolled_up_to_those_right_below_the_scope(office):
    city = office.unit("自贡市")
    zone = office.unit("高新区", city)
    park = office.unit("板仓工业园", zone)
    for unit in (zone, park, park, city):
        office.visit(office.enterprise("示例", unit), "phone", "2022-11-02")
    split = compute(office.write, parse_period("2022-11"), city, by="district", keys=("contacts_total",)).split
    assert [(row.name, row.values) for row in split.rows] == [("高新区", (3,)), ("自贡市本级", (1,))]


def test_a_joint_contact_is_credited_to_everyone_but_counted_once(office):
    centre = office.unit("示例中心", unit_kind="centre")
    one, two = office.person("王敏", centre), office.person("周倩", centre)
    office.visit(office.enterprise("示例"), "on_site", "2022-11-02", one, two)
    office.visit(office.enterprise("示例乙"), "on_site", "2022-11-02")
    asked = {"keys": ("contacts_total",), "period": parse_period("2022-11")}
    by_person = compute(office.write, **asked, by="person").split
    assert [(r.name, r.values) for r in by_person.rows] == [("周倩", (1,)), ("王敏", (1,)), ("未填", (1,))]
    by_unit = compute(office.write, **asked, by="unit").split
    assert [(r.name, r.values) for r in by_unit.rows] == [("示例中心", (1,)), ("未填", (1,))]
    assert "大于合计" in by_person.note
    assert value(office, "contacts_total", "2022-11") == 2
    with pytest.raises(BadInput, match="colour"):
        compute(office.write, **asked, by="colour")


def test_a_scope_is_called_by_its_names(office):
    city = office.unit("自贡市", short_name="自贡")
    assert resolve_scope(office.write, "自贡") == city
    assert resolve_scope(office.write, " ") is None
    with pytest.raises(NotFound):
        resolve_scope(office.write, "某市")


def test_a_round_is_found_by_its_number_within_the_scope(office):
    city, other = office.unit("自贡市"), office.unit("南川区")
    zone = office.unit("高新区", city)
    first, second = office.round(1, city, "2022-01-01", []), office.round(1, other, "2022-01-01", [])
    assert resolve_round(office.write, 1, city) == first
    assert resolve_round(office.write, 1, zone) == first
    assert resolve_round(office.write, 1, other) == second
    with pytest.raises(Ambiguous):
        resolve_round(office.write, 1)
    with pytest.raises(NotFound):
        resolve_round(office.write, 4, city)
