"""An empty case file to work on, and the sample to read in."""

import datetime as dt

import pytest

from casework.casebook import Casebook
from casework.records import Clock
from casework.sample import SAMPLE_TODAY, SAMPLE_WRITTEN_ON, write_sample

TODAY = dt.date(2022, 12, 30)


@pytest.fixture
def book(tmp_path):
    with Casebook.create(tmp_path / "案卷.huifang", clock=Clock.fixed(TODAY), actor="王敏") as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory):
    """The sample case file, to be read only, as of its own day."""
    path = tmp_path_factory.mktemp("示例") / "示例.huifang"
    with (
        Casebook.create(path, clock=Clock.fixed(SAMPLE_WRITTEN_ON), actor="王敏") as book,
        book.change("写入示例") as write,
    ):
        write_sample(write)
    with Casebook.open(path, clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as opened:
        yield opened
