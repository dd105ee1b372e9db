"""The reading child keeps to its limits, speaks only JSON and stays silent, and its parent gives up on it in time."""

import ctypes
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework.errors import BadInput
from casework.exchange.child_limits import limit_by_job, limit_this_process
from casework.exchange.guarded import GuardedWorkbook, WorkbookKind
from casework.exchange.reader_process import ReaderProcess, ReadingCancelled, resident_memory
from casework.exchange.sheet_rows import CellError, chunk_of, revived_rows
from casework.exchange.workbook_guard import guard
from casework.exchange.workbook_reader import Reading
from casework.exchange.workbooks import read_table, table_in
from tests.casework.hostile_workbooks import HOSTILE
from tests.casework.messy_workbooks import PLAIN
from tests.casework.workbook_builders import xls, xlsx

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="named pipes and resource limits are POSIX")
FAR = next(h for h in HOSTILE if h.name == "binary workbook with a far cell")


def greedy() -> None:
    """A child that asks for more memory than it may have; it ends with 7 when it is refused."""
    limit_this_process(512 << 20, 60)
    print("this goes nowhere")  # noqa: T201 - what is tested
    try:
        bytearray(2 << 30)
    except MemoryError:
        sys.exit(7)


@POSIX
def test_memory_is_limited_and_the_child_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    child = get_context("spawn").Process(target=greedy)
    child.start()
    child.join()
    if sys.platform != "darwin":
        assert child.exitcode == 7
    assert capfd.readouterr() == ("", "")


def test_a_child_that_aborts_does_no_harm(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = FAR.make(tmp_path)
    with pytest.raises(BadInput, match="无法读取"):
        read_table(path)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def never_answers(tmp_path: Path) -> GuardedWorkbook:
    """A file that keeps its reader waiting for ever."""
    path = tmp_path / "名册.csv"
    os.mkfifo(path)
    return GuardedWorkbook(path=path, kind=WorkbookKind.TEXT, encoding="utf-8")


@POSIX
def test_the_parent_gives_up_in_time(never_answers: GuardedWorkbook) -> None:
    with ReaderProcess(seconds=1) as reader, pytest.raises(BadInput, match="超过 1 秒") as refused:
        table_in(reader, never_answers)
    assert refused.value.remedy


@POSIX
def test_a_reading_that_hangs_can_be_cancelled(never_answers: GuardedWorkbook) -> None:
    asked: list[int] = []

    def go_on(done: int) -> bool:
        asked.append(done)
        return len(asked) < 3

    with ReaderProcess(progress=go_on) as reader, pytest.raises(ReadingCancelled):
        table_in(reader, never_answers)
    assert asked == [0, 0, 0]


def test_no_child_outlives_its_reading(tmp_path: Path) -> None:
    with ReaderProcess() as reader:
        child = reader._child
        table_in(reader, guard(xlsx(tmp_path / "名册.xlsx", PLAIN)))
        assert child.is_alive()
    with pytest.raises(ValueError, match="closed"):
        child.is_alive()


def test_a_child_that_died_is_said(tmp_path: Path) -> None:
    workbook = guard(xlsx(tmp_path / "名册.xlsx", PLAIN))
    with ReaderProcess() as reader:
        reader._child.kill()
        reader._child.join()
        with pytest.raises(BadInput, match="无法读取"):
            table_in(reader, workbook)


def test_nothing_from_the_child_is_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_line: Connection) -> None:
        raise AssertionError("the parent unpickled something")

    monkeypatch.setattr(Connection, "recv", never)
    assert len(read_table(xls(tmp_path / "名册.xls", PLAIN)).rows) == 2


def test_the_child_loads_little() -> None:
    show = "import sys, casework.exchange.workbook_reader; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True).stdout.split()
    heavy = ("PySide6", "openpyxl", "sqlite_utils", "sqlcipher3", "pypinyin", "casework.catalogue", "casework.store")
    assert [name for name in loaded if name.startswith(heavy)] == []
    assert "casework.exchange.sheet_rows" in loaded


def answered(question: dict[str, Any], workbook: GuardedWorkbook) -> list[Any]:
    return [json.loads(message) for message in Reading(workbook).answers(question)]


def test_the_conversation(tmp_path: Path) -> None:
    workbook = guard(xlsx(tmp_path / "名册.xlsx", [("企业名册", None, None), *PLAIN], merged=("A1:C1", "B3:B4")))
    assert answered({"counted": True}, workbook) == [{"sheets": [["名单", 4, False]]}]
    assert answered({"counted": False}, workbook) == [{"sheets": [["名单", 0, False]]}]
    merges, rows, end = answered({"sheet": "名单", "most": None}, workbook)
    assert merges == {"merges": [[1, 0, 2]]}
    assert rows[0] == [1, "企业名册"]
    assert end == {"end": 4}
    assert answered({"sheet": "名单", "most": 2}, workbook)[-1] == {"end": 2}
    assert answered({"sheet": "没有", "most": 2}, workbook)[0]["trouble"] == "damaged"


def test_text_that_looks_like_the_conversation_stays_text(tmp_path: Path) -> None:
    tricks = ['{"error":"#N/A"}', '{"end": 1}', '","x":[', "\\u0000", '{"trouble":"memory"}']
    table = read_table(xlsx(tmp_path / "名册.xlsx", [PLAIN[0], *[(trick,) for trick in tricks]]))
    assert [row.values[0] for row in table.rows] == tricks


def test_rows_survive_the_way_as_json() -> None:
    cells = ["甲", None, 1, 2.5, True, {"day": "2022-11-28"}, {"error": "#N/A"}, None]
    [row] = revived_rows(chunk_of([(7, cells)]))
    assert row.number == 7
    assert row.values == ("甲", None, 1, 2.5, True, dt.date(2022, 11, 28), CellError("#N/A"))


# --- Windows and macOS, as far as they can be seen from elsewhere ---


def recording_kernel(seen: dict[str, Any], *, works: bool = True) -> Any:
    def make(_security: object, _name: object) -> int:
        return 99

    def inform(job: int, kind: int, limits: Any, size: int) -> int:
        seen.update(job=job, kind=kind, size=size, limits=ctypes.string_at(ctypes.addressof(limits._obj), size))
        return int(works)

    def assign(job: int, process: int) -> int:
        seen.update(assigned=(job, process))
        return 1

    return SimpleNamespace(CreateJobObjectW=make, SetInformationJobObject=inform, AssignProcessToJobObject=assign)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of a 64-bit Windows")
def test_the_job_object_of_windows_is_filled_as_winnt_wants() -> None:
    seen: dict[str, Any] = {}
    limit_by_job(recording_kernel(seen), 1536 << 20)
    assert (seen["kind"], seen["size"], seen["assigned"]) == (9, 144, (99, -1))
    assert int.from_bytes(seen["limits"][16:20], "little") == 0x100
    assert int.from_bytes(seen["limits"][112:120], "little") == 1536 << 20


def test_a_job_object_that_cannot_be_made_stops_the_child() -> None:
    with pytest.raises(OSError, match="job object"):
        limit_by_job(recording_kernel({}, works=False), 1 << 30)


@pytest.mark.skipif(not shutil.which("ps", path="/bin"), reason="there is no /bin/ps here")
def test_the_memory_of_a_process_is_told() -> None:
    assert resident_memory(os.getpid()) > 10 << 20
    assert resident_memory(2**22 + 1) == 0


@pytest.mark.skipif(not shutil.which("ps", path="/bin"), reason="there is no /bin/ps here")
@POSIX
def test_on_macos_the_parent_watches_the_memory(
    never_answers: GuardedWorkbook, monkeypatch: pytest.MonkeyPatch, watched: Callable[[], None]
) -> None:
    monkeypatch.setattr("casework.exchange.reader_process.sys", SimpleNamespace(platform="darwin"))
    watched()
    with ReaderProcess() as reader, pytest.raises(BadInput, match="无法读取"):
        table_in(reader, never_answers)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lowers what the parent allows, so that any child is too large."""
    return lambda: monkeypatch.setattr("casework.exchange.reader_process.MOST_MEMORY", 1 << 20)
