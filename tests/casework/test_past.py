"""The past of a case file: every list and every figure as of a day is that of a copy made on that day."""

import contextlib
import dataclasses
import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.casebook import Casebook
from casework.catalogue import RECORD_TYPES
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.visits import Visit
from casework.errors import CaseworkError, FileTrouble, NotFound
from casework.insight.figures import compute
from casework.insight.indicators import INDICATORS
from casework.periods import parse_period
from casework.records import Clock
from tests.casework.office import Office
from tests.casework.test_store import saved

FIRST = dt.date(2022, 11, 1)
MODES = ("on_site", "phone", "online")
PERIODS = ("2022-11", "2022-11-01..2022-11-02")


def nth(day):
    return FIRST + dt.timedelta(days=day)


def contents(book):
    """Every row of every table in the order in which it stands there."""
    return {
        name: [tuple(row.values()) for row in book.query(f'select * from "{name}" order by rowid')]
        for name in RECORD_TYPES
    }


def without_place(book):
    """The same without the row number that a view of the past shows beside the fields."""
    return {
        name: [
            tuple(value for key, value in row.items() if key != "rowid")
            for row in book.query(f'select * from "{name}" order by rowid')
        ]
        for name in RECORD_TYPES
    }


def figures(book):
    return [
        [(f.key, f.value, f.text, f.records, f.base) for f in compute(book, parse_period(p), scope).figures]
        for p in PERIODS
        for scope in (None, *book.select(Unit, "name = '高新区'"))
    ]


def firm_of(book, which):
    firms = book.select(Enterprise)
    return firms[which % len(firms)]


def add_firm(book, which, words):
    with book.change("新企业") as write:
        Office(write).enterprise(f"示例{words}", book.find(Unit, "高新区") if which % 2 else None)


def add_visit(book, which, _words):
    with book.change("走访") as write:
        Office(write).visit(firm_of(book, which), MODES[which % 3], book.clock.today.isoformat())


def take_case(book, which, _words):
    with book.change("受理") as write:
        Office(write).case(firm_of(book, which), "appeal", book.clock.today.isoformat())


def close_case(book, which, _words):
    with book.change("办结") as write:
        Office(write).case(firm_of(book, which), "appeal", FIRST.isoformat(), book.clock.today.isoformat())


def remove_firm(book, which, _words):
    with book.change("删") as write:
        write.remove(firm_of(book, which))


def restore_firm(book, which, _words):
    binned = book.select(Enterprise, removed=True)
    book.restore("enterprise", binned[which % len(binned)].id)


def undo_older(book, which, _words):
    """Takes back an action by itself, which later ones may stand on."""
    done = [a for a in book.store.history.actions() if a.kind == "do" and not a.undone and a.why != "起点"]
    book.undo(done[-1 - which % len(done)].group)


def undo_newest(book, _which, _words):
    if book.store.history.next_undo().why != "起点":
        book.undo()


DEEDS = {
    "荐": add_firm,
    "改": lambda book, which, words: saved(book, dataclasses.replace(firm_of(book, which), note=words)),
    "联": lambda book, which, words: saved(
        book, ContactPerson(enterprise_id=firm_of(book, which).id, name=words, phone="10012340000")
    ),
    "访": add_visit,
    "案": take_case,
    "结": close_case,
    "删": remove_firm,
    "复": restore_firm,
    "撤": undo_newest,
    "旧": undo_older,
    "重": lambda book, _which, _words: book.redo(),
}
DAYS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("".join(DEEDS)), st.integers(0, 5), st.text("甲乙丙", min_size=1, max_size=2)),
        max_size=5,
    ),
    min_size=2,
    max_size=4,
)


def play(book, day):
    """The random deeds of a day; what cannot be done at the moment is passed over."""
    for deed, which, words in day:
        with contextlib.suppress(CaseworkError, ZeroDivisionError):  # no firm yet, nothing to undo
            DEEDS[deed](book, which, words)


THREE = [("荐", 1, "甲"), ("荐", 1, "乙"), ("荐", 1, "丙")]


@settings(max_examples=6)
@example([[("荐", 1, "甲"), ("访", 0, "甲")], [("撤", 0, "甲"), ("撤", 0, "甲")], [("重", 0, "甲"), ("荐", 0, "乙")]])
@example([THREE, [("旧", 0, "甲")], [("删", 0, "甲")], [("复", 0, "甲")]])
@example([THREE, [("旧", 0, "甲"), ("重", 0, "甲")], [("访", 2, "甲")]])
@given(DAYS)
def test_the_past_is_what_a_copy_of_that_day_holds(days):
    compare_with_copies(days)


@pytest.mark.long
@settings(max_examples=400)
@given(DAYS)
def test_the_past_is_what_a_copy_of_that_day_holds_over_many_histories(days):
    compare_with_copies(days)


def compare_with_copies(days):
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.create(Path(folder) / "a.huifang", clock=Clock.fixed(FIRST), actor="王敏") as book,
    ):
        with book.change("起点") as write:
            Office(write).unit("高新区")
        copies = []
        for number, day in enumerate(days):
            book.store.look_from(Clock.fixed(nth(number)))
            play(book, day)
            copies.append(book.back_up_to(Path(folder) / f"{number}.huifang"))
        for number, copied in enumerate(copies):
            with copy_of(copied, nth(number)) as then, book.as_of(nth(number)) as past:
                assert without_place(past) == contents(then)
                assert figures(past) == figures(then)


def copy_of(path, day):
    return Casebook.open(path, clock=Clock.fixed(day), actor="王敏", read_only=True)


def test_the_past_stays_as_it_is_while_work_goes_on(book):
    firm = saved(book, Enterprise(name="示例甲公司"))
    book.store.look_from(Clock.fixed(dt.date(2023, 1, 3)))
    with book.as_of(dt.date(2022, 12, 30)) as past:
        before = without_place(past)
        later = saved(book, dataclasses.replace(firm, note="后来"))
        other = saved(book, Enterprise(name="示例乙公司"))
        assert past.get(Enterprise, firm.id).note == ""
        assert past.count(Enterprise) == 1
        with book.change("删") as write:
            write.remove(later)
            write.remove(other)
        book.undo()
        assert without_place(past) == before
        with pytest.raises(NotFound):
            past.get(Enterprise, other.id)
        assert [hit.record_id for hit in past.search("示例")] == [firm.id]


def test_the_past_is_for_reading_only_and_says_which_day_it_is(book):
    with book.as_of(dt.date(2022, 12, 30)) as past:
        assert past.read_only
        with pytest.raises(FileTrouble, match="2022-12-30"):
            saved(past, Enterprise(name="示例甲公司"))
        assert past.clock.today == dt.date(2022, 12, 30)


def test_before_the_first_entry_there_is_nothing_to_show(book):
    with pytest.raises(NotFound, match="2022-12-29"):
        book.as_of(dt.date(2022, 12, 29))


def test_a_clock_that_once_stood_in_the_past_does_not_tear_the_order(book):
    saved(book, Enterprise(name="示例甲公司"))
    book.store.look_from(Clock.fixed(dt.date(2000, 1, 1)))  # an empty battery
    saved(book, Enterprise(name="示例乙公司"))
    book.store.look_from(Clock.fixed(dt.date(2023, 1, 3)))
    saved(book, Enterprise(name="示例丙公司"))
    with book.as_of(dt.date(2022, 12, 31)) as past:
        assert [firm.name for firm in past.select(Enterprise)] == ["示例甲公司", "示例乙公司"]


def test_every_indicator_can_be_counted_in_the_past(sample_book):
    """In the past the tables are views: every statement runs there, and finds what the file holds."""
    newest = dt.date.fromisoformat(sample_book.actions(1)[0].at[:10])
    keys = [known.key for known in INDICATORS]
    with sample_book.as_of(newest) as past:
        past.store.look_from(sample_book.clock)
        period = parse_period("2022-11")
        assert compute(past, period, keys=keys) == compute(sample_book, period, keys=keys)
        assert past.select(Visit) == sample_book.select(Visit)
