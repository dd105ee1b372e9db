"""The frame of the window: pages, menus, keys, notices, counts, and nothing left behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from casework.entities.commitments import Commitment
from casework.errors import BadInput
from casework.language import choose_language
from desktop.commands import MENUS
from desktop.navigation import PLACES, page_of, places
from tests.desktop.window_fixture import settings, theme, wait_until_idle, window

__all__ = ["settings", "theme", "window"]
PROMISE = {
    "enterprise": "示例龙川阀门有限公司",
    "content": "补一份检测报告",
    "unit": "自贡市",
    "due_on": "2023-01-06",
    "promised_on": "2022-12-30",
}


def begin(window, qtbot):
    """Until the window has done what can wait until it stands."""
    window.begin()
    qtbot.waitUntil(lambda: not window.is_busy, timeout=30000)


def press(window, key):
    """A key pressed by the user, wherever the keyboard is."""
    combined = QKeySequence(key)[0]
    QTest.keyClick(window, combined.key(), combined.keyboardModifiers())


def test_the_window_says_which_file_who_and_from_which_day(window, qtbot):
    begin(window, qtbot)
    assert window.windowTitle() == "示例 — 回访"
    said = window.status.text()
    assert "示例.huifang" in said
    assert "王敏 · 服务专员" in said
    assert "已校验" in said
    assert window.session.is_sample


@pytest.mark.parametrize("place", places(), ids=lambda place: place.name)
def test_every_page_opens_by_its_command(window, qtbot, place):
    begin(window, qtbot)
    window.run_command(f"page_{place.name}")
    wait_until_idle(qtbot, window.session)
    assert window.page().name == place.name
    assert window.side.page() == place.name


def test_every_page_of_the_house_is_there():
    assert [place.name for place in places()] == [place.name for place in PLACES]


def test_every_record_type_with_a_face_has_a_page(window):
    faceless = {name for name in window.session.book.types if not page_of(name)}
    assert faceless == {"attachment", "merger", "distinct_pair"}


def test_alt_and_a_digit_goes_to_a_page(window, qtbot):
    begin(window, qtbot)
    for digit, name in ((9, "lists"), (1, "today"), (2, "enterprises")):
        press(window, f"Alt+{digit}")
        assert window.page().name == name


def test_the_side_bar_counts_what_waits(window, qtbot):
    begin(window, qtbot)
    items = {
        item.entry.key: item.accessibleName() for item in window.side.findChildren(type(window.side._items["today"]))
    }
    assert items["lists"] == "清单 1 超期"
    assert items["policies"].startswith("政策")
    window.session.do("change", {"type": "list_line", "id": _late_line(window), "due_on": "2023-01-20"})
    qtbot.waitUntil(lambda: "超期" not in window.side._items["lists"].accessibleName(), timeout=10000)


def _late_line(window):
    rows = window.session.book.query(
        "select id from list_line where state in ('published', 'awaiting_strike_off') and due_on < '2022-12-30'"
    )
    assert len(rows) == 1
    return rows[0]["id"]


def test_no_two_commands_share_a_key_on_any_page(window, qtbot):
    begin(window, qtbot)
    for place in places():
        window.show_page(place.name)
        keys = [QKeySequence(command.key).toString() for command in window.commands() if command.key]
        assert sorted(keys) == sorted(set(keys)), place.name
        names = [command.name for command in window.commands()]
        assert sorted(names) == sorted(set(names)), place.name
        assert {command.menu for command in window.commands()} <= set(MENUS), place.name


def test_what_is_changed_is_told_with_the_way_back(window, qtbot):
    window.session.do("add_commitment", PROMISE)
    qtbot.waitUntil(window.notices.isVisible)
    assert "登记承诺" in window.notices.text()
    assert window.notices.offers_undo
    assert window.session.book.count(Commitment, "content = '补一份检测报告'") == 1
    window.notices.undo_button().click()
    qtbot.waitUntil(lambda: "已撤销" in window.notices.text())
    assert not window.notices.offers_undo
    assert window.session.book.count(Commitment, "content = '补一份检测报告'") == 0
    press(window, "Ctrl+Y")
    qtbot.waitUntil(lambda: "已重做" in window.notices.text())
    assert window.session.book.count(Commitment, "content = '补一份检测报告'") == 1


def test_better_words_take_the_place_of_the_plain_ones(window, qtbot):
    def said(_record):
        window.session.said.emit("已答应给龙川阀门补检测报告")

    window.session.do("add_commitment", PROMISE, then=said)
    qtbot.waitUntil(window.notices.isVisible)
    wait_until_idle(qtbot, window.session)
    assert window.notices.text() == "已答应给龙川阀门补检测报告"
    assert window.notices.offers_undo
    assert [notice.text for notice in window.tools.notices.told] == ["已答应给龙川阀门补检测报告"]


def test_a_refusal_is_told_with_its_remedy_and_marks_the_bell(window):
    window.session.refused.emit(BadInput("没有这个企业。", remedy="先登记。"))
    assert window.notices.text() == "没有这个企业。 先登记。"
    assert not window.notices.offers_undo
    assert window.tools.notices.unseen
    window.run_command("notices")
    assert not window.tools.notices.unseen
    window.tools.shown("notices").close()


def test_a_redo_with_nothing_to_redo_is_told(window, qtbot):
    press(window, "Ctrl+Y")
    qtbot.waitUntil(window.notices.isVisible)
    assert window.notices.text().startswith("没有")


def test_the_palette_finds_records_by_words_and_initials_and_runs_commands(window, qtbot):
    begin(window, qtbot)
    press(window, "Ctrl+K")
    assert window.palette_line.isVisible()
    QTest.keyClicks(window.palette_line.line, "lcfm")
    wait_until_idle(qtbot, window.session)
    row = window.palette_line.table.current_row()
    assert row.hit.title == "示例龙川阀门有限公司"
    QTest.keyClick(window.palette_line.line, Qt.Key.Key_Return)
    assert not window.palette_line.isVisible()
    assert window.page().name == "enterprises"
    press(window, "Ctrl+K")
    window.palette_line.line.setText(">操作记录")
    QTest.keyClick(window.palette_line.line, Qt.Key.Key_Return)
    assert window.tools.shown("history") is not None
    window.tools.shown("history").close()


def test_f6_goes_round_the_panes(window, qtbot):
    window.show_page("lists")
    wait_until_idle(qtbot, window.session)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen = []
    for _step in range(len(window.page().panes()) + 1):
        window.next_pane(1)
        here = window.focusWidget()
        seen.append(next((n for n, pane in enumerate(window.page().panes()) if pane.isAncestorOf(here)), -1))
    assert set(seen) == {-1, *range(len(window.page().panes()))}


def test_a_narrow_window_shows_icons_alone(window):
    window.resize(1000, 700)
    assert window.side.width() == 56
    window.resize(1440, 900)
    assert window.side.width() == 184


def test_the_notice_bar_leaves_the_primary_buttons_free(window):
    window.tell("已保存")
    for width in (900, 1366, 1920):
        window.resize(width, 768)
        assert window.notices.geometry().right() < width - 20
        assert window.notices.geometry().bottom() < window.height() - window.status.height()


def test_the_geometry_is_remembered(window, settings):
    window.close()
    assert settings.get("geometry")


def test_a_list_remembers_its_columns(window, qtbot, settings):
    window.show_page("lists")
    wait_until_idle(qtbot, window.session)
    table = window.page().view.list.table
    table.setColumnWidth(2, 222)
    qtbot.waitUntil(lambda: settings.get("lists") is not None)
    again = type(window)(window.session, first="lists")
    assert again.page().view.list.table.columnWidth(2) == 222
    wait_until_idle(qtbot, window.session)
    again.close()
    again.deleteLater()


def test_language_and_colours_are_asked_of_the_program(window, qtbot):
    with qtbot.waitSignal(window.language_chosen) as language:
        window.run_command("language_english")
    with qtbot.waitSignal(window.scheme_chosen) as scheme:
        window.run_command("theme_dark")
    assert (language.args, scheme.args) == (["en"], ["dark"])


def test_the_menus_speak_chinese_and_english(window, qtbot):
    begin(window, qtbot)
    titles = [menu.title() for menu in window._menus._menus.values()]
    assert titles[0] == "文件(&F)"
    choose_language("en")
    assert {command.label for command in window.commands()} >= {"Undo", "Recycle bin"}


def test_a_backup_by_hand_is_made_beside_the_file(window, qtbot):
    window.run_command("back_up")
    qtbot.waitUntil(lambda: "已备份" in window.notices.text(), timeout=20000)
    made = list((Path(window.session.book.path).parent / "示例.backups").glob("*-asked.huifang"))
    assert len(made) == 1
    qtbot.waitUntil(lambda: "备份于" in window.status.text())


def test_ctrl_n_opens_the_quick_entry_beside_the_page(window, qtbot):
    press(window, "Ctrl+N")
    from desktop.dialogs.quick_entry import QuickEntry

    [entry] = window.findChildren(QuickEntry)
    assert entry.isVisible()
    entry.close()
    wait_until_idle(qtbot, window.session)
