"""The enterprises page: the roster and its filters, the record, its tabs and its rail."""

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from casework.entities.attachments import Attachment
from casework.entities.commitments import Commitment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.insight.case_story import enterprise_story
from casework.insight.roster_rows import enterprise_roster
from casework.insight.timeline import timeline
from casework.pinyin import pinyin_sort_key
from desktop.dialogs.form_dialog import FormDialog
from desktop.pages.enterprises_record import TABS
from desktop.pages.enterprises_rows import enterprise_rows
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.page_steps import CONTROL, dialog, rows_of, save, settled
from tests.desktop.window_fixture import settings, stored, theme, window
from widgets.conditions import Condition, Filter

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


def all_rows(page, qtbot):
    """Every row of the roster, also those that are read only when they are scrolled to."""
    rows_of(page.list.table)
    settled(page, qtbot)
    return rows_of(page.list.table)


# The roster


def test_the_roster_stands_by_pinyin_and_is_whole(page, window):
    book = stored(window)
    names = [row.name for row in rows_of(page.list.table)]
    everything = [one.name for one in book.select(Enterprise)]
    assert sorted(names) == sorted(everything)
    title = {one.name: " ".join(filter(None, (one.name, one.short_name))) for one in book.select(Enterprise)}
    assert names == sorted(names, key=lambda name: pinyin_sort_key(title[name]))


def test_a_row_says_what_the_roster_on_paper_says(page, window):
    book = stored(window)
    for told in enterprise_roster(book, book.clock.today):
        (row,) = enterprise_rows(book, [told.id])
        assert row.commissioner == told.commissioner
        assert row.last_on == told.last_contact_on
        assert row.next_on == told.next_contact_on
        assert row.no_next_contact == told.no_next_contact
        assert set(row.classes) == {code for code in ("above_scale", "high_tech", "gazelle", "st_sme",
            "specialised_new", "little_giant", "key_enterprise") if getattr(told, code)}  # fmt: skip


def test_typed_initials_find_and_the_count_says_of_how_many(page, qtbot):
    page.list.bar.words.setFocus()
    qtbot.keyClicks(page.list.bar.words, "lcfm")
    qtbot.waitUntil(lambda: page.list.table.rows_model.rowCount() == 1)
    assert rows_of(page.list.table)[0].name == NAME
    assert "1 / 335" in page.list._title.accessibleName()


@pytest.mark.parametrize("switch", ["mine", "round", "silent", "high_tech"])
def test_a_switch_leaves_what_it_says(page, window, qtbot, switch):
    book = stored(window)
    page.list.show_filter(Filter(quick=(switch,)))
    settled(page, qtbot)
    shown = {row.id for row in all_rows(page, qtbot)}
    roster = {row.id: row for row in enterprise_roster(book, book.clock.today)}
    silent = dt.date(2022, 10, 31)
    expected = {
        "mine": {key for key, row in roster.items() if row.commissioner == "王敏"},
        "high_tech": {key for key, row in roster.items() if row.high_tech},
        "silent": {one.id for one in book.select(Enterprise)}
        - {key for key, row in roster.items() if row.last_contact_on and row.last_contact_on > silent},
        "round": {row["enterprise_id"] for row in book.query(
            "select enterprise_id from round_member where round_id in"
            " (select id from revisit_round where closed_on is null)")},
    }[switch]  # fmt: skip
    assert shown == expected
    assert shown


def test_a_condition_without_hit_says_so_and_is_cleared(page, qtbot):
    wanted = Filter(groups=((Condition(field="industry_chain", test="is", value="没有的链"),),))
    page.list.show_filter(wanted)
    settled(page, qtbot)
    assert page.list.table.rows_model.rowCount() == 0
    assert "335" in page.list.table.empty.sentence()
    page.list.table.empty.button().click()
    settled(page, qtbot)
    assert page.list.table.rows_model.rowCount() == 335


def test_the_wide_roster_opens_a_record(page, qtbot):
    page.toggle_wide()
    settled(page, qtbot)
    assert page.is_wide
    page.table.show_filter(Filter(words="龙川"))
    settled(page, qtbot)
    page.table.table.choose_row(0)
    qtbot.keyClick(page.table.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.enterprise.name == NAME)
    assert not page.is_wide


# The record


def test_the_record_shows_the_story(page, window, qtbot):
    found = show(page, qtbot)
    story = enterprise_story(stored(window), found)
    said = page.record.grid.said()
    assert story.in_charge is not None
    assert said["企服专员"].startswith(f"{story.in_charge.person} {story.in_charge.person}")
    assert "2.36亿元" in said["营业收入 2021"]
    assert said["联系人"].endswith("100****0016")
    entries = page.record.timeline.timeline._all
    assert len(entries) == len(timeline(stored(window), found.id)) + len(page.record.facts.load.planned)
    assert page.list.table.current_id() == found.id


def test_stepping_through_the_list_shows_the_last_one(page, qtbot):
    page.list.table.choose_row(2)
    page.list.table.setFocus()
    for _step in range(5):
        qtbot.keyClick(page.list.table, Qt.Key.Key_J)
    wanted = page.list.table.current_row()
    qtbot.waitUntil(lambda: page.record.facts is not None and page.record.facts.enterprise.id == wanted.id)
    assert wanted.name in page.record.head._name.accessibleName()


def test_the_timeline_is_switched_and_searched(page, qtbot):
    show(page, qtbot)
    line = page.record.timeline
    whole = line.timeline.timeline_model.rowCount()
    line.boxes["cases"].click()
    assert line.timeline.timeline_model.rowCount() == whole - sum(e.kind == "cases" for e in line.timeline._all)
    line.boxes["cases"].click()
    page.record.find_within()
    type_chinese(line.words, "密封圈送检合格")
    assert line.timeline.timeline_model.rowCount() == 1


def test_what_others_did_is_theirs(page, window, qtbot):
    show(page, qtbot)
    others = [entry for entry in page.record.timeline.timeline._all if entry.kind == "others"]
    assert [entry.by for entry in others if entry.planned] == ["市经信局"]


def test_opening_a_case_asks_the_window(page, qtbot):
    show(page, qtbot)
    page.record.show_tab("cases")
    table = page.record.tables["cases"]
    table.choose_row(0)
    with qtbot.waitSignal(page.open_record) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["appeal", table.current_id()]


def test_numbers_are_masked_until_somebody_looks(page, window, qtbot):
    show(page, qtbot)
    page.record.show_tab("people")
    table = page.record.people.table
    table.choose_row(0)
    column = next(n for n, c in enumerate(table.rows_model.columns) if c.key == "phone")
    person = table.current_row()

    def painted():
        return " ".join(piece.text for piece in table.column_at(column).painted(person))

    assert person.phone not in painted()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V)
    assert person.phone in painted()
    show(page, qtbot, "示例盐都电子有限公司")
    assert person.phone not in painted()
    page.record.people._timer.stop()


def test_a_contact_person_is_added(page, window, qtbot):
    found = show(page, qtbot)
    page.record.people.add()
    form = dialog(FormDialog, qtbot)
    type_chinese(form.form.editor("name").line, "蒙工")
    qtbot.keyClicks(form.form.editor("phone").line, "10000000099")
    save(form, qtbot)
    settled(page, qtbot)
    added = stored(window).select(ContactPerson, "name = '蒙工'")
    assert [(one.enterprise_id, one.phone) for one in added] == [(found.id, "10000000099")]
    assert "蒙工" in [row.name for row in rows_of(page.record.people.table)]


def test_a_promise_is_settled_from_the_rail(page, window, qtbot):
    show(page, qtbot)
    promise = page.record.facts.story.promises[0]
    page.record.rail.settle_asked.emit(promise)
    form = dialog(FormDialog, qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    settled(page, qtbot)
    assert form.isVisible()
    assert form.form.errors() != {}
    type_chinese(form.form.editor("proof").box, "名单已邮件发出")
    save(form, qtbot)
    settled(page, qtbot)
    kept = stored(window).get(Commitment, promise.commitment.id)
    assert (kept.state, kept.proof) == ("kept", "名单已邮件发出")
    assert promise.commitment.id not in [one.commitment.id for one in page.record.facts.story.promises]


def test_files_are_attached_by_drop_and_kept(page, window, qtbot, tmp_path):
    found = show(page, qtbot)
    path = tmp_path / "检测报告.pdf"
    path.write_bytes(b"%PDF-1.4 example")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page.record.show_tab("files")
    assert page.record.files.zone.take(data)
    settled(page, qtbot)
    settled(page, qtbot)
    kept = stored(window).select(Attachment, "owner_id = :id", {"id": found.id})
    assert [one.file_name for one in kept] == ["检测报告.pdf"]
    assert stored(window).content_of(kept[0]) == b"%PDF-1.4 example"
    assert [row.file_name for row in rows_of(page.record.files.table)] == ["检测报告.pdf"]


def test_the_history_tells_field_by_field(page, window, qtbot):
    found = show(page, qtbot)
    with qtbot.waitSignal(page.session.changed):
        page.session.do("change_enterprise", {"enterprise_id": found.id, "industry_chain": "高端装备"})
    settled(page, qtbot)
    line = rows_of(page.record.tables["history"])[0]
    assert (line.what, line.before, line.after, line.actor) == ("产业链", "流体机械", "高端装备", "王敏")


def test_a_narrow_window_shows_list_or_record(page, window, qtbot):
    window.resize(1240, 700)
    show(page, qtbot)
    assert page.record.tabs.isTabVisible(TABS.index("next"))
    page.record.show_tab("next")
    assert page.record.rail.isVisible()
    window.resize(900, 700)
    assert page.record.isVisible()
    assert not page.list.isVisible()
    page.record.head.back.click()
    assert page.list.isVisible()
    assert not page.record.isVisible()
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.record.isVisible()
    window.resize(1440, 900)
    assert page.list.isVisible()
    assert page.record.isVisible()
    assert not page.record.tabs.isTabVisible(TABS.index("next"))
    assert page.record.rail.isVisible()
