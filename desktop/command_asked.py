"""What the commands that make files are asked for: scope, round, period, and how they tell what they made."""

import argparse
import sys

from casework.casebook import Casebook
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.errors import BadInput
from casework.insight.figures import resolve_round, resolve_scope
from casework.language import _
from casework.periods import Period, parse_period
from desktop.command_files import Answer
from desktop.export_log import Made


def told(given: argparse.Namespace, made: Made, unit: str, words: str) -> Answer:
    """What was made, and what the user should know of it; warnings go to stderr."""
    for warning in made.warnings:
        print(warning, file=sys.stderr)  # noqa: T201 - the message itself
    files = list(made.files) or [given.output]
    document = {"file": files[0], unit: made.count, "export": made.record.number, "warnings": list(made.warnings)}
    if len(files) > 1:
        document["files"] = files
    return 0, document, [words.format(path=", ".join(files[:3]) + (" …" if len(files) > 3 else ""), n=made.count)]


def scope_of(book: Casebook, given: argparse.Namespace) -> Unit | None:
    """The scope that was named; None where none was."""
    return resolve_scope(book, given.scope) if given.scope else None


def round_of(book: Casebook, given: argparse.Namespace, scope: Unit | None) -> RevisitRound | None:
    """The round that was named; None where none was."""
    return resolve_round(book, given.round, scope) if given.round else None


def period_of(given: argparse.Namespace) -> Period:
    """The period that was named; BadInput where none was."""
    if not given.period:
        raise BadInput(_("Say which period with --period, as 2022-11 or 2024-01..2024-10."))
    return parse_period(given.period)
