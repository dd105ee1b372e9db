"""The timeline: the latest first, filtered by kind, searched, opened by keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.widgets.conftest import press
from widgets.pieces import Chip
from widgets.timeline import Timeline, TimelineEntry

ENTRIES = [
    TimelineEntry(id="old", on=date(2022, 3, 22), when="03-22", title="首次建档", kind="contact", by="王敏"),
    TimelineEntry(
        id="new", on=date(2022, 11, 24), when="今天", title="实地走访", kind="contact", body="阀座密封失效。" * 30
    ),
    TimelineEntry(id="case", on=date(2022, 11, 15), when="11-15", title="诉求办结", kind="case", chips=[Chip("办结")]),
]


@pytest.fixture
def timeline(shown: Callable) -> Timeline:
    """Three entries of two kinds."""
    made = Timeline("时间线")
    made.set_entries(ENTRIES)
    shown(made, 600, 400)
    made.setFocus()
    return made


def ids(timeline: Timeline) -> list[str]:
    model = timeline.timeline_model
    return [model.entry(n).id for n in range(model.rowCount())]


def test_the_latest_stands_first_and_kinds_are_left_out(timeline: Timeline) -> None:
    assert ids(timeline) == ["new", "case", "old"]
    timeline.choose("old")
    timeline.show_kinds(["case"])
    assert ids(timeline) == ["new", "old"]
    assert timeline.current_id() == "old"


def test_words_are_found_in_everything_an_entry_says(timeline: Timeline) -> None:
    assert timeline.search("王敏") == 1
    assert ids(timeline) == ["old"]
    assert timeline.search("阀座") == 1
    assert timeline.search("办结") == 1
    assert timeline.search("") == 3
    assert timeline.search("没有的词") == 0


def test_an_empty_timeline_says_so(timeline: Timeline) -> None:
    timeline.empty.say("还没有任何记录。")
    timeline.set_entries([])
    assert timeline.empty.isVisible()
    timeline.set_entries(ENTRIES)
    assert not timeline.empty.isVisible()


def test_keys_step_and_open(timeline: Timeline, qtbot) -> None:
    timeline.choose("new")
    press(timeline, Qt.Key.Key_J)
    assert timeline.current_id() == "case"
    with qtbot.waitSignal(timeline.opened) as told:
        press(timeline, Qt.Key.Key_Return)
    assert told.args == ["case"]
    press(timeline, Qt.Key.Key_C, with_=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "11-15，诉求办结，办结"


def test_a_long_text_makes_its_entry_higher_up_to_three_lines(timeline: Timeline) -> None:
    heights = {
        entry_id: timeline.visualRect(timeline.timeline_model.index(n)).height()
        for n, entry_id in enumerate(ids(timeline))
    }
    assert heights["new"] > heights["case"] > 30
    assert heights["new"] < 120
