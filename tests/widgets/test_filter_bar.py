"""The filter: words, switches, conditions; as plain data that is kept and put back."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from casework.entities.visits import Visit
from casework.fields import Kind, column, columns
from tests.widgets.conftest import compose, type_in
from tests.widgets.examples import needs
from widgets import conditions
from widgets.chip_button import ChipButton
from widgets.conditions import TESTS, Condition, Filter, condition_words, filter_from
from widgets.filter_bar import FilterBar
from widgets.flow import FlowLayout

PHONE = Condition(field="contact_mode", test="is", value="phone")
SINCE = Condition(field="occurred_on", test="from", value="2022-11-01")
OPEN = Condition(field="round_id", test="empty")
WANTED = Filter(words="阀座", quick=("mine",), groups=((PHONE, SINCE), (OPEN,)))


@pytest.fixture
def bar(shown: Callable) -> FilterBar:
    """A filter over visits."""
    made = FilterBar(columns(Visit), needs(), placeholder="在走访中查找", quick=[("mine", "我的"), ("late", "逾期")])
    shown(made, 900, 60)
    return made


def chips(bar: FilterBar) -> list[str]:
    QCoreApplication.processEvents()
    visible = [chip for chip in bar.findChildren(ChipButton) if chip.isVisible()]
    return [chip.text() for chip in sorted(visible, key=lambda chip: (chip.y(), chip.x()))]


def test_a_filter_is_kept_as_plain_data() -> None:
    assert filter_from(json.loads(json.dumps(WANTED.plain()))) == WANTED
    assert filter_from({}) == Filter()
    assert Filter().is_empty
    assert not WANTED.is_empty
    unknown = {"any_of": [[{"field": "x", "test": "rhymes_with", "value": 1, "words": ""}]]}
    assert filter_from(unknown) == Filter()


def test_conditions_are_joined_by_and_or_by_or() -> None:
    both = Filter().with_condition(PHONE, alternative=False).with_condition(SINCE, alternative=False)
    assert both.groups == ((PHONE, SINCE),)
    either = both.with_condition(OPEN, alternative=True)
    assert either.groups == ((PHONE, SINCE), (OPEN,))
    assert either.without_condition(1, 0) == both
    assert either.without_condition(0, 0).groups == ((SINCE,), (OPEN,))


def test_a_condition_is_said_in_words() -> None:
    said = {c: condition_words(c, column(Visit, c.field)) for c in (PHONE, SINCE, OPEN)}
    assert list(said.values()) == ["方式：电话沟通", "日期不早于 2022-11-01", "轮次没填"]
    named = Condition(field="enterprise_id", test="is", value="e0", words="示例龙川阀门")
    assert condition_words(named, column(Visit, "enterprise_id")) == "企业：示例龙川阀门"


def test_every_kind_has_tests_with_words() -> None:
    for kind in Kind:
        each = next((c for c in columns(Visit) if c.kind is kind), None)
        if each:
            assert set(conditions.tests_of(each)) <= set(TESTS)


def test_a_filter_is_shown_and_taken_back(bar: FilterBar, qtbot) -> None:
    with qtbot.assertNotEmitted(bar.changed, wait=0):
        bar.set_filter(WANTED)
    assert bar.filter() == WANTED
    assert chips(bar) == ["我的", "逾期", "方式：电话沟通", "日期不早于 2022-11-01", "轮次没填", "筛选"]
    assert bar.told() == ["“阀座”", "我的", "方式：电话沟通", "日期不早于 2022-11-01", "轮次没填"]
    with qtbot.waitSignal(bar.changed) as told:
        bar.clear()
    assert told.args == [Filter()]
    assert chips(bar) == ["我的", "逾期", "筛选"]


def test_words_are_searched_for_after_a_pause_and_never_while_composing(bar: FilterBar, qtbot) -> None:
    bar.words.setFocus()
    compose(bar.words, "fa")
    with qtbot.waitSignal(bar.changed) as told:
        compose(bar.words, "", "阀座")
    assert told.args[0].words == "阀座"
    with qtbot.waitSignals([bar.changed], timeout=2000):
        type_in(bar.words, "密封")
    assert bar.filter().words == "阀座密封"


def test_a_switch_and_a_chip_s_cross_tell_at_once(bar: FilterBar, qtbot) -> None:
    bar.set_filter(Filter(groups=((PHONE, SINCE),)))
    with qtbot.waitSignal(bar.changed) as told:
        qtbot.mouseClick(chip_of(bar, "逾期"), Qt.MouseButton.LeftButton)
    assert told.args[0].quick == ("late",)
    with qtbot.waitSignal(bar.changed) as told:
        qtbot.keyClick(chip_of(bar, "方式：电话沟通"), Qt.Key.Key_Space)
    assert told.args[0].groups == ((SINCE,),)


def chip_of(bar: FilterBar, text: str) -> ChipButton:
    return next(chip for chip in bar.findChildren(ChipButton) if chip.text() == text and chip.isVisible())


def test_a_condition_is_put_together_in_the_small_form(bar: FilterBar, qtbot) -> None:
    popup = bar.popup()
    bar.ask_condition()
    popup.choose("occurred_on", "from").editor.set_draft("11-1")
    with qtbot.waitSignal(bar.changed) as told:
        popup.add()
    assert told.args[0].groups == ((SINCE,),)
    bar.ask_condition()
    popup.choose("round_id", "empty")
    with qtbot.waitSignal(bar.changed):
        popup.add()
    assert bar.filter().groups == ((SINCE, OPEN),)
    assert not popup.isVisible()


def test_a_condition_without_its_value_is_not_taken(bar: FilterBar, qtbot) -> None:
    bar.ask_condition()
    editor = bar.popup().choose("occurred_on", "from").editor
    with qtbot.assertNotEmitted(bar.changed, wait=0):
        bar.popup().add()
        editor.set_draft("乱写")
        bar.popup().add()
    assert bar.popup().isVisible()
    bar.popup().hide()


def test_saved_filters_are_offered_kept_and_forgotten(bar: FilterBar, qtbot) -> None:
    bar.set_filter(WANTED)
    bar.set_saved(["我的未联系"])
    menu = bar.menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["我的未联系", "全部条件…", "存下这个筛选…", "存下的筛选…", "清除筛选"]
    with qtbot.waitSignal(bar.saved_chosen) as told:
        menu.actions()[0].trigger()
    assert told.args == ["我的未联系"]
    for number, signal in ((2, bar.edit_asked), (3, bar.save_asked), (4, bar.saved_asked)):
        with qtbot.waitSignal(signal):
            menu.actions()[number].trigger()


def test_what_this_list_does_not_know_is_left_out_of_a_saved_filter(bar: FilterBar, qtbot) -> None:
    stranger = Condition(field="gone", test="is", value="x")
    with qtbot.waitSignal(bar.changed) as told:
        bar.apply(Filter(words="阀", quick=("mine", "gone"), groups=((PHONE, stranger), (stranger,))))
    assert told.args == [Filter(words="阀", quick=("mine",), groups=((PHONE,),))]


def test_chips_go_on_in_the_next_line(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=6)
    for n in range(8):
        flow.addWidget(ChipButton(f"条件 {n}"))
    wide = flow.sizeHint().width()
    assert flow.heightForWidth(wide) == flow.sizeHint().height()
    assert flow.heightForWidth(wide // 3) > 2 * flow.sizeHint().height()
