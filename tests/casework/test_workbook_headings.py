"""Columns of rosters are recognised by the headings that offices use, and by those we print ourselves."""

from collections import Counter

import pytest

from casework.catalogue import RECORD_TYPES
from casework.exchange.roster_headings import (
    field_of,
    fields_by_key,
    heading_key,
    known_headings,
    recognised_columns,
    shipped_headings,
    types_with_headings,
    unit_in,
)
from casework.fields import columns
from casework.language import choose_language

GIVEN_A_MEANING_BY_THE_INTAKE = {
    "enterprise_uscc", "former_name", "district", "park", "commissioner", "contact_name", "contact_post",
    "contact_phone", "contact_email", "above_scale", "high_tech", "st_sme", "specialised_new", "little_giant",
    "gazelle", "key_enterprise", "round_no", "lead_unit", "lead_person", "members", "handler", "assigned_unit",
    "partner", "expert", "signed_on", "note",
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("企业名称", "name"),
        ("*企业名称（必填）", "name"),
        ("1.单位 名称：", "name"),
        ("ＵＳＣＣ", "uscc"),
        ("社会信用代码/注册号", None),
        ("统一社会信用代码(18位)", "uscc"),
        ("区（县）", "district"),
        ("是否规上", "above_scale"),
        ("企业类别/规上企业", "above_scale"),
        ("企业类别／专精特新“小巨人”企业", "little_giant"),
        ("注册资本/万元", "registered_capital"),
        ("注册资本（万元）", "registered_capital"),
        ("联系人/电话", "contact_phone"),
        ("联系人/性别", None),
        ("成立年月日", "registered_on"),
        ("奖项", None),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str | None) -> None:
    assert field_of(heading, fields_by_key(known_headings("enterprise"))) == field


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("type_name", RECORD_TYPES)
def test_what_we_print_is_recognised(type_name: str, language: str) -> None:
    choose_language(language)
    fields = fields_by_key(known_headings(type_name))
    assert [c.name for c in columns(RECORD_TYPES[type_name]) if field_of(c.label, fields) != c.name] == []


@pytest.mark.parametrize("type_name", types_with_headings())
def test_shipped_headings_mean_one_thing(type_name: str) -> None:
    shipped = shipped_headings(type_name)
    keys = Counter(heading_key(word) for words in shipped.values() for word in words)
    assert [key for key, count in keys.items() if count > 1] == []
    assert set(shipped) - {c.name for c in columns(RECORD_TYPES[type_name])} <= GIVEN_A_MEANING_BY_THE_INTAKE


def test_columns_are_found_and_the_first_of_two_counts() -> None:
    headers = ("序号", "企业名称", "", "联系电话", "手机")
    assert recognised_columns(headers, known_headings("enterprise")) == {"name": 1, "contact_phone": 3}


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("注册资本（万元）", "万元"),
        ("产值(亿)", "亿元"),
        ("营业收入（单位：元）", "元"),
        ("营业收入,千元", "千元"),
        ("注册资本/万元", "万元"),
        ("万元产值能耗", ""),
        ("企业名称", ""),
    ],
)
def test_the_unit_of_a_heading_is_seen(heading: str, unit: str) -> None:
    assert unit_in(heading) == unit
