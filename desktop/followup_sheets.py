"""Follow-up sheets out of an open case file: one for all open cases, of one person or district, or one for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound
from casework.exchange.followup_layout import sent_values
from casework.insight.followup_shares import Share, shares_by_district, shares_by_person
from casework.insight.roster_rows import followup_rows
from casework.language import N_, _
from desktop.export_log import Contents, Made, made
from exports.workbook_plan import ExportFacts

SPLITS: Mapping[str, str] = {"person": N_("Handled by"), "district": N_("District or park")}
"""What sheets can be made for each of, with the (English) label of it."""
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
Told = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOf:
    """Which open cases go onto a sheet: of a scope and a round, and the share `of` a person or district (`split`)."""

    scope: Unit | None = None
    round: RevisitRound | None = None
    split: str = ""
    of: Share | None = None


def shares(book: Casebook, which: SheetOf) -> list[Share]:
    """The persons or districts that have open cases among these."""
    ask = shares_by_district if which.split == "district" else shares_by_person
    return ask(book, book.clock.today, scope=_id(which.scope), round_id=_id(which.round))


def of_person(person: Person, which: SheetOf) -> SheetOf:
    """The same narrowed to a person, who may have no open case."""
    return replace(which, split="person", of=Share(id=person.id, name=person.name, cases=0, overdue=0))


def export_followup(book: Casebook, target: Path, which: SheetOf | None = None, *, force: bool = False) -> Made:
    """The follow-up sheet of these cases; what it was sent out with is kept with its line in the export log."""
    from exports.followup_sheet import FollowupSheet, write_followup

    which = which or SheetOf()
    of = which.of.id if which.of else None
    rows = tuple(
        followup_rows(
            book,
            book.clock.today,
            scope=_id(which.scope),
            round_id=_id(which.round),
            person=of if which.split == "person" else None,
            district=of if which.split == "district" else None,
        )
    )

    def write(facts: ExportFacts) -> Contents:
        sheet = FollowupSheet(rows=rows, facts=facts, key=book.sheet_key, remarks=_remarks(which))
        written = write_followup(target, sheet)
        return Contents(written.rows, written.warnings)

    return made(book, target, "followup", write, force=force, sent_values=sent_values(rows))


def export_each(
    book: Casebook, folder: Path, which: SheetOf, *, force: bool = False, told: Told | None = None
) -> list[tuple[Path, Made]]:
    """A sheet for each person or district with open cases, into `folder`; those made before `told` said stop stay."""
    found: list[tuple[Path, Made]] = []
    wanted = shares(book, which)
    for number, share in enumerate(wanted):
        if told and not told(number, len(wanted)):
            break
        one = replace(which, of=share)
        target = folder / sheet_name(book, one)
        found.append((target, export_followup(book, target, one, force=force)))
    return found


def sheet_name(book: Casebook, which: SheetOf) -> str:
    """The file name of a sheet: what it is, whose, of which day."""
    whose = [part.title() for part in (which.scope, which.round) if part]
    whose += [which.of.name or _("without a name")] if which.of else []
    words = "-".join([_("Follow-up sheet"), *whose, f"{book.clock.today:%Y%m%d}"])
    return f"{words.translate(_UNSAFE)}.xlsx"


def _remarks(which: SheetOf) -> tuple[str, ...]:
    """The parts of the source line that say which cases these are."""
    parts = [(_("Scope"), which.scope.title())] if which.scope else []
    parts += [(_(which.round.label), which.round.title())] if which.round else []
    if which.of:
        parts.append((_(SPLITS[which.split]), which.of.name or _("nobody")))
    return tuple(_("{what}: {name}").format(what=what, name=name) for what, name in parts)


def _id(record: Unit | RevisitRound | None) -> str:
    return record.id if record else ""
