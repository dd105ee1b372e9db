"""What all commands share: how they are declared, what they answer, how they open a case file."""

import argparse
import contextlib
import datetime as dt
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.settings import setting
from casework.fields import parse_date
from casework.language import _
from casework.records import Clock
from casework.store.encryption import read_passphrase
from desktop.settings import account_name

Answer = tuple[int, Any, Sequence[str]]
"""Exit status, the JSON document, the lines for people."""
Deed = Callable[[argparse.Namespace], Answer]
Declare = Callable[[str, str, Deed], argparse.ArgumentParser]
"""Told the name of a command, its help and its deed; gives the parser for its arguments."""


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """Commands of one file: their names, and the function that declares them."""

    names: tuple[str, ...]
    declare: Callable[[Declare], None]


def opened(given: argparse.Namespace, *, writing: bool = False) -> Casebook:
    """The case file a command works on; a sample file is looked at from its own day."""
    book = Casebook.open(
        Path(given.file), clock=clock(given), actor=actor(given), passphrase=passphrase(given), read_only=not writing
    )
    day = setting(book, "sample")
    if day and not given.today:
        book.store.look_from(Clock(parse_date(day), now))
    return book


@contextlib.contextmanager
def opened_as_of(given: argparse.Namespace) -> Generator[Casebook]:
    """The case file as it stood on the day of --as-of and looked at from that day; as it is now without."""
    with opened(given) as book:
        if not given.as_of:
            yield book
            return
        with book.as_of(parse_date(given.as_of)) as past:
            yield past


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Lets a command be asked about an earlier day."""
    parser.add_argument("--as-of", metavar="DATE", help=_("as the file stood at the end of that day, from its history"))


def passphrase(given: argparse.Namespace) -> str:
    """The passphrase from the file named; empty where none is named."""
    return read_passphrase(Path(given.passphrase_file)) if given.passphrase_file else ""


def actor(given: argparse.Namespace) -> str:
    """Who does it: the name given, or the account."""
    return given.user or account_name()


def clock(given: argparse.Namespace) -> Clock:
    """The day given, or today."""
    return Clock(parse_date(given.today) if given.today else dt.datetime.now().astimezone().date(), now)


def now() -> dt.datetime:
    """The moment by the machine's clock, with its offset."""
    return dt.datetime.now().astimezone()
