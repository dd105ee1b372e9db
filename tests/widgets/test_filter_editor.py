"""All conditions of a filter at once, and the parts in which each kind of value is given."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casework.entities.visits import Visit
from casework.errors import BadInput
from casework.fields import column, columns
from casework.filters import Condition, Filter
from tests.widgets.examples import needs
from widgets import conditions
from widgets.condition_row import ConditionRow
from widgets.conditions import condition_words
from widgets.filter_editor import FilterEditor

ONE_OF = Condition(field="contact_mode", test="one_of", value=("phone", "online"))
BETWEEN = Condition(field="occurred_on", test="between", value=("2022-11-01", "2022-11-30"))
LAST = Condition(field="occurred_on", test="last_days", value=30)
THIS_YEAR = Condition(field="next_contact_on", test="this_year")
YES = Condition(field="is_revisit", test="is", value=1)
TOPIC = Condition(field="topic", test="contains_not", value="阀")
FIRMS = Condition(field="enterprise_id", test="one_of", value=("e0", "e1"), words="示例一、示例二")


@pytest.fixture
def row(shown: Callable) -> ConditionRow:
    return shown(ConditionRow([c for c in columns(Visit) if c.field.listed], needs()), 700, 60)


@pytest.fixture
def editor(shown: Callable) -> FilterEditor:
    made = FilterEditor([c for c in columns(Visit) if c.field.listed], needs())
    made.show_filter(Filter())
    return shown(made, 700, 400)


@pytest.mark.parametrize("wanted", [ONE_OF, BETWEEN, LAST, THIS_YEAR, YES, TOPIC])
def test_a_condition_is_shown_and_taken_back(row: ConditionRow, wanted: Condition) -> None:
    row.show_condition(wanted)
    assert row.condition() == wanted


def test_several_records_are_taken_as_chips(row: ConditionRow) -> None:
    row.show_condition(FIRMS)
    assert row.condition().value == ("e0", "e1")


def test_two_ends_are_put_in_order(row: ConditionRow) -> None:
    value = row.choose("occurred_on", "between")
    value.low.set_draft("2022-11-30")
    value.high.set_draft("2022-11-01")
    assert row.condition() == BETWEEN


@pytest.mark.parametrize(("field", "test"), [("contact_mode", "one_of"), ("occurred_on", "between"), ("topic", "is")])
def test_a_missing_value_is_named(row: ConditionRow, field: str, test: str) -> None:
    row.choose(field, test)
    with pytest.raises(BadInput, match=column(Visit, field).label):
        row.condition()


def test_days_are_a_number_of_days(row: ConditionRow) -> None:
    row.choose("occurred_on", "last_days").line.setText("-3")
    with pytest.raises(BadInput):
        row.condition()


def test_every_test_of_every_field_has_its_part(row: ConditionRow) -> None:
    for known in [c for c in columns(Visit) if c.field.listed]:
        for test in conditions.tests_of(known):
            row.choose(known.name, test)
            assert (row.column(), row.test.currentData()) == (known, test)


def test_conditions_read_well() -> None:
    said = [condition_words(c, column(Visit, c.field)) for c in (ONE_OF, BETWEEN, LAST, THIS_YEAR, YES, TOPIC, FIRMS)]
    assert said == [
        "方式：电话沟通、线上联系",
        "日期介于 2022-11-01 至 2022-11-30",
        "日期：近30天",
        "下次联系在今年",
        "回访：是",
        "主题不包含 阀",
        "企业：示例一、示例二",
    ]


def test_groups_are_put_together_by_keys_and_taken_apart(editor: FilterEditor, qtbot) -> None:
    editor.groups[0][0].show_condition(LAST)
    add = next(b for b in editor.findChildren(QPushButton) if b.text() == "并且…")
    qtbot.keyClick(add, Qt.Key.Key_Space)
    editor.groups[0][1].show_condition(ONE_OF)
    qtbot.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    editor.groups[1][0].show_condition(TOPIC)
    assert editor.conditions() == ((LAST, ONE_OF), (TOPIC,))
    editor.remove(editor.groups[0][0])
    assert editor.conditions() == ((ONE_OF,), (TOPIC,))
    editor.remove(editor.groups[1][0])
    editor.remove(editor.groups[0][0])
    assert editor.conditions() == ()


def test_a_filter_is_shown_and_taken_back(editor: FilterEditor) -> None:
    groups = ((LAST, ONE_OF), (BETWEEN, FIRMS), (THIS_YEAR,))
    editor.show_filter(Filter(groups=groups))
    taken = editor.conditions()
    assert [[c.value for c in g] for g in taken] == [[c.value for c in g] for g in groups]
