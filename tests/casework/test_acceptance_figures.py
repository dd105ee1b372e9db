"""The figures of the published pages come out of the sample, by the indicators and by a plain count beside them."""

import pytest

from casework.amounts import parse_fen
from casework.entities.people import UNDER, Unit
from casework.insight.figures import compute, records_behind, resolve_round
from casework.periods import parse_period

ZIGONG, NANCHUAN, GAOZHU = "自贡市", "南川工业园区", "川渝高竹新区"
PINGWU, SICHUAN, PARK, CITY = "平武县", "四川省科技厅", "自贡科技园", "西部科学城"
NOVEMBER, TEN_MONTHS, DECEMBER, TO_JUNE = "2022-11", "2024-01..2024-10", "2022-12", "..2020-06"

VALUES = [
    (ZIGONG, NOVEMBER, "enterprises_in_round", 18),
    (ZIGONG, NOVEMBER, "enterprises_not_reached", 0),
    (ZIGONG, NOVEMBER, "contacts_on_site", 9),
    (ZIGONG, NOVEMBER, "contacts_phone", 5),
    (ZIGONG, NOVEMBER, "contacts_online", 4),
    (NANCHUAN, TEN_MONTHS, "procedures_handled", 305),
    (NANCHUAN, TEN_MONTHS, "disputes_mediated", 153),
    (NANCHUAN, TEN_MONTHS, "appeals_handled", 37),
    (NANCHUAN, TEN_MONTHS, "satisfaction_rate", 1),
    (GAOZHU, DECEMBER, "projects_signed", 34),
    (GAOZHU, DECEMBER, "signed_amount", parse_fen("1079.29亿元")),
    (GAOZHU, DECEMBER, "signed_on_site", 9),
    (GAOZHU, DECEMBER, "signed_on_site_amount", parse_fen("424.8亿元")),
    (GAOZHU, DECEMBER, "projects_promoted", 203),
    (GAOZHU, DECEMBER, "promoted_amount", parse_fen("4056亿元")),
    (NANCHUAN, TEN_MONTHS, "entries_signed", 23),
    (NANCHUAN, TEN_MONTHS, "entries_started", 28),
    (NANCHUAN, TEN_MONTHS, "entries_commissioned", 31),
    (NANCHUAN, TEN_MONTHS, "agreed_investment", parse_fen("66.1亿元")),
    (PINGWU, TO_JUNE, "visit_batches", 30),
    (PINGWU, TO_JUNE, "visit_persons", 285),
    (PINGWU, TO_JUNE, "joint_meetings", 10),
    (PINGWU, TO_JUNE, "cooperation_projects", 44),
    (SICHUAN, TO_JUNE, "cooperation_projects", 173),
    (SICHUAN, TO_JUNE, "cooperation_funds", parse_fen("7683.4万元")),
    (ZIGONG, DECEMBER, "platforms", 318),
    (PARK, DECEMBER, "platforms", 168),
    (CITY, "2020-10", "suggestions", 712),
    (CITY, "2020-10", "participants", 674),
    (NANCHUAN, "2024-10", "industrial_enterprises", 314),
    (NANCHUAN, "2024-10", "above_scale", 97),
    (NANCHUAN, "2024-10", "key_enterprises", 298),
    (NANCHUAN, "2024-10", "key_enterprises_with_commissioner", 298),
]
SENTENCES = [
    (ZIGONG, NOVEMBER, "第四轮回访企业18家"),
    (ZIGONG, NOVEMBER, "未联系0家"),
    (NANCHUAN, TEN_MONTHS, "帮代办手续300余件；协调解决纠纷150余件；办理诉求37件，满意率100%（37/37）"),
    (
        GAOZHU,
        DECEMBER,
        "签约项目34个，金额1079.29亿元（近1080亿元），其中现场签约9个，424.8亿元；推介项目203个，4056亿元",
    ),
    (
        NANCHUAN,
        TEN_MONTHS,
        "签约23个（年度目标30个以上），协议引资66.1亿元（年度目标100亿元以上），新开工28个，新投产31个",
    ),
    (PINGWU, TO_JUNE, "互访30批次285人，联席会议10次，协作项目44个"),
    (SICHUAN, TO_JUNE, "合作项目170余项，经费近7700万元"),
    (ZIGONG, DECEMBER, "创新平台318个（自贡市）"),
    (PARK, DECEMBER, "创新平台168个（自贡科技园）"),
    (CITY, "2020-10", "意见建议712条，参与670余人次"),
    (NANCHUAN, "2024-10", "工业企业314家，规上97家；重点企业298家，已配企服专员298家"),
]
_HANDLED = (
    f"select count(*) from appeal where territory_id in {UNDER} and state = 'closed'"
    " and closed_on between '2024-01-01' and '2024-10-31' and removed_at is null and case_kind = "
)
_MODE = (
    f"select count(*) from visit join revisit_round r on r.id = visit.round_id where visit.territory_id in {UNDER}"
    " and r.round_no = 4 and occurred_on between '2022-11-01' and '2022-11-30' and visit.state = 'done'"
    " and visit.removed_at is null and contact_mode = "
)
_SIGNED = (
    f"from project where territory_id in {UNDER} and removed_at is null and id in (select project_id from project_stage"
    " where stage = 'signed' and entered_on between '{first}' and '{last}' and removed_at is null)"
)
_GAOZHU = _SIGNED.format(first="2022-12-01", last="2022-12-31")
_PROMOTED = _GAOZHU.replace("'signed'", "'promoted'")
_ENTRIES = (
    f"select count(*) from project_stage join project on project.id = project_id where territory_id in {UNDER}"
    " and project_stage.removed_at is null and entered_on between '2024-01-01' and '2024-10-31'"
    " and project_stage.stage = "
)
_REGIONAL = (
    f"from project where territory_id in {UNDER} and cooperation_form = 'regional' and removed_at is null"
    " and exists (select 1 from project_stage where project_id = project.id and entered_on <= '2020-06-30')"
)
_CLASS = (
    "select count(distinct enterprise.id) from enterprise join enterprise_class c on c.enterprise_id = enterprise.id"
    f" where territory_id in {UNDER} and c.year = 2024 and c.class_state = 'valid' and c.class_code = "
)
_MEMBERS = (
    "select count(*) from round_member m join revisit_round r on r.id = m.round_id join enterprise e"
    f" on e.id = m.enterprise_id where r.round_no = 4 and e.territory_id in {UNDER}"
)
_REPORTED = "select value from reported_figure where scope_id = :scope and indicator = "
PLAIN = {
    (ZIGONG, "enterprises_in_round"): _MEMBERS,
    (ZIGONG, "enterprises_not_reached"): _MEMBERS
    + " and not exists (select 1 from visit v where v.round_id = r.id and v.enterprise_id = e.id and v.state = 'done')",
    (ZIGONG, "contacts_on_site"): _MODE + "'on_site'",
    (ZIGONG, "contacts_phone"): _MODE + "'phone'",
    (ZIGONG, "contacts_online"): _MODE + "'online'",
    (NANCHUAN, "procedures_handled"): _HANDLED + "'procedure'",
    (NANCHUAN, "disputes_mediated"): _HANDLED + "'dispute'",
    (NANCHUAN, "appeals_handled"): _HANDLED + "'appeal'",
    (NANCHUAN, "satisfaction_rate"): (_HANDLED + "'appeal'").replace("count(*)", "avg(rating = 'satisfied')"),
    (GAOZHU, "projects_signed"): f"select count(*) {_GAOZHU}",
    (GAOZHU, "signed_amount"): f"select sum(signed_amount) {_GAOZHU}",
    (GAOZHU, "signed_on_site"): f"select count(*) {_GAOZHU} and signed_on_site",
    (GAOZHU, "signed_on_site_amount"): f"select sum(signed_amount) {_GAOZHU} and signed_on_site",
    (GAOZHU, "projects_promoted"): f"select count(*) {_PROMOTED}",
    (GAOZHU, "promoted_amount"): f"select sum(promoted_amount) {_PROMOTED}",
    (NANCHUAN, "entries_signed"): _ENTRIES + "'signed'",
    (NANCHUAN, "entries_started"): _ENTRIES + "'started'",
    (NANCHUAN, "entries_commissioned"): _ENTRIES + "'commissioned'",
    (NANCHUAN, "agreed_investment"): "select sum(agreed_investment) "
    + _SIGNED.format(first="2024-01-01", last="2024-10-31"),
    (PINGWU, "visit_batches"): f"select count(*) from mutual_visit where territory_id in {UNDER}",
    (PINGWU, "visit_persons"): "select sum(person_times) from attendance join mutual_visit v on v.id = mutual_visit_id"
    f" where v.territory_id in {UNDER}",
    (PINGWU, "joint_meetings"): f"select count(*) from event where territory_id in {UNDER} and state = 'held'",
    (PINGWU, "cooperation_projects"): f"select count(*) {_REGIONAL}",
    (SICHUAN, "cooperation_projects"): f"select count(*) {_REGIONAL}",
    (SICHUAN, "cooperation_funds"): f"select sum(cooperation_funds) {_REGIONAL}",
    (ZIGONG, "platforms"): _REPORTED + "'platforms'",
    (PARK, "platforms"): _REPORTED + "'platforms'",
    (CITY, "suggestions"): _REPORTED + "'suggestions'",
    (CITY, "participants"): _REPORTED + "'participants'",
    (NANCHUAN, "industrial_enterprises"): f"select count(*) from enterprise where territory_id in {UNDER}",
    (NANCHUAN, "above_scale"): _CLASS + "'above_scale'",
    (NANCHUAN, "key_enterprises"): _CLASS + "'key_enterprise'",
    (NANCHUAN, "key_enterprises_with_commissioner"): _CLASS
    + "'key_enterprise' and exists (select 1 from commissioner_assignment a where a.enterprise_id = enterprise.id"
    " and a.from_on <= '2024-10-31' and (a.to_on is null or a.to_on >= '2024-10-31'))",
}


def asked(book, scope, period):
    """The scope, the period and the round that a row of the table asks about."""
    unit = book.find(Unit, scope)
    return parse_period(period), unit, resolve_round(book, 4, unit) if period == NOVEMBER else None


@pytest.mark.parametrize(("scope", "period", "key", "value"), VALUES)
def test_the_figure_is_exact(sample_book, scope, period, key, value):
    when, unit, round_four = asked(sample_book, scope, period)
    [figure] = [f for f in compute(sample_book, when, unit, round_four, keys=[key]).figures if f.key == key]
    assert figure.value == value
    plain = sample_book.query(f"select ({PLAIN[scope, key]}) as n", {"scope": unit.id})
    assert plain == [{"n": value}]


@pytest.mark.parametrize(("scope", "period", "sentence"), SENTENCES)
def test_the_sentence_is_printed_unaided(sample_book, scope, period, sentence):
    when, unit, round_four = asked(sample_book, scope, period)
    assert any(sentence in told for told in compute(sample_book, when, unit, round_four).sentences)


def test_the_contacts_of_round_four_add_up_to_its_enterprises(sample_book):
    when, unit, round_four = asked(sample_book, ZIGONG, NOVEMBER)
    keys = ["contacts_on_site", "contacts_phone", "contacts_online"]
    figures = compute(sample_book, when, unit, round_four, keys=keys).figures
    assert sum(int(figure.value or 0) for figure in figures) == 18


def test_satisfaction_is_said_with_its_base(sample_book):
    when, unit, _none = asked(sample_book, NANCHUAN, TEN_MONTHS)
    [figure] = compute(sample_book, when, unit, keys=["satisfaction_rate"]).figures
    assert (figure.text, figure.base) == ("100%（37/37）", (37, 37))


def test_reported_figures_name_and_open_their_source(sample_book):
    for scope, period, key in ((ZIGONG, DECEMBER, "platforms"), (CITY, "2020-10", "suggestions")):
        when, unit, _none = asked(sample_book, scope, period)
        [figure] = compute(sample_book, when, unit, keys=[key]).figures
        assert figure.source.startswith("公开报道")
        [(type_name, _id)] = records_behind(sample_book, key, when, unit)
        assert type_name == "reported_figure"


def test_appeals_of_nanchuan_by_month_and_by_mode(sample_book):
    unit = sample_book.find(Unit, NANCHUAN)
    where = f"case_kind = 'appeal' and territory_id in {UNDER}"
    sql = f"select {{}} as k, count(*) as n from appeal where {where} group by 1"
    months = sample_book.query(sql.format("substr(closed_on, 6, 2)"), {"scope": unit.id})
    assert [row["n"] for row in months] == [2, 3, 4, 3, 5, 4, 4, 3, 5, 4]
    modes = sample_book.query(sql.format("service_mode"), {"scope": unit.id})
    assert {row["k"]: row["n"] for row in modes} == {"agency": 9, "immediate": 9, "in_park": 9, "mediation": 10}


def test_the_figures_of_sichuan_leave_out_those_of_pingwu(sample_book):
    when, units = parse_period(TO_JUNE), [sample_book.find(Unit, scope) for scope in (PINGWU, SICHUAN)]
    pingwu, sichuan = (set(records_behind(sample_book, "cooperation_projects", when, unit)) for unit in units)
    assert pingwu
    assert pingwu.isdisjoint(sichuan)
