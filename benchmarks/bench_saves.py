"""One save as a caseworker makes it, plain and encrypted, beside a bare INSERT on the same SQLite."""

import time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.side_by_side import percentiles
from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock
from tests.factory import day

SAVES = 400


def saved_one_by_one(path: Path, passphrase: str) -> list[float]:
    """The seconds of each save: rules, row, history, search words, commit to the disk."""
    times: list[float] = []
    with Casebook.create(path, clock=Clock.fixed(day("2022-12-30")), actor="王敏", passphrase=passphrase) as book:
        for number in range(SAVES):
            start = time.perf_counter()
            with book.change("新建") as write:
                write.save(Enterprise(name=f"示例自贡运输机械{number}有限公司"))
            times.append(time.perf_counter() - start)
    return times[10:]


def inserted_one_by_one(path: Path) -> list[float]:
    """The seconds of each bare INSERT with its commit, WAL and FULL as ours."""
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("pragma journal_mode = wal")
    raw.execute("pragma synchronous = full")
    raw.execute("create table enterprise (id integer primary key, name text)")
    times: list[float] = []
    for number in range(SAVES):
        start = time.perf_counter()
        raw.execute("insert into enterprise (name) values (?)", [f"示例自贡运输机械{number}有限公司"])
        times.append(time.perf_counter() - start)
    raw.close()
    return times[10:]


def test_a_single_save(tmp_path):
    print(f"\nOne save, {SAVES} times")
    percentiles("ours, plain", saved_one_by_one(tmp_path / "a.huifang", ""))
    percentiles("ours, encrypted", saved_one_by_one(tmp_path / "b.huifang", "一个够长的中文口令"))
    percentiles("bare INSERT and commit, no history, no search", inserted_one_by_one(tmp_path / "c.db"))
