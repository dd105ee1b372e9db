"""The published figures of product.md, section 3: each row printed word for word from records alone."""

import pytest

from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import FigureWording, Target
from casework.insight.figures import compute, records_behind
from casework.periods import parse_period
from tests.casework.office import day, figure, open_office, told

YI = 100_000_000 * 100


@pytest.fixture
def office(tmp_path):
    with open_office(tmp_path / "案卷.huifang") as opened:
        yield opened


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
    assert figure(office, "contacts_phone", "2022-11", city).value == 6  # without the round: all contacts of the month


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
    assert figure(office, "procedures_handled", "2024-01..2024-10", park).value == 305


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
        office.save(
            Event(
                event_kind="joint_meeting",
                name=f"第{n}次",
                state="held",
                held_on=day("2020-06-30"),
                territory_id=county.id,
            )
        )
    for n in range(44):
        office.project(
            f"示例协作{n}", county, {"contact": "2019-01-01"}, ladder="transfer", cooperation_form="regional"
        )
    for n in range(173):
        funds = 7_683_4000_00 - 172 * 100_00 if n == 0 else 100_00
        office.project(
            f"示例合作{n}",
            province,
            {"contact": "2019-12-01"},
            ladder="transfer",
            cooperation_form="regional",
            cooperation_funds=funds,
        )
    office.save(FigureWording(indicator="cooperation_projects", scope_id=county.id, words="协作项目", measure="个"))
    assert told(office, "..2020-06", county) == ("互访30批次285人，联席会议10次，协作项目44个",)
    assert told(office, "..2020-06", province) == ("合作项目170余项，经费近7700万元",)
    assert figure(office, "visit_persons", "..2020-06", county).value == 285


def test_rows_6_and_7_reported_figures_belong_to_their_scope_and_name_their_source(office):
    city = office.unit("自贡市")
    park, west = office.unit("自贡科技园", city), office.unit("西部科学城")
    for scope, number in ((city, 318), (park, 168)):
        office.save(
            ReportedFigure(
                indicator="platforms",
                scope_id=scope.id,
                as_of=day("2022-12-31"),
                value=number,
                measure="个",
                source="示例统计表",
            )
        )
    for key, number, measure, digits in (("suggestions", 712, "条", None), ("participants", 674, "人次", 2)):
        office.save(
            ReportedFigure(
                indicator=key,
                scope_id=west.id,
                period="2020-10",
                value=number,
                measure=measure,
                digits=digits,
                source="示例简报",
            )
        )
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
