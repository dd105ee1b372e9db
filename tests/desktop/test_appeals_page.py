"""The appeals page: board and list, a case from receipt to its confirmed close, clocks, merging, refusals, drafts."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from casework.entities.appeals import Appeal, AppealStep, AppealStop
from casework.entities.commitments import Commitment
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.projects import Blocker
from desktop.pages.appeals_parts import loop_steps
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from widgets.conditions import Filter
from widgets.stepper import StepState

__all__ = ["settings", "theme", "window"]
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2022, 12, 30)


@pytest.fixture
def page(window, qtbot):
    window.show_page("appeals")
    shown = window.page()
    wait_until_idle(qtbot, shown.session)
    return shown


def idle(page, qtbot):
    wait_until_idle(qtbot, page.session)


def one_in(page, state, kind="appeal"):
    where = "state = :state and case_kind = :kind and stopped = 0"
    return page.session.book.select(Appeal, where, {"state": state, "kind": kind}, limit=1)[0]


def show(page, qtbot, appeal):
    assert page.show_case(appeal.id)
    idle(page, qtbot)
    assert page.record.case.appeal.id == appeal.id


def form(page):
    return page.record.act_card.form


def fill(qtbot, shown, **values):
    """Types into the fields of a form as a user does: words, days, the words of a record, a segment."""
    for name, value in values.items():
        editor = shown.editor(name)
        if hasattr(editor, "line"):
            editor.line.clear()
            type_chinese(editor.line, value)
            editor.line.left.emit()
        elif hasattr(editor, "box"):
            type_chinese(editor.box, value)
        else:
            next(s for s in editor.findChildren(type(editor._segments))[0].segments() if s.code == value).click()


def take(page, qtbot):
    """Presses the primary button of the act's card by its key."""
    qtbot.keyClick(form(page), Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)


def cards(page, state):
    model = page.board.list(state).cards
    return [model.card(n) for n in range(model.rowCount())]


def test_the_board_shows_the_cases_in_hand_by_state(page):
    book = page.session.book
    columns = {"accepted": ("accepted", "returned", "reopened")} | {
        s: (s,) for s in ("assigned", "in_progress", "answered", "confirmed")
    }
    for column, states in columns.items():
        wanted = book.select(
            Appeal,
            "case_kind = 'appeal' and state in (select value from json_each(:s))",
            {"s": str(list(states)).replace("'", '"')},
        )
        assert {card.id for card in cards(page, column)} == {one.id for one in wanted}
    closed = book.select(
        Appeal, "case_kind = 'appeal' and state = 'closed' and closed_on between '2022-12-01' and '2022-12-30'"
    )
    assert {card.id for card in cards(page, "closed")} == {one.id for one in closed}
    late = [card for card in cards(page, "in_progress") if card.foot[1].tone == "red"]
    assert (
        len(late)
        == book.count(Appeal, "case_kind='appeal' and state = 'in_progress' and due_on < '2022-12-30' and stopped = 0")
        > 0
    )


def test_procedures_and_disputes_are_kept_apart(page, qtbot):
    page.kinds.segments()[1].click()
    idle(page, qtbot)
    closed = page.session.book.count(
        Appeal, "case_kind = 'procedure' and closed_on between '2022-12-01' and '2022-12-30'"
    )
    assert [len(cards(page, s)) for s in ("accepted", "in_progress")] == [0, 0]
    assert len(cards(page, "closed")) == min(60, closed)


def test_a_card_carried_on_is_moved_where_nothing_is_missing(page, qtbot):
    case = one_in(page, "assigned")
    page.board.card_dropped.emit(case.id, "assigned", "in_progress")
    idle(page, qtbot)
    stored_now = page.session.book.get(Appeal, case.id)
    assert stored_now.state == "in_progress"
    assert case.id in {card.id for card in cards(page, "in_progress")}
    assert case.id not in {card.id for card in cards(page, "assigned")}


def test_a_card_is_carried_by_keys(page, qtbot):
    case = one_in(page, "assigned")
    assert page.board.choose(case.id)
    qtbot.keyClick(page.board.list("assigned"), Qt.Key.Key_Right, CONTROL)
    idle(page, qtbot)
    assert page.session.book.get(Appeal, case.id).state == "in_progress"


def test_a_card_carried_on_asks_for_what_is_missing(page, qtbot):
    case = one_in(page, "accepted")
    page.board.card_dropped.emit(case.id, "accepted", "assigned")
    idle(page, qtbot)
    assert page.session.book.get(Appeal, case.id).state == "accepted"
    assert page.mode.value() == "list"
    assert page.record.act_card.act.key == "assign"
    fill(qtbot, form(page), assigned_unit_id="市交通运输局")
    take(page, qtbot)
    moved = page.session.book.get(Appeal, case.id)
    assert (moved.state, moved.assigned_on) == ("assigned", TODAY)
    assert page.session.book.get(Unit, moved.assigned_unit_id).name == "市交通运输局"
    assert page.record.act_card.act.key == "begin"


def test_a_card_cannot_skip_steps(page, qtbot):
    case = one_in(page, "accepted")
    with qtbot.waitSignal(page.session.refused) as told:
        page.board.card_dropped.emit(case.id, "accepted", "closed")
    assert "办结" in str(told.args[0])
    assert page.session.book.get(Appeal, case.id) == case


def test_a_case_from_receipt_to_confirmed_close(page, qtbot):
    qtbot.keyClick(page.window(), Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    idle(page, qtbot)
    new = page._take.card.form
    firm = page.session.book.select(Enterprise, "short_name = '示例大安锅炉'")[0]
    fill(
        qtbot,
        new,
        enterprise_id="示例大安锅炉",
        subject="厂区道路破损影响运输",
        description="大件车辆无法转弯。",
        service_mode="mediation",
    )
    qtbot.keyClick(new, Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)
    case = page.record.case.appeal
    assert (case.enterprise_id, case.subject, case.state, case.limit_days) == (
        firm.id,
        "厂区道路破损影响运输",
        "accepted",
        10,
    )
    assert page.list.table.current_id() == case.id

    fill(qtbot, form(page), assigned_unit_id="市交通运输局", note="按职责交办")
    take(page, qtbot)
    fill(qtbot, form(page), note="已签收")
    take(page, qtbot)
    fill(qtbot, form(page), answer="路面一周内修复，修复前错峰通行。")
    take(page, qtbot)
    assert page.record.act_card.act.key == "close"
    fill(
        qtbot,
        form(page),
        confirmation_mode="phone",
        rating="satisfied",
        rating_words="办得快",
        evidence="答复函（示例）",
    )
    take(page, qtbot)

    closed = stored(page.window()).get(Appeal, case.id)
    assert (closed.state, closed.closed_on, closed.rating, closed.confirmation_mode) == (
        "closed",
        TODAY,
        "satisfied",
        "phone",
    )
    assert (closed.evidence, closed.rating_words) == ("答复函（示例）", "办得快")
    steps = page.session.book.select(AppealStep, "appeal_id = :id", {"id": case.id}, order="rowid")
    assert [step.state for step in steps] == ["accepted", "assigned", "in_progress", "answered", "confirmed", "closed"]
    assert page.record.act_card is None
    assert len(page.record.case.chain) == 6


def test_the_stepper_says_what_the_next_step_waits_for(page, qtbot):
    show(page, qtbot, one_in(page, "answered"))
    steps = loop_steps(page.record.case)
    assert [step.state for step in steps[:4]] == [StepState.DONE] * 4
    assert steps[4].state is StepState.CURRENT
    assert page.record.case.contact.name in steps[4].note
    show(page, qtbot, one_in(page, "returned"))
    steps = loop_steps(page.record.case)
    assert (steps[1].state, "退回" in steps[1].note) == (StepState.REFUSED, True)


def test_closing_without_proof_is_refused_at_the_field_and_nothing_is_lost(page, qtbot):
    case = one_in(page, "answered")
    show(page, qtbot, case)
    fill(qtbot, form(page), confirmation_mode="phone", rating_words="还要看看")
    take(page, qtbot)
    assert set(form(page).errors()) == {"rating", "evidence"}
    assert form(page).editor("rating_words").draft() == "还要看看"
    assert page.session.book.get(Appeal, case.id).state == "answered"


def test_a_day_in_the_future_is_refused_where_it_stands(page, qtbot):
    case = one_in(page, "in_progress")
    show(page, qtbot, case)
    fill(qtbot, form(page), answer="已协调。", answered_on="2023-01-05")
    take(page, qtbot)
    shown = page.record.act_card
    assert form(page).errors() or shown._trouble.text()
    assert page.session.book.get(Appeal, case.id).state == "in_progress"
    assert form(page).editor("answer").draft() == "已协调。"


def test_the_clock_stops_and_runs_again(page, qtbot):
    case = one_in(page, "in_progress")
    show(page, qtbot, case)
    page.record.take("stop")
    fill(qtbot, form(page), reason="等企业补材料", from_on="2022-12-27", allowed_by="何静")
    take(page, qtbot)
    stopped = page.session.book.get(Appeal, case.id)
    assert (stopped.stopped, stopped.due_on) == (True, None)
    assert page.record.act_card.act.key == "resume"
    assert page.record.case.dial.stopped_working_days == 4
    take(page, qtbot)
    running = page.session.book.get(Appeal, case.id)
    stop = page.session.book.select(AppealStop, "appeal_id = :id", {"id": case.id})[0]
    assert (running.stopped, stop.to_on) == (False, dt.date(2022, 12, 29))
    assert running.due_on > case.due_on


def test_a_case_is_returned_with_its_reason(page, qtbot):
    case = one_in(page, "assigned")
    show(page, qtbot, case)
    page.record.take("return")
    fill(qtbot, form(page), outcome_reason="不属于本单位职责")
    take(page, qtbot)
    returned = page.session.book.get(Appeal, case.id)
    assert (returned.state, returned.outcome_reason) == ("returned", "不属于本单位职责")
    assert page.record.act_card.act.key == "assign"


def test_the_enterprise_does_not_agree_and_the_case_goes_back(page, qtbot):
    case = one_in(page, "answered")
    show(page, qtbot, case)
    page.record.take("back")
    fill(qtbot, form(page), note="企业认为没有解决")
    take(page, qtbot)
    back = page.session.book.get(Appeal, case.id)
    assert (back.state, back.answer) == ("in_progress", "")
    assert any("没有解决" in told.text for told in page.record.case.chain)
    assert any(case.answer[:6] in told.text for told in page.record.case.chain)


def test_a_closed_case_is_opened_again_and_keeps_its_chain(page, qtbot):
    case = page.session.book.select(
        Appeal, "case_kind='appeal' and state='closed' and closed_on <= '2022-12-30'", limit=1
    )[0]
    show(page, qtbot, case)
    before = len(page.record.case.chain)
    page.record.take("reopen")
    fill(qtbot, form(page), outcome_reason="企业反映又出现")
    take(page, qtbot)
    assert page.session.book.get(Appeal, case.id).state == "reopened"
    assert len(page.record.case.chain) == before + 1


def test_doubles_are_merged(page, qtbot):
    first = one_in(page, "in_progress")
    twin = page.session.book.select(Appeal, "id = :id", {"id": first.id})[0]
    page.session.book.do(
        "take_appeal",
        {"enterprise_id": first.enterprise_id, "subject": "重复反映的同一件事", "service_mode": "mediation"},
    )
    double = page.session.book.find(Appeal, "重复反映的同一件事")
    show(page, qtbot, double)
    page.record.take("merge", {"merged_into_id": twin.id})
    take(page, qtbot)
    merged = page.session.book.get(Appeal, double.id)
    assert (merged.state, merged.merged_into_id) == ("merged", first.id)
    assert page.session.book.get(Appeal, first.id).state == first.state


def test_promises_and_blockers_are_noted_beside_the_case(page, qtbot):
    case = one_in(page, "in_progress")
    show(page, qtbot, case)
    page.record.take("promise")
    fill(qtbot, form(page), content="元旦前给出方案", due_on="2022-12-31")
    take(page, qtbot)
    promise = page.session.book.select(Commitment, "appeal_id = :id", {"id": case.id}, order="rowid desc")[0]
    assert (promise.content, promise.enterprise_id) == ("元旦前给出方案", case.enterprise_id)
    page.record.take("hold_up")
    fill(qtbot, form(page), blocker_kind="blocked", subject="电容量批不下来")
    take(page, qtbot)
    blocker = page.session.book.select(Blocker, "appeal_id = :id", {"id": case.id}, order="rowid desc")[0]
    assert (blocker.blocker_kind, blocker.since_on) == ("blocked", TODAY)
    assert blocker in page.record.case.blockers


def test_a_procedure_needs_its_name_and_keeps_its_own_facts(page, qtbot):
    page.take_case()
    page._take.kinds.segments()[1].click()
    new = page._take.card.form
    fill(qtbot, new, enterprise_id="示例大安锅炉", subject="特种设备使用登记")
    qtbot.keyClick(new, Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)
    assert set(new.errors()) == {"procedure_type"}
    fill(qtbot, new, procedure_type="使用登记证", receiving_department="市市场监管局")
    qtbot.keyClick(new, Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)
    case = page.record.case.appeal
    assert (case.case_kind, case.procedure_type, case.receiving_department) == (
        "procedure",
        "使用登记证",
        "市市场监管局",
    )
    assert page.kinds.value() == "procedure"
    page.record.take("change")
    fill(qtbot, form(page), papers_outstanding="还差检验报告")
    take(page, qtbot)
    assert page.session.book.get(Appeal, case.id).papers_outstanding == "还差检验报告"


def test_what_is_typed_comes_back_after_the_page_was_left(page, qtbot):
    case = one_in(page, "in_progress")
    show(page, qtbot, case)
    fill(qtbot, form(page), answer="写了一半的答复")
    show(page, qtbot, one_in(page, "answered"))
    show(page, qtbot, case)
    assert form(page).editor("answer").draft() == "写了一半的答复"
    assert page.session.book.get(Appeal, case.id).answer == ""


def test_the_list_is_narrowed_and_says_so_where_nothing_is_left(page, qtbot):
    page.show_mode("list")
    idle(page, qtbot)
    page.bar.set_filter(Filter(quick=("late",)))
    page.refresh()
    idle(page, qtbot)
    late = page.session.book.count(
        Appeal,
        "case_kind = 'appeal' and state not in ('closed', 'withdrawn', 'merged') and stopped = 0"
        " and due_on < '2022-12-30'",
    )
    assert page.list.table.rows_model.rowCount() == late > 0
    page.bar.set_filter(Filter(words="不存在的事项"))
    page.refresh()
    idle(page, qtbot)
    assert page.list.table.rows_model.rowCount() == 0
    assert page.list.table.empty.isVisible()


def test_undo_takes_a_step_back_on_screen_too(page, qtbot):
    case = one_in(page, "assigned")
    page.board.card_dropped.emit(case.id, "assigned", "in_progress")
    idle(page, qtbot)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    idle(page, qtbot)
    assert page.session.book.get(Appeal, case.id).state == "assigned"
    assert case.id in {card.id for card in cards(page, "assigned")}


def test_progress_is_noted_without_leaving_the_state(page, qtbot):
    appeal = one_in(page, "in_progress")
    show(page, qtbot, appeal)
    page.do_act("progress")
    fill(qtbot, form(page), note="已现场会商")
    take(page, qtbot)
    assert stored(page).get(Appeal, appeal.id).state == "in_progress"
    assert page.record.case.chain[0].text == "办理中：已现场会商"
