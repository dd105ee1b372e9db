"""Reports: figures that open their records, the locked text, freezing and changes since, files, preview."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from casework.entities.export_records import ExportRecord
from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.reported_figures import ReportedFigure
from casework.entities.rounds import RevisitRound
from casework.entities.visits import Visit
from casework.errors import FileTrouble
from casework.insight.figures import compute, records_behind
from casework.insight.month_text import runs
from casework.periods import parse_period
from desktop.pages.reports_question import ReportQuestion, following
from desktop.pages.reports_table import FigureRow
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
MONTH = "2022-12"


@pytest.fixture
def page(window, qtbot):
    """The report of the month of the sample, of the office's own scope."""
    window.show_page("reports")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def settled(page, qtbot):
    wait_until_idle(qtbot, page.session)


def ask(page, qtbot, period, scope="", round_no=0):
    book = page.session.book
    scope_id = book.find(Unit, scope).id if scope else ""
    rounds = book.select(RevisitRound, "round_no = :no", {"no": round_no})
    page.bar.ask(
        ReportQuestion(period=parse_period(period), scope_id=scope_id, round_id=rounds[0].id if round_no else "")
    )
    settled(page, qtbot)


def tiles(page):
    return {tile.facts.key: tile for tile in page.tiles if not tile.isHidden()}


def behind(page):
    table = page.behind.table
    return [table.row_at(number) for number in range(table.rows_model.rowCount())]


# Figures


def test_the_page_begins_with_this_month_and_the_own_scope(page):
    assert page.bar.question().period == parse_period(MONTH)
    assert page.report.month.figures.scope.name == "自贡市"
    assert page.bar.scope.line.text() == "自贡市"


def test_tiles_print_the_figures_of_the_database(page, window):
    told = compute(stored(window), parse_period(MONTH), stored(window).find(Unit, "自贡市"))
    shown = tiles(page)
    assert len(shown) == 9
    for key, tile in shown.items():
        assert f"{tile.facts.number}{tile.facts.measure}" == told.figure(key).text
    assert shown["contacts_total"].facts.base == "实地 1 · 电话 3 · 线上 1"
    assert shown["contacts_total"].facts.comparison == "比2022年11月减少13家次"
    assert shown["satisfaction_rate"].facts.comparison == "上期100%（2/2）"


def test_the_published_figures_are_on_the_page(page, qtbot):
    ask(page, qtbot, "2024-01..2024-10", "南川工业园区")
    shown = {key: f"{tile.facts.number}{tile.facts.measure}" for key, tile in tiles(page).items()}
    assert shown["procedures_handled"] == "300余件"
    assert shown["disputes_mediated"] == "150余件"
    assert shown["appeals_handled"] == "37件"
    assert shown["satisfaction_rate"] == "100%（37/37）"
    assert tiles(page)["entries_signed"].facts.base == "目标30个以上（76.7%）"
    words = page.text.words()
    assert "帮代办手续300余件；协调解决纠纷150余件；办理诉求37件，满意率100%（37/37）" in words


def test_a_trace_is_the_last_six_months(page, window):
    book = stored(window)
    scope = book.find(Unit, "自贡市")
    counted = [
        compute(book, parse_period(f"2022-{m:02d}"), scope, keys=["contacts_total"]).figures[0].value
        for m in range(7, 13)
    ]
    assert list(tiles(page)["contacts_total"].facts.trace) == counted


def test_figures_of_a_round(page, qtbot):
    ask(page, qtbot, "2022-11", "自贡市", 4)
    told = tiles(page)["enterprises_in_round"].facts
    assert (told.number, told.measure) == ("18", "家")
    assert page.frozen.button.isHidden()


def test_every_figure_stands_in_the_table(page):
    table = page.table
    shown = [table.row_at(number) for number in range(table.rows_model.rowCount())]
    figures = [row.row.figure for row in shown if isinstance(row, FigureRow)]
    assert figures == list(page.report.month.figures.figures)


@pytest.mark.parametrize("key", ["contacts_total", "appeals_overdue", "intentions"])
def test_a_tile_opens_the_records_behind_it(page, window, qtbot, key):
    qtbot.mouseClick(tiles(page)[key], Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    scope = stored(window).find(Unit, "自贡市")
    expected = records_behind(stored(window), key, parse_period(MONTH), scope)
    assert {(row.type_name, row.record_id) for row in behind(page)} == set(expected)
    page.open_record.disconnect(window.show_record)
    page.behind.table.choose_row(0)
    page.behind.table.setFocus()
    with qtbot.waitSignal(page.open_record) as told:
        qtbot.keyClick(page.behind.table, Qt.Key.Key_Return)
    assert tuple(told.args) in expected


def test_an_entry_into_a_stage_opens_its_project(page, window, qtbot):
    page.choose_figure("entries_signed")
    settled(page, qtbot)
    assert {row.type_name for row in behind(page)} == {"project"}
    assert all("签约" in row.title for row in behind(page))


def test_a_reported_figure_opens_in_its_period_and_scope(page, window, qtbot):
    for reported in stored(window).select(ReportedFigure):
        window.show_record("reported_figure", reported.id)
        settled(page, qtbot)
        figure = page.report.figure(reported.indicator)
        assert figure.source == reported.source
        assert page._chosen == reported.indicator
        assert [(row.type_name, row.record_id) for row in behind(page)] == [("reported_figure", reported.id)]


# The text


def test_every_number_of_the_text_is_locked_to_its_figure(page):
    told = page.report.month.figures
    for sentence in told.sentences:
        parts = list(runs(sentence, told.figures))
        assert "".join(part.text for part in parts) == sentence
        free = "".join(part.text for part in parts if not part.key)
        assert not any(sign.isdigit() for sign in free), free
        assert all(told.figure(part.key).text == part.text for part in parts if part.key)


def test_a_pressed_number_shows_its_records(page, qtbot):
    page.text.chosen.emit("commitments_kept")
    settled(page, qtbot)
    assert "兑现承诺" in page.behind._head._line.accessibleName()
    assert [row.type_name for row in behind(page)] == ["commitment"]


# Period


@pytest.mark.parametrize(
    ("period", "next_one"),
    [
        ("2022-12", "2023-01"),
        ("2024-Q4", "2025-Q1"),
        ("2023", "2024"),
        ("2024-01..2024-10", "2024-01..2024-11"),
        ("2024-01..2024-12", "2025"),
        ("..2020-06", "..2020-07"),
        ("2022-11-01..2022-11-15", "2022-11-16..2022-11-30"),
        ("2024-02", "2024-03"),
    ],
)
def test_the_next_period_follows(period, next_one):
    assert following(parse_period(period)).code == parse_period(next_one).code


def test_periods_are_typed_and_stepped_through(page, qtbot):
    page.bar.period.setFocus()
    page.bar.period.selectAll()
    qtbot.keyClicks(page.bar.period, "2022-11")
    qtbot.keyClick(page.bar.period, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert page.report.question.period == parse_period("2022-11")
    assert f"{tiles(page)['contacts_total'].facts.number}" == "18"
    page.bar.forth.click()
    settled(page, qtbot)
    assert page.report.question.period == parse_period(MONTH)
    page.bar.period.setText("十二月吧")
    qtbot.keyClick(page.bar.period, Qt.Key.Key_Return)
    assert page.bar.period.property("invalid") == "true"
    assert page.report.question.period == parse_period(MONTH)


# Freezing


def freeze(page, qtbot):
    page.frozen.button.click()
    qtbot.waitUntil(lambda: page.report.is_frozen)
    settled(page, qtbot)


def log_visit(page, qtbot):
    enterprise = page.session.book.query("select id from enterprise where short_name = '示例龙川阀门'")[0]["id"]
    facts = {
        "enterprise_id": enterprise,
        "contact_mode": "phone",
        "occurred_on": dt.date(2022, 12, 28),
        "topic": "补录电话",
        "nothing_yielded": True,
        "no_next_contact": True,
    }
    with qtbot.waitSignal(page.session.changed):
        page.session.do("log_visit", facts)
    settled(page, qtbot)


def test_a_frozen_month_keeps_its_figures_and_lists_what_changed(page, window, qtbot):
    freeze(page, qtbot)
    assert stored(window).count(FrozenMonth) == 1
    assert all(tile.facts.locked for tile in tiles(page).values())
    assert page.differences.isHidden()
    log_visit(page, qtbot)
    assert tiles(page)["contacts_total"].facts.number == "5"
    assert tiles(page)["contacts_total"].facts.chip.text == "记录已变 1"
    assert "5家次" in page.text.words()
    assert page.differences.isVisible()
    visit = stored(window).select(Visit, "topic = '补录电话'")[0]
    assert {d.key for d in page.report.changed.values()} >= {"contacts_total", "contacts_phone"}
    assert page.report.changed["contacts_total"].records[0].id == visit.id


def test_a_month_is_frozen_once(page, window, qtbot):
    freeze(page, qtbot)
    refused = []
    page.session.refused.connect(refused.append)
    page.freeze()
    settled(page, qtbot)
    assert "已" in str(refused[0])
    assert stored(window).count(FrozenMonth) == 1
    window.undo()
    qtbot.waitUntil(lambda: not page.report.is_frozen)


# Files


def export(page, qtbot, monkeypatch, target, run):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with qtbot.waitSignal(page.desk.made, timeout=30000):
        run()


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_an_export_is_made_logged_and_handed_over(page, window, qtbot, monkeypatch, tmp_path, suffix):
    target = tmp_path / f"小结{suffix}"
    run = page.export_excel if suffix == ".xlsx" else page.export_pdf
    export(page, qtbot, monkeypatch, target, run)
    assert target.read_bytes()[:2] in (b"PK", b"%P")
    log = stored(window).select(ExportRecord)
    assert [line.file_name for line in log] == [target.name]
    assert page.desk.isVisible()
    assert log[0].number in page.desk.told()
    page.desk.copy.click()
    assert Path(QGuiApplication.clipboard().text()) == target


def test_the_proposed_name_says_what_it_is(page):
    assert page._file_name(".pdf") == "自贡市2022年12月月度小结.pdf"


def test_a_file_held_open_by_wps_is_said_so(page, qtbot, tmp_path):
    target = tmp_path / "小结.xlsx"
    target.write_bytes(b"PK")
    (tmp_path / "~$小结.xlsx").write_bytes(b"")

    def refuse(_book, path):
        raise FileTrouble(f"{path}") from PermissionError(13, "held")

    page.desk.make(target, "导出", refuse)
    settled(page, qtbot)
    assert "正在 WPS 或 Excel 中打开" in page.desk.told()
    assert page.desk.again.isVisible()
    assert not page.desk.open.isVisible()
    assert not page.desk.is_busy


# Preview


def test_the_preview_shows_the_pages_and_logs_nothing(page, window, qtbot):
    page.choose_figure("appeals_handled")
    page.show_view("pages")
    qtbot.waitUntil(lambda: page.pages.preview.page_count() > 0, timeout=30000)
    settled(page, qtbot)
    words = page.pages.preview.pages().text(0)
    assert "自贡市" in words
    assert page.pages.preview.sheets._marks
    assert stored(window).count(ExportRecord) == 0
    page.show_view("overview")
    assert page.pages.preview.page_count() == 0


def test_no_two_commands_of_the_page_share_a_key(window):
    window.show_page("reports")
    keys = [command.key for command in window.commands() if command.key]
    assert len(keys) == len(set(keys))
