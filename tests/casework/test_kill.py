"""A killed program loses no acknowledged change and leaves chain, index and pages whole."""

import contextlib
import multiprocessing
import random
import sys

import pytest

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock
from tests.casework.conftest import TODAY
from tests.casework.kill_writer import write

CLOCK = Clock.fixed(TODAY)
FRESH = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
"""Each writer is a process of its own, that shares with the tests nothing but the file."""
FRESH.set_forkserver_preload(["tests.casework.kill_writer"])


def killed_after(path, first, saves, passphrase=""):
    """Runs the writer, kills it after so many acknowledged saves; the last number it acknowledged."""
    acknowledged, its_end = FRESH.Pipe(duplex=False)
    writer = FRESH.Process(target=write, args=(str(path), first, passphrase, its_end))
    writer.start()
    its_end.close()
    last = first - 1
    for _save in range(saves):
        last = acknowledged.recv()
    writer.kill()
    with contextlib.suppress(EOFError):
        while True:
            last = acknowledged.recv()
    writer.join()
    writer.close()
    acknowledged.close()
    return last


def survive(path, kills, passphrase=""):
    """Kills the writer again and again; after each kill everything acknowledged is there and whole."""
    chance = random.Random(20221230)
    with Casebook.create(path, clock=CLOCK, actor="王敏", passphrase=passphrase):
        pass
    last = 0
    for _kill in range(kills):
        last = killed_after(path, last + 1, chance.randint(1, 18), passphrase)
        with Casebook.open(path, clock=CLOCK, actor="王敏", passphrase=passphrase) as book:
            names = {e.name for e in book.select(Enterprise)}
            assert {f"示例企业{n}" for n in range(1, last + 1)} <= names
            assert book.check() == []
            last = max(last, len(names))
    with Casebook.open(path, clock=CLOCK, actor="王敏", passphrase=passphrase) as book:
        assert book.check(deep=True) == []
        assert book.count(Enterprise) >= last


def test_twenty_kills_during_two_hundred_saves_lose_nothing(tmp_path):
    survive(tmp_path / "a.huifang", kills=20)


@pytest.mark.long
@pytest.mark.parametrize("passphrase", ["", "一个够长的中文口令"])
def test_three_hundred_kills_lose_nothing(tmp_path, passphrase):
    survive(tmp_path / "a.huifang", kills=150, passphrase=passphrase)
