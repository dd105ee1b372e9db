"""Many records changed at once: what becomes of each, what a rule refuses, one step to undo."""

import datetime as dt

import pytest

from casework.casebook import Casebook
from casework.catalogue import RECORD_TYPES
from casework.entities.appeals import Appeal
from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.visits import Visit
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from casework.verbs.bulk_edits import BulkEdit, BulkEditCancelled, bulk_deeds, bulk_fields


@pytest.fixture
def book(sample):
    with Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as opened:
        yield opened


def ids(book, kind, where="", **values):
    return [record.id for record in book.select(kind, where, values)]


def edit(kind, field, deed, value=None, find=""):
    return BulkEdit(record_type=kind, field=field, deed=deed, value=value, find=find)


def test_a_trial_tells_every_change_and_writes_nothing(book):
    chosen = ids(book, Enterprise, "industry_chain <> ''")[:20]
    before = [book.get(Enterprise, one) for one in chosen]
    actions = len(book.actions())
    verdicts = book.change_many(edit(Enterprise, "industry_chain", "set", "流体机械"), chosen)
    assert [(v.id, v.old, v.new) for v in verdicts] == [(e.id, e.industry_chain, "流体机械") for e in before]
    assert [v.is_change for v in verdicts] == [e.industry_chain != "流体机械" for e in before]
    assert [book.get(Enterprise, one) for one in chosen] == before
    assert len(book.actions()) == actions
    assert book.check() == []


def test_it_is_done_and_undone_in_one_step(book):
    chosen = ids(book, Enterprise)[:50]
    before = [book.get(Enterprise, one) for one in chosen]
    tried = book.change_many(edit(Enterprise, "note", "add", "参加科交会"), chosen)
    done = book.change_many(edit(Enterprise, "note", "add", "参加科交会"), chosen, apply=True)
    assert done == tried
    notes = [book.get(Enterprise, one).note for one in chosen]
    assert notes == [f"{e.note}\n参加科交会" if e.note else "参加科交会" for e in before]
    assert len(book.actions(1, record_id=chosen[0])) == 1
    book.undo()
    assert [book.get(Enterprise, one).note for one in chosen] == [e.note for e in before]
    assert book.check() == []


@pytest.mark.parametrize(
    ("kind", "field", "deed", "value", "find", "old", "new"),
    [
        (
            Enterprise,
            "address",
            "replace",
            "高新区",
            "高新技术产业开发区",
            "高新技术产业开发区1号",
            "高新区1号",
        ),
        (Enterprise, "address", "replace", "", "1号", "板仓1号", "板仓"),
        (Enterprise, "revenue", "add", 500, "", 1000, 1500),
        (Enterprise, "revenue", "add", 500, "", None, 500),
        (Enterprise, "registered_on", "clear", None, "", dt.date(2020, 1, 1), None),
        (Visit, "next_contact_on", "add", 7, "", dt.date(2022, 12, 30), dt.date(2023, 1, 6)),
        (Visit, "next_contact_on", "add", 7, "", None, None),
        (Enterprise, "is_industrial", "set", False, "", True, False),
    ],
)
def test_what_becomes_of_a_value(kind, field, deed, value, find, old, new):
    assert edit(kind, field, deed, value, find).applied(old) == new


def test_a_rule_refuses_some_and_lets_the_others_through(book):
    chosen = ids(book, Visit, "state = 'done' and next_contact_on is not null")[:12]
    earlier = min(book.get(Visit, one).occurred_on for one in chosen)
    later = max(book.get(Visit, one).occurred_on for one in chosen)
    between = earlier + (later - earlier) / 2
    wanted = edit(Visit, "next_contact_on", "set", between)
    verdicts = book.change_many(wanted, chosen, apply=True)
    refused = {v.id for v in verdicts if v.refused}
    changed = {v.id for v in verdicts if v.is_change}
    assert refused
    assert changed
    for one in chosen:
        visit = book.get(Visit, one)
        assert (visit.next_contact_on == between) == (one in changed) or one not in refused | changed
    assert {one for one in chosen if book.get(Visit, one).next_contact_on == between} >= changed
    assert not refused & changed


def test_a_reference_is_told_by_its_name(book):
    unit = book.find(Unit, "自贡市")
    chosen = ids(book, TechDemand)[:5]
    verdicts = book.change_many(edit(TechDemand, "territory_id", "set", unit.id), chosen)
    assert {v.new for v in verdicts if not v.refused} == {"自贡市"}


def test_what_a_step_owns_is_not_offered():
    assert "state" not in {c.name for c in bulk_fields(Appeal)}
    for kind in RECORD_TYPES.values():
        for known in bulk_fields(kind):
            assert bulk_deeds(known)
            assert not (known.field.required and "clear" in bulk_deeds(known))


def test_cancelling_leaves_everything_as_it_was(book):
    chosen = ids(book, Enterprise)[:120]
    with pytest.raises(BulkEditCancelled):
        book.change_many(
            edit(Enterprise, "note", "set", "x"), chosen, apply=True, progress=lambda done, _all: done < 100
        )
    assert not [one for one in chosen if book.get(Enterprise, one).note == "x"]
    assert book.check() == []
