"""The projects page: both ladders, money by kind, entries into stages, blockers, the guard over units, new projects."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from casework.amounts import format_fen
from casework.entities.people import UNDER
from casework.entities.projects import Blocker, Project, ProjectStage
from casework.insight.project_board import project_board
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2022, 12, 30)
WAN = 1_000_000


@pytest.fixture
def page(window, qtbot):
    window.show_page("projects")
    shown = window.page()
    idle(shown, qtbot)
    return shown


def idle(page, qtbot):
    wait_until_idle(qtbot, page.session)


def show(page, qtbot, name):
    found = page.session.book.find(Project, name)
    assert page.show_project(found.id)
    idle(page, qtbot)
    assert page.record.found.project.id == found.id
    return found


def form(page):
    return page.record.act_card.form


def fill(shown, **values):
    for name, value in values.items():
        editor = shown.editor(name)
        if hasattr(editor, "line"):
            editor.line.clear()
            type_chinese(editor.line, value)
            editor.line.textEdited.emit(value)
            editor.line.left.emit()
        elif hasattr(editor, "box") and hasattr(editor.box, "toPlainText"):
            type_chinese(editor.box, value)
        else:
            editor.set_value(value)


def take(page, qtbot):
    qtbot.keyClick(form(page), Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)


def test_the_pipeline_counts_entries_into_stages(page):
    book = stored(page.window())
    board = project_board(book, page._question())
    for ladder, stages in board.ladders.items():
        for line in stages:
            sql = (
                "select count(*) as n from project_stage entry join project on project.id = entry.project_id"
                " where entry.stage = :stage and project.ladder = :ladder and project.parent_id is null"
                " and entry.entered_on between '2022-01-01' and '2022-12-31'"
                f" and project.territory_id in {UNDER.replace(':scope', ':unit')}"
            )
            counted = book.query(sql, {"stage": line.stage, "ladder": ladder, "unit": page._scope_id})[0]["n"]
            assert line.entries == counted
    assert page.board == board


def test_kinds_of_money_stand_apart(page, qtbot):
    page.scope.set_value("")
    page._scope_typed()
    idle(page, qtbot)
    kinds = {kind.key: kind for kind in page.board.money}
    signed = kinds["signed"]
    assert (signed.projects, format_fen(signed.amount)) == (34, "1079.29亿元")
    assert (signed.part, format_fen(signed.part_amount)) == (9, "424.8亿元")
    assert (kinds["promoted"].projects, format_fen(kinds["promoted"].amount)) == (203, "4056亿元")
    said = " ".join(label.accessibleName() for label in page.money.findChildren(type(page._title)))
    assert "近1080亿元" in said
    assert format_fen(signed.amount + kinds["promoted"].amount) not in said


def test_an_arrow_lists_the_projects_of_its_stage(page, qtbot):
    page.ladders["transfer"].stage_chosen.emit("transfer", "signed")
    idle(page, qtbot)
    rows = [page.list.table.row_at(n) for n in range(page.list.table.rows_model.rowCount())]
    assert rows
    assert {(row.project.ladder, row.project.stage) for row in rows} == {("transfer", "signed")}


def test_a_stage_is_entered_with_its_evidence_and_its_money(page, qtbot):
    project = show(page, qtbot, "球阀阀杆表面强化")
    assert page.record.act_card.act.key == "stage:signed"
    fill(
        form(page),
        evidence="技术开发合同（示例）",
        signed_amount="46",
        contract_class="development",
        registration_no="示例认定0007",
    )
    take(page, qtbot)
    moved = page.session.book.get(Project, project.id)
    assert (moved.stage, moved.stage_entered_on, moved.signed_amount) == ("signed", TODAY, 46 * WAN)
    entry = page.session.book.select(ProjectStage, "project_id = :id and stage = 'signed'", {"id": project.id})[0]
    assert entry.evidence == "技术开发合同（示例）"
    assert page.record.act_card.act.key == "stage:pilot"


def test_a_stage_without_evidence_needs_a_reason(page, qtbot):
    project = show(page, qtbot, "球阀阀杆表面强化")
    take(page, qtbot)
    assert set(form(page).errors()) == {"evidence"}
    assert page.session.book.get(Project, project.id).stage == project.stage
    fill(form(page), override_reason="合同原件在财务盖章，月底补")
    take(page, qtbot)
    entry = page.session.book.select(ProjectStage, "project_id = :id and stage = 'signed'", {"id": project.id})[0]
    assert (entry.evidence, entry.override_reason) == ("", "合同原件在财务盖章，月底补")


def test_an_amount_ten_thousand_times_off_is_questioned_and_can_be_confirmed(page, qtbot):
    project = show(page, qtbot, "球阀阀杆表面强化")
    page.record.take("money")
    fill(form(page), signed_amount="480000")
    assert "一万倍" in form(page).editor("signed_amount").doubt()
    take(page, qtbot)
    assert page.session.book.get(Project, project.id).signed_amount == project.signed_amount
    assert form(page).errors()
    take(page, qtbot)
    assert page.session.book.get(Project, project.id).signed_amount == 480000 * WAN


def test_blockers_are_noted_counted_in_days_and_cleared(page, qtbot):
    project = show(page, qtbot, "球阀密封副磨损评估")
    page.record.take("hold_up")
    fill(form(page), blocker_kind="blocked", subject="试验台排不上期", since_on="2022-12-20")
    take(page, qtbot)
    blocker = page.session.book.select(Blocker, "project_id = :id", {"id": project.id})[0]
    page.show_mode("board")
    idle(page, qtbot)
    line = next(one for one in page.board.blockers if one.id == blocker.id)
    assert (line.days, line.title) == (10, project.name)
    show(page, qtbot, project.name)
    page.record.take(f"clear:{blocker.id}")
    fill(form(page), how_cleared="改用中试基地的台子")
    take(page, qtbot)
    cleared = page.session.book.get(Blocker, blocker.id)
    assert (cleared.cleared_on, cleared.how_cleared) == (TODAY, "改用中试基地的台子")


def test_a_new_project_enters_the_first_stage_of_its_ladder(page, qtbot):
    page.new_project("investment")
    idle(page, qtbot)
    shown = page._new.form
    fill(
        shown,
        name="示例阀门智能车间",
        enterprise_id="示例龙川阀门",
        agreed_investment="1.2亿",
        evidence="可研批复（示例）",
    )
    qtbot.keyClick(shown, Qt.Key.Key_Return, CONTROL)
    idle(page, qtbot)
    project = page.session.book.find(Project, "示例阀门智能车间")
    assert (project.ladder, project.stage, project.agreed_investment) == ("investment", "planned", 12000 * WAN)
    assert page.record.found.project.id == project.id
    assert page.list.table.current_id() == project.id


def test_a_promoted_milestone_leaves_the_stage(page, qtbot):
    project = show(page, qtbot, "示例流体机械中试平台")
    page.record.take("stage:promoted")
    fill(form(page), evidence="推介手册（示例）", promoted_amount="4600")
    take(page, qtbot)
    moved = page.session.book.get(Project, project.id)
    assert (moved.stage, moved.promoted_amount) == (project.stage, 4600 * WAN)


def test_undo_takes_an_entry_back_on_screen_too(page, qtbot):
    project = show(page, qtbot, "球阀阀杆表面强化")
    fill(form(page), evidence="合同（示例）", signed_amount="46")
    take(page, qtbot)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    idle(page, qtbot)
    assert page.session.book.get(Project, project.id).stage == "intention"
    assert page.record.found.project.stage == "intention"
