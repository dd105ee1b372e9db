"""Figures: the published ones word for word, what each counts and leaves out, and the records behind them."""

import pytest

from casework.casebook import Casebook
from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import FigureWording, Target
from casework.errors import Ambiguous, BadInput, NotFound
from casework.insight.figures import compute, records_behind, resolve_round, resolve_scope
from casework.insight.indicators import INDICATORS
from casework.language import choose_language
from casework.periods import parse_period
from casework.records import Clock
from tests.casework.office import Office, day

YI = 100_000_000 * 100


@pytest.fixture
def office(tmp_path):
    """An office late in 2024, so that every published period lies behind it."""
    clock = Clock.fixed(day("2024-11-04"))
    with Casebook.create(tmp_path / "案卷.huifang", clock=clock, actor="王敏") as book, book.change("试") as write:
        yield Office(write)


def told(office, period, scope=None, round=None):
    return compute(office.write, parse_period(period), scope, round).sentences


def figure(office, key, period, scope=None, round=None):
    found = compute(office.write, parse_period(period), scope, round).figure(key)
    assert found is not None
    return found


def value(office, key, period, scope=None, round=None):
    return figure(office, key, period, scope, round).value


# --- the published figures of product.md, section 3 ---


def test_row_1_a_round_tells_its_cohort_its_modes_and_whom_it_missed(office):
    city = office.unit("自贡市")
    firms = [office.enterprise(f"示例{n}号企业有限公司", city, short_name=f"示例{n}") for n in range(18)]
    fourth = office.round(4, city, "2022-11-21", firms)
    modes = ["on_site"] * 9 + ["phone"] * 5 + ["online"] * 4
    for firm, mode in list(zip(firms, modes, strict=True))[:16]:
        office.visit(firm, mode, "2022-11-24", round_id=fourth.id)
    office.visit(firms[0], "phone", "2022-11-25")
    assert told(office, "2022-11", city, fourth) == (
        "第四轮回访企业18家，实地走访9家次，电话沟通5家次，线上联系2家次，未联系2家：示例16、示例17",
    )
    assert figure(office, "coverage", "2022-11", city, fourth).text == "88.9%（16/18）"
    for firm in firms[16:]:
        office.visit(firm, "online", "2022-11-30", round_id=fourth.id)
    assert told(office, "2022-11", city, fourth) == (
        "第四轮回访企业18家，实地走访9家次，电话沟通5家次，线上联系4家次，未联系0家",
    )
    assert value(office, "contacts_phone", "2022-11", city) == 6  # without the round: all contacts of the month


def test_row_2_kinds_of_cases_are_told_apart_each_with_its_own_rounding(office):
    park = office.unit("南川工业园区", unit_kind="park")
    firm = office.enterprise("示例云岭机电", park)
    for kind, many in (("procedure", 305), ("dispute", 153), ("appeal", 37)):
        for _n in range(many):
            office.case(firm, kind, "2024-02-01", "2024-02-20")
    office.case(firm, "appeal", "2024-10-20", "2024-11-01")
    office.case(firm, "appeal", "2024-02-01", answered_on=day("2024-02-02"))
    sentences = told(office, "2024-01..2024-10", park)
    assert "帮代办手续300余件；协调解决纠纷150余件；办理诉求37件，满意率100%（37/37）" in sentences
    assert value(office, "procedures_handled", "2024-01..2024-10", park) == 305


def test_row_3_signed_on_site_stands_beside_the_total_and_money_is_exact_and_rounded(office):
    area = office.unit("川渝高竹新区")
    amounts = [4_248 * YI // 10 - 8 * YI] + [YI] * 8
    rest = 107_929 * YI // 100 - sum(amounts)
    for n, amount in enumerate(amounts + [rest - 24 * YI] + [YI] * 24):
        office.project(f"示例签约{n}", area, {"signed": "2022-12-09"}, signed_amount=amount, signed_on_site=n < 9)
    for n in range(203):
        amount = 4056 * YI - 202 * YI if n == 0 else YI
        office.project(f"示例推介{n}", area, {"promoted": "2022-12-09"}, promoted_amount=amount)
    assert told(office, "2022-12", area) == (
        "签约项目34个，金额1079.29亿元（近1080亿元），其中现场签约9个，424.8亿元；推介项目203个，4056亿元",
    )
    signed = figure(office, "signed_amount", "2022-12", area)
    assert (signed.value, signed.unit, signed.text, signed.records) == (10_792_900_000_000, "fen", "1079.29亿元", 34)


def test_row_4_entries_into_stages_with_the_targets_of_the_year(office):
    park = office.unit("南川工业园区", unit_kind="park")
    for n in range(31):
        stages = {"signed": "2024-03-01"} if n < 23 else {}
        stages |= {"started": "2024-05-01"} if n < 28 else {}
        invested = (6610 * YI // 100 - 22 * YI if n == 0 else YI) if n < 23 else None
        office.project(f"示例{n}", park, stages | {"commissioned": "2024-10-31"}, agreed_investment=invested)
    office.save(Target(indicator="entries_signed", scope_id=park.id, year=2024, value=30))
    office.save(Target(indicator="agreed_investment", scope_id=park.id, year=2024, value=100 * YI))
    assert told(office, "2024-01..2024-10", park) == (
        "签约23个（年度目标30个以上），协议引资66.1亿元（年度目标100亿元以上），新开工28个，新投产31个",
    )
    assert figure(office, "entries_signed", "2024-01..2024-10", park).target == (30, "30个以上")
    assert figure(office, "entries_signed", "2024-03", park).target is None


def test_row_5_exchange_and_cooperation_in_the_words_of_each_scope(office):
    county, province = office.unit("平武县"), office.unit("四川省科技厅")
    for n in range(30):
        batch = office.save(MutualVisit(occurred_on=day("2019-05-01"), visit_direction="sent", territory_id=county.id))
        office.save(Attendance(mutual_visit_id=batch.id, person_times=8 if n else 14))
        office.save(Attendance(mutual_visit_id=batch.id, person_times=1 if n else 10))
    for n in range(10):
        office.save(Event(
            event_kind="joint_meeting", name=f"第{n}次", state="held", held_on=day("2020-06-30"),
            territory_id=county.id,
        ))  # fmt: skip
    for n in range(44):
        office.project(
            f"示例协作{n}", county, {"contact": "2019-01-01"}, ladder="transfer", cooperation_form="regional"
        )
    for n in range(173):
        funds = 7_683_4000_00 - 172 * 100_00 if n == 0 else 100_00
        office.project(
            f"示例合作{n}", province, {"contact": "2019-12-01"}, ladder="transfer", cooperation_form="regional",
            cooperation_funds=funds,
        )  # fmt: skip
    office.save(FigureWording(indicator="cooperation_projects", scope_id=county.id, words="协作项目", measure="个"))
    assert told(office, "..2020-06", county) == ("互访30批次285人，联席会议10次，协作项目44个",)
    assert told(office, "..2020-06", province) == ("合作项目170余项，经费近7700万元",)
    assert value(office, "visit_persons", "..2020-06", county) == 285


def test_rows_6_and_7_reported_figures_belong_to_their_scope_and_name_their_source(office):
    city = office.unit("自贡市")
    park, west = office.unit("自贡科技园", city), office.unit("西部科学城")
    for scope, number in ((city, 318), (park, 168)):
        office.save(ReportedFigure(
            indicator="platforms", scope_id=scope.id, as_of=day("2022-12-31"), value=number, measure="个",
            source="示例统计表",
        ))  # fmt: skip
    for key, number, measure, digits in (("suggestions", 712, "条", None), ("participants", 674, "人次", 2)):
        office.save(ReportedFigure(
            indicator=key, scope_id=west.id, period="2020-10", value=number, measure=measure, digits=digits,
            source="示例简报",
        ))  # fmt: skip
    assert told(office, "2022-12", city) == ("创新平台318个（自贡市）",)
    assert told(office, "2022-12", park) == ("创新平台168个（自贡科技园）",)
    assert told(office, "2020-10", west) == ("意见建议712条，参与670余人次",)
    assert figure(office, "platforms", "2022-12", city).source == "示例统计表"
    assert compute(office.write, parse_period("2022-11"), city).figure("platforms") is None
    assert compute(office.write, parse_period("2020"), west).figure("suggestions") is None
    assert records_behind(office.write, "platforms", parse_period("2022-12"), city)[0][0] == "reported_figure"


def test_row_8_enterprises_classes_and_commissioners_as_of_the_end(office):
    park, person = office.unit("南川工业园区", unit_kind="park"), office.person("王敏")
    for n in range(314):
        firm = office.enterprise(f"示例{n}", park, is_industrial=True)
        if n < 97:
            office.in_class(firm, "above_scale", 2024)
        if n < 298:
            office.in_class(firm, "key_enterprise", 2024)
            office.commissioner(firm, person, "2024-01-01")
    office.enterprise("示例注销", park, is_industrial=True, deregistered_on=day("2024-10-31"))
    office.enterprise("示例未设", park, is_industrial=True, registered_on=day("2024-11-01"))
    office.in_class(office.enterprise("示例外", None), "above_scale", 2024)
    office.in_class(firm, "above_scale", 2023)
    office.in_class(firm, "high_tech", 2024, class_state="lapsed")
    sentences = told(office, "2024-01..2024-10", park)
    assert sentences == ("工业企业314家，规上97家；重点企业298家，已配企服专员298家",)
    covered = figure(office, "key_enterprises_with_commissioner", "2024-01..2024-10", park)
    assert (covered.text, covered.base) == ("298家", (298, 298))


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
            firm, "appeal", "2022-11-01", "2022-11-10", due_on=day(due), answer_due_on=day(answer_due),
            answered_on=day("2022-11-06"), limit_days=7,
        )  # fmt: skip
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
    overdue = records_behind(office.write, "appeals_overdue", parse_period("2022-10"))
    assert overdue == [("appeal", open_case.id)]


def office_reopened(case):
    from dataclasses import replace

    return replace(case, state="reopened", outcome_reason="企业反映未解决")


def test_a_month_that_is_not_over_is_counted_as_of_today(book):
    with book.change("试") as write:
        office = Office(write)
        firm = office.enterprise("示例龙川阀门")
        office.case(firm, "appeal", "2022-12-20", due_on=day("2022-12-31"))
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
    office.save(ReportedFigure(
        indicator="above_scale", scope_id=city.id, as_of=day("2022-06-30"), value=700, measure="家", source="示例公报",
    ))  # fmt: skip
    assert figure(office, "above_scale", "2022-11", city).source == "示例公报"
    office.in_class(office.enterprise("示例", city), "above_scale", 2022)
    assert (
        figure(office, "above_scale", "2022-11", city).value,
        figure(office, "above_scale", "2022-11", city).source,
    ) == (1, "")


def test_a_figure_of_another_office_that_we_do_not_know_is_told_in_its_own_words(office):
    city = office.unit("自贡市")
    office.save(ReportedFigure(
        indicator="marine", scope_id=city.id, period="2022-11", value=101, measure="个", words="涉海项目", source="示例",
    ))  # fmt: skip
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
