"""What is done with an enterprise: added, changed, planned for, handed over, removed, printed."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from casework.entities.enterprises import CommissionerAssignment, Enterprise
from casework.entities.visits import Visit
from desktop.dialogs.enterprise_form import EnterpriseForm
from desktop.dialogs.form_dialog import FormDialog
from desktop.dialogs.plan_visit import PlanVisit
from desktop.dialogs.quick_entry import QuickEntry
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.page_steps import CONTROL, dialog, rows_of, save, settled
from tests.desktop.window_fixture import settings, stored, theme, window

__all__ = ["settings", "theme", "window"]
NAME = "示例龙川阀门有限公司"


@pytest.fixture
def page(window, qtbot):
    """The page with the roster read."""
    window.show_page("enterprises")
    shown = window.page()
    settled(shown, qtbot)
    return shown


def show(page, qtbot, name=NAME):
    found = page.session.book.find(Enterprise, name)
    assert page.show_record("enterprise", found.id)
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.enterprise.id == found.id)
    settled(page, qtbot)
    return found


def test_an_enterprise_is_added_and_shown(page, window, qtbot):
    page.acts.add()
    form = dialog(EnterpriseForm, qtbot)
    type_chinese(form.form.editor("name").line, "示例新光热处理有限公司")
    type_chinese(form.form.editor("industry_chain").line, "装备制造")
    qtbot.keyClicks(form.form.editor("revenue").line, "1200")
    save(form, qtbot)
    settled(page, qtbot)
    made = stored(window).find(Enterprise, "示例新光热处理有限公司")
    assert made.revenue == 1200_0000_00
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.enterprise.id == made.id)
    settled(page, qtbot)
    assert page.list.table.current_id() == made.id


def test_a_double_is_warned_of_while_typing(page, qtbot):
    page.acts.add()
    form = dialog(EnterpriseForm, qtbot)
    line = form.form.editor("name").line
    type_chinese(line, "示例龙川阀门（集团）有限公司")
    settled(page, qtbot)
    assert NAME in form.twins()[0]
    line.clear()
    type_chinese(line, "示例毫不相干实业有限公司")
    settled(page, qtbot)
    assert form.twins() == []
    form.reject()


def test_a_double_by_code_is_refused_at_the_code(page, window, qtbot):
    known = stored(window).find(Enterprise, NAME)
    count = stored(window).count(Enterprise)
    page.acts.add()
    form = dialog(EnterpriseForm, qtbot)
    type_chinese(form.form.editor("name").line, "示例另一家有限公司")
    qtbot.keyClicks(form.form.editor("uscc").line, known.uscc)
    settled(page, qtbot)
    assert NAME in form.twins()[0]
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert NAME in form.form.errors()["uscc"]
    assert stored(window).count(Enterprise) == count
    form.reject()


def test_only_what_was_changed_is_written(page, window, qtbot):
    found = show(page, qtbot)
    page.edit()
    form = dialog(EnterpriseForm, qtbot)
    type_chinese(form.form.editor("address").line, "新址")
    save(form, qtbot)
    settled(page, qtbot)
    changes = stored(window).changes_of(found.id)[0][1].fields
    assert set(changes) == {"address"}


def test_a_visit_is_planned_beside_the_others(page, window, qtbot):
    found = show(page, qtbot)
    page.plan_visit()
    form = dialog(PlanVisit, qtbot)
    assert "市经信局" in form.load.sentence()
    qtbot.keyClicks(form.form.editor("planned_on").line, "2023-01-11")
    type_chinese(form.form.editor("topic").line, "看首批数据")
    save(form, qtbot)
    made = stored(window).select(Visit, "topic = '看首批数据'")
    assert [(one.enterprise_id, one.state, one.planned_on) for one in made] == [
        (found.id, "planned", dt.date(2023, 1, 11))
    ]


def test_a_visit_without_a_day_is_not_planned(page, window, qtbot):
    show(page, qtbot)
    count = stored(window).count(Visit)
    page.plan_visit()
    form = dialog(PlanVisit, qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert "planned_on" in form.form.errors()
    assert stored(window).count(Visit) == count
    form.reject()


def test_the_contact_logged_here_stands_in_the_timeline(page, window, qtbot):
    show(page, qtbot)
    before = len(page.record.timeline.timeline._all)
    page.log_contact()
    form = dialog(QuickEntry, qtbot)
    assert form.enterprise.line.text() == NAME
    form.findings.box.setPlainText("首批数据合格")
    form.next.choice.segments()[3].click()
    save(form, qtbot)
    settled(page, qtbot)
    settled(page, qtbot)
    assert len(page.record.timeline.timeline._all) == before + 1
    assert page.record.facts.last.findings == "首批数据合格"


def test_handing_over_ends_the_earlier_commissioner(page, window, qtbot):
    found = show(page, qtbot)
    page.hand_over()
    form = dialog(FormDialog, qtbot)
    person = form.form.editor("person_id")
    qtbot.keyClicks(person.line, "zq")
    qtbot.keyClick(person.line, Qt.Key.Key_Return)
    save(form, qtbot)
    settled(page, qtbot)
    own = "enterprise_id = :id"
    chain = stored(window).select(CommissionerAssignment, own, {"id": found.id}, order="from_on")
    assert chain[-2].to_on == dt.date(2022, 12, 29)
    assert page.record.facts.story.in_charge.person == "周倩"


def test_what_goes_into_the_bin_comes_back(page, window, qtbot):
    found = show(page, qtbot)
    page.remove()
    settled(page, qtbot)
    settled(page, qtbot)
    assert found.id not in {row.id for row in rows_of(page.list.table)}
    window.undo()
    settled(page, qtbot)
    settled(page, qtbot)
    assert found.id in {row.id for row in rows_of(page.list.table)}


def test_papers_are_made_beside_the_window(page, window, qtbot, tmp_path):
    found = show(page, qtbot)
    from desktop.pages import enterprises_acts as acts
    from desktop.paper_kinds import case_summary_paper, print_paper

    pdf, sheet = tmp_path / "个案摘要.pdf", tmp_path / "名册.xlsx"
    page.acts.desk.make(pdf, "个案摘要", lambda book, path: print_paper(book, path, case_summary_paper(found, book)))
    qtbot.waitUntil(lambda: pdf.name in page.acts.desk.told(), timeout=20000)
    page.acts.desk.make(sheet, "名册", lambda book, path: acts.export_roster(book, path, Enterprise))
    qtbot.waitUntil(lambda: sheet.name in page.acts.desk.told(), timeout=20000)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_size > 10_000


def test_the_credit_code_is_copied_clean(page, window, qtbot):
    found = show(page, qtbot)
    page.record.head._copy.click()
    assert QGuiApplication.clipboard().text() == found.uscc


def test_no_two_commands_of_the_page_share_a_key(page):
    keys = [command.key for command in page.commands() if command.key]
    assert len(keys) == len(set(keys))
