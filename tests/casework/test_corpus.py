"""The corpus: every workbook we make, every messy and hostile one, each with the verdict expected of an import."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casework.casebook import Casebook
from casework.errors import BadInput
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.workbook_guard import guard
from casework.exchange.workbooks import table_in
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from tests.casework.hostile_workbooks import HOSTILE
from tests.casework.messy_workbooks import MESSY
from tests.casework.own_workbooks import Own, own_workbooks, returned_sheets, rosters, templates, told_of

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MEGABYTES = 2.0, 400


@pytest.fixture
def office(sample, tmp_path):
    """The sample, and a folder for what it makes."""
    (tmp_path / "出").mkdir()
    with Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as book:
        yield book, tmp_path / "出"


def rows_or_refusal(reader: ReaderProcess, own: Own) -> int | str:
    """How many rows the table of a workbook has, or the words of the refusal."""
    try:
        return len(table_in(reader, guard(own.path)).rows)
    except BadInput as error:
        return error.message


def check_tables(made: list[Own]) -> None:
    """Each workbook passes our own guard and reader, with the rows that were written."""
    with ReaderProcess() as reader:
        found = {own.path.name: (own, rows_or_refusal(reader, own)) for own in made}
    assert len(found) == len(made)
    for name, (own, told) in found.items():
        if own.verdict == "empty":
            assert "没有数据行" in str(told), name
        elif own.rows:
            assert told == own.rows, name


def test_workbooks_we_make_pass_our_own_guard_and_reader(office) -> None:
    book, folder = office
    empty = templates(book, folder, ("enterprise", "appeal"))
    check_tables([*empty, *rosters(book, folder, ("enterprise",)), *returned_sheets(book, folder)])


def test_the_corpus_has_enough_kinds() -> None:
    assert len(HOSTILE) >= 40
    assert len(MESSY) >= 40


@pytest.mark.long
def test_every_workbook_we_make_comes_to_its_verdict(office) -> None:
    book, folder = office
    made = own_workbooks(book, folder)
    assert len(made) > 60
    check_tables(made)
    for own in made:
        said = verdict_of(book, own)
        if own.verdict == "empty":
            assert said == "refused", own.path.name
        elif own.verdict == "told":
            assert said == "refused" or isinstance(said, tuple), own.path.name
        else:
            assert said[:2] == (0, 0), own.path.name
            assert own.rows is None or said[2] == own.rows, own.path.name


def verdict_of(book: Casebook, own: Own) -> tuple[int, int, int] | str:
    """What an import would do with a workbook, or that it was refused, with a remedy."""
    try:
        return told_of(book, own)
    except BadInput as refusal:
        return "refused" if refusal.remedy else f"refused without a remedy: {refusal}"


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="what a process used is told by POSIX only")
def test_none_takes_long_or_much(office, tmp_path) -> None:
    book, folder = office
    paths: dict[str, str] = {str(own.path): own.verdict for own in own_workbooks(book, folder)}
    for number, case in enumerate((*HOSTILE, *MESSY)):
        place = tmp_path / f"{number}"
        place.mkdir()
        paths[str(case.make(place))] = "refused" if number < len(HOSTILE) else "table"
    wide = shutil.copy(folder / "名册-appeal.xlsx", tmp_path / "再一次.xlsx")
    paths[str(wide)] = "table"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.casework.corpus_run", *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == len(paths)
    for one in told:
        wanted = {"followup": "followup", "refused": "refused", "empty": "refused"}.get(paths[one["file"]], "")
        assert one["verdict"].startswith(wanted), one
        assert one["processor"] < MOST_SECONDS, one
        assert one["megabytes"] < MOST_MEGABYTES, one
    slowest = max(told, key=lambda one: one["processor"])
    print(f"{len(told)} files; {max(o['megabytes'] for o in told):.0f} MB; slowest {slowest}")  # noqa: T201 - the figures
