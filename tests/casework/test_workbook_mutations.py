"""Hundreds of damaged workbooks: each gives a table or one clear refusal, and none does harm."""

import random
import secrets
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.errors import BadInput
from casework.exchange.guarded import GuardedWorkbook
from casework.exchange.reader_process import ReaderProcess
from casework.exchange.workbook_guard import guard
from casework.exchange.workbooks import SheetTable, read_table, table_in
from tests.casework.workbook_builders import Day, ods, xls, xlsb, xlsx, zipped

ROWS = [
    ("企业名册", None, None, None, None),
    ("企业名称", "注册资本", "成立日期", "规上", "备注"),
    *((f"示例{n}公司", n * 1.5, 44_893 + n, True, "说明 & <文字>" * n) for n in range(12)),
    ("合计", 99, None, None, None),
]
FRAGMENTS = (
    b"<", b">", b'"', b"\0", b"&#0;", b"</row>", b"<row r='99999999'>", b'r="ZZZ9"', b"\xff\xff\xff\x7f", b"4294967295",
    b"-1", b"]]>", b"<![CDATA[", b"\xed\xa0\x80", b"<c", b"/>", b"NaN", b"1e999",
)  # fmt: skip


def seeds(folder: Path) -> list[Path]:
    """One sound file of each format."""
    dated = [tuple(Day(v) if isinstance(v, int) and v > 40_000 else v for v in row) for row in ROWS]
    plain = [tuple(int(v) if isinstance(v, bool) else v for v in row) for row in ROWS]
    text = folder / "名册.csv"
    text.write_text("".join(",".join(map(str, row)) + "\n" for row in plain), "utf-8")
    return [
        xlsx(folder / "名册.xlsx", dated, merged=("A1:E1", "E3:E6")),
        xlsb(folder / "名册.xlsb", plain),
        xls(folder / "名册.xls", plain, merged=((0, 0, 0, 4),)),
        ods(folder / "名册.ods", plain),
        text,
    ]


def bent(content: bytes, choice: random.Random) -> bytes:
    """`content` with one to five random faults: bytes changed, cut out, doubled, put in, or the end missing."""
    work = bytearray(content)
    for _fault in range(choice.randint(1, 5)):
        at = choice.randrange(len(work) or 1)
        length = choice.choice((1, 1, 2, 4, 16, 64))
        match choice.randrange(6):
            case 0:
                work[at : at + 1] = bytes([choice.randrange(256)])
            case 1:
                del work[at : at + length]
            case 2:
                work[at:at] = work[at : at + length]
            case 3:
                work[at : at + length] = choice.randbytes(length)
            case 4:
                work[at:at] = choice.choice(FRAGMENTS)
            case _:
                del work[max(at, len(work) - length * 8) :]
    return bytes(work)


def mutated(seed: Path, target: Path, choice: random.Random) -> Path:
    """A copy of `seed` with faults: in the file itself, or inside one part of the archive, which then is sound."""
    if not zipfile.is_zipfile(seed) or choice.random() < 0.3:
        target.write_bytes(bent(seed.read_bytes(), choice))
        return target
    with zipfile.ZipFile(seed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = choice.choice([name for name in parts if parts[name]])
    return zipped(target, parts | {part: bent(parts[part], choice)}, stored=("mimetype",))


def outcome_of(path: Path, readers: "Readers") -> str:
    """What became of a file: read, stopped by the guard, refused by the child; or what was wrong with the refusal."""
    try:
        workbook = guard(path)
    except BadInput as error:
        return "stopped" if error.message and error.remedy else f"stopped without a remedy: {error}"
    try:
        return "read" if readers.read(workbook).headers else "read without headers"
    except BadInput as error:
        return "refused" if error.message and error.remedy else f"refused without a remedy: {error}"


class Readers:
    """One reading child after another: a new one only when the last did not survive its file."""

    def __init__(self) -> None:
        self._reader: ReaderProcess | None = None
        self.lost = 0

    def read(self, workbook: GuardedWorkbook) -> SheetTable:
        """The table of a file, through a living child."""
        reader = self._reader = self._reader or ReaderProcess()
        try:
            return table_in(reader, workbook)
        except BadInput as error:
            if "无法读取" in error.message:
                self.lost += 1
                self.end()
            raise

    def end(self) -> None:
        """Ends the child."""
        if self._reader:
            self._reader.__exit__(None, None, None)
        self._reader = None


@pytest.fixture
def readers() -> Iterator[Readers]:
    several = Readers()
    yield several
    several.end()


@pytest.fixture
def survive(readers: Readers, tmp_path: Path) -> Callable[[int, int], tuple[int, int, int]]:
    """Mutates and reads `count` files; how many gave a table, were stopped by the guard, refused by the child."""

    def run(count: int, seed: int) -> tuple[int, int, int]:
        choice, sound = random.Random(seed), seeds(tmp_path)
        counts = Counter[str]()
        for n in range(count):
            original = choice.choice(sound)
            path = mutated(original, tmp_path / f"坏{n}{original.suffix}", choice)
            outcome = outcome_of(path, readers)
            assert outcome in ("read", "stopped", "refused"), (outcome, seed, n)
            counts[outcome] += 1
            path.unlink()
        return counts["read"], counts["stopped"], counts["refused"]

    return run


def test_two_hundred_mutated_workbooks_are_survived(survive) -> None:
    read, stopped, refused = survive(200, 20221230)
    assert read + stopped + refused == 200
    assert min(read, stopped, refused) > 15


@pytest.mark.long
def test_two_thousand_mutated_workbooks_are_survived(survive) -> None:
    seed = secrets.randbelow(10**9)
    print(f"seed {seed}")  # noqa: T201 - a failure must be found again
    assert sum(survive(2000, seed)) == 2000


def test_the_sound_files_are_read(tmp_path: Path) -> None:
    for path in seeds(tmp_path):
        table = read_table(path)
        assert (table.header_row, len(table.rows)) == (2, 12)
