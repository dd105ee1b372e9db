"""Quick entry: a contact logged by keyboard with all it yields, in one step; refusals, drafts, planned visits."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.entities.appeals import Appeal
from casework.entities.commitments import Commitment
from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise
from casework.entities.projects import Project
from casework.entities.visits import Visit, VisitParty
from desktop.dialogs.contact_facts import topic_of
from desktop.dialogs.contact_yields import YIELD_KINDS
from desktop.dialogs.quick_entry import QuickEntry
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
KIND = {kind.fact: kind for kind in YIELD_KINDS}


@pytest.fixture
def entry(window, qtbot):
    """The form as Ctrl+N opens it."""
    return opened(window, qtbot)


def opened(window, qtbot, enterprise_id="", **more):
    form = QuickEntry(window.session, window, enterprise_id, **more)
    form.finished.connect(form.deleteLater)
    with qtbot.waitExposed(form):
        form.open()
    return form


def enterprise(window, name="示例龙川阀门有限公司"):
    return stored(window).find(Enterprise, name)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def saved(form, qtbot, key=Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier):
    with qtbot.waitSignal(form.saved, timeout=10000) as told:
        qtbot.keyClick(form, key, modifier)
    return told.args[0]


def fill_in(form):
    form.findings.box.setPlainText("阀座密封失效。试验场地临时用电没人管。")
    form.next.set_next(dt.date(2023, 1, 13), "问送检结果")


def test_a_contact_is_logged_by_keys_alone(entry, window, qtbot):
    qtbot.keyClicks(entry.enterprise.line, "lcfm")
    press(qtbot, Qt.Key.Key_Return)
    assert entry.enterprise.line.text() == "示例龙川阀门有限公司"
    press(qtbot, Qt.Key.Key_2)
    entry.findings.box.setFocus()
    type_chinese(entry.findings.box, "密封圈已送检，等报告")
    entry.next.choice.setFocus()
    press(qtbot, Qt.Key.Key_2)
    type_chinese(entry.next.content, "问送检结果")
    visit = saved(entry, qtbot)
    found = stored(window).get(Visit, visit.id)
    assert (found.enterprise_id, found.contact_mode) == (enterprise(window).id, "phone")
    assert (found.findings, found.topic) == ("密封圈已送检，等报告", "密封圈已送检")
    assert (found.next_contact_on, found.next_contact_note) == (dt.date(2023, 1, 13), "问送检结果")
    assert found.occurred_on == dt.date(2022, 12, 30)
    assert found.counterpart == "赵工"


def test_everything_it_yields_comes_in_one_step_and_goes_in_one_undo(entry, window, qtbot):
    book = stored(window)
    kinds = (Visit, Appeal, TechDemand, Commitment, Project, VisitParty)
    before = {kind: book.count(kind) for kind in kinds}
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    for fact, words in (("appeals", "试验场地临时用电"), ("demands", "阀座动水试验"), ("projects", "阀座合作试验")):
        entry.add_yield(KIND[fact])
        entry.yields.lines()[-1].line.setText(words)
    entry.add_yield(KIND["commitments"])
    promise = entry.yields.lines()[-1]
    promise.line.setText("三家检测机构名单")
    promise.editor("due_on").line.setText("2023-01-06")
    entry.yields.lines()[1].editor("budget").line.setText("30")
    visit = saved(entry, qtbot)
    after = {kind: book.count(kind) - before[kind] for kind in kinds}
    assert after == dict.fromkeys(kinds, 1)
    (demand,) = book.select(TechDemand, "visit_id = :visit", {"visit": visit.id})
    assert demand.budget == 300_000_00
    (given,) = book.select(Commitment, "visit_id = :visit", {"visit": visit.id})
    assert given.due_on == dt.date(2023, 1, 6)
    window.undo()
    wait_until_idle(qtbot, window.session)
    assert {kind: book.count(kind) for kind in kinds} == before


def test_the_selected_sentence_comes_along(entry, qtbot):
    fill_in(entry)
    cursor = entry.findings.box.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(18, cursor.MoveMode.KeepAnchor)
    entry.findings.box.setTextCursor(cursor)
    qtbot.keyClick(entry.findings.box, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert [line.line.text() for line in entry.yields.lines()] == ["试验场地临时用电没人管"]
    assert entry.yields.lines()[0].kind is KIND["appeals"]


def test_what_is_missing_is_said_where_it_is_missing(entry, window, qtbot):
    book = stored(window)
    count = book.count(Visit)
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is entry.enterprise.line
    entry.enterprise.set_value(enterprise(window).id)
    entry.findings.box.setPlainText("谈了")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "下次联系" in entry.next.error()
    entry.next.set_next(dt.date(2023, 1, 13))
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is entry.next.content
    entry.add_yield(KIND["commitments"])
    entry.next.content.setText("再谈")
    entry.yields.lines()[0].line.setText("检测名单")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is entry.yields.lines()[0].editor("due_on").line
    assert book.count(Visit) == count


def test_a_day_to_come_is_refused_by_the_rule_and_said_at_the_day(entry, window, qtbot):
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    entry.on.line.setText("2023-01-05")
    entry.next.on.line.setText("2023-01-20")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_until_idle(qtbot, window.session)
    assert entry.isVisible()
    assert QApplication.focusWidget() is entry.on.line


def test_none_needed_needs_no_day(entry, window, qtbot):
    entry.enterprise.set_value(enterprise(window).id)
    entry.findings.box.setPlainText("已无问题")
    entry.next.choice.setFocus()
    press(qtbot, Qt.Key.Key_4)
    visit = saved(entry, qtbot)
    assert stored(window).get(Visit, visit.id).no_next_contact


def test_another_one_can_follow_at_once(entry, window, qtbot):
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    saved(entry, qtbot, modifier=both)
    assert entry.isVisible()
    assert entry.findings.box.toPlainText() == ""
    assert entry.enterprise.line.text() == ""


def test_who_else_is_coming_is_said_and_can_be_joined(window, qtbot):
    form = opened(window, qtbot, enterprise(window).id)
    assert "市经信局" in form.load.sentence()
    assert "安全生产检查" in form.load.sentence()
    other = stored(window).select(Visit, "topic = '安全生产检查'")[0]
    form.load.combined.emit(next(line for line in form.load._load.by_others if line.visit_id == other.id))
    assert form.next.on.value() == other.planned_on
    assert "市经信局" in form.next.content.text()


def test_a_draft_is_kept_and_taken_up_again(window, qtbot):
    form = opened(window, qtbot, enterprise(window).id)
    fill_in(form)
    form.add_yield(KIND["appeals"])
    form.yields.lines()[0].line.setText("临时用电")
    form.reject()
    wait_until_idle(qtbot, window.session)
    again = opened(window, qtbot)
    assert again.findings.box.toPlainText().startswith("阀座密封失效")
    assert again.enterprise.line.text() == "示例龙川阀门有限公司"
    assert [line.line.text() for line in again.yields.lines()] == ["临时用电"]
    assert again.next.content.text() == "问送检结果"
    again.begin_anew()
    wait_until_idle(qtbot, window.session)
    assert stored(window).drafts() == []


def test_a_draft_about_another_enterprise_is_only_offered(window, qtbot):
    form = opened(window, qtbot, enterprise(window).id)
    fill_in(form)
    form.reject()
    wait_until_idle(qtbot, window.session)
    other = opened(window, qtbot, enterprise(window, "示例盐都电子有限公司").id)
    assert other.findings.box.toPlainText() == ""
    assert other.enterprise.line.text() == "示例盐都电子有限公司"
    assert len(stored(window).drafts()) == 1


def test_saving_leaves_no_draft(entry, window, qtbot):
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    entry._draft.keep()
    wait_until_idle(qtbot, window.session)
    assert len(stored(window).drafts()) == 1
    saved(entry, qtbot)
    wait_until_idle(qtbot, window.session)
    assert stored(window).drafts() == []


def test_a_planned_visit_becomes_a_done_one_in_one_step(window, qtbot):
    book = stored(window)
    planned = book.select(Visit, "state = 'planned' and topic = '确认免税证明补件'")[0]
    count = book.count(Visit)
    form = opened(window, qtbot, visit_id=planned.id)
    form.findings.box.setPlainText("补件已齐")
    form.next.choice.segments()[3].click()
    saved(form, qtbot)
    done = book.get(Visit, planned.id)
    assert (done.state, done.findings, done.topic) == ("done", "补件已齐", "确认免税证明补件")
    assert done.occurred_on == dt.date(2022, 12, 30)
    assert book.count(Visit) == count
    window.undo()
    wait_until_idle(qtbot, window.session)
    assert book.get(Visit, planned.id).state == "planned"


def test_enter_in_a_field_saves_nothing(entry, window, qtbot):
    count = stored(window).count(Visit)
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    for part in (entry.next.content, entry.on.line, entry):
        qtbot.keyClick(part, Qt.Key.Key_Return)
    wait_until_idle(qtbot, window.session)
    assert entry.isVisible()
    assert stored(window).count(Visit) == count


def test_an_amount_far_off_is_asked_about_and_can_be_confirmed(entry, window, qtbot):
    entry.enterprise.set_value(enterprise(window).id)
    fill_in(entry)
    entry.add_yield(KIND["demands"])
    entry.yields.lines()[0].line.setText("阀座动水试验")
    entry.yields.lines()[0].editor("budget").line.setText("300000")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: entry.error() != "")
    with qtbot.waitSignal(entry.saved, timeout=10000):
        entry._error.confirmed.emit()


def test_a_topic_is_the_first_clause():
    assert topic_of("密封圈送检合格；合同已阅") == "密封圈送检合格"
    assert topic_of("一" * 40) == "一" * 23 + "…"
    assert topic_of("") == ""
