"""The words of a report: numbers locked, hand edits kept when records change, printed, frozen; targets; the past."""

import datetime as dt

import pytest
from PySide6.QtGui import QTextCursor

from casework.entities.month_words import MonthWords
from casework.entities.people import Unit
from casework.entities.targets import Target
from casework.periods import parse_period
from desktop.monthly_papers import print_monthly_summary
from desktop.pages.reports_target import TargetSheet
from desktop.program import Program, Start
from tests.desktop.test_reports_page import log_visit, settled
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from tests.test_main_job import text_of
from widgets.theme import Scheme, Theme

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def page(window, qtbot):
    """The words of the month of the sample."""
    window.show_page("reports")
    shown = window.page()
    settled(shown, qtbot)
    shown.show_view("words")
    return shown


def card(page, part):
    return next(card for card in page.words_pane.cards if card.part.part == part)


def save(page, qtbot):
    with qtbot.waitSignal(page.session.changed):
        page.words_pane.save.click()
    settled(page, qtbot)


def printed(page, tmp_path):
    book = stored(page.window())
    target = tmp_path / "小结.pdf"
    print_monthly_summary(book, target, parse_period("2022-12"), scope=book.find(Unit, "自贡市"), force=True)
    return text_of(target)


def test_hand_written_words_are_kept_and_their_numbers_follow_the_records(page, window, qtbot, tmp_path):
    contacts = card(page, "contacts")
    assert contacts.words() == ""
    assert "{contacts_total}" in contacts.editor.template()
    contacts.editor.moveCursor(QTextCursor.MoveOperation.End)
    contacts.editor.insertPlainText("比上月少，主要是年底停产。")
    card(page, "next_steps").editor.insertPlainText("一月完成新一轮回访。")
    save(page, qtbot)
    assert {row.part for row in stored(window).select(MonthWords)} == {"contacts", "next_steps"}
    told = printed(page, tmp_path)
    assert "走访联系5家次" in told
    assert "主要是年底停产。" in told
    assert "须逐件落实。一月完成新一轮回访。" in told
    log_visit(page, qtbot)
    told = printed(page, tmp_path)
    assert "走访联系6家次" in told
    assert "主要是年底停产。" in told
    assert "主要是年底停产" in page.text.words()
    card(page, "contacts").back.click()
    save(page, qtbot)
    assert "年底停产" not in printed(page, tmp_path)


def test_a_number_is_deleted_whole_and_never_typed_over(page):
    editor = card(page, "contacts").editor
    place = editor.toPlainText().index("\ufffc")
    cursor = editor.textCursor()
    cursor.setPosition(place + 1)
    editor.setTextCursor(cursor)
    editor.insertPlainText("9")
    assert "{contacts_total}9" in editor.template()
    editor.textCursor().deletePreviousChar()
    editor.textCursor().deletePreviousChar()
    assert "{contacts_total}" not in editor.template()
    editor.insert_number("5家次", "contacts_total")
    assert "{contacts_total}" in editor.template()


def test_words_typed_and_not_saved_stay_when_the_records_change_and_in_the_draft(page, window, qtbot):
    card(page, "contacts").editor.insertPlainText("草稿。")
    log_visit(page, qtbot)
    assert card(page, "contacts").editor.template().startswith("草稿。")
    page.words_pane._draft.keep()
    wait_until_idle(qtbot, page.session)
    page.bar.ask_period(parse_period("2022-11"))
    settled(page, qtbot)
    assert not page.words_pane.typed()
    page.bar.ask_period(parse_period("2022-12"))
    settled(page, qtbot)
    assert card(page, "contacts").editor.template().startswith("草稿。")
    assert stored(window).count(MonthWords) == 0


def test_the_words_of_a_frozen_month_stay(page, qtbot, tmp_path):
    page.frozen.button.click()
    qtbot.waitUntil(lambda: page.report.is_frozen)
    settled(page, qtbot)
    assert card(page, "contacts").editor.isReadOnly()
    before = printed(page, tmp_path)
    page.session.do("word_month", {"period": "2022-12", "scope": "自贡市", "part": "contacts", "words": "后写的话。"})
    settled(page, qtbot)
    assert printed(page, tmp_path) == before


def test_a_target_is_set_and_taken_away_where_its_figure_is(page, window, qtbot):
    page.choose_figure("agreed_investment")
    figure, question = page.report.figure("agreed_investment"), page.report.month.figures.question
    sheet = TargetSheet(page.session, page, figure, question)
    qtbot.addWidget(sheet)
    sheet.value.setText("100亿元")
    with qtbot.waitSignal(page.session.changed):
        sheet.save()
    settled(page, qtbot)
    assert [(t.indicator, t.year, t.value) for t in stored(window).select(Target, "year = 2022")] == [
        ("agreed_investment", 2022, 100 * 10**10)
    ]
    again = TargetSheet(page.session, page, figure, question)
    qtbot.addWidget(again)
    assert again.value.text() == "100亿元"
    again.value.setText("很多")
    again.save()
    assert not again._trouble.isHidden()
    again.value.clear()
    with qtbot.waitSignal(page.session.changed):
        again.save()
    assert stored(window).count(Target, "year = 2022") == 0


def test_the_window_shows_the_file_as_of_an_earlier_day_and_comes_back(qtbot, qapp, settings, sample):
    program = Program(qapp, settings, Start(file=sample, user="王敏"), Theme(qapp, Scheme.LIGHT))
    program.start()
    wait_until_idle(qtbot, program.window.session)
    program.window.past_asked.emit(dt.date(2000, 1, 1))
    assert not program.window.is_in_past()  # nothing had been written then: said in the notice bar
    program.window.past_asked.emit(dt.datetime.now().astimezone().date())
    wait_until_idle(qtbot, program.window.session)
    assert program.window.is_in_past()
    assert not program.window.banner.isHidden()
    assert not program.window.may_write()
    program.window.go_to_present()
    wait_until_idle(qtbot, program.window.session)
    assert program.window.may_write()
    program.end()
