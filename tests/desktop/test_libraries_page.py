"""The three libraries: how many and how fresh, what an entry lacks, adding, changing, checking, on to matching."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from desktop.pages.libraries_page import LibrariesPage
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from widgets.conditions import Filter

__all__ = ["settings", "theme", "window"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window, qtbot):
    """The libraries, demands first."""
    window.show_page("libraries")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def settled(page, qtbot):
    wait_until_idle(qtbot, page.session)


def entries(page):
    table = page.lists[page._shown].table
    return [table.row_at(number) for number in range(table.rows_model.rowCount())]


def narrow(page, qtbot, *quick):
    page.lists[page._shown].bar.set_filter(Filter(quick=quick))
    page.lists[page._shown].refresh()
    settled(page, qtbot)
    return entries(page)


def save(pane, qtbot, page):
    with qtbot.waitSignal(pane.saved):
        qtbot.keyClick(pane.form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)


def pressed(pane, name):
    return next(b for b in pane.findChildren(QAbstractButton) if name in (b.text(), b.toolTip(), b.accessibleName()))


# The tabs


def test_the_tabs_count_what_is_in_the_libraries(page, window):
    book = stored(window)
    shown = {name: tab._count for name, tab in page.tabs.tabs.items()}
    assert shown["demand"].total == book.count(TechDemand, "state = 'open'")
    assert shown["offer"].total == book.count(TechOffer, "state = 'open'")
    assert shown["expert"].total == book.count(Expert)
    assert all(sum(count.by_freshness.values()) == count.total for count in shown.values())
    late = "state = 'open' and expires_on < '2022-12-30'"
    assert shown["offer"].by_freshness.get("expired", 0) == book.count(TechOffer, late) > 0


def test_a_tab_shows_its_library(page, window, qtbot):
    qtbot.mouseClick(page.tabs.tabs["expert"], Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert {entry.id for entry in entries(page)} == {one.id for one in stored(window).select(Expert)}
    assert "专家" in page.add.text()


# The list


def test_the_list_begins_with_what_is_in_the_library(page, window):
    open_ones = {one.id for one in stored(window).select(TechDemand, "state = 'open'")}
    assert {entry.id for entry in entries(page)} == open_ones


def test_an_entry_says_what_it_lacks(page, qtbot):
    for entry in narrow(page, qtbot):
        assert entry.missing == entry.record.missing()
        assert entry.given + len(entry.missing) == entry.essentials


def test_the_switches_leave_what_they_say(page, window, qtbot):
    book = stored(window)
    assert {e.id for e in narrow(page, qtbot, "incomplete")} == {d.id for d in book.select(TechDemand) if d.missing()}
    tried = {row["demand_id"] for row in book.query("select demand_id from match where removed_at is null")}
    assert {e.id for e in narrow(page, qtbot, "never_tried")} == {d.id for d in book.select(TechDemand)} - tried
    assert {e.freshness for e in narrow(page, qtbot, "to_check")} <= {"to_check", "expiring", "expired"}


@pytest.mark.parametrize(
    ("fresh", "fair", "expected"), [("60", "90", "new"), ("10", "90", "fair"), ("10", "20", "to_check")]
)
def test_the_office_sets_what_counts_as_fresh(page, window, qtbot, fresh, fair, expected):
    demand = stored(window).find(TechDemand, "污泥低温干化余热回收")  # last checked on 2022-11-29
    for key, value in (("fresh_days", fresh), ("fair_days", fair)):
        page.session.do("set_setting", {"key": key, "value": value})
    settled(page, qtbot)
    assert page.lists["demand"].entry(demand.id).freshness == expected


# Entries


def test_a_demand_is_added_by_the_form(page, window, qtbot):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    pane = page.entry_panes["demand"]
    form = pane.form.form
    type_chinese(form.editor("subject").line, "阀体铸件缩孔在线检测")
    enterprise = stored(window).find(Enterprise, "示例龙川阀门有限公司")
    form.editor("enterprise_id").set_value(enterprise.id)
    qtbot.keyClicks(form.editor("budget").line, "35")
    save(pane, qtbot, page)
    made = stored(window).find(TechDemand, "阀体铸件缩孔在线检测")
    assert (made.enterprise_id, made.budget, made.posted_on) == (enterprise.id, 35_0000_00, page.session.today)
    assert made.territory_id == enterprise.territory_id
    assert pane.entry.id == made.id
    assert entries(page)[0].id == made.id


def test_a_required_fact_is_asked_for(page, qtbot):
    page.add_entry()
    pane = page.entry_panes["demand"]
    qtbot.keyClick(pane.form, Qt.Key.Key_Return, CONTROL)
    assert set(pane.form.form.errors()) == {"subject", "enterprise_id"}


def test_a_missing_fact_is_filled_in_from_where_it_is_missing(page, window, qtbot):
    demand = stored(window).find(TechDemand, "彩灯骨架快速拼装结构")
    page.show_record("demand", demand.id)
    pane = page.entry_panes["demand"]
    before = pane.entry.missing
    pane.facts.fact_asked.emit("budget")
    qtbot.waitUntil(lambda: pane.form is not None and pane.form.form.editor("budget").line.hasFocus())
    qtbot.keyClicks(pane.form.form.editor("budget").line, "12")
    save(pane, qtbot, page)
    assert stored(window).get(TechDemand, demand.id).budget == 12_0000_00
    assert set(before) - set(page.lists["demand"].entry(demand.id).missing) == {"预算"}


def test_a_rule_is_told_at_its_field(page, window, qtbot):
    demand = stored(window).find(TechDemand, "彩灯骨架快速拼装结构")
    page.show_record("demand", demand.id)
    pane = page.entry_panes["demand"]
    pane.change()
    line = pane.form.form.editor("trl_wanted").line
    line.clear()
    qtbot.keyClicks(line, "12")
    qtbot.keyClick(pane.form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert list(pane.form.form.errors()) == ["trl_wanted"]


@pytest.mark.parametrize(("type_name", "field"), [("offer", "checked_on"), ("expert", "last_contacted_on")])
def test_an_entry_is_said_to_be_still_valid(page, window, qtbot, type_name, field):
    page.show_library(type_name)
    old = next(entry for entry in narrow(page, qtbot, "to_check") if entry.freshness == "to_check")
    page.show_record(type_name, old.id)
    with qtbot.waitSignal(page.session.changed):
        page.entry_panes[type_name].valid.click()
    settled(page, qtbot)
    kept = stored(window).get(type(old.record), old.id)
    assert getattr(kept, field) == page.session.today
    assert page.lists[type_name].entry(old.id).freshness in ("new", "expired")


def test_a_telephone_number_is_masked_until_it_is_asked_for(page, window, qtbot):
    expert = stored(window).select(Expert, "phone <> ''")[0]
    page.show_record("expert", expert.id)
    pane = page.entry_panes["expert"]

    def words():
        return [child.text() for child in pane.facts.findChildren(type(pane._empty))]

    assert expert.phone not in words()
    pressed(pane.facts, "显示或隐藏个人信息").click()
    assert expert.phone in words()


def test_a_record_opens_in_its_library_whatever_is_filtered(page, window, qtbot):
    met = stored(window).select(TechDemand, "state <> 'open'")[0]
    window.show_page("today")
    window.show_record("demand", met.id)
    settled(page, qtbot)
    assert window.page() is page
    assert page.entry_panes["demand"].entry.id == met.id
    assert page.lists["demand"].table.current_id() == met.id


def test_a_demand_goes_on_to_matching(page, window, qtbot):
    demand = stored(window).find(TechDemand, "污泥低温干化余热回收")
    page.show_record("demand", demand.id)
    page.entry_panes["demand"].match.click()
    settled(page, qtbot)
    assert window.page().name == "matching"
    qtbot.waitUntil(lambda: window.page().found is not None and window.page().found.asking.id == demand.id)


def test_a_library_is_exported_with_personal_data_masked(page, window, qtbot, monkeypatch, tmp_path):
    page.show_library("expert")
    target = tmp_path / "专家库.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with qtbot.waitSignal(page.desk.made, timeout=30000):
        page.export.click()
    cells = [str(cell.value) for row in load_workbook(target).active for cell in row if cell.value]
    experts = stored(window).select(Expert)
    assert all(one.name in cells for one in experts)
    assert not any(one.phone in cells for one in experts if one.phone)


def test_never_matched_demands_wait(window):
    assert LibrariesPage.waiting(stored(window)) == (7, False)


def test_no_two_commands_of_the_page_share_a_key(window):
    window.show_page("libraries")
    keys = [command.key for command in window.commands() if command.key]
    assert len(keys) == len(set(keys))
