"""A writer that is killed: saves one enterprise after the other and acknowledges each."""

import datetime as dt
from multiprocessing.connection import Connection
from pathlib import Path

import pypinyin
import rjieba
import sqlite_utils

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.records import Clock

LOADED = (pypinyin, rjieba, sqlite_utils)
"""What every save needs, loaded once for all writers."""


def write(path: str, first: int, passphrase: str, acknowledged: Connection) -> None:
    """Saves forever, from number `first` on."""
    book = Casebook.open(Path(path), clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏", passphrase=passphrase)
    number = first
    while True:
        with book.change("新建") as door:
            door.save(Enterprise(name=f"示例企业{number}"))
        acknowledged.send(number)
        number += 1
