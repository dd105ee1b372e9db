"""Stories of enterprises for tests: an ordinary one from a case file, and others made from it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.projects import Blocker
from casework.insight.case_clocks import CaseClock
from casework.insight.case_story import CaseStory, EnterpriseStory, enterprise_story
from casework.records import Clock
from tests.casework.office import Office, day

TODAY = dt.date(2022, 12, 30)
NAMED = "三家检测机构名单，问10000000017"


def ordinary_story(folder: Path) -> EnterpriseStory:
    """An enterprise with some of everything: it fits on one page."""
    with (
        Casebook.create(folder / "案卷.huifang", clock=Clock.fixed(TODAY), actor="王敏") as book,
        book.change("试") as write,
    ):
        return enterprise_story(write, _written(Office(write)))


def bare_story(folder: Path) -> EnterpriseStory:
    """An enterprise of which only the name is known."""
    with (
        Casebook.create(folder / "空.huifang", clock=Clock.fixed(TODAY), actor="王敏") as book,
        book.change("试") as write,
    ):
        return enterprise_story(write, Office(write).enterprise("示例新办企业"))


def _written(office: Office) -> Enterprise:
    city = office.unit("自贡市")
    park = office.unit("板仓工业园", city)
    before, person = office.person("周倩"), office.person("王敏")
    firm = office.enterprise(
        "示例龙川阀门有限公司", park, short_name="龙阀", uscc="91999999MA10000929", industry_chain="流体机械",
        revenue=236_000_000_00, revenue_before=210_000_000_00, revenue_year=2021, research_spending=10_875_000_00,
    )  # fmt: skip
    office.commissioner(firm, before, "2020-01-01", "2021-02-28")
    office.commissioner(firm, person, "2021-03-01")
    office.save(ContactPerson(enterprise_id=firm.id, name="赵工", post="技术总监", phone="10000000016", is_main=True))
    office.in_class(firm, "above_scale", 2022)
    office.in_class(firm, "st_sme", 2021, class_state="lapsed")
    _contacts(office, city, firm, person)
    _cases(office, firm, person)
    _supply(office, park, firm)
    return firm


def _contacts(office: Office, city: Any, firm: Enterprise, person: Any) -> None:
    for number, mode in enumerate(("on_site", "phone", ""), 1):
        opened = office.round(number, city, f"2022-{3 * number:02d}-01", [firm])
        if mode:
            office.visit(
                firm, mode, f"2022-{3 * number:02d}-20", person, round_id=opened.id, counterpart="赵工",
                findings="阀座密封约400小时失效。",
                next_contact_on=day("2023-01-09"), next_contact_note="看试验段首批数据",
            )  # fmt: skip
    office.promise(
        firm, person, "2022-11-24", "2022-12-23", content="三家检测机构名单，问10000000017", promised_to="赵工"
    )
    office.promise(firm, person, "2022-11-24", "2023-01-06", content="费用发票口径书面答复", promised_to="财务处")


def _cases(office: Office, firm: Enterprise, person: Any) -> None:
    values = {"limit_days": 10, "answer_limit_days": 5, "person_id": person.id}
    office.case(firm, "appeal", "2022-11-07", "2022-11-15", subject="出口退税单证补办", **values)
    office.case(firm, "procedure", "2022-11-08", "2022-11-16", subject="用电报装", **values)
    office.case(firm, "appeal", "2022-11-24", subject="试验场地临时用电", **values)
    office.case(firm, "dispute", "2022-12-20", subject="外协件扣款", **(values | {"limit_days": 0}))


def _supply(office: Office, park: Any, firm: Enterprise) -> None:
    wanted = office.demand(firm, "高温高压球阀阀座动水腐蚀试验", "2022-11-24", budget=300_000_00)
    office.match(wanted, "高温高压动水腐蚀试验回路", {"accepted": "2022-11-25", "contacted": "2022-11-26"})
    office.demand(firm, "阀杆耐蚀涂层", "2022-06-23")
    project = office.project(
        "动水腐蚀试验段", park, {"contact": "2021-11-24", "intention": "2022-11-28"}, ladder="transfer",
        enterprise_id=firm.id, intended_amount=300_000_00, signed_amount=280_000_00, received_amount=90_000_00,
    )  # fmt: skip
    office.save(replace(project, stage="intention"))
    office.save(Blocker(
        project_id=project.id, blocker_kind="sticking", subject="验收指标企业未定", since_on=day("2022-12-20"),
    ))  # fmt: skip


def with_cases(story: EnterpriseStory, count: int) -> EnterpriseStory:
    """The same with so many cases, each with a number of its own and a clock of its own."""
    base = story.cases[0].appeal
    cases = (
        CaseStory(
            appeal=replace(base, id=f"c{n}", number=f"SQ-{n:04d}", subject=f"厂区排洪沟清淤第{n}段"),
            clock=CaseClock(used=n, limit=20, is_open=False),
        )
        for n in range(1, count + 1)
    )
    return replace(story, cases=tuple(cases))


def with_facts(story: EnterpriseStory, **facts: Any) -> EnterpriseStory:
    """The same with other facts of the enterprise."""
    return replace(story, enterprise=replace(story.enterprise, **facts))
