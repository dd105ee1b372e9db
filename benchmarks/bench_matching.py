"""Matching at headline scale: one demand against 246,400 offers, opening, adding, memory, all against all."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.matching_texts import texts
from benchmarks.side_by_side import percentiles
from casework.casebook import Casebook
from casework.insight.matching.asking import suggest
from casework.records import Clock
from tests.factory import TODAY

FULL = bool(os.environ.get("HUIFANG_FULL"))
OFFERS, DEMANDS = (246_400, 253_800) if FULL else (60_000, 60_000)
HEADLINE = 253_800
ASKED = 300
_ENTERPRISE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file with so many offers and demands, written past the door on purpose."""
    made = tmp_path_factory.mktemp("matching") / "large.huifang"
    Casebook.create(made, clock=Clock.fixed(TODAY), actor="王敏").close()
    raw = sqlcipher.connect(str(made), isolation_level=None)
    raw.execute("begin")
    raw.execute("update write_door set action = 'benchmark'")
    raw.execute("insert into enterprise (id, version, name) values (?, 1, '示例企业')", [_ENTERPRISE])
    raw.executemany(
        "insert into offer (id, version, offer_kind, subject, content, posted_on, state)"
        " values (?, 1, 'result', ?, ?, '2022-01-01', 'open')",
        texts(OFFERS, 1),
    )
    raw.executemany(
        "insert into demand (id, version, enterprise_id, subject, content, posted_on, state)"
        f" values (?, 1, '{_ENTERPRISE}', ?, ?, '2022-01-01', 'open')",
        texts(DEMANDS, 2),
    )
    raw.execute("update write_door set action = null")
    raw.execute("commit")
    raw.close()
    return made


def opened(path: Path) -> Casebook:
    return Casebook.open(path, clock=Clock.fixed(TODAY), actor="王敏")


def memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def build(path: Path) -> float:
    """In a process of its own: everything read from the texts, and kept."""
    with opened(path) as book:
        start = time.perf_counter()
        book.matching.engine()
        return time.perf_counter() - start


def ask(path: Path) -> dict[str, object]:
    """In a process of its own: opening, the first answer, warm answers, added offers, memory."""
    before = memory()
    with opened(path) as book:
        demands = [row["id"] for row in book.query(f"select id from demand order by rowid limit {ASKED}")]
        import scipy.sparse  # noqa: F401 - its own memory is no memory of the libraries

        libraries_only = memory()
        start = time.perf_counter()
        suggest(book.matching, "demand", demands[0], ("offer",), most=10)
        first = time.perf_counter() - start
        held = memory()
        warm = _timed(lambda one: suggest(book.matching, "demand", one, ("offer",), most=10), demands)
        engine = book.matching.engine()
        from casework.insight.matching.suggestions import Document

        new = [Document(f"new{n}", title, body) for n, (_id, title, body) in enumerate(texts(200, 3))]
        added = _timed(lambda one: engine.put("offer", [one]), new)
        after = _timed(lambda one: suggest(book.matching, "demand", one, ("offer",), most=10), demands[:100])
    return {
        "base": libraries_only - before,
        "held": held - libraries_only,
        "first": first,
        "warm": warm,
        "added": added,
        "after": after,
    }


def _timed(deed, over) -> list[float]:
    times = []
    for one in over:
        start = time.perf_counter()
        deed(one)
        times.append(time.perf_counter() - start)
    return times


def batch(path: Path, portions: int) -> tuple[int, float, float, float]:
    """In a process of its own: demands done, seconds, peak megabytes, share of the exact top 10 found."""
    import resource

    from casework.insight.matching.batch import Batch

    with opened(path) as book:
        engine = book.matching.engine(kinds=("demand", "offer"))
        start = time.perf_counter()
        work = Batch(engine, "demand", "offer", most=10)
        done, kept = 0, []
        for number, portion in enumerate(work.run(), start=1):
            done += len(portion)
            kept += portion[:: max(1, len(portion) // 5)]
            if number == portions:
                break
        seconds = time.perf_counter() - start
        shelf = engine.shelf("offer")
        found = []
        for best in kept[:40]:
            exact = engine.scorer.scored(shelf, engine.query_at("demand", best.row), np.arange(shelf.block.size)).rows[
                :10
            ]
            found.append(len(set(exact.tolist()) & set(best.rows.tolist())) / len(exact))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return done, seconds, peak, float(np.mean(found))


def apart(deed: Callable[..., Any], *facts: Any) -> Any:
    """The deed in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(deed, *facts).result()


def test_one_demand_against_the_offers(path):
    print(f"\n{OFFERS:,} offers, {DEMANDS:,} demands, about 67 characters each")
    print(f"  made from the texts and kept      {apart(build, path):8.1f} s")
    kept = path.with_name(f"{path.name}.matching")
    print(f"  kept beside the file              {kept.stat().st_size / 1e6:8.0f} MB")
    told = apart(ask, path)
    print(f"  first answer after opening        {told['first'] * 1000:8.0f} ms")
    print(f"  memory of the libraries           {told['held']:8.0f} MB (numpy and scipy {told['base']:.0f} MB)")
    for words, key in (("one demand, ten with reasons", "warm"), ("the same with 200 fresh offers", "after"),
                       ("one offer added", "added")):  # fmt: skip
        percentiles(words, told[key])


def test_all_demands_against_all_offers(path):
    done, seconds, peak, overlap = apart(batch, path, 10**6 if FULL else 6)
    print(f"\nAll against all: {done:,} demands × {OFFERS:,} offers, top 10, in {seconds:.1f} s, peak {peak:.0f} MB")
    if not FULL:
        print(f"  for {HEADLINE:,} demands at this rate: {seconds / done * HEADLINE / 60:.1f} min")
    print(f"  of the exact top 10 found: {overlap:.2f}")
