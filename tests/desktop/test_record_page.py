"""The plain record pages as their users see them: lists, policies, partners; compared with the database."""

import datetime as dt

import pytest

from casework.entities.lists import ListLine, ListLineUnit, ResponsibilityList
from casework.entities.partners import Agreement, Partner
from casework.entities.policies import PolicyClause, PolicyPayout
from desktop.dialogs.form_dialog import FormDialog
from tests.desktop.window_fixture import settings, theme, wait_until_idle, window
from widgets.buttons import Button
from widgets.table_columns import GroupRow

__all__ = ["settings", "theme", "window"]


@pytest.fixture
def page(window, qtbot):
    """Opens a page and waits for its rows."""

    def opened(name):
        window.show_page(name)
        wait_until_idle(qtbot, window.session)
        return window.page()

    return opened


def words(table):
    """The rows of a table as the user reads them: groups by their label, rows by the words of their cells."""
    shown = []
    for number in range(table.rows_model.rowCount()):
        row = table.row_at(number)
        if isinstance(row, GroupRow):
            shown.append(row.label)
        else:
            shown.append([column.text(row) for column in table.rows_model.columns])
    return shown


def shelf_choice(page, qtbot, title):
    """Chooses a record of the shelf by its title."""
    record = next(r for r in page.shelf_list._found.records if r.title() == title)
    page.shelf_list.choose(record.id)
    wait_until_idle(qtbot, page.session)
    return record


def choose(page, qtbot, record_id):
    """Makes a record of the list current."""
    page.view.choose(record_id)
    wait_until_idle(qtbot, page.session)


def press_step(page, label):
    """Presses a button beside the record."""
    button = next(b for b in page.view.rail.findChildren(Button) if b.text() == label and b.isVisible())
    button.click()


def test_a_list_shows_its_lines_grouped_by_what_is_to_be_done(page, qtbot):
    lists = page("lists")
    problem = shelf_choice(lists, qtbot, "问题清单")
    shown = words(lists.view.list.table)
    groups = [row for row in shown if isinstance(row, str)]
    assert groups[0] == "逾期"
    assert groups[-1] == "已销号"
    numbers = {row[0] for row in shown if isinstance(row, list)}
    stored = lists.session.book.select(ListLine, "list_id = :id", {"id": problem.id})
    assert numbers == {line.number for line in stored}


def test_the_shelf_counts_open_and_overdue_lines(page, qtbot):
    lists = page("lists")
    counts = {r.title(): lists.shelf_list._found.counts.get(r.id) for r in lists.shelf_list._found.records}
    for title, (open_lines, late) in counts.items():
        own = "list_id in (select id from responsibility_list where name = :name)"
        book = lists.session.book
        assert open_lines == book.count(ListLine, f"{own} and state <> 'struck_off'", {"name": title})
        in_hand = "state in ('published', 'awaiting_strike_off') and due_on < '2022-12-30'"
        assert late == book.count(ListLine, f"{own} and {in_hand}", {"name": title})


def test_a_line_is_added_changed_published_and_struck_off(page, qtbot, window):
    lists = page("lists")
    problem = shelf_choice(lists, qtbot, "问题清单")
    window.run_command("lists_add")
    form = lists.view.rail.card.form
    form.editor("subject").set_value("货车限行时段通行证")
    lists.view.rail.card.take()
    wait_until_idle(qtbot, window.session)
    [line] = window.session.book.select(ListLine, "subject = '货车限行时段通行证'")
    assert (line.list_id, line.state) == (problem.id, "draft")
    assert lists.view.list.table.current_id() == line.id
    cells = next(row for row in words(lists.view.list.table) if isinstance(row, list) and row[0] == line.number)
    assert cells[1] == "货车限行时段通行证"

    press_step(lists, "发布")
    wait_until_idle(qtbot, window.session)
    assert "牵头单位" in window.notices.text()
    assert window.session.book.get(ListLine, line.id).state == "draft"

    units = window.session.book.query("select id from unit limit 1")
    persons = window.session.book.query("select id from person limit 1")
    form = lists.view.rail.card.form
    for name, value in (
        ("lead_unit_id", units[0]["id"]),
        ("responsible_person_id", persons[0]["id"]),
        ("due_on", dt.date(2023, 1, 31)),
        ("next_report_on", dt.date(2023, 1, 6)),
    ):
        form.editor(name).set_value(value)
    form.changed.emit()
    lists.view.rail.card.take()
    wait_until_idle(qtbot, window.session)
    press_step(lists, "发布")
    wait_until_idle(qtbot, window.session)
    assert window.session.book.get(ListLine, line.id).state == "published"

    press_step(lists, "销号")
    lists.view.rail.card.form.editor("proof").set_value("通行证样本（示例）")
    lists.view.rail.card.take()
    wait_until_idle(qtbot, window.session)
    struck = window.session.book.get(ListLine, line.id)
    assert (struck.state, struck.struck_off_on, struck.proof) == (
        "struck_off",
        dt.date(2022, 12, 30),
        "通行证样本（示例）",
    )
    assert "已销号" in window.notices.text()


def test_a_removed_line_leaves_the_list_and_comes_back_by_undo(page, qtbot, window):
    lists = page("lists")
    shelf_choice(lists, qtbot, "问题清单")
    line_id = lists.view.list.table.current_id()
    window.run_command("lists_remove")
    wait_until_idle(qtbot, window.session)
    assert lists.view.list.table.current_id() != line_id
    assert window.session.book.count(ListLine, "id = :id", {"id": line_id}) == 0
    window.notices.undo_button().click()
    wait_until_idle(qtbot, window.session)
    assert window.session.book.count(ListLine, "id = :id", {"id": line_id}) == 1
    choose(lists, qtbot, line_id)
    assert lists.view.rail.record.id == line_id


def test_the_recycle_bin_gives_a_line_back_with_its_cooperating_units(page, qtbot, window):
    page("lists")
    book = window.session.book
    line_id = book.query("select line_id from list_line_unit where removed_at is null limit 1")[0]["line_id"]
    units = book.count(ListLineUnit, "line_id = :id", {"id": line_id})
    window.session.do("remove", {"type": "list_line", "id": line_id})
    wait_until_idle(qtbot, window.session)
    window.run_command("recycle_bin")
    wait_until_idle(qtbot, window.session)
    bin_window = window.tools.shown("recycle_bin")
    [row] = [bin_window.table.row_at(n) for n in range(bin_window.table.rows_model.rowCount())]
    assert (row.id, row.children, row.removed_by) == (line_id, units, "王敏")
    bin_window.table.choose(line_id)
    bin_window._restore(row)
    wait_until_idle(qtbot, window.session)
    assert book.count(ListLineUnit, "line_id = :id", {"id": line_id}) == units
    assert bin_window.table.rows_model.rowCount() == 0
    assert window.page().name == "lists"
    bin_window.close()


def test_a_cooperating_unit_is_added_and_taken_away(page, qtbot, window):
    lists = page("lists")
    shelf_choice(lists, qtbot, "问题清单")
    line = lists.view.rail.record
    before = window.session.book.count(ListLineUnit, "line_id = :id", {"id": line.id})
    children = lists.view.desk.children[0]
    lists.view.rail._add_child(line, children)
    [form] = [d for d in window.findChildren(FormDialog) if d.isVisible()]
    form.form.editor("unit_id").set_value(window.session.book.query("select id from unit limit 1")[0]["id"])
    form.save()
    wait_until_idle(qtbot, window.session)
    assert window.session.book.count(ListLineUnit, "line_id = :id", {"id": line.id}) == before + 1


def test_what_is_typed_and_not_saved_is_there_again(page, qtbot, window):
    lists = page("lists")
    shelf_choice(lists, qtbot, "问题清单")
    first, other = list(_rows(lists.view.list.table))[:2]
    choose(lists, qtbot, first.id)
    form = lists.view.rail.card.form
    form.editor("addressee").line.setText("市政府办")
    form.editor("addressee").line.textEdited.emit("市政府办")
    choose(lists, qtbot, other.id)
    assert lists.view.rail.card.form.editor("addressee").value() == ""
    choose(lists, qtbot, first.id)
    assert lists.view.rail.card.form.editor("addressee").value() == "市政府办"
    assert window.session.book.get(ListLine, first.id).addressee == ""
    assert "草稿" in window.status.text()


def _rows(table):
    for number in range(table.rows_model.rowCount()):
        if not isinstance(table.row_at(number), GroupRow):
            yield table.row_at(number)


def test_a_new_list_is_asked_for_and_chosen(page, qtbot, window):
    lists = page("lists")
    lists.shelf_list.add_button.click()
    [form] = [d for d in window.findChildren(FormDialog) if d.isVisible()]
    form.form.editor("name").set_value("专班督办清单")
    form.form.editor("list_kind").set_value("other")
    form.save()
    wait_until_idle(qtbot, window.session)
    [made] = window.session.book.select(ResponsibilityList, "name = '专班督办清单'")
    assert lists.shelf_list.table.current_id() == made.id
    assert lists.view.list.table.empty.sentence() == "这张清单还没有条目。"


def test_the_filter_narrows_by_words_and_says_so(page, qtbot, window):
    lists = page("lists")
    shelf_choice(lists, qtbot, "问题清单")
    lists.view.list.bar.words.setText("没有这样的词")
    qtbot.waitUntil(lambda: "同时满足" in lists.view.list.table.empty.sentence(), timeout=5000)
    wait_until_idle(qtbot, window.session)
    assert list(_rows(lists.view.list.table)) == []
    lists.view.list.table.empty.button().click()
    wait_until_idle(qtbot, window.session)
    assert list(_rows(lists.view.list.table))


def test_a_header_sorts_and_the_groups_give_way(page, qtbot, window):
    lists = page("lists")
    shelf_choice(lists, qtbot, "问题清单")
    lists.view.list.table.sort_by("due_on", descending=False)
    wait_until_idle(qtbot, window.session)
    days = [row[4] for row in words(lists.view.list.table)]
    assert days == sorted(days, key=lambda day: (not day, day))


def test_policies_show_clauses_and_the_payouts_side_by_side_never_added(page, qtbot, window):
    policies = page("policies")
    book = window.session.book
    assert {row.id for row in _rows(policies.view.list.table)} == {c.id for c in book.select(PolicyClause)}
    policies.tabs.show_desk("1")
    wait_until_idle(qtbot, window.session)
    payouts = book.select(PolicyPayout)
    said = policies.view.list._title.accessibleName()
    due, paid = sum(p.due_amount for p in payouts), sum(p.paid_amount for p in payouts if p.paid_on)
    assert f"应兑 {due / 1000000:g}万元" in said
    assert f"已拨 {paid / 1000000:g}万元" in said
    states = {row[-1] for row in words(policies.view.list.table)}
    assert states <= {"已到账", "在途", "未拨付"}


def test_partners_show_agreements_by_their_end_and_figures_of_the_year(page, qtbot, window):
    partners = page("partners")
    groups = [row for row in words(partners.view.list.table) if isinstance(row, str)]
    assert groups[0] == "90 天内到期"
    assert {row.id for row in _rows(partners.view.list.table)} == {a.id for a in window.session.book.select(Agreement)}
    figures = {
        figure.label: (figure.number, [p.text for p in figure.more]) for figure in partners.figures(window.session.book)
    }
    persons = window.session.book.query(
        "select count(distinct v.id) as n, sum(a.person_times) as p from mutual_visit v"
        " left join attendance a on a.mutual_visit_id = v.id and a.removed_at is null"
        " where v.removed_at is null and v.occurred_on between '2022-01-01' and '2022-12-30'"
    )[0]
    assert figures["今年互访"] == (str(persons["n"]), [f"{persons['p']} 人次"])
    assert figures["合作伙伴"][0] == str(window.session.book.count(Partner))


@pytest.mark.parametrize(
    ("type_name", "page_name"),
    [
        ("list_line", "lists"),
        ("responsibility_list", "lists"),
        ("list_line_unit", "lists"),
        ("policy_clause", "policies"),
        ("policy_payout", "policies"),
        ("policy", "policies"),
        ("partner", "partners"),
        ("agreement", "partners"),
        ("event", "partners"),
        ("mutual_visit", "partners"),
        ("attendance", "partners"),
        ("person", "settings"),
        ("unit", "settings"),
        ("service_deadline", "settings"),
        ("code_word", "settings"),
    ],
)
def test_a_record_opened_from_elsewhere_is_shown_on_its_page(window, qtbot, type_name, page_name):
    book = window.session.book
    record = book.select(book.types[type_name], order="rowid desc", limit=1)[0]
    window.show_record(type_name, record.id)
    wait_until_idle(qtbot, window.session)
    assert window.page().name == page_name
    shown = window.page()
    if hasattr(shown, "view") and type_name == shown.view.desk.record_type.type_name:
        assert shown.view.rail.record.id == record.id
    if getattr(shown, "shelf", None) and type_name == shown.shelf.record_type.type_name:
        assert shown.shelf_list.table.current_id() == record.id
