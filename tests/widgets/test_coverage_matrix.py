"""The matrix: who was reached how, who is missing, by keys and in words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from tests.widgets.conftest import press
from widgets.coverage_matrix import CoverageMatrix, MatrixCell, MatrixColumn, MatrixRow, Reach
from widgets.tokens import LIGHT

PHONE = MatrixCell(
    reach=Reach.REACHED, mode="phone", mode_words="电话沟通", day="6-20", yielded=[("lightbulb", "需求")]
)
MISSING = MatrixCell(reach=Reach.MISSING)
REFUSED = MatrixCell(reach=Reach.REFUSED, reason="正在停产")
ROUNDS = [MatrixColumn(key="r3", label="第三轮", note="15/18"), MatrixColumn(key="r4", label="第四轮", current=True)]
ROWS = [
    MatrixRow(id="a", label="示例晨曦氟材", person="陈立", cells=[PHONE, PHONE]),
    MatrixRow(id="b", label="示例釜溪泵业", person="王敏", cells=[MISSING, MISSING]),
    MatrixRow(id="c", label="示例沿滩环保", person="李卓然", cells=[PHONE, REFUSED]),
    MatrixRow(id="d", label="示例南湖航空", person="王敏", cells=[PHONE, MISSING]),
]


@pytest.fixture
def matrix(shown: Callable) -> CoverageMatrix:
    """Four enterprises in two rounds."""
    made = CoverageMatrix("覆盖矩阵")
    made.show_matrix(ROUNDS, ROWS)
    shown(made, 900, 300)
    made.setFocus()
    return made


def test_a_cell_is_said_in_words(matrix: CoverageMatrix) -> None:
    said = [matrix.matrix.index(row, 3).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == [
        "示例晨曦氟材，第四轮，电话沟通 6-20，需求",
        "示例釜溪泵业，第四轮，未联系",
        "示例沿滩环保，第四轮，谢绝，正在停产",
    ]


def test_keys_go_to_who_is_missing_and_open_the_cell(matrix: CoverageMatrix, qtbot) -> None:
    assert matrix.choose("a")
    assert matrix.current() == ("a", "r4")
    press(matrix, Qt.Key.Key_N)
    assert matrix.current() == ("b", "r4")
    press(matrix, Qt.Key.Key_N, Qt.Key.Key_N)
    assert matrix.current() == ("b", "r4")
    press(matrix, Qt.Key.Key_Left)
    with qtbot.waitSignal(matrix.cell_opened) as told:
        press(matrix, Qt.Key.Key_Return)
    assert told.args == ["b", "r3"]
    press(matrix, Qt.Key.Key_J)
    assert matrix.current() == ("c", "r3")
    press(matrix, Qt.Key.Key_C, with_=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("示例沿滩环保，第三轮")


def test_the_name_stands_for_the_running_round(matrix: CoverageMatrix) -> None:
    matrix.setCurrentIndex(matrix.matrix.index(1, 0))
    assert matrix.current() == ("b", "r4")


def test_the_current_cell_stays_when_the_round_is_shown_anew(matrix: CoverageMatrix) -> None:
    matrix.choose("d", "r3")
    matrix.show_matrix(ROUNDS, list(reversed(ROWS)))
    assert matrix.current() == ("d", "r3")
    matrix.show_matrix(ROUNDS, ROWS[:1])
    assert matrix.current() == ("", "")


def test_when_nobody_is_missing_there_is_nowhere_to_go(matrix: CoverageMatrix) -> None:
    matrix.show_matrix(ROUNDS, ROWS[:1])
    assert not matrix.next_missing()


def test_the_rounds_share_the_width_and_nothing_hangs_over(matrix: CoverageMatrix) -> None:
    for width in (700, 900, 1300):
        matrix.resize(width, 300)
        total = sum(matrix.columnWidth(n) for n in range(matrix.matrix.columnCount()))
        assert total == matrix.viewport().width()


def test_who_is_missing_in_the_running_round_stands_in_amber(matrix: CoverageMatrix) -> None:
    def colours(row: int, column: int) -> set[str]:
        rect = matrix.visualRect(matrix.matrix.index(row, column))
        image: QImage = matrix.viewport().grab(rect).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    amber = QColor(LIGHT.amber_ground).name()
    assert amber in colours(1, 3)
    assert amber not in colours(1, 2)
    assert amber not in colours(0, 3)
