"""Gathers the records of a paper or spreadsheet from an open case file and has it made.

The rooms that write (openpyxl, reportlab) are loaded inside the functions: no command pays for both.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.exchange.followup_plan import HomePlan
from casework.exchange.intake_plan import Plan
from casework.insight.roster_rows import enterprise_roster
from casework.language import _
from casework.records import Record
from desktop.export_log import Contents, Made, facts_of, made
from desktop.record_labels import labels
from exports.workbook_plan import ExportFacts, Written


def template(kind: type[Record], target: Path) -> None:
    """An empty roster of a record type, ready to be filled in."""
    from exports.roster_template import write_template

    write_template(kind, target)


def export_roster(
    book: Casebook,
    target: Path,
    kind: type[Record],
    *,
    scope: Unit | None = None,
    unmasked: bool = False,
    force: bool = False,
) -> Made:
    """The roster of a record type as a workbook."""
    from exports.roster import write_roster

    def write(facts: ExportFacts) -> Contents:
        gather = _enterprise_roster if kind is Enterprise else _plain_roster
        return _written(write_roster(target, gather(book, facts, kind, scope, masked=not unmasked)))

    return made(book, target, "roster", write, force=force, unmasked=unmasked)


def _enterprise_roster(
    book: Casebook, facts: ExportFacts, _kind: type[Record], scope: Unit | None, *, masked: bool
) -> Any:
    from exports.enterprise_roster import enterprise_sheet

    today = book.clock.today
    rows = enterprise_roster(book, today, scope.id if scope else "")
    name = scope.name if scope else _("all units")
    return enterprise_sheet(rows, facts, scope=name, year=today.year, masked=masked)


def _plain_roster(book: Casebook, facts: ExportFacts, kind: type[Record], scope: Unit | None, *, masked: bool) -> Any:
    from exports.roster import RosterSheet, referred_types, roster_columns, roster_values

    columns = roster_columns(kind)
    records = _in_scope(book, kind, scope)
    return RosterSheet(
        title=_("Roster: {type}, {count}").format(type=_(kind.label), count=len(records)),
        columns=columns,
        rows=roster_values(records, columns),
        facts=facts,
        labels={name: labels(book, name) for name in referred_types(columns)},
        masked=masked,
    )


def _in_scope(book: Casebook, kind: type[Record], scope: Unit | None) -> list[Record]:
    from casework.entities.people import UNDER
    from casework.fields import columns

    order = "number" if kind.number_prefix else "rowid"
    if scope and any(c.name == "territory_id" for c in columns(kind)):
        return book.select(kind, f"territory_id in {UNDER}", {"scope": scope.id}, order=order)
    return book.select(kind, order=order)


def _written(written: Written) -> Contents:
    return Contents(written.rows, written.warnings)


def write_rejected(book: Casebook, target: Path, plan: Plan | HomePlan) -> None:
    """The rows an import did not take in: the same columns, the reason and the row number beside each."""
    from exports.plain_table import write_plain_table

    width = len(plan.headers)
    rows = [[*padded(plan.cells[row.row], width), row.row, row.reason] for row in plan.rejected]
    heads = [*plan.headers, _("Excel row"), _("Reason")]
    write_plain_table(target, _("Rejected rows of {name}").format(name=plan.sheet), heads, rows, facts_of(book))


def padded(cells: Sequence[Any], width: int) -> list[Any]:
    """The cells of a row, filled up with nothing to `width`."""
    return [*cells, *[None] * (width - len(cells))][:width]


def write_sample_roster(book: Casebook, target: Path) -> None:
    """The 18-row roster that the main job imports."""
    from casework.sample import sample_roster
    from exports.plain_table import write_plain_table

    heads, *rows = sample_roster()
    write_plain_table(target, _("Roster for the main job"), [str(head) for head in heads], rows, facts_of(book))
