"""The visits page: the month, what is to be done, the log, the record, and a planned visit turned into a done one."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from casework.entities.visits import Visit
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.plan_visit import PlanVisit
from desktop.dialogs.quick_entry import QuickEntry
from desktop.pages.visits_page import VisitsPage
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.page_steps import CONTROL, dialog, rows_of, save, settled
from tests.desktop.window_fixture import settings, stored, theme, window
from widgets.calendar_month import EntryState
from widgets.conditions import Condition, Filter

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def page(window, qtbot):
    """The page with its month read."""
    window.show_page("visits")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def show(page, qtbot, number):
    found = page.session.book.find(Visit, number)
    assert page.show_record("visit", found.id)
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.visit.id == found.id)
    settled(page, qtbot)
    return found


def entries(page):
    return [entry for day in page.month.month_model.days for entry in day.entries]


def days_of(book, first, last):
    sql = (
        "select id from visit where removed_at is null and (state = 'done' and occurred_on between :first and :last"
        " or state = 'planned' and planned_on between :first and :last)"
    )
    return {row["id"] for row in book.query(sql, {"first": first, "last": last})}


def spoken(page):
    """Everything the record says."""
    return " ".join(
        label.accessibleName() or getattr(label, "text", str)() for label in page.record.findChildren(type(page._title))
    )


def test_the_month_shows_what_was_done_and_is_planned(page, window, qtbot):
    book = stored(window)
    assert {entry.id for entry in entries(page)} == days_of(book, "2022-11-28", "2023-01-01")
    planned = [row.id for row in book.select(Visit, "state = 'planned' and planned_on = '2022-12-30'")]
    assert {entry.id for entry in entries(page) if entry.state is EntryState.PLANNED} == set(planned)
    done = book.count(Visit, "occurred_on between '2022-12-01' and '2022-12-31'")
    assert f"已完成 {done} 次" in page._counts.accessibleName()
    page.earlier()
    settled(page, qtbot)
    assert {entry.id for entry in entries(page)} == days_of(book, "2022-10-31", "2022-12-04")


def test_a_visit_that_should_have_been_logged_is_marked(page, window, qtbot):
    with qtbot.waitSignal(page.session.changed):
        facts = {"enterprise": "示例盐都电子有限公司", "mode": "phone", "on": "2022-12-29"}
        page.session.do("plan_visit", facts)
    settled(page, qtbot)
    missed = [entry for entry in entries(page) if entry.state is EntryState.MISSED]
    assert [entry.on for entry in missed] == [dt.date(2022, 12, 29)]
    assert rows_of(page.to_do.table)[0].on == dt.date(2022, 12, 29)
    assert "1 次过期未记" in page.to_do._head.findChild(type(page._title)).accessibleName()
    assert VisitsPage.waiting(stored(window)) == (3, True)


def test_mine_are_those_i_take_part_in(page, window, qtbot):
    page.whose.segments()[0].click()
    settled(page, qtbot)
    sql = (
        "select visit.id from visit join visit_party on visit_id = visit.id join person on person.id = person_id"
        " where person.name = '王敏' and visit.state = 'planned'"
    )
    assert {row.id for row in rows_of(page.to_do.table)} == {row["id"] for row in stored(window).query(sql)}


def test_others_visits_are_told_apart_and_near_ones_marked(page, window):
    by_topic = {row.topic: row for row in rows_of(page.to_do.table)}
    theirs, ours = by_topic["安全生产检查"], by_topic["看试验段首批数据"]
    assert (theirs.is_elsewhere, theirs.people) == (True, "市经信局")
    assert (ours.is_elsewhere, ours.near, theirs.near) == (False, 1, 1)


def test_the_list_of_a_day_follows_the_month(page, qtbot):
    page.to_do.which.segments()[1].click()
    page.month.choose_day(dt.date(2022, 12, 22))
    assert {row.on for row in rows_of(page.to_do.table)} == {dt.date(2022, 12, 22)}
    page.to_do.which.segments()[2].click()
    in_month = {entry.id for entry in entries(page) if entry.on.month == 12}
    assert {row.id for row in rows_of(page.to_do.table)} == in_month


def test_the_record_of_a_planned_visit_says_what_to_take_along(page, window, qtbot):
    show(page, qtbot, "ZF-0082")
    said = spoken(page)
    assert "别让企业一周接待两次" in said
    assert "市经信局" in said
    assert "提供三家检测机构名单及报价" in said
    assert "100****0016" in said
    assert "10000000016" not in said


def test_the_record_of_a_done_one_says_what_came_of_it(page, qtbot):
    show(page, qtbot, "ZF-0068")
    assert "2022 年 11 月" in page._title.accessibleName()
    assert page.month.current_entry() == page.record.facts.visit.id
    said = spoken(page)
    for words in ("数控技工招聘12名", "高温高压球阀阀座动水腐蚀试验", "重庆大学自贡技术转移中心", "第四轮回访"):
        assert words in said


def test_been_there_turns_a_planned_visit_into_a_done_one(page, window, qtbot):
    planned = show(page, qtbot, "ZF-0079")
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    form = dialog(QuickEntry, qtbot)
    form.findings.box.setPlainText("补件已齐，等海关通知")
    form.next.choice.segments()[3].click()
    save(form, qtbot)
    settled(page, qtbot)
    settled(page, qtbot)
    assert stored(window).get(Visit, planned.id).state == "done"
    assert page.record.facts.visit.state == "done"
    assert planned.id not in {row.id for row in rows_of(page.to_do.table)}


def test_a_visit_is_moved_to_the_day_of_the_other_one(page, window, qtbot):
    planned = show(page, qtbot, "ZF-0082")
    page.move_visit()
    form = dialog(PlanVisit, qtbot)
    form.load._combine.click()
    save(form, qtbot)
    settled(page, qtbot)
    moved = stored(window).get(Visit, planned.id)
    assert moved.planned_on == dt.date(2023, 1, 11)
    assert moved.state == "planned"


def test_a_cancelled_visit_needs_its_reason(page, window, qtbot):
    planned = show(page, qtbot, "ZF-0082")
    page.cancel_visit()
    form = dialog(FormDialog, qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert "cancel_reason" in form.form.errors()
    type_chinese(form.form.editor("cancel_reason").line, "企业检修")
    save(form, qtbot)
    settled(page, qtbot)
    assert stored(window).get(Visit, planned.id).state == "cancelled"
    assert planned.id not in {entry.id for entry in entries(page)}


def test_a_done_contact_is_corrected(page, window, qtbot):
    done = show(page, qtbot, "ZF-0068")
    page.edit()
    form = dialog(FormDialog, qtbot)
    form.form.editor("topic").line.clear()
    type_chinese(form.form.editor("topic").line, "阀座试验与用工")
    save(form, qtbot)
    assert stored(window).get(Visit, done.id).topic == "阀座试验与用工"
    assert set(stored(window).changes_of(done.id)[0][1].fields) == {"topic"}


def test_the_log_holds_every_contact_the_latest_first(page, window, qtbot):
    page.switch_view()
    settled(page, qtbot)
    book = stored(window)
    shown = [row.id for row in rows_of(page.log.table)]
    expected = book.select(Visit, "occurred_on is not null", order="occurred_on desc, rowid desc")
    assert shown == [visit.id for visit in expected]


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (Filter(quick=("phone",)), "contact_mode = 'phone'"),
        (Filter(quick=("revisit", "on_site")), "is_revisit = 1 and contact_mode = 'on_site'"),
        (
            Filter(groups=((Condition(field="occurred_on", test="from", value="2022-11-24"),),)),
            "occurred_on >= '2022-11-24'",
        ),
        (Filter(words="密封圈"), "topic || findings || next_contact_note like '%密封圈%'"),
    ],
)
def test_the_log_is_narrowed(page, window, qtbot, wanted, where):
    page.switch_view()
    page.log.bar.set_filter(wanted)
    page.log.refresh()
    settled(page, qtbot)
    expected = stored(window).select(Visit, f"state = 'done' and {where}")
    assert {row.id for row in rows_of(page.log.table)} == {visit.id for visit in expected}
    assert expected


def test_the_enterprise_of_a_visit_opens(page, qtbot):
    visit = show(page, qtbot, "ZF-0068")
    with qtbot.waitSignal(page.open_record) as asked:
        page.record.record_asked.emit("enterprise", visit.enterprise_id)
    assert asked.args == ["enterprise", visit.enterprise_id]
    assert page.enterprise_in_view() == visit.enterprise_id


def test_no_two_commands_of_the_page_share_a_key(page):
    keys = [command.key for command in page.commands() if command.key]
    assert len(keys) == len(set(keys))


def test_a_narrow_window_shows_month_or_record(page, window, qtbot):
    window.resize(900, 700)
    assert page.stack.isVisible()
    assert not page.record.isVisible()
    page.to_do.table.choose_row(0)
    page.to_do.table.setFocus()
    qtbot.keyClick(page.to_do.table, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert page.record.isVisible()
    assert not page.stack.isVisible()
    page._to_month.click()
    assert page.stack.isVisible()
    window.resize(1440, 900)
    assert page.record.isVisible()
