"""Nanchuan Industrial Park in the sample: 314 enterprises, the projects and cases of ten months of 2024."""

import datetime as dt
from typing import Any

from casework.amounts import parse_fen
from casework.calendar import WorkingCalendar
from casework.chinese import make_uscc
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseClass
from casework.entities.people import Person, Unit
from casework.entities.projects import Project
from casework.sample.enterprises import INVENTED_AREA
from casework.sample.nanchuan_cases import write_nanchuan_cases
from casework.sample.shelf import Row, Shelf, read_json
from casework.sample.spread import chosen, days_by_month, uneven
from casework.sample.supply import StageEntry, enter_stages

_FIRST_SERIAL = 200_001
_FEN_PER_MILLION_YUAN = 10**8
_BEFORE = dt.timedelta(days=331)
"""A project that starts was signed about eleven months before, one that is commissioned started as long before."""


def write_nanchuan(shelf: Shelf, calendar: WorkingCalendar) -> None:
    """The park's register, its commissioners, its projects of 2024, and the cases of January to October."""
    data = read_json("nanchuan.json")
    key_enterprises = _write_enterprises(shelf, data["territory"], data["enterprises"])
    _write_projects(shelf, data, calendar)
    write_nanchuan_cases(shelf, data, key_enterprises, calendar)


def _write_enterprises(shelf: Shelf, territory: str, data: Row) -> list[tuple[Enterprise, Person]]:
    """All enterprises; those that are key, each with its commissioner."""
    keys: list[tuple[Enterprise, Person]] = []
    count: int = data["count"]
    wanted: int = data["key_enterprises"]
    territory_id = shelf.known(Unit, territory).id
    people = [shelf.known(Person, name) for name in data["commissioners"]]
    for place in range(count):
        enterprise = _write_enterprise(shelf, place, data, territory_id)
        if chosen(place, data["above_scale"], count):
            _write_class(shelf, enterprise, "above_scale", data["year"])
        if chosen(place, wanted, count):
            commissioner = people[len(keys) * len(people) // wanted]
            _write_class(shelf, enterprise, "key_enterprise", data["year"])
            _assign(shelf, enterprise, commissioner, dt.date.fromisoformat(data["commissioner_from"]))
            keys.append((enterprise, commissioner))
    return keys


def _write_enterprise(shelf: Shelf, place: int, data: Row, territory_id: str) -> Enterprise:
    brand = data["brands"][place % len(data["brands"])]
    trade, chain = data["trades"][place // len(data["brands"])]
    enterprise = Enterprise(
        name=f"示例{brand}{trade}有限公司",
        uscc=make_uscc(INVENTED_AREA, _FIRST_SERIAL + place),
        territory_id=territory_id,
        industry_chain=chain,
        is_industrial=True,
        registered_on=dt.date.fromisoformat(data["registered_on"]),
    )
    return shelf.add(enterprise, enterprise.name)


def _write_class(shelf: Shelf, enterprise: Enterprise, code: str, year: int) -> None:
    shelf.add(EnterpriseClass(enterprise_id=enterprise.id, class_code=code, year=year), f"{enterprise.name} {code}")


def _assign(shelf: Shelf, enterprise: Enterprise, person: Person, from_on: dt.date) -> None:
    held = CommissionerAssignment(enterprise_id=enterprise.id, person_id=person.id, from_on=from_on)
    shelf.add(held, enterprise.name)


def _write_projects(shelf: Shelf, data: Row, calendar: WorkingCalendar) -> None:
    """Projects signed in the ten months; others that started, signed before; others commissioned, started before."""
    months = data["by_month"]
    common = {"ladder": "investment", "territory_id": shelf.known(Unit, data["territory"]).id}
    signed = days_by_month(calendar, months["year"], months["signed"])
    for (name, amount), on in zip(data["signed"], signed, strict=True):
        known = {**common, "agreed_investment": parse_fen(amount)}
        _write_project(shelf, name, known, [("signed", on, "投资协议（示例）")])
    names = _project_names(data)
    for stage in ("started", "commissioned"):
        days = list(days_by_month(calendar, months["year"], months[stage]))
        for on, millions in zip(days, uneven(len(days), 20, 380), strict=True):
            known = {**common, "agreed_investment": millions * _FEN_PER_MILLION_YUAN}
            _write_project(shelf, names.pop(), known, _path(stage, on))


def _path(stage: str, on: dt.date) -> list[StageEntry]:
    if stage == "started":
        return [("signed", on - _BEFORE, "投资协议（示例）"), ("started", on, "施工许可证（示例）")]
    return [("started", on - _BEFORE, "施工许可证（示例）"), ("commissioned", on, "投产证明（示例）")]


def _project_names(data: Row) -> list[str]:
    facts = data["enterprises"]
    return [
        f"示例{brand}{facts['trades'][place % len(facts['trades'])][0]}{kind}"
        for kind in data["project_kinds"]
        for place, brand in enumerate(facts["brands"])
    ]


def _write_project(shelf: Shelf, name: str, known: dict[str, Any], entries: list[StageEntry]) -> None:
    project = shelf.add(Project(name=name, **known), f"南川 {name}")
    enter_stages(shelf, f"南川 {name}", project, entries)
