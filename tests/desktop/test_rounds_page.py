"""The rounds page: a round opened, contacted in the matrix, closed with its statement, and the next one opened."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from casework.entities.appeals import Appeal
from casework.entities.commitments import Commitment
from casework.entities.enterprises import Enterprise
from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.insight.coverage import coverage
from casework.insight.coverage_words import statement
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from widgets.coverage_matrix import Reach

__all__ = ["settings", "theme", "window"]
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2022, 12, 30)


@pytest.fixture
def page(window, qtbot):
    window.show_page("rounds")
    shown = window.page()
    idle(shown, qtbot)
    return shown


@pytest.fixture
def fifth(page, qtbot):
    """The page with the fifth round, just opened from the fourth in one step."""
    with qtbot.waitSignal(page.session.said):
        page.next_button.click()
    idle(page, qtbot)
    assert page.found.round.round_no == 5
    return page


def idle(page, qtbot):
    wait_until_idle(qtbot, page.session)


def cells(page, place=-1):
    return {row.label: row.cells[place] for row in page.matrix.matrix.rows}


def typed(line, words):
    line.clear()
    type_chinese(line, words)


def choose(page, name):
    row = next(row for row in page.found.rows if row.enterprise == name)
    assert page.matrix.choose(row.enterprise_id)
    assert page.contact.firm.text() == name
    return row


def save_and_go_on(page, qtbot):
    with qtbot.waitSignal(page.contact.saved, timeout=10000):
        qtbot.keyClick(page.contact.findings, Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)


def fill_contact(page, words="谈了设备改造", content="问进度", day="2023-01-12"):
    page.contact.findings.clear()
    type_chinese(page.contact.findings, words)
    typed(page.contact.next.on.line, day)
    typed(page.contact.next.content, content)


def test_the_matrix_shows_what_the_records_say(page):
    book = stored(page.window())
    found = coverage(book, book.find(RevisitRound, "第四轮回访"))
    assert [row.label for row in page.matrix.matrix.rows] == [row.enterprise for row in found.rows]
    for place in range(4):
        reached = sum(cell.reach is Reach.REACHED for cell in cells(page, place).values())
        assert page.matrix.matrix.rounds[place].note == f"{reached}/18" == "{}/{}".format(*found.reached_in(place))
    assert page.head.statement() == statement(found)


def test_the_switches_count_and_narrow(page, qtbot):
    words = [segment.text() for segment in page.filters.segments()]
    assert words[0] == "全部 18"
    mine = sum(row.commissioner == "王敏" for row in page.found.rows)
    assert words[3] == f"我的 {mine}"
    page.filters.segments()[3].click()
    assert len(page.matrix.matrix.rows) == mine > 0
    assert {row.person for row in page.matrix.matrix.rows} == {"王敏"}


def test_the_next_round_is_opened_in_one_step(fifth):
    book = fifth.session.book
    members = book.select(RoundMember, "round_id = :id", {"id": fifth.found.round.id})
    before = book.find(RevisitRound, "第四轮回访")
    assert fifth.found.round.previous_round_id == before.id
    assert {m.enterprise_id for m in members} == {
        m.enterprise_id for m in book.select(RoundMember, "round_id = :id", {"id": before.id})
    }
    assert all(cell.reach is Reach.MISSING for cell in cells(fifth).values())
    assert fifth.matrix.matrix.rounds[-1].label == "第五轮"


def test_a_contact_is_logged_in_the_matrix_and_it_goes_on_to_the_next_missing(fifth, qtbot):
    row = choose(fifth, fifth.found.rows[0].enterprise)
    fifth.contact.mode.segments.segments()[1].click()
    fill_contact(fifth)
    save_and_go_on(fifth, qtbot)
    visit = fifth.session.book.select(Visit, "round_id = :id", {"id": fifth.found.round.id})[0]
    assert (visit.enterprise_id, visit.contact_mode, visit.occurred_on, visit.is_revisit) == (
        row.enterprise_id,
        "phone",
        TODAY,
        True,
    )
    assert (visit.findings, visit.next_contact_on, visit.next_contact_note) == (
        "谈了设备改造",
        dt.date(2023, 1, 12),
        "问进度",
    )
    assert (cells(fifth)[row.enterprise].reach, cells(fifth)[row.enterprise].mode) == (Reach.REACHED, "phone")
    assert fifth.contact.firm.text() == fifth.found.rows[1].enterprise
    assert fifth.contact.findings.toPlainText() == ""
    assert fifth.head.statement() == statement(coverage(fifth.session.book, fifth.found.round))


def test_a_contact_without_its_next_one_is_refused_and_nothing_is_lost(fifth, qtbot):
    choose(fifth, fifth.found.rows[0].enterprise)
    type_chinese(fifth.contact.findings, "谈了一半")
    fifth.contact.save.click()
    idle(fifth, qtbot)
    assert fifth.contact.next.error()
    assert fifth.contact.findings.toPlainText() == "谈了一半"
    assert fifth.session.book.count(Visit, "round_id = :id", {"id": fifth.found.round.id}) == 0
    fifth.contact.next.none.click()
    fifth.contact.save.click()
    idle(fifth, qtbot)
    assert fifth.session.book.select(Visit, "round_id = :id", {"id": fifth.found.round.id})[0].no_next_contact


def test_what_a_contact_yields_is_noted_with_it(fifth, qtbot):
    row = choose(fifth, fifth.found.rows[2].enterprise)
    fill_contact(fifth, "用工缺口大。想找高校检测。")
    fifth.contact.noted.add("appeals", "技能工招聘难")
    promise = fifth.contact.noted.add("commitments", "节后组织专场招聘")
    fifth.contact.save.click()
    idle(fifth, qtbot)
    assert fifth.contact.trouble()  # a promise without its day
    typed(promise.due.line, "2023-01-20")
    fifth.contact.save.click()
    idle(fifth, qtbot)
    appeal = fifth.session.book.find(Appeal, "技能工招聘难")
    assert (appeal.enterprise_id, bool(appeal.visit_id)) == (row.enterprise_id, True)
    given = fifth.session.book.select(Commitment, "content = '节后组织专场招聘'")[0]
    assert (given.due_on, given.round_id) == (dt.date(2023, 1, 20), fifth.found.round.id)
    assert len(cells(fifth)[row.enterprise].yielded) == 2


def test_promises_of_earlier_rounds_are_answered(fifth, qtbot):
    row = choose(fifth, next(row.enterprise for row in fifth.found.rows if row.carried))
    promise = fifth.contact._carried[0]
    promise.box.click()
    fill_contact(fifth)
    fifth.contact.save.click()
    idle(fifth, qtbot)
    assert fifth.contact.trouble()  # kept, but how?
    type_chinese(promise.proof, "报价单已送到")
    fifth.contact.save.click()
    idle(fifth, qtbot)
    settled = fifth.session.book.get(Commitment, promise.promise.commitment.id)
    assert (settled.state, settled.proof, settled.settled_on) == ("kept", "报价单已送到", TODAY)
    now = next(one for one in fifth.found.rows if one.enterprise_id == row.enterprise_id)
    assert now.carried == row.carried - 1


def test_refused_and_unreachable_are_told_with_the_reason(fifth, qtbot):
    row = choose(fifth, fifth.found.rows[3].enterprise)
    fifth.contact.outcome.segments()[1].click()
    fifth.contact.save.click()
    idle(fifth, qtbot)
    assert fifth.contact.trouble()
    type_chinese(fifth.contact.reason, "年底停产检修，不接待")
    fifth.contact.save.click()
    idle(fifth, qtbot)
    member = fifth.session.book.select(
        RoundMember, "round_id = :r and enterprise_id = :e", {"r": fifth.found.round.id, "e": row.enterprise_id}
    )[0]
    assert (member.member_outcome, member.reason) == ("refused", "年底停产检修，不接待")
    assert cells(fifth)[row.enterprise].reach is Reach.REFUSED


def test_a_round_is_closed_with_its_statement_and_the_reason_for_those_missing(fifth, qtbot):
    choose(fifth, fifth.found.rows[0].enterprise)
    fill_contact(fifth)
    fifth.contact.save.click()
    idle(fifth, qtbot)
    fifth.close_button.click()
    form = fifth._closing.form
    assert form.editor("statement").draft() == statement(fifth.found)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    idle(fifth, qtbot)
    assert "reason" in form.errors()
    type_chinese(form.editor("reason").line, "年底并入下一轮")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    idle(fifth, qtbot)
    closed = fifth.session.book.get(RevisitRound, fifth.found.round.id)
    assert closed.closed_on == TODAY
    assert "1家" in closed.statement
    assert not fifth.close_button.isVisible()
    assert fifth.head.statement() == closed.statement


def test_a_round_of_one_s_own_is_opened_by_hand_and_filter(page, qtbot):
    page.open_button.click()
    opening = page._opening
    assert not opening.button.isEnabled()
    type_chinese(opening.hand, "示例龙川阀门")
    opening.hand.offer("示例龙川阀门")
    opening.hand.chosen.emit(*opening.hand.offered[0])
    assert len(opening.members()) == 1
    opening.sources.segments()[1].click()
    opening.bar._quick["high_tech"].click()
    opening.take_filter.click()
    book = page.session.book
    sql = (
        "select distinct enterprise_id as id from enterprise_class where class_code = 'high_tech' and year = 2022"
        " and class_state = 'valid' and removed_at is null"
    )
    high_tech = {row["id"] for row in book.query(sql)}
    firm = book.find(Enterprise, "示例龙川阀门").id
    assert set(opening.members()) == high_tech | {firm}
    type_chinese(opening.form.editor("name").line, "高企专题回访")
    opening.button.click()
    idle(page, qtbot)
    assert page.found.round.name == "高企专题回访"
    assert {row.enterprise_id for row in page.found.rows} == high_tech | {firm}
    assert page._opening is None


def test_enter_on_a_contact_opens_its_visit(page, qtbot):
    row = page.found.rows[0]
    page.matrix.choose(row.enterprise_id, page.found.rounds[0].id)
    with qtbot.waitSignal(page.open_record) as told:
        page.matrix.cell_opened.emit(row.enterprise_id, page.found.rounds[0].id)
    assert told.args == ["visit", row.cells[0].visit_id]


def test_the_statement_goes_to_the_clipboard(page, qtbot):
    with qtbot.waitSignal(page.session.said):
        page.head.copy_statement()
    assert QGuiApplication.clipboard().text() == page.head.statement()


def test_what_is_typed_for_an_enterprise_comes_back(fifth, qtbot):
    choose(fifth, fifth.found.rows[0].enterprise)
    type_chinese(fifth.contact.findings, "写到一半")
    choose(fifth, fifth.found.rows[1].enterprise)
    idle(fifth, qtbot)
    assert fifth.contact.findings.toPlainText() == ""
    choose(fifth, fifth.found.rows[0].enterprise)
    assert fifth.contact.findings.toPlainText() == "写到一半"


def test_undo_takes_the_next_round_back(fifth, qtbot):
    qtbot.keyClick(fifth.window(), Qt.Key.Key_Z, CONTROL)
    idle(fifth, qtbot)
    assert fifth.found.round.round_no == 4
