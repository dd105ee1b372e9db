"""Visit load: who came and who is coming, whoever it is, and what lies near."""

import datetime as dt

import pytest

from casework.casebook import Casebook
from casework.entities.visits import Visit
from casework.insight.visit_load import NEAR_DAYS, visit_load
from casework.records import Clock

TODAY = dt.date(2022, 12, 30)


@pytest.fixture
def book(tmp_path):
    with Casebook.create(tmp_path / "示例.huifang", clock=Clock.fixed(TODAY), actor="王敏") as made:
        made.do("add_unit", {"name": "示例中心", "unit_kind": "centre"})
        made.do("add_unit", {"name": "市经信局", "unit_kind": "department"})
        made.do("add_person", {"name": "王敏", "unit": "示例中心"})
        made.do("add_person", {"name": "周倩", "unit": "示例中心"})
        made.do("add_person", {"name": "李科", "unit": "市经信局"})
        made.do("add_enterprise", {"name": "示例阀门有限公司"})
        yield made


def contact(book, on, person="王敏", mode="on_site"):
    facts = {"enterprise": "示例阀门有限公司", "mode": mode, "on": on, "participants": [person]}
    return book.do("log_visit", {**facts, "no_next_contact": True})


def plan(book, on, person="王敏"):
    facts = {"enterprise": "示例阀门有限公司", "mode": "on_site", "on": on, "participants": [person]}
    return book.do("plan_visit", facts)


def load(book, **asked):
    enterprise = book.select(Visit)[0].enterprise_id
    return visit_load(book, enterprise, actor="王敏", **asked)


def test_contacts_of_the_last_sixty_days_count_by_anyone(book):
    contact(book, "2022-10-30")
    contact(book, "2022-10-31")
    contact(book, "2022-12-01", "李科", "phone")
    found = load(book)
    assert [line.on.isoformat() for line in found.done] == ["2022-10-31", "2022-12-01"]
    assert found.on_site == 1
    assert [(line.is_ours, line.by) for line in found.done] == [(True, "王敏"), (False, "市经信局")]


def test_a_colleague_of_the_same_unit_is_one_of_us(book):
    plan(book, "2023-01-04", "周倩")
    found = load(book)
    assert [line.by for line in found.planned] == ["周倩"]
    assert found.by_others == ()


def test_the_visit_in_hand_is_left_out_and_the_nearest_named(book):
    own = plan(book, "2023-01-09")
    plan(book, "2023-01-11", "李科")
    found = load(book, skip=own.id)
    assert [line.visit_id for line in found.planned] != [own.id]
    near = found.nearest(own.planned_on)
    assert near is not None
    assert near.by == "市经信局"
    assert found.nearest(own.planned_on - dt.timedelta(days=NEAR_DAYS)) is None


def test_what_was_removed_or_cancelled_burdens_nobody(book):
    gone, off = plan(book, "2023-01-04", "李科"), plan(book, "2023-01-05", "李科")
    kept = plan(book, "2023-01-06", "李科")
    book.do("remove", {"type": "visit", "id": gone.id})
    book.do("cancel_visit", {"visit": off.number, "reason": "企业检修"})
    assert [line.visit_id for line in load(book).planned] == [kept.id]
