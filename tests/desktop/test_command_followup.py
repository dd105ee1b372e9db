"""A follow-up sheet through the command line: out to a unit, filled in, spoiled, and home again."""

import datetime as dt
import random

import pytest
from openpyxl import Workbook, load_workbook

from casework.casebook import Casebook
from casework.exchange.followup import read_returned
from casework.exchange.followup_layout import HEAD_ROW
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from tests.casework.returned_sheets import PLACES, Edited


@pytest.fixture
def went_out(shell, sample):
    """The sheet of a case file of one's own, as it was sent out."""
    out = shell.folder / "跟进表.xlsx"
    assert shell.done("export", sample, "followup", "-o", out)["rows"] == 14
    return Edited.open(out)


def test_a_filled_in_sheet_is_planned_applied_and_undone(shell, sample, went_out):
    went_out.fill("SQ-0024", state="答复", progress="已送电", answered_on=dt.date(2022, 12, 29))
    went_out.fill("SQ-0016", state="乱填状态")
    went_out.sheet.delete_rows(went_out.row("SQ-0026"))
    path = went_out.save()
    rejected = shell.folder / "退回.xlsx"
    plan = shell.done("import", sample, path, "--rejected", rejected)
    told = (plan["update"], plan["unchanged"], plan["rejected"], plan["missing"], plan["applied"])
    assert told == (1, 11, 1, 1, False)
    [row] = [row for row in plan["rows"] if row["verdict"] == "update"]
    assert row["changes"] == {
        "state": ["办理中", "答复"],
        "progress": ["供电所已勘查，待审批送电", "已送电"],
        "answered_on": ["", "2022-12-29"],
    }
    sheet = load_workbook(rejected).worksheets[0]
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[-2:] == [7, next(r["reason"] for r in plan["rows"] if r["verdict"] == "rejected")]
    assert shell.done("import", sample, path, "--apply")["applied"]
    assert shell.done("get", sample, "appeal", "SQ-0024")["state"] == "answered"
    assert shell.done("import", sample, path, "--apply")["update"] == 0
    shell.done("undo", sample)
    assert shell.done("get", sample, "appeal", "SQ-0024")["state"] == "in_progress"


def test_what_is_stale_is_kept_and_told_unless_theirs_is_asked_for(shell, sample, went_out):
    shell.done("do", sample, "note_progress", facts={"appeal": "SQ-0019", "note": "换了一家机构"})
    went_out.fill("SQ-0019", progress="已约1月5日")
    path = went_out.save()
    plan = shell.done("import", sample, path, "--apply")
    assert (plan["conflicts"], plan["update"]) == (1, 0)
    [row] = [row for row in plan["rows"] if row["verdict"] == "conflict"]
    assert row["conflicts"] == {"progress": ["约请评审机构", "已约1月5日", "换了一家机构"]}
    assert shell.done("import", sample, path, "--apply", "--stale", "theirs")["update"] == 1


def test_a_sheet_of_another_case_file_is_refused_in_one_sentence(shell, sample, went_out, tmp_path):
    other = tmp_path / "别的.huifang"
    Casebook.create(other, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏").close()
    answered = shell("import", other, went_out.path)
    assert answered.status == 1
    assert "另一个案卷" in answered.err
    assert "Traceback" not in answered.err


def test_it_is_known_again_whatever_was_done_to_its_layout(went_out):
    went_out.fill("SQ-0024", progress="已送电")
    sheet = went_out.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD_ROW)]
    head, *body = rows
    head[PLACES["progress"] - 1] = "进展说明"
    random.Random(4).shuffle(body)
    order = [*range(8, 17), None, *range(8)]  # the locked columns behind the others, an own column between them
    spoiled = Workbook()
    page = spoiled.active
    assert page is not None
    page.append(["2022年跟进情况汇总"])
    page.append([])
    for row in [head, *body]:
        page.append(["备注" if at is None else row[at] for at in order])
    path = went_out.path.with_name("汇总.xlsx")
    spoiled.save(path)
    back = read_returned(path)
    assert back is not None
    assert (back.meta, len(back.rows)) == (None, 14)
    assert back.missing == ("办理进展",), "a renamed heading that also moved is told, not guessed"
    assert {row.cells["number"] for row in back.rows} == {row[0] for row in body}


def test_a_renamed_heading_is_read_by_its_place_and_told(went_out):
    went_out.sheet.cell(HEAD_ROW, PLACES["progress"]).value = "进展说明"
    went_out.sheet.data_validations.dataValidation.clear()
    del went_out.book["_meta"]
    back = read_returned(went_out.save())
    assert back is not None
    assert back.meta is not None, "the document property says the same as the sheet that is gone"
    assert back.renamed == (("进展说明", "办理进展"),)
    assert back.missing == ()


def test_without_the_hidden_columns_the_sheet_is_refused(shell, sample, went_out):
    went_out.sheet.delete_cols(PLACES["id"], 3)
    answered = shell("import", sample, went_out.save())
    assert answered.status == 1
    assert "隐藏列不见了" in answered.err


def test_a_roster_is_no_follow_up_sheet(sample_made):
    assert read_returned(sample_made / "名册.xlsx") is None


@pytest.mark.parametrize("split", ["person", "district"])
def test_one_file_for_each_holds_every_open_case_once(shell, sample, split):
    folder = shell.folder / "跟进"
    made = shell.done("export", sample, "followup", "--each", split, "-o", folder)
    assert made["rows"] == 14
    assert len({one["export"] for one in made["files"]}) == len(made["files"]) > 3
    numbers = [
        row[0].value
        for one in made["files"]
        for row in load_workbook(one["file"]).worksheets[0].iter_rows(min_row=HEAD_ROW + 1)
    ]
    assert len(set(numbers)) == len(numbers) == 14
    assert shell("export", sample, "followup", "--each", split, "-o", folder).status == 1, "nothing is overwritten"
