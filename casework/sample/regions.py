"""The sample's other places: projects of Gaozhu, exchanges of Pingwu, cooperation projects of Sichuan's department."""

import datetime as dt
from typing import Any

from casework.amounts import parse_fen
from casework.entities.events import Attendance, Event, MutualVisit
from casework.entities.partners import Agreement
from casework.entities.people import Unit
from casework.entities.projects import Project
from casework.sample.cooperation import write_events
from casework.sample.shelf import Row, Shelf, read_json
from casework.sample.spread import days_between, shares, uneven
from casework.sample.supply import enter_stages

_FEN_PER_CENT_OF_YI = 10**8
"""0.01亿元 in fen: the finest step of the invented amounts of Gaozhu."""
_FEN_PER_1000_YUAN = 10**5


def write_gaozhu(shelf: Shelf) -> None:
    """34 projects signed, nine of them on site, and 203 promoted ones, which are others."""
    data = read_json("gaozhu.json")
    write_events(shelf, [data["event"]])
    common: dict[str, Any] = {
        "ladder": "investment",
        "territory_id": shelf.known(Unit, data["territory"]).id,
        "event_id": shelf.known(Event, data["event"]["key"]).id,
    }
    held_on = dt.date.fromisoformat(data["event"]["held_on"])
    for name, amount in data["signed_on_site"]:
        known = {**common, "signed_on_site": True, "signed_amount": parse_fen(amount)}
        _milestone(shelf, name, "signed", held_on, "现场签约协议（示例）", known)
    days = [dt.date.fromisoformat(day) for day in data["signing_days"]]
    for place, (name, amount) in enumerate(data["signed"]):
        known = {**common, "signed_amount": parse_fen(amount)}
        _milestone(shelf, name, "signed", days[place % len(days)], "投资协议（示例）", known)
    _write_promoted(shelf, data["promoted"], held_on, common)


def _write_promoted(shelf: Shelf, data: Row, on: dt.date, common: dict[str, Any]) -> None:
    names = [f"示例{place}{trade}项目" for trade in data["trades"] for place in data["places"]]
    amounts = shares(parse_fen(data["total"]), uneven(data["count"], 3, 39), _FEN_PER_CENT_OF_YI)
    for name, amount in zip(names, amounts, strict=True):
        _milestone(shelf, name, "promoted", on, "推介手册（示例）", {**common, "promoted_amount": amount})


def _milestone(shelf: Shelf, name: str, stage: str, on: dt.date, evidence: str, known: dict[str, Any]) -> None:
    project = shelf.add(Project(name=name, **known), name)
    enter_stages(shelf, name, project, [(stage, on, evidence)])


def write_pingwu(shelf: Shelf) -> None:
    """30 batches of mutual visits with 285 persons, ten joint meetings, 44 cooperation projects without funds."""
    data = read_json("regions.json")["pingwu"]
    territory_id = shelf.known(Unit, data["territory"]).id
    _write_visits(shelf, data["visits"], data["other_side"], territory_id)
    meetings = data["meetings"]
    for place, on in enumerate(_days(meetings)):
        event = Event(
            event_kind="joint_meeting",
            name=f"衢州—平武协作联席会议第{place + 1}次（示例）",
            edition=place + 1,
            state="held",
            held_on=on,
            territory_id=territory_id,
            minutes="通报上次议定事项进展，议定下一阶段协作项目（示例）。",
        )
        shelf.add(event, f"平武 {place}")
    projects = data["projects"]
    names = [f"示例{topic}{kind}" for kind in projects["kinds"] for topic in projects["topics"]]
    common: dict[str, Any] = {"ladder": "investment", "cooperation_form": "regional", "territory_id": territory_id}
    for name, on in zip(names, _days(projects), strict=True):
        project = shelf.add(Project(name=name, theme="东西部协作", **common), name)
        enter_stages(shelf, name, project, [("planned", on, "年度协作计划（示例）")])


def _write_visits(shelf: Shelf, data: Row, other_side: str, territory_id: str) -> None:
    persons = shares(data["persons"], uneven(data["count"], 6, 13))
    for place, (on, came) in enumerate(zip(_days(data), persons, strict=True)):
        visit = MutualVisit(
            occurred_on=on,
            visit_direction="sent" if place % 2 else "received",
            territory_id=territory_id,
            other_side=other_side,
            topic=data["topics"][place % len(data["topics"])],
        )
        saved = shelf.add(visit, f"平武 {place}")
        shelf.add(Attendance(mutual_visit_id=saved.id, unit_name=other_side, person_times=came), f"平武互访 {place}")


def write_sichuan(shelf: Shelf) -> None:
    """173 cooperation projects under the framework agreement with Yunnan, with funds of 7683.4万元 in all."""
    data = read_json("regions.json")["sichuan"]
    count = data["count"]
    names = [f"示例{topic}{kind}" for kind in data["kinds"] for topic in data["topics"]][:count]
    funds = shares(parse_fen(data["funds"]), uneven(count, 8, 90), _FEN_PER_1000_YUAN)
    common: dict[str, Any] = {
        "ladder": "transfer",
        "cooperation_form": "regional",
        "territory_id": shelf.known(Unit, data["territory"]).id,
        "agreement_id": shelf.known(Agreement, data["agreement"]).id,
    }
    for name, on, amount in zip(names, _days(data, count), funds, strict=True):
        project = shelf.add(Project(name=name, cooperation_funds=amount, **common), f"川滇 {name}")
        enter_stages(shelf, f"川滇 {name}", project, [("contact", on, "年度合作计划（示例）")])


def _days(data: Row, count: int = 0) -> list[dt.date]:
    first, last = dt.date.fromisoformat(data["from"]), dt.date.fromisoformat(data["to"])
    return days_between(first, last, count or data["count"])
