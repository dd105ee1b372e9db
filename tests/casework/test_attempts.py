"""Parts of an action that fail by themselves: nothing of them stays, in rows, history, numbers or index."""

import contextlib

import pytest

from casework.entities.enterprises import Enterprise
from casework.entities.people import Person
from casework.errors import RuleForbids
from casework.store.waiting_rows import WaitingRows
from tests.casework.test_history import rows

MORE_THAN_WAIT_TOGETHER = 1_100


def refused(write, *records):
    """An attempt that writes these records and then fails."""
    with contextlib.suppress(RuleForbids), write.attempt():
        for record in records:
            write.save(record)
        write.save(Enterprise(name=""))


def test_what_a_failed_attempt_wrote_is_gone_and_what_stood_around_it_stays(book):
    with book.change("导入") as write:
        write.save(Enterprise(name="示例甲公司"))
        refused(write, Enterprise(name="示例乙公司"), Person(name="示例王敏"))
        write.save(Enterprise(name="示例丙公司"))
    assert [(e.number, e.name) for e in book.select(Enterprise)] == [
        ("GA-0001", "示例甲公司"),
        ("GA-0002", "示例丙公司"),
    ]
    assert book.search("示例乙") == []
    assert book.count(Person) == 0
    assert book.actions()[0].changes == 2
    assert book.check(deep=True) == []


def test_long_actions_with_failures_between_keep_history_and_index_whole(book):
    before = rows(book)
    with book.change("导入") as write:
        for number in range(MORE_THAN_WAIT_TOGETHER):
            with write.attempt():
                write.save(Enterprise(name=f"示例{number}号公司"))
            if number % 97 == 0:
                refused(write, *(Enterprise(name=f"示例多余{number}-{n}公司") for n in range(3)))
    assert book.count(Enterprise) == MORE_THAN_WAIT_TOGETHER
    assert book.search_counts("多余") == {}
    assert sum(book.search_counts("示例").values()) == MORE_THAN_WAIT_TOGETHER
    assert book.check(deep=True) == []
    book.undo()
    assert rows(book) == before
    assert book.check(deep=True) == []


def test_an_action_that_fails_after_much_was_written_leaves_nothing_waiting_for_the_next(book):
    with pytest.raises(RuleForbids), book.change("坏") as write:
        for number in range(20):
            write.save(Enterprise(name=f"示例坏{number}公司"))
        write.save(Enterprise(name=""))
    with book.change("好") as write:
        write.save(Enterprise(name="示例好公司"))
    assert [e.name for e in book.select(Enterprise)] == ["示例好公司"]
    assert sum(book.search_counts("示例").values()) == 1
    assert book.check(deep=True) == []


def test_rows_are_never_written_while_an_attempt_holds_them():
    written = []
    waiting = WaitingRows(written.extend)
    place = waiting.hold()
    for number in range(MORE_THAN_WAIT_TOGETHER):
        waiting.add(number)
    assert written == []
    waiting.take_back(place)
    waiting.let_go()
    waiting.add("随后")
    waiting.flush()
    assert written == ["随后"]
