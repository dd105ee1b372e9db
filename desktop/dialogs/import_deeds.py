"""What the import has done beside the window's thread: reading a file, rehearsing, importing, rejected rows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.exchange.followup import read_returned
from casework.exchange.intake_choices import Choices
from casework.exchange.intake_plan import Plan
from casework.exchange.learned_headings import learned_headings
from casework.exchange.roster import Roster
from casework.exchange.workbooks import SheetInfo, read_sheets
from casework.records import Record
from desktop.papers import write_rejected
from desktop.session import Told


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read: a roster with the sheets of its file, or a returned follow-up sheet (then without)."""

    roster: Roster | None
    sheets: tuple[SheetInfo, ...] = ()


def open_roster(path: Path, kind: type[Record] | None, sheet: str | None, book: Casebook, told: Told) -> Opened:
    """Reads a file; which records its rows are is guessed where `kind` does not say it."""

    def read(rows: int) -> bool:
        return told(rows, 0)

    if kind is None and sheet is None and read_returned(path, progress=read) is not None:
        return Opened(None)
    sheets = tuple(read_sheets(path))
    roster = Roster(path, kind, sheet, learned=learned_headings(book), progress=read, fallback=kind or Enterprise)
    return Opened(roster, sheets)


def rehearse(roster: Roster, choices: Choices, book: Casebook, told: Told) -> Plan:
    """What the import would do."""
    return book.bring_in(roster, choices, progress=told)


def carry_out(roster: Roster, choices: Choices, told: Callable[[int, int], bool], book: Casebook) -> Plan:
    """Imports; one action."""
    return book.bring_in(roster, choices, apply=True, progress=told)


def save_rejected(target: Path, plan: Plan, book: Casebook, told: Told) -> None:
    """Writes the rows that are not taken in."""
    del told
    write_rejected(book, target, plan)
