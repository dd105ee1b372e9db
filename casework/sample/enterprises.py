"""The sample's enterprises of Zigong: 18 invented ones of the rounds and one outside, and those a page names."""

from collections.abc import Iterable
from typing import Any

from casework.chinese import make_uscc
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import (
    CommissionerAssignment,
    Enterprise,
    EnterpriseAlias,
    EnterpriseClass,
)
from casework.fields import column
from casework.sample.shelf import Row, Shelf, read_json, read_table

INVENTED_AREA = "999999"
"""The area code of every invented credit code (decision 27)."""
_DATA = "zigong_enterprises.json"
_REVENUE_YEAR = 2021
_CLASS_YEAR = "2022"
_FEN_PER_WAN = 1_000_000
_CLASS_HEADINGS = {
    "above_scale": "规上",
    "high_tech": "高新技术企业",
    "st_sme": "科技型中小企业",
    "specialised_new": "专精特新",
    "little_giant": "小巨人",
    "gazelle": "瞪羚",
    "key_enterprise": "重点企业",
}
_PARTS = ("serial", "in_rounds", "aliases", "commissioner", "contacts", "classes")


def write_enterprises(shelf: Shelf, published: Iterable[Row]) -> None:
    """The invented enterprises, then those that a page names, with nothing beyond what is printed."""
    for row in read_json(_DATA):
        uscc = make_uscc(INVENTED_AREA, row["serial"])
        facts = {"is_industrial": True, "revenue_year": _REVENUE_YEAR, "short_name": _short_name(row), **row}
        enterprise = shelf.put(Enterprise, row["key"], facts, without=_PARTS, uscc=uscc)
        _write_parts(shelf, enterprise, row)
    for row in published:
        shelf.put(Enterprise, row["key"], row)


def _write_parts(shelf: Shelf, enterprise: Enterprise, row: Row) -> None:
    key = row["key"]
    for name, kind in [[key, "short"], *row.get("aliases", [])]:
        shelf.add(EnterpriseAlias(enterprise_id=enterprise.id, name=name, alias_kind=kind), f"{key} {name}")
    for person, from_on, *to_on in row["commissioner"]:
        held = {"person": person, "from_on": from_on, "to_on": to_on[0] if to_on else None}
        shelf.put(CommissionerAssignment, f"{key} {from_on}", held, enterprise_id=enterprise.id)
    for place, (name, post, phone) in enumerate(row["contacts"]):
        contact = ContactPerson(enterprise_id=enterprise.id, name=name, post=post, phone=phone, is_main=place == 0)
        shelf.add(contact, f"{key} {name}")
    for code, years in row["classes"].items():
        for year in years.split():
            _write_class(shelf, enterprise, code, year)


def _write_class(shelf: Shelf, enterprise: Enterprise, code: str, year: str) -> None:
    """One class of one year; `2021x` is a class that lapsed in 2021."""
    state = "lapsed" if year.endswith("x") else "valid"
    record = EnterpriseClass(
        enterprise_id=enterprise.id, class_code=code, year=int(year.rstrip("x")), class_state=state
    )
    shelf.add(record, f"{enterprise.name} {code} {year}")


def _short_name(row: Row) -> str:
    return f"示例{row['key']}"


def rows_in_rounds() -> list[Row]:
    """The data of the 18 enterprises that the rounds go over."""
    return [row for row in read_json(_DATA) if row.get("in_rounds", True)]


def roster_rows() -> list[dict[str, str | int | float]]:
    """The 18 enterprises as rows of a roster, by heading, in the order of the data."""
    parents = {row["name"]: row for row in read_table("units.tsv")}
    return [_roster_row(row, parents) for row in rows_in_rounds()]


def _roster_row(row: Row, units: dict[str, dict[str, str]]) -> dict[str, str | int | float]:
    place = units[row["territory"]]
    is_park = place["unit_kind"] == "park"
    name, post, phone = row["contacts"][0]
    held = {code: _CLASS_YEAR in years.split() for code, years in row["classes"].items()}
    return {
        "企业名称": row["name"],
        "简称": _short_name(row),
        "统一社会信用代码": make_uscc(INVENTED_AREA, row["serial"]),
        "区县": place["parent"] if is_park else place["name"],
        "园区": place["name"] if is_park else "",
        "产业链": row["industry_chain"],
        "主营业务": row["main_business"],
        "工业企业": "是" if row.get("is_industrial", True) else "否",
        **{heading: "是" if held.get(code) else "" for code, heading in _CLASS_HEADINGS.items()},
        "数据年度": _REVENUE_YEAR,
        "营业收入（万元）": _wan(row, "revenue"),
        "研发投入（万元）": _wan(row, "research_spending"),
        "职工人数": row["employees"],
        "企服专员": row["commissioner"][-1][0],
        "联系人": name,
        "联系人职务": post,
        "联系电话": phone,
    }


def _wan(row: Row, name: str) -> float:
    fen: Any = column(Enterprise, name).from_json(row[name])
    return fen / _FEN_PER_WAN
