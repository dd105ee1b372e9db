"""Days of work through the real window, each ended by comparing the screen, the file and the paper."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from casework.entities.enterprises import Enterprise
from casework.entities.visits import Visit
from desktop.dialogs.quick_entry import QuickEntry
from desktop.session import Session
from desktop.window import Window
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import close_window, settings, theme, wait_until_idle, window
from tests.driver import Driver

__all__ = ["settings", "theme", "window"]
FIRM, SUBJECT = "示例大安锅炉配件有限公司", "厂区道路破损影响运输"


@pytest.fixture
def user(window, qtbot, tmp_path):
    """A user at the window on the sample."""
    return Driver(window, qtbot, tmp_path)


def test_a_case_from_receipt_to_its_confirmed_close(user):
    before = user.counted("select count(*) from appeal where state = 'closed' and closed_on = '2022-12-30'")
    page = user.go("appeals")
    user.press("Ctrl+Shift+S")
    form = page._take.card.form
    user.fill(form, enterprise_id=FIRM, subject=SUBJECT, description="大件车辆无法转弯。", service_mode="mediation")
    user.save(form)
    for step in (
        {"assigned_unit_id": "市交通运输局", "note": "按职责交办"},
        {"note": "已签收"},
        {"answer": "路面一周内修复，修复前错峰通行。"},
        {"confirmation_mode": "phone", "rating": "satisfied", "rating_words": "办得快", "evidence": "答复函（示例）"},
    ):
        form = page.record.act_card.form
        user.fill(form, **step)
        user.save(form)

    number = page.record.case.appeal.number
    assert user.sees(SUBJECT)
    assert user.sees("办结")
    state = "select state || rating || confirmed_on from appeal where number = :number"
    assert user.counted(state, number=number) == "closedsatisfied2022-12-30"
    closed = user.counted("select count(*) from appeal where state = 'closed' and closed_on = '2022-12-30'")
    assert closed == before + 1
    paper = user.printed("case-summary", "--enterprise", FIRM)
    assert number in paper
    assert SUBJECT in paper
    assert "满意" in paper

    user.press("Ctrl+Z")
    assert user.counted("select state from appeal where number = :number", number=number) != "closed"
    user.press("Ctrl+Y")
    assert user.counted("select state from appeal where number = :number", number=number) == "closed"


def test_a_round_from_its_opening_to_statement_and_next_round(user):
    page = user.go("rounds")
    user.press("Ctrl+L, R")
    assert page.found.round.round_no == 5
    for name, mode in ((page.found.rows[0].enterprise, 0), (page.found.rows[1].enterprise, 1)):
        row = next(row for row in page.found.rows if row.enterprise == name)
        assert page.matrix.choose(row.enterprise_id)
        page.contact.mode.segments.segments()[mode].click()
        type_chinese(page.contact.findings, "谈了设备改造")
        page.contact.next.none.click()
        page.contact.save.click()
        user.wait()
    reached = (
        "select count(distinct enterprise_id) from visit join revisit_round on revisit_round.id = visit.round_id"
        " where round_no = 5 and state = 'done' and contact_mode = :mode"
    )
    assert [user.counted(reached, mode=mode) for mode in ("on_site", "phone", "online")] == [1, 1, 0]

    user.press("Ctrl+L, E")
    form = page._closing.form
    type_chinese(form.editor("reason").line, "年底并入下一轮")
    user.save(form)
    said = page.head.statement()
    for piece in ("第五轮回访企业18家", "实地走访1家", "电话沟通1家", "未联系16家", "（2/18）"):
        assert piece in said
    assert said == user.counted("select statement from revisit_round where round_no = 5")
    paper = user.printed("monthly-summary", "--period", "2022-12", "--scope", "自贡市", "--round", "5")
    assert "第五轮回访企业18家" in paper
    assert "未联系16家" in paper

    user.press("Ctrl+L, R")
    assert page.found.round.round_no == 6
    members = "select count(*) from round_member join revisit_round r on r.id = round_id where round_no = :n"
    assert user.counted(members, n=6) == user.counted(members, n=5) == 18


def test_what_was_typed_before_a_kill_is_there_again(user, qtbot, theme, tmp_path):
    firm = user.window.session.book.find(Enterprise, FIRM)
    visits = user.counted("select count(*) from visit")
    entry = QuickEntry(user.window.session, user.window, firm.id)
    entry.finished.connect(entry.deleteLater)
    entry.open()
    with qtbot.waitSignal(user.window.session.draft_kept, timeout=10000):
        type_chinese(entry.findings.box, "阀座密封失效，等第三方检测。")
    killed = tmp_path / "断电.huifang"
    for end in ("", "-wal"):  # what lies on the disk at the moment of the kill
        shutil.copy(f"{user.path}{end}", f"{killed}{end}")
    entry.begin_anew()
    entry.reject()
    user.wait()

    session = Session(killed, "王敏", settings=user.window.session.settings)
    again = Window(session)
    again.show()
    second = QuickEntry(session, again, firm.id)
    second.finished.connect(second.deleteLater)
    second.open()
    assert second.findings.box.toPlainText() == "阀座密封失效，等第三方检测。"
    assert session.book.count(Visit) == visits
    assert session.book.check() == []
    second.begin_anew()
    second.reject()
    wait_until_idle(qtbot, session)
    close_window(again)
    QApplication.processEvents()
