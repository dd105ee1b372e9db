"""Three values side by side: chosen by key and mouse, text put together by hand, what is unlike marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.widgets.conftest import press
from widgets.three_values import BOTH, OURS, THEIRS, ThreeValueList, ThreeValues, differing_parts

STATE = ThreeValues(key="state", label="办理状态", base="办理中", ours="退回", theirs="答复")
PROGRESS = ThreeValues(
    key="progress", label="办理进展", base="约请机构", ours="约请机构，补鉴定", theirs="已约1月5日", is_free=True
)


@pytest.fixture
def fields(shown):
    listed = ThreeValueList()
    listed.show_values([STATE, PROGRESS])
    return shown(listed)


def test_digits_choose_where_the_keyboard_is_and_arrows_go_on(fields):
    told = []
    fields.decided.connect(told.append)
    fields.go_to(0)
    press(fields.focusWidget(), Qt.Key.Key_2)
    press(fields.focusWidget(), Qt.Key.Key_Down)
    assert fields.lines[1].isAncestorOf(fields.focusWidget())
    press(fields.focusWidget(), Qt.Key.Key_1)
    assert [line.choice() for line in fields.lines] == [THEIRS, OURS]
    assert told == ["state", "progress"]
    press(fields.focusWidget(), Qt.Key.Key_Up, Qt.Key.Key_3)
    assert fields.lines[0].choice() == THEIRS, "a state cannot be put together"


def test_a_click_chooses_and_another_one_changes_the_choice(fields):
    line = fields.lines[0]
    for side in (OURS, THEIRS):
        QTest.mouseClick(line.boxes[side], Qt.MouseButton.LeftButton)
        assert line.choice() == side


def test_text_is_put_together_from_both_and_can_be_changed(fields):
    line = fields.lines[1]
    fields.go_to(1)
    press(fields.focusWidget(), Qt.Key.Key_3)
    assert line.choice() == BOTH
    assert line.put_together() == "约请机构，补鉴定\n已约1月5日"
    assert line.both.hasFocus()
    QTest.keyClicks(line.both, "1")
    assert line.choice() == BOTH, "digits are text there"
    assert line.put_together().startswith("1约请机构")


def test_what_was_sent_out_cannot_be_chosen_and_every_box_says_whose_it_is(fields):
    line = fields.lines[0]
    QTest.mouseClick(line.base, Qt.MouseButton.LeftButton)
    assert line.choice() == ""
    assert line.base.accessibleName() == "导出时的值: 办理中"
    assert line.boxes[OURS].accessibleName() == "我这边: 退回"


def test_long_text_is_not_cut_and_never_read_as_markup(shown):
    listed = ThreeValueList()
    text = "<b>长</b>" * 60
    listed.show_values([ThreeValues(key="a", label="办理进展", base=None, ours=text, theirs="")])
    shown(listed)
    box = listed.lines[0].boxes[OURS]
    assert box.height() >= box.heightForWidth(box.width()) > 100
    assert "长" in box.accessibleName()
    box.grab()


def test_the_differing_parts_are_told():
    assert differing_parts("约请机构，补鉴定", "约请机构") == [("约请机构", False), ("，补鉴定", True)]
    assert differing_parts("一样", "一样") == [("一样", False)]
