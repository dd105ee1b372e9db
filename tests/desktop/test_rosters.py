"""Rosters out: a list as on screen, by a saved profile, in groups, sheets and files, with what hangs on a record."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from openpyxl import load_workbook

from casework.casebook import Casebook
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.export_profiles import ExportProfile
from casework.entities.export_records import ExportRecord
from casework.entities.saved_filters import SavedFilter
from casework.entities.visits import Visit
from casework.errors import FileTrouble, RuleForbids
from casework.fields import Kind
from casework.filters import Condition, Filter
from casework.insight.roster_groups import groupings_of, groups_of
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from desktop.roster_orders import Gathered, RosterOrder, offered_columns, order_of, usual_columns
from desktop.rosters import ScreenRoster, export_order, export_screen
from exports.roster_columns import JoinedColumn
from tests.exports.excel_samples import table_of

FLUID = Filter(groups=((Condition(field="industry_chain", test="contains", value="流体"),),))


@pytest.fixture
def book(sample):
    with Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as opened:
        yield opened


def fluid(book):
    return tuple(e.id for e in book.select(Enterprise) if "流体" in e.industry_chain)


def order(book, **values):
    return RosterOrder(**{"record_type": Enterprise, "ids": fluid(book)} | values)


def sheets(path):
    return load_workbook(path).worksheets


def profile(book, **values):
    facts = {"type": "export_profile", "exported_type": "enterprise", "name": "分专员", "grouping": "person"}
    return book.do("add", {**facts, **values})


def test_columns_stand_in_the_order_that_was_chosen_with_typed_values(book, tmp_path):
    chosen = ("name", "revenue", "registered_on", "uscc", "address")
    [(path, made)] = export_order(book, tmp_path / "a.xlsx", order(book, columns=chosen, heading="流体企业"))
    (sheet,) = sheets(path)
    rows = table_of(sheet, 3)
    assert (
        list(rows[0]) == ["企业名称", "营业收入（万元）", "成立日期", "统一社会信用代码", "地址"] or len(rows[0]) == 5
    )
    assert made.count == len(rows) == len(fluid(book))
    known = {e.uscc: e for e in book.select(Enterprise)}
    for row in rows:
        code = next(str(v) for v in row.values() if isinstance(v, str) and re.fullmatch(r"[0-9A-Z]{18}", v))
        money = next(v for k, v in row.items() if "营业收入" in k)
        assert money == pytest.approx((known[code].revenue or 0) / 1_000_000)
    assert sheet["A1"].value.startswith("流体企业")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes


def test_groups_stand_on_one_sheet_in_sheets_or_in_files(book, tmp_path):
    groups = groups_of(book, Enterprise, "person", fluid(book))
    assert len(groups) > 1
    assert sorted(i for _label, ids in groups for i in ids) == sorted(fluid(book))
    [(one, _made)] = export_order(book, tmp_path / "one.xlsx", order(book, grouping="person"))
    (sheet,) = sheets(one)
    head = sheet.max_row - len(fluid(book))
    first = [row[0].value for row in sheet.iter_rows(min_row=head + 1)]
    assert first == [label for label, ids in groups for _id in ids]
    [(parts, _made)] = export_order(book, tmp_path / "parts.xlsx", order(book, grouping="person", division="sheets"))
    assert [sheet.title for sheet in sheets(parts)] == [label for label, _ids in groups]
    found = export_order(book, tmp_path / "each.xlsx", order(book, grouping="person", division="files"))
    assert [path.name for path, _made in found] == [f"each-{label}.xlsx" for label, _ids in groups]
    assert [made.count for _path, made in found] == [len(ids) for _label, ids in groups]
    assert book.count(ExportRecord, "export_kind = 'roster'") == 2 + len(groups)


def test_nothing_is_written_where_one_of_the_files_exists(book, tmp_path):
    label, _ids = groups_of(book, Enterprise, "person", fluid(book))[-1]
    (tmp_path / f"each-{label}.xlsx").write_bytes(b"x")
    with pytest.raises(FileTrouble):
        export_order(book, tmp_path / "each.xlsx", order(book, grouping="person", division="files"))
    assert [path.name for path in tmp_path.glob("each-*")] == [f"each-{label}.xlsx"]


@pytest.mark.parametrize("grouping", ["person", "district", "round"])
def test_every_grouping_takes_every_record(book, grouping):
    for name, kind in book.types.items():
        if grouping in groupings_of(kind):
            ids = [record.id for record in book.select(kind)]
            assert {i for _label, part in groups_of(book, kind, grouping, ids) for i in part} == set(ids), name


def test_what_hangs_on_a_record_leaves_whole_in_columns_or_on_sheets(book, tmp_path):
    [(path, _made)] = export_order(book, tmp_path / "a.xlsx", order(book, columns=("name",), children="sheets"))
    tabs = {sheet.title: sheet for sheet in sheets(path)}
    persons = [one for one in book.select(ContactPerson) if one.enterprise_id in fluid(book)]
    assert len(table_of(tabs["联系人"], 3)) == len(persons) > 0
    assert not [c for row in tabs["联系人"].values for c in row if isinstance(c, str) and re.search("100[0-9]{8}", c)]
    [(path, _made)] = export_order(book, tmp_path / "b.xlsx", order(book, columns=("name",), children="columns"))
    (sheet,) = sheets(path)
    cells = [str(value) for row in table_of(sheet, 3) for key, value in row.items() if key == "联系人" and value]
    assert sum(cell.count("\n") + 1 for cell in cells) == len(persons)
    assert not [cell for cell in cells if re.search("100[0-9]{8}", cell)]


def test_personal_data_is_in_full_only_where_it_is_asked_for(book, tmp_path):
    [(masked, _one)] = export_order(book, tmp_path / "a.xlsx", order(book))
    [(whole, made)] = export_order(book, tmp_path / "b.xlsx", order(book, unmasked=True))
    phones = re.compile("100[0-9]{8}")
    assert not [c for row in sheets(masked)[0].values for c in row if isinstance(c, str) and phones.search(c)]
    assert [c for row in sheets(whole)[0].values for c in row if isinstance(c, str) and phones.search(c)]
    assert made.record.unmasked


def test_a_profile_keeps_what_was_chosen_and_finds_its_rows_anew(book, shell, tmp_path):
    content = json.dumps(FLUID.plain())
    kept = book.do("add", {"type": "saved_filter", "list_name": "enterprises", "name": "流体", "content": content})
    profile(book, filter_id=kept.id, division="files", columns="name\nuscc")
    path = book.path
    answer = shell.done(
        "export", path, "roster", "--type", "enterprise", "--profile", "分专员", "-o", tmp_path / "名册.xlsx"
    )
    assert answer["rows"] == len(fluid(book))
    assert len(answer["files"]) == len(groups_of(book, Enterprise, "person", fluid(book)))
    for one in answer["files"]:
        (sheet,) = sheets(one["file"])
        assert "筛选：流体" in sheet["A2"].value


def test_a_profile_that_is_not_there_names_those_that_are(book, shell, tmp_path):
    profile(book)
    answered = shell("export", book.path, "roster", "--profile", "没有", "-o", tmp_path / "a.xlsx")
    assert answered.status == 1
    assert "分专员" in answered.err
    assert not (tmp_path / "a.xlsx").exists()


def test_a_filter_with_switches_of_the_window_is_refused_with_the_way_out(book):
    content = json.dumps(Filter(quick=("mine",)).plain())
    kept = book.do("add", {"type": "saved_filter", "list_name": "enterprises", "name": "我的", "content": content})
    with pytest.raises(Exception, match="快捷开关"):
        order_of(book, profile(book, filter_id=kept.id))


def test_rules_of_profiles_and_filters(book):
    profile(book)
    with pytest.raises(RuleForbids, match="已有名为"):
        profile(book)
    with pytest.raises(RuleForbids):
        profile(book, name="另一个", grouping="", division="files")
    with pytest.raises(RuleForbids):
        book.do("add", {"type": "saved_filter", "list_name": "visits", "name": "坏", "content": "{"})
    book.undo()
    assert book.count(ExportProfile) == 0
    assert book.count(SavedFilter) == 0


def test_the_same_order_gives_the_same_bytes(book, tmp_path):
    both = []
    for name in ("a", "b"):
        export_order(book, tmp_path / f"{name}.xlsx", order(book, grouping="district", children="sheets"))
        both.append(load_workbook(tmp_path / f"{name}.xlsx"))
    properties = both[0].properties
    assert properties.description == book.path.name
    assert properties.subject.startswith("DC-")
    values = [[[c.value for c in row] for row in s.iter_rows(min_row=3)] for s in both[0].worksheets]
    assert values == [[[c.value for c in row] for row in s.iter_rows(min_row=3)] for s in both[1].worksheets]


def test_a_list_on_screen_keeps_dates_amounts_and_harmless_words(book, tmp_path):
    columns = (
        JoinedColumn(name="a", heading="日期", kind=Kind.DATE), JoinedColumn(name="b", heading="金额", kind=Kind.MONEY),
        JoinedColumn(name="c", heading="说明"), JoinedColumn(name="d", heading="电话", mask="phone"),
    )  # fmt: skip
    rows = [[dt.date(2022, 12, 1), 1_500_000_00, "=1+1", "10012340016"]]
    made = export_screen(book, tmp_path / "a.xlsx", ScreenRoster(title="走访　1行", columns=columns, rows=rows))
    (sheet,) = sheets(tmp_path / "a.xlsx")
    (row,) = table_of(sheet, 3)
    assert row["日期"].date() == dt.date(2022, 12, 1)
    assert row["金额（万元）"] == 150
    assert (row["说明"], row["电话"]) == ("=1+1", "100****0016")
    assert sheet["C4"].data_type == "s"
    assert made.record.file_name == "a.xlsx"


def test_every_type_has_columns_and_a_preview(book):
    for kind in book.types.values():
        heads, rows = Gathered(book, RosterOrder(record_type=kind), 8).shown(8)
        assert len(heads) == len(usual_columns(book, kind))
        assert set(usual_columns(book, kind)) <= {column.name for column in offered_columns(book, kind)}
        assert all(len(row) == len(heads) for row in rows)
    visits = Gathered(book, RosterOrder(record_type=Visit, columns=("topic", "occurred_on")), 5)
    assert [column.name for column in visits.columns] == ["topic", "occurred_on"]
    assert dataclasses.is_dataclass(visits.order)
