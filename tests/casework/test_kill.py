"""A killed program loses no acknowledged change and leaves chain, index and pages whole."""

import random
import subprocess
import sys

import pytest

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock
from tests.casework.conftest import TODAY

CLOCK = Clock.fixed(TODAY)


def killed_after(path, first, acknowledged, passphrase=""):
    """Runs the writer, kills it after so many acknowledged saves; the last number it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.casework.kill_writer", str(path), str(first), passphrase],
        stdout=subprocess.PIPE,
        text=True,
    )
    last = first - 1
    for _save in range(acknowledged):
        last = int(writer.stdout.readline())
    writer.kill()
    rest = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    return int(rest[-1]) if rest else last


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
