"""Gathers the records of a paper or spreadsheet from an open case file and has it made."""

from collections.abc import Mapping
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound
from casework.exchange.followup_layout import sent_values
from casework.insight.roster_rows import enterprise_roster, followup_rows
from casework.language import _
from casework.records import Record
from desktop.export_log import made
from exports.enterprise_roster import enterprise_sheet
from exports.followup_sheet import FollowupSheet, write_followup
from exports.roster import RosterSheet, referred_types, roster_columns, roster_values, write_roster
from exports.workbook_plan import ExportFacts


def export_roster(
    book: Casebook,
    target: Path,
    kind: type[Record],
    *,
    scope: Unit | None = None,
    unmasked: bool = False,
    force: bool = False,
) -> int:
    """The roster of a record type as a workbook; the number of rows written."""

    def write(facts: ExportFacts) -> int:
        sheet = (
            _enterprise_roster(book, facts, scope, masked=not unmasked)
            if kind is Enterprise
            else _plain_roster(book, facts, kind, masked=not unmasked)
        )
        return write_roster(target, sheet).rows

    return made(book, target, "roster", write, force=force, unmasked=unmasked).row_count


def _enterprise_roster(book: Casebook, facts: ExportFacts, scope: Unit | None, *, masked: bool) -> RosterSheet:
    today = book.clock.today
    rows = enterprise_roster(book, today, scope.id if scope else "")
    name = scope.name if scope else _("all units")
    return enterprise_sheet(rows, facts, scope=name, year=today.year, masked=masked)


def _plain_roster(book: Casebook, facts: ExportFacts, kind: type[Record], *, masked: bool) -> RosterSheet:
    records = book.select(kind, order="number" if kind.number_prefix else "rowid")
    columns = roster_columns(kind)
    return RosterSheet(
        title=_("Roster: {type}, {count}").format(type=_(kind.label), count=len(records)),
        columns=columns,
        rows=roster_values(records, columns),
        facts=facts,
        labels={name: labels(book, name) for name in referred_types(columns)},
        masked=masked,
    )


def labels(book: Casebook, type_name: str) -> Mapping[str, str]:
    """How every record of a type is called, by its id; those in the bin too, since others still name them."""
    kind = book.types[type_name]
    return {r.id: r.title() for removed in (False, True) for r in book.select(kind, removed=removed)}


def export_followup(
    book: Casebook,
    target: Path,
    *,
    round_: RevisitRound | None = None,
    person: Person | None = None,
    scope: Unit | None = None,
    force: bool = False,
) -> int:
    """The follow-up sheet of the open cases; what it was sent out with is kept with its line in the export log."""
    rows = tuple(
        followup_rows(
            book,
            book.clock.today,
            scope=scope.id if scope else "",
            person=person.id if person else "",
            round_id=round_.id if round_ else "",
        )
    )
    remarks = tuple(
        _("{what}: {name}").format(what=_(part.label), name=part.title()) for part in (scope, round_, person) if part
    )

    def write(facts: ExportFacts) -> int:
        return write_followup(target, FollowupSheet(rows=rows, facts=facts, key=book.sheet_key, remarks=remarks)).rows

    return made(book, target, "followup", write, force=force, sent_values=sent_values(rows)).row_count
