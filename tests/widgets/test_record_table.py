"""The list: keys, sorting, remembered columns, clean copying, words where it is empty."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from casework.entities.visits import Visit
from casework.fields import column
from tests.widgets.conftest import press
from tests.widgets.examples import CASES, CaseRow, case_columns
from widgets.pieces import Chip, Icon, Words
from widgets.record_model import PAGE
from widgets.record_table import RecordTable
from widgets.row_actions import RowAction, action_menu
from widgets.table_columns import GroupRow, TableColumn, field_column

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def table(shown: Callable) -> RecordTable:
    """Forty cases under a group line."""
    made = RecordTable(case_columns(), name="诉求")
    made.show_rows([GroupRow(label="逾期"), *CASES])
    made.choose_row(1)
    shown(made)
    made.setFocus()
    return made


def test_keys_move_open_and_preview(table: RecordTable, qtbot) -> None:
    press(table, Qt.Key.Key_J, Qt.Key.Key_Down)
    assert table.current_id() == CASES[2].id
    press(table, Qt.Key.Key_K)
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [CASES[1].id]
    with qtbot.waitSignal(table.previewed) as previewed:
        press(table, Qt.Key.Key_Space)
    assert previewed.args == [CASES[1].id]
    press(table, Qt.Key.Key_End)
    assert table.current_id() == CASES[-1].id


def test_a_group_line_is_stepped_over(table: RecordTable) -> None:
    table.show_rows([CASES[0], GroupRow(label="今天"), CASES[1]])
    table.choose_row(0)
    press(table, Qt.Key.Key_Down)
    assert table.current_id() == CASES[1].id
    press(table, Qt.Key.Key_K)
    assert table.current_id() == CASES[0].id
    press(table, Qt.Key.Key_K)
    assert table.current_id() == CASES[0].id


def test_one_cell_is_copied_with_nothing_around_it(table: RecordTable) -> None:
    table.setCurrentIndex(table.rows_model.index(1, 3))
    press(table, Qt.Key.Key_C, with_=CONTROL)
    assert QGuiApplication.clipboard().text() == "受理"


def test_rows_are_copied_as_a_table(table: RecordTable) -> None:
    table.horizontalHeader().moveSection(0, 2)
    table.setColumnHidden(3, True)
    table.choose_row(1)
    press(table, Qt.Key.Key_Down, with_=Qt.KeyboardModifier.ShiftModifier)
    table.copy_rows()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["事项", "企业", "编号", "剩余工作日"]
    assert [line.split("\t")[2] for line in lines[1:]] == [CASES[0].id, CASES[1].id]
    assert table.picked_ids() == [CASES[0].id, CASES[1].id]


def test_a_pasted_table_is_handed_over(table: RecordTable, qtbot) -> None:
    QGuiApplication.clipboard().setText("名称\t代码\n示例甲\t1\n\n")
    with qtbot.waitSignal(table.pasted) as told:
        press(table, Qt.Key.Key_V, with_=CONTROL)
    assert told.args == [[["名称", "代码"], ["示例甲", "1"]]]


def test_a_click_on_the_header_sorts_and_again_turns_it_round(table: RecordTable, qtbot) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 20, 10)
    for descending in (False, True):
        with qtbot.waitSignal(table.sorted_by) as told:
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert told.args == ["number", descending]
    with qtbot.assertNotEmitted(table.sorted_by):
        middle = QPoint(header.sectionViewportPosition(2) + 20, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_keys_sort_as_the_header_does(table: RecordTable, qtbot) -> None:
    table.setCurrentIndex(table.rows_model.index(1, 1))
    with qtbot.waitSignal(table.sorted_by) as told:
        press(table, Qt.Key.Key_Down, with_=ALT)
    assert told.args == ["subject", False]


def test_columns_are_remembered(table: RecordTable, qtbot) -> None:
    with qtbot.waitSignal(table.state_changed):
        table.setColumnWidth(0, 133)
    table.horizontalHeader().moveSection(0, 2)
    table.show_column("enterprise", shown=False)
    table.show_sort("days", descending=True)
    kept = table.columns_state()
    other = RecordTable(case_columns())
    qtbot.addWidget(other)
    with qtbot.assertNotEmitted(other.state_changed):
        other.restore_columns(kept)
    assert other.columns_state() == kept
    assert kept["order"] == ["subject", "enterprise", "number", "state", "days"]
    assert (kept["widths"]["number"], kept["sort"], kept["descending"]) == (133, "days", True)
    other.restore_columns({"widths": {"gone": 5}, "order": ["gone", "days"], "sort": "gone"})
    assert other.columns_state()["order"][0] == "days"


def test_the_current_row_stays_when_rows_are_shown_anew(table: RecordTable, qtbot) -> None:
    table.choose_row(6)
    record_id = table.current_id()
    with qtbot.assertNotEmitted(table.current_changed):
        table.show_rows([GroupRow(label="逾期"), CaseRow(**{**vars_of(CASES[0]), "id": "new"}), *CASES])
    assert table.current_id() == record_id
    gone = [row for row in CASES if row.id != record_id]
    with qtbot.waitSignal(table.current_changed):
        table.show_rows(gone)
    assert table.current_id()
    with qtbot.waitSignal(table.current_changed) as told:
        table.show_rows([])
    assert told.args == [""]


def vars_of(row: CaseRow) -> dict:
    return {name: getattr(row, name) for name in ("id", "subject", "enterprise", "state", "days")}


def test_far_rows_are_reached_and_chosen(shown: Callable) -> None:
    made = RecordTable(case_columns())
    rows = [CaseRow(**{**vars_of(CASES[0]), "id": f"c{n}"}) for n in range(5 * PAGE)]
    made.show_rows(rows)
    shown(made)
    assert made.choose("c600") is False
    made.choose_row(600)
    assert made.choose("c590")
    assert made.current_id() == "c590"


def test_an_empty_list_says_what_to_do(shown: Callable, qtbot) -> None:
    made = RecordTable(case_columns())
    done: list[str] = []
    made.empty.say("企业的诉求记在这里。", button="受理诉求", run=lambda: done.append("new"))
    made.show_rows([])
    shown(made)
    assert made.empty.isVisible()
    assert made.empty.sentence() == "企业的诉求记在这里。"
    button = made.empty.button()
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    made.show_rows(CASES)
    assert not made.empty.isVisible()
    made.empty.say_no_hit(40, ["状态：办理中"], lambda: done.append("clear"))
    made.show_rows([])
    assert made.empty.sentence() == "40 条里没有同时满足这些条件的。"
    qtbot.mouseClick(made.empty.button(), Qt.MouseButton.LeftButton)
    assert done == ["new", "clear"]


def test_the_actions_of_a_row_are_in_the_menu_on_keys_and_on_the_hovered_row(shown: Callable, qtbot) -> None:
    ran: list[tuple[str, str]] = []
    actions = [
        RowAction(label="记联系", icon="add", key="L", hovered=True, run=lambda r: ran.append(("log", r.id))),
        RowAction(label="办结", run=lambda r: ran.append(("close", r.id)), may=lambda r: r.days > 100),
    ]
    made = RecordTable(case_columns(), actions=actions)
    made.show_rows(CASES)
    made.choose_row(2)
    shown(made)
    made.setFocus()
    press(made, Qt.Key.Key_L)
    menu = action_menu(made, actions, CASES[1])
    log, close = menu.actions()
    assert not close.isEnabled()
    log.trigger()
    menu.close()
    hovered = made.visualRect(made.rows_model.index(4, 1)).center()
    qtbot.mouseMove(made.viewport(), hovered)
    assert made.hovered_row() == 4
    button = made.childAt(made.viewport().mapTo(made, QPoint(made.viewport().width() - 30, hovered.y())))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ran == [("log", CASES[2].id), ("log", CASES[1].id), ("log", CASES[4].id)]
    assert not made.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly) or menu.isHidden()


def test_a_field_s_column_shows_it_by_its_kind() -> None:
    visit = Visit(enterprise_id="e", contact_mode="phone", state="planned", topic="问阀座")
    mode = field_column(column(Visit, "contact_mode"))
    assert [type(piece) for piece in mode.painted(visit)] == [Icon, Words]
    assert mode.text(visit) == "电话沟通"
    state = field_column(column(Visit, "state"))
    assert isinstance(state.painted(visit)[0], Chip)
    day = field_column(column(Visit, "planned_on"))
    assert day.painted(visit)[0].elastic is False
    named = field_column(column(Visit, "enterprise_id"), text=lambda _row: "示例龙川阀门")
    assert named.painted(visit)[0].text == "示例龙川阀门"


def test_only_text_is_cut_and_its_whole_stands_in_the_tooltip(qtbot) -> None:
    long = TableColumn(key="a", label="a", text=lambda _row: "很长" * 40, stretch=True)
    made = RecordTable([long])
    qtbot.addWidget(made)
    made.show_rows(CASES)
    assert made.rows_model.index(0, 0).data() == "很长" * 40


def entries(table: RecordTable, number: int = -1) -> dict[str, QAction]:
    return {action.text(): action for action in table.column_menu(number).actions() if not action.isSeparator()}


def test_the_header_s_menu_shows_and_hides_columns(table: RecordTable, qtbot) -> None:
    with qtbot.waitSignal(table.state_changed):
        entries(table)["企业"].trigger()
    assert "企业" not in [column.label for column in table.shown_columns()]
    with qtbot.waitSignal(table.state_changed):
        entries(table)["企业"].trigger()
    assert [column.label for column in table.shown_columns()] == ["编号", "事项", "企业", "状态", "剩余工作日"]
    for rest in table.shown_columns()[1:]:
        entries(table)[rest.label].trigger()
    assert not entries(table)["编号"].isEnabled()


def test_the_header_s_menu_sorts_and_goes_back(table: RecordTable, qtbot) -> None:
    table.show_sort("number", descending=True)
    with qtbot.waitSignal(table.sorted_by) as told:
        entries(table, 1)["按“事项”降序"].trigger()
    assert told.args == ["subject", True] == list(table.sorting())
    table.show_column("enterprise", shown=False)
    table.horizontalHeader().moveSection(0, 2)
    with qtbot.waitSignal(table.sorted_by) as told:
        entries(table)["恢复最初的列"].trigger()
    assert told.args == ["number", True]
    assert [column.key for column in table.shown_columns()] == ["number", "subject", "enterprise", "state", "days"]


def test_a_column_without_room_is_not_forgotten(table: RecordTable) -> None:
    table.leave_out(["enterprise"])
    assert "enterprise" not in [column.key for column in table.shown_columns()]
    assert table.columns_state()["hidden"] == []
    table.leave_out([])
    assert "enterprise" in [column.key for column in table.shown_columns()]


def test_several_selected_rows_are_copied_together(table: RecordTable) -> None:
    table.choose_row(1)
    press(table, Qt.Key.Key_Down, with_=Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_C, with_=CONTROL)
    assert QGuiApplication.clipboard().text().count("\n") == 2


def test_rows_that_are_not_at_hand_are_asked_for(table: RecordTable, qtbot) -> None:
    table.show_rows(FarAway(), 300)
    table.selectAll()
    with qtbot.waitSignal(table.copy_asked) as told:
        table.copy_rows()
    assert told.args == [list(range(300))]


class FarAway:
    """Rows that are read elsewhere."""

    def count(self) -> int:
        return 300

    def rows(self, offset: int, limit: int) -> None:
        del offset, limit
