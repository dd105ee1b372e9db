"""Rows are read page by page, and every model keeps Qt's rules."""

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.widgets.examples import CASES, TODAY, CaseRow, case_columns
from widgets.board_card import BoardCard
from widgets.board_column import CardModel
from widgets.calendar_month import MonthModel
from widgets.coverage_matrix import MatrixCell, MatrixColumn, MatrixModel, MatrixRow, Reach
from widgets.month_cells import DayFacts
from widgets.record_model import PAGE, PAGES_KEPT, RecordModel, RowsInHand
from widgets.record_table import ROW, RecordTable
from widgets.table_columns import GroupRow
from widgets.timeline import TimelineEntry, TimelineModel


class Counted:
    """A source of many rows that remembers what it was asked for; some pages come later."""

    def __init__(self, total: int, late: Sequence[int] = ()) -> None:
        self.total, self.late = total, set(late)
        self.asked: list[int] = []

    def count(self) -> int:
        return self.total

    def rows(self, offset: int, limit: int) -> Sequence[CaseRow] | None:
        self.asked.append(offset // PAGE)
        if offset // PAGE in self.late:
            return None
        return [row_of(n) for n in range(offset, min(offset + limit, self.total))]


def row_of(number: int) -> CaseRow:
    return CaseRow(id=f"c{number}", subject=f"事项{number}", enterprise="示例", state="accepted", days=1)


def model_of(source, count: int | None = None) -> RecordModel:
    model = RecordModel(case_columns())
    model.show(source, count)
    return model


def test_the_model_keeps_qt_s_rules(qtmodeltester) -> None:
    qtmodeltester.check(model_of(RowsInHand([GroupRow(label="逾期", note="3 项"), *CASES])))


@pytest.mark.parametrize("empty", [True, False])
def test_the_other_models_keep_qt_s_rules(qtmodeltester, empty: bool) -> None:
    timeline, cards, matrix, month = TimelineModel(), CardModel(), MatrixModel(), MonthModel()
    if not empty:
        timeline.show([TimelineEntry(id="a", on=TODAY, when="今天", title="联系")])
        cards.show([BoardCard(id="a", number="SQ-1", title="事项")])
        cell = MatrixCell(reach=Reach.MISSING)
        matrix.show([MatrixColumn(key="r", label="第一轮")], [MatrixRow(id="e", label="示例", cells=[cell])], "企业")
        month.show([DayFacts(day=date(2022, 11, n)) for n in range(7, 14)])
    for model in (timeline, cards, matrix, month):
        qtmodeltester.check(model)


def test_a_million_rows_cost_the_pages_that_are_looked_at() -> None:
    source = Counted(1_000_000)
    model = model_of(source)
    assert source.asked == []
    assert model.row_id(3) == "c3"
    assert model.row_id(999_999) == "c999999"
    assert model.row_id(4) == "c4"
    assert source.asked == [0, 999_999 // PAGE]


def test_pages_far_away_are_forgotten() -> None:
    source = Counted(1_000_000)
    model = model_of(source)
    for page in range(PAGES_KEPT + 1):
        model.row(page * PAGE)
    model.row(0)
    assert source.asked.count(0) == 2
    assert source.asked.count(PAGES_KEPT) == 1


def test_rows_that_come_later_are_shown_when_they_arrive(qtbot) -> None:
    model = model_of(Counted(PAGE + 10, late=[1]))
    index = model.index(PAGE + 3, 1)
    assert model.row(PAGE + 3) is None
    assert index.data() == ""
    with qtbot.waitSignal(model.dataChanged) as told:
        model.arrived(PAGE, [row_of(n) for n in range(PAGE, PAGE + 10)])
    assert (told.args[0].row(), told.args[1].row()) == (PAGE, PAGE + 9)
    assert index.data() == f"事项{PAGE + 3}"


def test_a_row_on_its_way_is_a_grey_bar(qtbot, theme) -> None:
    table = RecordTable(case_columns())
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show_rows(Counted(40, late=[0]))
    image = table.viewport().grab().toImage()
    across = {image.pixelColor(x, ROW // 2 - 1).name() for x in range(16, 46)}
    assert across == {theme.tokens.line.lower()}


def test_a_count_that_comes_later_keeps_the_rows(qtbot, qtmodeltester) -> None:
    source = Counted(500)
    model = model_of(source, count=200)
    assert model.rowCount() == 200
    model.row(199)
    with qtbot.waitSignal(model.rowsInserted) as told:
        model.recount(500)
    assert told.args[1:] == [200, 499]
    assert model.row_id(300) == "c300"
    model.recount(20)
    assert model.rowCount() == 20
    qtmodeltester.check(model)


def test_a_row_is_found_by_its_id_near_where_it_was() -> None:
    model = model_of(Counted(10_000))
    assert model.find("c5000", near=5010) == 5000
    assert model.find("c9000", near=5010) == -1
    assert model.find("", near=0) == -1


def test_a_source_that_counted_too_many_shows_empty_rows() -> None:
    model = model_of(RowsInHand(CASES[:3]), count=10)
    assert model.row(5) is None
    assert model.index(5, 1).data() == ""


def test_a_group_line_cannot_be_chosen_and_headers_stand_over_their_cells() -> None:
    model = model_of(RowsInHand([GroupRow(label="逾期", note="3 项"), CASES[0]]))
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index(0, 0).data() == "逾期 3 项"
    role = Qt.ItemDataRole.TextAlignmentRole
    right = model.headerData(4, Qt.Orientation.Horizontal, role)
    assert right & Qt.AlignmentFlag.AlignRight
    assert not model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
