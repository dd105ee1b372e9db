"""The board: cards in their columns, carried by pointer and keys, titles whole."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from tests.widgets.conftest import press
from widgets.board import Board, BoardCard, BoardColumn
from widgets.board_card import card_height
from widgets.board_column import CARD_TYPE
from widgets.wrapped import wrapped_lines

LONG = "厂区 10 kV 增容，供电方案未答复，请协调供电公司与园区管委会现场办公确定时间"


def columns() -> list[BoardColumn]:
    return [
        BoardColumn(
            key="accepted",
            label="受理",
            cards=[BoardCard(id="a", number="SQ-1", title="试验场地"), BoardCard(id="b", number="SQ-2", title=LONG)],
            adds=True,
        ),
        BoardColumn(key="assigned", label="交办", cards=[BoardCard(id="c", number="SQ-3", title="危废转移")]),
        BoardColumn(key="closed", label="办结", more=7, hint="先要凭据"),
    ]


@pytest.fixture
def board(shown: Callable) -> Board:
    """Two columns with cards and one without."""
    made = Board("诉求看板")
    made.show_columns(columns())
    shown(made, 800, 420)
    made.list("accepted").setFocus()
    return made


def drop(board: Board, card_id: str, key: str) -> None:
    """What letting a card go over a column tells it."""
    data = QMimeData()
    data.setData(CARD_TYPE, card_id.encode())
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    board.list(key).dropEvent(event)


def test_a_dropped_card_asks_for_the_step_and_stays_until_the_page_moves_it(board: Board, qtbot) -> None:
    with qtbot.waitSignal(board.card_dropped) as told:
        drop(board, "a", "assigned")
    assert told.args == ["a", "accepted", "assigned"]
    assert [board.list(key).cards.rowCount() for key in ("accepted", "assigned")] == [2, 1]
    with qtbot.assertNotEmitted(board.card_dropped):
        drop(board, "a", "accepted")
        drop(board, "unknown", "closed")


def test_keys_go_between_columns_carry_and_open(board: Board, qtbot) -> None:
    press(board.list("accepted"), Qt.Key.Key_J)
    assert board.current_id() == "b"
    with qtbot.waitSignal(board.card_dropped) as told:
        press(board.list("accepted"), Qt.Key.Key_Right, with_=Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["b", "accepted", "assigned"]
    press(board.list("accepted"), Qt.Key.Key_Right)
    assert board.list("assigned").hasFocus()
    assert board.current_id() == "c"
    assert not board.list("accepted").selectionModel().hasSelection()
    with qtbot.waitSignal(board.card_opened) as told:
        press(board.list("assigned"), Qt.Key.Key_Return)
    assert told.args == ["c"]
    press(board.list("accepted"), Qt.Key.Key_Left)


def test_the_current_card_is_told_and_stays(board: Board, qtbot) -> None:
    with qtbot.waitSignal(board.current_changed) as told:
        press(board.list("accepted"), Qt.Key.Key_Down)
    assert told.args == ["b"]
    board.show_columns(columns())
    assert board.current_id() == "b"
    assert board.choose("c")
    assert board.current_id() == "c"
    assert not board.choose("gone")


def test_a_new_card_is_asked_for_in_its_column(board: Board, qtbot) -> None:
    from widgets.buttons import Button

    adding = [b for b in board.findChildren(Button) if b.isVisible()]
    assert [button.accessibleName() for button in adding] == ["在“受理”里新建"]
    with qtbot.waitSignal(board.add_asked) as told:
        qtbot.mouseClick(adding[0], Qt.MouseButton.LeftButton)
    assert told.args == ["accepted"]


def test_no_title_is_cut(board: Board) -> None:
    cards = board.list("accepted")
    index = cards.cards.index(1)
    width = cards.viewport().width()
    lines = wrapped_lines(LONG, width - 24)
    assert len(lines) > 1
    assert "".join(lines) == LONG
    assert cards.visualRect(index).height() >= card_height(BoardCard(id="b", number="SQ-2", title=LONG), width)
    assert card_height(BoardCard(id="b", number="SQ-2", title=LONG), 120) > card_height(
        BoardCard(id="b", number="SQ-2", title=LONG), 400
    )


def test_a_card_is_read_out_whole(board: Board) -> None:
    assert board.list("accepted").cards.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == f"SQ-2，{LONG}"
