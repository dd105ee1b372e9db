"""The settings as their user sees them: calendar, deadlines, words, centre, user; compared with the file."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from casework.entities.people import Person
from casework.entities.settings import CalendarDay, CodeWord, ServiceDeadline, setting, working_calendar
from desktop.dialogs.form_dialog import FormDialog
from desktop.pages.settings_calendar import MonthCells
from tests.desktop.window_fixture import settings, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def page(window, qtbot):
    """The settings, with everything read."""
    window.show_page("settings")
    wait_until_idle(qtbot, window.session)
    return window.page()


def form_of(window):
    """The open form."""
    [form] = [d for d in window.findChildren(FormDialog) if d.isVisible()]
    return form


def rows(table):
    """The rows of a table."""
    return [table.row_at(n) for n in range(table.rows_model.rowCount())]


def click_day(month, day):
    """A click on a day of a month."""
    place = day.day - 1 + day.replace(day=1).weekday()
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=QPoint(place % 7 * 26 + 13, 46 + place // 7 * 22 + 11))


def test_the_calendar_shows_the_months_around_today(page):
    months = page.calendar.findChildren(MonthCells)
    assert [month.accessibleName() for month in months] == ["2022-10", "2022-11", "2022-12", "2023-01", "2023-02"]
    said = page.calendar._legend.accessibleName()
    assert "10-08、10-09、01-28、01-29" in said


def test_a_day_of_the_office_stops_the_clocks_of_all_open_cases(page, window, qtbot):
    book = window.session.book
    before = book.query(
        "select id, due_on from appeal where due_on > '2023-01-05' and state in ('assigned','in_progress')"
    )
    click_day(page.calendar.months[3], dt.date(2023, 1, 4))
    form = form_of(window)
    assert form.form.editor("day").value() == dt.date(2023, 1, 4)
    form.form.editor("name").set_value("园区停电检修")
    form.save()
    wait_until_idle(qtbot, window.session)
    [day] = book.select(CalendarDay)
    assert (day.day, day.working, day.name) == (dt.date(2023, 1, 4), False, "园区停电检修")
    assert not working_calendar(book).is_working_day(dt.date(2023, 1, 4))
    assert "01-04 园区停电检修" in page.calendar._legend.accessibleName()
    after = {row["id"]: row["due_on"] for row in book.query("select id, due_on from appeal")}
    assert all(after[row["id"]] >= row["due_on"] for row in before)


def test_the_calendar_turns_and_warns_of_a_year_not_announced(page, window, qtbot):
    for _turn in range(15):
        page.calendar._turn(5)
    wait_until_idle(qtbot, window.session)
    assert not page.calendar._warning.isHidden()
    assert "还没公布" in page.calendar._warning_line.accessibleName()


def test_a_deadline_is_changed_and_a_wrong_one_is_refused_at_its_field(page, window, qtbot):
    assert [row.service_mode for row in rows(page.deadlines.table)] == ["agency", "mediation", "immediate", "in_park"]
    page.deadlines.table.choose(rows(page.deadlines.table)[0].id)
    page.deadlines._change_current()
    form = form_of(window)
    form.form.editor("limit_days").line.setText("3")
    form.save()
    wait_until_idle(qtbot, window.session)
    assert form.form.errors()
    form.form.editor("answer_limit_days").line.setText("2")
    form.save()
    wait_until_idle(qtbot, window.session)
    [agency] = window.session.book.select(ServiceDeadline, "service_mode = 'agency'")
    assert (agency.limit_days, agency.answer_limit_days) == (3, 2)
    cells = [column.text(rows(page.deadlines.table)[0]) for column in page.deadlines.table.rows_model.columns]
    assert cells[1:3] == ["3 天", "2 天"]


def test_words_are_added_retired_and_used_again_never_deleted(page, window, qtbot):
    book = window.session.book
    page.lists.table.choose("industry_chain")
    wait_until_idle(qtbot, window.session)
    used = {row.word.word: row.used for row in rows(page.code_words.table)}
    stored = book.query(
        "select industry_chain as word, count(*) as n from enterprise where removed_at is null group by 1"
    )
    assert used["流体机械"] == next(row["n"] for row in stored if row["word"] == "流体机械")
    page.code_words.add_button.click()
    form = form_of(window)
    form.form.editor("word").set_value("低空经济")
    form.save()
    wait_until_idle(qtbot, window.session)
    [word] = book.select(CodeWord, "word = '低空经济'")
    assert (word.list_name, word.retired) == ("industry_chain", False)
    row = next(row for row in rows(page.code_words.table) if row.id == word.id)
    page.code_words._set_retired(True, row)
    wait_until_idle(qtbot, window.session)
    assert book.get(CodeWord, word.id).retired
    assert rows(page.code_words.table)[-1].word.retired


def test_the_centre_is_saved_as_one_step(page, window, qtbot):
    form = page.centre.form
    assert form.values()["centre_name"] == "示例技术转移中心"
    form.editor("centre_name").set_value("示例技术转移中心（新）")
    form.editor("silence_days").set_value(45)
    page.centre.save_button.click()
    wait_until_idle(qtbot, window.session)
    book = window.session.book
    assert setting(book, "centre_name") == "示例技术转移中心（新）"
    assert setting(book, "silence_days") == "45"
    assert window.notices.text() == "中心设置已保存。"
    window.notices.undo_button().click()
    wait_until_idle(qtbot, window.session)
    assert (setting(book, "centre_name"), setting(book, "silence_days")) == ("示例技术转移中心", "60")


def test_another_user_stands_in_the_next_change(page, window, qtbot, settings):
    page.user.user_name.line.setText("李卓然")
    page.user.user_name.line.entered.emit()
    wait_until_idle(qtbot, window.session)
    assert settings.get("user") == "李卓然"
    assert "李卓然 · 服务专员" in window.status.text()
    window.session.do("add_unit", {"name": "示例新单位"})
    wait_until_idle(qtbot, window.session)
    assert window.session.book.actions(1)[0].actor == "李卓然"


def test_somebody_the_file_does_not_know_can_enter_themselves(page, window, qtbot):
    window.session.become("赵新来")
    page.user.refresh()
    assert not page.user._enter.isHidden()
    page.user._enter.click()
    wait_until_idle(qtbot, window.session)
    assert window.session.book.count(Person, "name = '赵新来'") == 1
    assert page.user._enter.isHidden()


def test_the_role_is_remembered_and_chooses_the_first_page(page, settings):
    page.user.roles[2].click()
    assert settings.get("role") == "manager"
    page.user.daily.click()
    assert settings.get("daily_backup") is False


def test_language_and_colours_ask_the_frame(page, window, qtbot):
    with qtbot.waitSignal(window.language_chosen) as language:
        page.looks.language.changed.emit("en")
    with qtbot.waitSignal(window.scheme_chosen) as scheme:
        page.looks.scheme.changed.emit("dark")
    assert (language.args, scheme.args) == (["en"], ["dark"])


def test_a_backup_is_made_tried_and_restored_to_a_new_file(page, window, qtbot, tmp_path, monkeypatch):
    page.backups._back_up()
    wait_until_idle(qtbot, window.session)
    [row] = rows(page.backups.table)
    assert row.reason == "手动"
    page.backups._try(row)
    wait_until_idle(qtbot, window.session)
    assert "能打开" in window.notices.text()
    assert rows(page.backups.table)[0].tried is True
    target = tmp_path / "恢复出来.huifang"
    monkeypatch.setattr("desktop.dialogs.backups.QFileDialog.getSaveFileName", lambda *_facts: (str(target), ""))
    page.backups._restore(row)
    wait_until_idle(qtbot, window.session)
    assert target.exists()
    assert "恢复出来.huifang" in window.notices.text()


def test_a_damaged_backup_is_found_out(page, window, qtbot):
    page.backups._back_up()
    wait_until_idle(qtbot, window.session)
    [row] = rows(page.backups.table)
    content = bytearray(row.path.read_bytes())
    content[4096 * 5 : 4096 * 9] = b"\x07" * 4096 * 4
    row.path.write_bytes(content)
    page.backups._try(row)
    wait_until_idle(qtbot, window.session)
    assert "不能用来恢复" in window.notices.text()
    assert rows(page.backups.table)[0].tried is False


def test_a_setting_is_found_by_a_word(page):
    page.nav.find_line.setText("时限")
    shown = [row.id for row in rows(page.nav.table) if row.id]
    assert shown == ["deadlines"]


@pytest.mark.parametrize(("topic", "command"), [("history", "history"), ("bin", "recycle_bin"), ("about", "about")])
def test_topics_that_are_windows_open_them(page, window, qtbot, topic, command):
    page.nav.choose(topic)
    wait_until_idle(qtbot, window.session)
    assert window.tools.shown(command) is not None
    window.tools.shown(command).close()


def test_persons_and_units_are_kept_in_plain_lists(page, window, qtbot):
    page.show_topic("people")
    wait_until_idle(qtbot, window.session)
    view = page.people.view
    assert view.list.table.rows_model.rowCount() == window.session.book.count(Person)
    view.add_record()
    view.rail.card.form.editor("name").set_value("新同事")
    view.rail.card.take()
    wait_until_idle(qtbot, window.session)
    assert window.session.book.count(Person, "name = '新同事' and role = 'caseworker' and active = 1") == 1
