"""An empty case file to work on."""

import datetime as dt

import pytest

from casework.casebook import Casebook
from casework.records import Clock

TODAY = dt.date(2022, 12, 30)


@pytest.fixture
def book(tmp_path):
    with Casebook.create(tmp_path / "案卷.huifang", clock=Clock.fixed(TODAY), actor="王敏") as opened:
        yield opened
