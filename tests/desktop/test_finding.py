"""The search box of the window: typed, narrowed, opened, remembered; never on the window's own thread."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casework.entities.appeals import Appeal
from casework.store.searching import Search
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from widgets.table_columns import GroupRow

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def find(window, qtbot):
    """Types words into the open search box and waits for all answers."""
    line = window.palette_line

    def typed(words: str):
        if not line.isVisible():
            QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        line.line.setText(words)
        wait_until_idle(qtbot, window.session)
        return line

    return typed


def groups(palette) -> dict[str, list[str]]:
    """The titles that are shown, by the label of their group."""
    shown: dict[str, list[str]] = {}
    label = ""
    for number in range(palette.table.rows_model.rowCount()):
        row = palette.table.row_at(number)
        if isinstance(row, GroupRow):
            label = row.label
        else:
            shown.setdefault(label, []).append(row.hit.title)
    return shown


def test_hits_stand_in_groups_with_their_number_and_why_they_were_found(find):
    palette = find("阀座")
    shown = groups(palette)
    assert list(shown) == ["技术需求", "科技成果与服务", "专家", "项目", "走访"]
    demand = palette.table.row_at(1).hit
    assert demand.title.startswith("XQ-")
    assert "阀座" in demand.note
    assert demand.marks == ("阀座",)
    assert [palette.table.row_at(n).note for n in range(9) if isinstance(palette.table.row_at(n), GroupRow)] == [
        *"11112",
    ]


def test_conditions_narrow_and_are_told_when_not_understood(find):
    assert list(groups(find("类型:诉求 状态:办结"))) == ["办件"]
    palette = find("状态:没有这样的")
    assert groups(palette) == {}
    assert "看不懂条件" in palette._foot.accessibleName()


def test_all_of_a_kind_come_page_by_page(find, window, qtbot):
    palette = find("示例")
    assert len(groups(palette)["企业"]) == 6
    QTest.keyClick(palette.line, Qt.Key.Key_Tab)
    wait_until_idle(qtbot, window.session)
    assert palette.table.rows_model.rowCount() == 334
    assert [palette.table.row_at(200), palette.table.row_at(300)] == [None, None]
    wait_until_idle(qtbot, window.session)
    assert len({palette.table.row_at(n).id for n in range(1, 334)}) == 333


def test_what_was_opened_is_offered_again(find, window, qtbot):
    palette = find("lcfm")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    palette = find("")
    assert groups(palette)["搜过的"] == ["lcfm"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    wait_until_idle(qtbot, window.session)
    assert palette.line.text() == "lcfm"
    assert groups(palette) == {"企业": ["示例龙川阀门有限公司"]}


def test_a_word_inside_an_attached_file_leads_to_where_it_hangs(find, window, qtbot, tmp_path):
    (tmp_path / "纪要.txt").write_text("会上谈到氢化镁储罐", encoding="utf-8")
    case = window.session.book.select(Appeal, limit=1)[0]
    window.session.write(lambda book: book.attach(case, tmp_path / "纪要.txt"))
    wait_until_idle(qtbot, window.session)
    palette = find("氢化镁")
    assert groups(palette) == {"附件": ["纪要.txt"]}
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    wait_until_idle(qtbot, window.session)
    assert window.page().name == "appeals"


def test_hits_of_a_single_character_are_shown_and_not_counted(find, window, monkeypatch):
    counted: list[str] = []
    monkeypatch.setattr(Search, "counts", lambda _self, words, _narrowing: counted.append(words) or {})
    assert groups(find("阀"))
    assert counted == []
    find("阀座")
    assert counted == ["阀座"]


def test_typing_asks_only_the_lane_of_searches(find, window, monkeypatch):
    def never(*_words: object, **_facts: object):
        raise AssertionError("read on the window's own thread")

    monkeypatch.setattr(window.session.book.store.search, "find", never)
    monkeypatch.setattr(window.session.book.store.search, "counts", never)
    assert groups(find("阀座"))


def test_a_telephone_number_is_found_and_stays_masked(find, window):
    phone = stored(window).query("select phone from contact_person where phone <> '' limit 1")[0]["phone"]
    palette = find(phone)
    hit = palette.table.row_at(1).hit
    assert phone not in hit.note + hit.title
    assert palette.table.row_at(0).label == "联系人"
