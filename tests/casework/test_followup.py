"""A follow-up sheet comes home: what is new goes in by the rules, what is stale to a person, all else is told."""

import dataclasses
import datetime as dt
import random
import secrets
import shutil
from collections import Counter
from pathlib import Path

import pytest

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.export_records import ExportRecord
from casework.errors import BadInput, CaseworkError
from casework.exchange.followup import ReturnedSheet, read_returned, take_theirs
from casework.exchange.intake import ImportCancelled
from casework.language import choose_language
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from desktop.followup_sheets import export_followup
from tests.casework.returned_sheets import chain, filled, number_of, row_of, without
from tests.casework.test_workbook_mutations import mutated

ANSWER = {"state": "答复", "progress": "送电完成，已签供电合同", "answered_on": dt.date(2022, 12, 29)}


def opened(path: Path) -> Casebook:
    return Casebook.open(path, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏")


@pytest.fixture(scope="module")
def sent(sample_made, tmp_path_factory) -> tuple[Path, ReturnedSheet]:
    """A case file from which a sheet went out, and the sheet as it comes back untouched."""
    choose_language("zh_CN")
    folder = tmp_path_factory.mktemp("跟进")
    path = Path(shutil.copy(sample_made / "示例.huifang", folder / "示例.huifang"))
    with opened(path) as book:
        export_followup(book, folder / "跟进表.xlsx")
    sheet = read_returned(folder / "跟进表.xlsx")
    assert sheet is not None
    return path, sheet


@pytest.fixture
def home(sent, tmp_path):
    """The case file from which the sheet went out, of one's own."""
    with opened(Path(shutil.copy(sent[0], tmp_path / "示例.huifang"))) as book:
        yield book


@pytest.fixture
def sheet(sent) -> ReturnedSheet:
    return sent[1]


def case(book: Casebook, number: str) -> Appeal:
    return book.find(Appeal, number)


def test_what_was_not_touched_changes_nothing(home, sheet):
    before = len(home.actions())
    plan = home.take_home(sheet, apply=True)
    assert (plan.count("unchanged"), len(plan.rows)) == (14, 14)
    assert plan.says_nothing_new
    assert plan.head() == "表中没有新填的内容，没有改动。"
    assert len(home.actions()) == before


def test_what_was_filled_in_takes_the_same_steps_as_in_the_window(home, sheet):
    back = filled(sheet, {
        "SQ-0024": ANSWER,
        "SQ-0018": {"state": "办结", "progress": "冲减凭证第12号", "rating": "满意"},
        "SQ-0019": {"progress": "评审机构已约定1月5日"},
        "SQ-0017": {"confirmation_mode": "电话", "confirmed_by": "示例钱工"},
    })  # fmt: skip
    plan = home.take_home(back, apply=True)
    assert plan.count("update") == 4, plan.lines()
    answered = case(home, "SQ-0024")
    assert (answered.state, answered.answer) == ("answered", ANSWER["progress"])
    assert answered.answered_on == ANSWER["answered_on"]
    closed = case(home, "SQ-0018")
    assert (closed.state, closed.evidence, closed.rating) == ("closed", "冲减凭证第12号", "satisfied")
    assert chain(home, "SQ-0019")[-1] == ("in_progress", "评审机构已约定1月5日")
    assert case(home, "SQ-0017").confirmed_by == "示例钱工"
    assert row_of(plan, "SQ-0024").changes["state"] == ("办理中", "答复")


def test_a_rehearsal_promises_what_the_deed_keeps_and_writes_nothing(home, sheet):
    back = filled(sheet, {"SQ-0024": ANSWER, "SQ-0026": {"state": "办结"}})
    shown = home.take_home(back)
    assert case(home, "SQ-0024").state == "in_progress"
    done = home.take_home(back, apply=True)
    assert [row.as_json() for row in shown.rows] == [row.as_json() for row in done.rows]


def test_it_is_one_step_to_undo_and_to_redo(home, sheet):
    back = filled(sheet, {"SQ-0024": ANSWER, "SQ-0019": {"progress": "已约"}})
    home.take_home(back, apply=True)
    home.undo()
    assert case(home, "SQ-0024").state == "in_progress"
    assert ("in_progress", "已约") not in chain(home, "SQ-0019")
    home.redo()
    assert case(home, "SQ-0024").state == "answered"
    assert home.check() == []


def test_what_came_home_twice_changes_nothing_the_second_time(home, sheet):
    back = filled(sheet, {"SQ-0024": ANSWER, "SQ-0019": {"progress": "已约"}})
    home.take_home(back, apply=True)
    again = home.take_home(back, apply=True)
    assert again.says_nothing_new
    assert again.head() == "这份跟进表已经收回过，没有新的改动。"
    home.do("close_appeal", {
        "appeal": "SQ-0024", "evidence": "合同", "confirmation_mode": "phone", "confirmed_by": "示例钱工",
        "rating": "satisfied",
    })  # fmt: skip
    assert home.take_home(back, apply=True).says_nothing_new, "what stands here moved on meanwhile"
    assert case(home, "SQ-0024").state == "closed"


def test_after_an_undo_the_same_sheet_comes_home_again(home, sheet):
    back = filled(sheet, {"SQ-0024": ANSWER})
    home.take_home(back, apply=True)
    home.undo()
    assert home.take_home(back, apply=True).count("update") == 1
    assert case(home, "SQ-0024").state == "answered"


def test_a_sheet_sent_out_before_an_undo_and_a_redo_comes_home(home, sheet):
    home.do("note_progress", {"appeal": "SQ-0019", "note": "约请中"})
    home.undo()
    home.redo()
    home.undo()
    assert home.take_home(filled(sheet, {"SQ-0019": {"progress": "已约"}}), apply=True).count("update") == 1


def test_what_was_changed_on_both_sides_waits_for_a_person(home, sheet):
    home.do("note_progress", {"appeal": "SQ-0019", "note": "换了一家机构"})
    back = filled(sheet, {"SQ-0019": {"progress": "已约1月5日", "confirmed_by": "示例钱工"}})
    plan = home.take_home(back, apply=True)
    row = row_of(plan, "SQ-0019")
    assert row.verdict == "conflict"
    assert row.as_json()["conflicts"] == {"progress": ["约请评审机构", "已约1月5日", "换了一家机构"]}
    assert row.changes == {"confirmed_by": ("", "示例钱工")}, "what is clean goes in"
    assert chain(home, "SQ-0019")[-1][1] == "换了一家机构"
    taken = home.take_home(back, take_theirs, apply=True)
    assert taken.count("update") == 1
    assert chain(home, "SQ-0019")[-1][1] == "已约1月5日"
    assert home.take_home(back, apply=True).says_nothing_new


def test_what_a_person_decided_is_not_asked_again(home, sheet):
    home.do("note_progress", {"appeal": "SQ-0019", "note": "换了一家机构"})
    back = filled(sheet, {"SQ-0019": {"progress": "已约1月5日"}})
    both = "换了一家机构，已约1月5日"
    home.take_home(back, lambda _case, _cell: both, apply=True, reason="已电话核对")
    assert chain(home, "SQ-0019")[-1][1] == both
    assert home.actions(1)[0].why.endswith("已电话核对")
    assert home.take_home(back, apply=True).says_nothing_new


def test_a_state_that_was_changed_here_holds_back_what_was_filled_in_with_it(home, sheet):
    home.do("move_appeal", {"appeal": "SQ-0024", "state": "returned", "reason": "材料不全"})
    plan = home.take_home(filled(sheet, {"SQ-0024": ANSWER}), apply=True)
    assert {d.column.name for d in row_of(plan, "SQ-0024").undecided} == {"state", "progress", "answered_on"}
    assert case(home, "SQ-0024").answered_on is None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"state": "办结", "progress": "已办"}, "办件不能从“办理中”转到“办结”"),
        ({"state": "答复", "progress": "已送电"}, "“答复”须填写：答复日期"),
        ({"state": "答复", "answered_on": dt.date(2022, 12, 29)}, "填在“办理进展”一列"),
        ({**ANSWER, "answered_on": dt.date(2023, 2, 1)}, "不能晚于今天"),
        ({**ANSWER, "answered_on": dt.date(2022, 12, 1)}, "下一环节不能早于"),
        ({"state": "撤回"}, "由中心决定"),
        ({"state": "乱填状态"}, "办理状态: “乱填状态”"),
        ({"rating": "很好"}, "满意度"),
        ({"answered_on": "下周三"}, "答复日期: “下周三”"),
        ({"answered_on": "12月5日"}, "没有写年份"),
    ],
)
def test_what_a_rule_or_a_list_forbids_is_told_by_row_and_leaves_the_case_alone(home, sheet, values, says):
    before = case(home, "SQ-0024"), chain(home, "SQ-0024")
    plan = home.take_home(filled(sheet, {"SQ-0024": values, "SQ-0019": {"progress": "已约"}}), apply=True)
    row = row_of(plan, "SQ-0024")
    assert (row.verdict, row.row) == ("rejected", 6)
    assert says in row.reason
    assert (case(home, "SQ-0024"), chain(home, "SQ-0024")) == before
    assert row_of(plan, "SQ-0019").verdict == "update"


@pytest.mark.parametrize(
    "written",
    [
        dt.date(2022, 12, 29),
        dt.datetime.fromisoformat("2022-12-29T08:30"),
        44924,
        "44924",
        "2022年12月29日",
        "２０２２.12.29",
    ],
)
def test_a_day_is_understood_however_it_came_back(home, sheet, written):
    plan = home.take_home(filled(sheet, {"SQ-0024": {**ANSWER, "answered_on": written}}))
    assert row_of(plan, "SQ-0024").changes["answered_on"] == ("", "2022-12-29")


def test_words_of_the_other_language_and_numbers_as_text_are_understood(home, sheet):
    back = filled(sheet, {"SQ-0024": {**ANSWER, "state": " Answered ", "version": "1.0", "confirmed_by": 7}})
    plan = home.take_home(back)
    assert row_of(plan, "SQ-0024").changes["state"] == ("办理中", "答复")
    assert row_of(plan, "SQ-0024").changes["confirmed_by"] == ("", "7")


def test_rows_come_back_in_any_order_and_a_missing_one_is_no_deletion(home, sheet):
    back = filled(without(sheet, "SQ-0016", "SQ-0017"), {"SQ-0024": ANSWER})
    plan = home.take_home(dataclasses.replace(back, rows=tuple(reversed(back.rows))), apply=True)
    assert (plan.count("update"), plan.count("unchanged"), plan.missing_rows) == (1, 11, 2)
    assert "有 2 行没有交回" in "".join(plan.lines())
    assert case(home, "SQ-0016").state == "in_progress"


def test_an_emptied_cell_deletes_nothing(home, sheet):
    plan = home.take_home(filled(sheet, {"SQ-0017": {"progress": None, "answered_on": "/"}}), apply=True)
    row = row_of(plan, "SQ-0017")
    assert (row.verdict, row.reason) == ("unchanged", "清空单元格不会删除内容：办理进展、答复日期。")
    assert case(home, "SQ-0017").answered_on == dt.date(2022, 12, 27)


def test_copied_inserted_and_forged_rows_are_refused_by_their_number(home, sheet):
    by_number = {number_of(row): row for row in sheet.rows}
    copy = dataclasses.replace(by_number["SQ-0024"], number=20)
    new = dataclasses.replace(copy, number=21, cells={"number": "SQ-0099", "progress": "新的事项"})
    cells = {**by_number["SQ-0019"].cells, "id": by_number["SQ-0016"].cells["id"]}
    forged = dataclasses.replace(by_number["SQ-0019"], cells=cells)
    rows = [row for row in sheet.rows if number_of(row) != "SQ-0019"]
    plan = home.take_home(dataclasses.replace(sheet, rows=(*rows, copy, new, forged)), apply=True)
    told = {row.row: row.reason for row in plan.rejected}
    assert set(told) == {6, 10, 20, 21}
    assert "第 20 行" in told[6]
    assert "不是随表导出的" in told[21]
    assert "签名" in told[10]
    assert row_of(plan, "SQ-0016").verdict == "unchanged", "the forged copy does not spoil the true row"


def test_rows_of_several_sheets_pasted_together_come_home(home, sheet, tmp_path):
    export_followup(home, tmp_path / "二.xlsx")
    second = read_returned(tmp_path / "二.xlsx")
    assert second is not None
    mine, theirs = sheet.rows[:7], filled(second, {"SQ-0022": {"progress": "已联系对方"}}).rows[7:]
    plan = home.take_home(dataclasses.replace(sheet, rows=(*mine, *theirs)), apply=True)
    assert plan.rejected == []
    assert row_of(plan, "SQ-0022").verdict == "update"
    assert len(plan.exports) == 2


def test_a_case_in_the_bin_is_told(home, sheet):
    home.do("remove", {"type": "appeal", "id": "SQ-0019"})
    plan = home.take_home(sheet)
    assert "回收站" in row_of(plan, "SQ-0019").reason


def test_a_sheet_of_another_case_file_is_refused(book, sheet):
    with pytest.raises(BadInput, match="另一个案卷（示例") as refused:
        book.take_home(sheet)
    assert refused.value.remedy
    with pytest.raises(BadInput, match="没有一行"):
        book.take_home(dataclasses.replace(sheet, meta=None))


def test_where_nothing_is_kept_of_what_was_sent_the_version_decides(home, sheet):
    with home.change("试") as write:
        write.remove(write.find(ExportRecord, "DC-20221230-01"))
    home.do("change", {"type": "appeal", "id": "SQ-0016", "rating_words": "尚可"})
    plan = home.take_home(filled(sheet, {"SQ-0024": ANSWER, "SQ-0016": {"confirmed_by": "示例钱工"}}), apply=True)
    assert row_of(plan, "SQ-0024").verdict == "update"
    assert row_of(plan, "SQ-0016").verdict == "conflict"
    assert row_of(plan, "SQ-0016").as_json()["conflicts"] == {"confirmed_by": [None, "示例钱工", ""]}


def test_it_can_be_cancelled_and_then_nothing_is_written(home, sheet):
    before = len(home.actions())
    with pytest.raises(ImportCancelled):
        home.take_home(filled(sheet, {"SQ-0024": ANSWER}), apply=True, progress=lambda _done, _all: False)
    assert len(home.actions()) == before


def test_a_sheet_in_another_language_comes_home(home, tmp_path):
    choose_language("en")
    export_followup(home, tmp_path / "sheet.xlsx")
    choose_language("zh_CN")
    sheet = read_returned(tmp_path / "sheet.xlsx")
    assert sheet is not None
    assert sheet.missing == ()
    plan = home.take_home(filled(sheet, {"SQ-0024": {**ANSWER, "state": "Answered"}}))
    assert (plan.count("update"), plan.count("unchanged")) == (1, 13)


@pytest.mark.long
def test_five_hundred_mutated_sheets_do_no_harm(home, sent, tmp_path):
    choice = random.Random(seed := secrets.randbelow(10**9))
    print(f"seed {seed}")  # noqa: T201 - a failure must be found again
    before = len(home.actions())
    counts = Counter[str]()
    for number in range(500):
        path = mutated(sent[0].with_name("跟进表.xlsx"), tmp_path / f"坏{number}.xlsx", choice)
        try:
            sheet = read_returned(path)
            plan = home.take_home(sheet) if sheet else None
        except CaseworkError as refusal:
            counts["refused" if refusal.message else f"refused without a word: {number}"] += 1
        else:
            counts["planned" if plan else "no sheet"] += 1
        path.unlink()
    assert set(counts) <= {"refused", "planned", "no sheet"}, (seed, counts)
    assert min(counts["refused"], counts["planned"]) > 50, (seed, counts)
    assert len(home.actions()) == before
