"""Doubled records in the window: found, compared side by side, merged, taken apart, said not to be the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casework.entities.enterprises import Enterprise
from casework.entities.mergers import DistinctPair, Merger
from casework.verbs.carrying import counted
from desktop.dialogs.duplicates import APART, DONE, DuplicatesWindow, PairRow
from desktop.dialogs.merge_records import BOTH, MERGED, MergeRecords
from desktop.dialogs.merge_with import MergeWith
from desktop.dialogs.unmerge import UnmergeQuestion
from tests.desktop.page_steps import CONTROL, dialog, rows_of
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
NAME = "示例龙川阀门有限公司"
TWIN = "示例龙川阀门股份公司"


@pytest.fixture
def twin(window, qtbot):
    """A second entry of an enterprise of the sample, with a contact of its own."""
    made = []
    facts = {"name": TWIN, "address": "示例路99号", "employees": 77, "contact_persons": ["示例丁工"], "confirm": True,
             "note": "另一处录入"}  # fmt: skip
    window.session.do("add_enterprise", facts, then=made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0]


@pytest.fixture
def shown(window, twin, qtbot):
    """The window of duplicates, opened by its key, with the pair of the two found."""
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    wait_until_idle(qtbot, window.session)
    opened = window.tools.shown("duplicates")
    assert isinstance(opened, DuplicatesWindow)
    choose(opened, twin)
    yield opened
    opened.close()


def rows(table):
    """The rows of a table."""
    return rows_of(table)


def choose(opened, twin):
    """Makes the pair of the twin the current one."""
    number = next(n for n, r in enumerate(rows(opened.possible)) if isinstance(r, PairRow) and twin.id in r.id)
    opened.possible.choose_row(number)
    opened.possible.setFocus()


def pairs_of(opened, twin):
    return [row for row in rows(opened.possible) if isinstance(row, PairRow) and twin.id in row.id]


def ask_to_merge(opened, qtbot, session):
    QTest.keyClick(opened.possible, Qt.Key.Key_M)
    asked = dialog(MergeRecords, qtbot)
    wait_until_idle(qtbot, session)
    return asked


def keep_the_known_one(asked, window, qtbot, twin):
    """Exchanges the sides where the twin stands as the one to be kept."""
    if asked.choice_of("name").boxes["kept"].text() == TWIN:
        QTest.keyClick(asked, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
        wait_until_idle(qtbot, window.session)
    assert asked.choice_of("name").boxes["kept"].text() == NAME


def test_a_pair_is_shown_with_band_and_reason(shown, twin):
    (row,) = pairs_of(shown, twin)
    assert row.pair.band == "same"
    assert {row.one, row.other} == {NAME, TWIN}
    assert row.pair.reason.startswith("名称")


def test_two_are_merged_by_keys_field_by_field_and_taken_apart_again(shown, window, twin, qtbot):
    known = stored(window).find(Enterprise, NAME)
    hanging = counted(stored(window), "enterprise", known.id)
    asked = ask_to_merge(shown, qtbot, window.session)
    keep_the_known_one(asked, window, qtbot, twin)
    assert "联系人 1" in asked.carried_words()
    QTest.keyClick(asked.choice_of("address").boxes[MERGED], Qt.Key.Key_Space)
    if known.note:
        asked.choice_of("note").choose(BOTH)
    QTest.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, window.session)
    after = stored(window).get(Enterprise, known.id)
    assert (after.name, after.address) == (NAME, "示例路99号")
    assert stored(window).get(Enterprise, twin.id).removed_at
    assert pairs_of(shown, twin) == []
    shown.show_tab(DONE)
    assert [row.one for row in rows(shown.merged)] == [TWIN]
    assert "联系人 1" in rows(shown.merged)[0].note
    shown.merged.choose_row(0)
    QTest.keyClick(shown.merged, Qt.Key.Key_T)
    question = dialog(UnmergeQuestion, qtbot)
    wait_until_idle(qtbot, window.session)
    assert "联系人 1" in question.told()
    QTest.mouseClick(question.take_apart, Qt.MouseButton.LeftButton)
    wait_until_idle(qtbot, window.session)
    assert rows(shown.merged) == []
    assert stored(window).get(Enterprise, known.id).address == known.address
    assert counted(stored(window), "enterprise", known.id) == hanging
    assert not stored(window).get(Enterprise, twin.id).removed_at


def test_unlike_codes_are_asked_about_before_they_are_merged(shown, window, twin, qtbot):
    window.session.do("set_apart", {"one": NAME, "other": twin.id})
    wait_until_idle(qtbot, window.session)
    asked = ask_to_merge(shown, qtbot, window.session)
    asked.merge()
    wait_until_idle(qtbot, window.session)
    assert "不是同一个" in asked.trouble()
    assert stored(window).count(Merger) == 0
    asked.reject()


def test_not_the_same_is_remembered_and_can_be_taken_back(shown, window, twin, qtbot):
    QTest.keyClick(shown.possible, Qt.Key.Key_N)
    wait_until_idle(qtbot, window.session)
    assert pairs_of(shown, twin) == []
    assert stored(window).count(DistinctPair) == 1
    shown.show_tab(APART)
    shown.apart.choose_row(0)
    QTest.keyClick(shown.apart, Qt.Key.Key_A)
    wait_until_idle(qtbot, window.session)
    assert len(pairs_of(shown, twin)) == 1


def test_names_known_while_typing_keep_up_with_what_changes(window, twin, qtbot):
    told = []

    def ask(name):
        window.session.names.ask(name, "", "", told.append)
        wait_until_idle(qtbot, window.session)
        return [found.name for found in told[-1]]

    assert TWIN in ask("示例龙川阀门")
    window.session.do("change_enterprise", {"enterprise_id": twin.id, "name": "示例另起炉灶公司"})
    wait_until_idle(qtbot, window.session)
    assert TWIN not in ask("示例龙川阀门")
    assert ask("示例另起炉灶有限公司") == ["示例另起炉灶公司"]
    window.session.do("add_alias", {"enterprise_id": twin.id, "name": "示例老字号铺"})
    wait_until_idle(qtbot, window.session)
    assert ask("示例老字号铺") == ["示例另起炉灶公司"]
    window.session.undo(lambda _action: None)
    wait_until_idle(qtbot, window.session)
    assert ask("示例老字号铺") == []


def test_an_enterprise_is_merged_from_its_own_page(window, twin, qtbot):
    window.show_page("enterprises")
    page = window.page()
    wait_until_idle(qtbot, window.session)
    known = stored(window).find(Enterprise, NAME)
    assert page.show_record("enterprise", known.id)
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.enterprise.id == known.id)
    window.run_command("merge_enterprise")
    asked = dialog(MergeWith, qtbot)
    wait_until_idle(qtbot, window.session)
    assert [line.accessibleName().split(" ")[0] for line in asked.lines] == [TWIN]
    QTest.mouseClick(asked.lines[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(w, MergeRecords) for w in QApplication.topLevelWidgets()))
    compared = dialog(MergeRecords, qtbot)
    wait_until_idle(qtbot, window.session)
    QTest.keyClick(compared, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, window.session)
    assert stored(window).get(Enterprise, twin.id).removed_at
    assert stored(window).get(Enterprise, known.id).name == NAME
