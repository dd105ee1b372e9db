"""The command that looks through a case file for doubled records."""

import argparse

from casework.catalogue import record_type
from casework.insight.duplicate_pairs import SCANNED, pairs
from casework.language import _
from desktop.command_files import Answer, CommandGroup, Declare, opened


def declare(add: Declare) -> None:
    """Declares the command with its arguments."""
    duplicates = add("duplicates", _("records that may be doubled, the likeliest first"), show_duplicates)
    duplicates.add_argument("file")
    duplicates.add_argument("--type", choices=SCANNED, default="enterprise")


def show_duplicates(given: argparse.Namespace) -> Answer:
    """Every pair with its band, score and reason; pairs said not to be the same are left out."""
    kind = record_type(given.type)
    with opened(given) as book:
        found = pairs(book, given.type)
        titles = {i: book.get(kind, i).title() for pair in found for i in (pair.a, pair.b)}
    lines = [f"{p.band}\t{p.score}\t{titles[p.a]}\t{titles[p.b]}\t{p.reason}" for p in found]
    return 0, {"pairs": [pair.as_json() for pair in found]}, lines


DUPLICATES = CommandGroup(("duplicates",), declare)
