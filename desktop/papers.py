"""Gathers the records of a paper or spreadsheet from an open case file and has it made.

The rooms that write (openpyxl, reportlab) are loaded inside the functions: no command pays for both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.exchange.followup_plan import HomePlan
from casework.exchange.intake_plan import Plan
from casework.insight.case_clocks import case_clocks
from casework.insight.case_story import CaseStory
from casework.insight.figure import FigureSet
from casework.insight.figures import compute, records_behind
from casework.insight.frozen import thawed
from casework.insight.month import Month, month
from casework.insight.names import names_of
from casework.insight.roster_rows import enterprise_roster
from casework.language import _
from casework.periods import Period
from casework.records import Record
from desktop.export_log import Contents, Made, facts_of, made
from desktop.paper_kinds import paper_facts, set_in_faces
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


def export_monthly(
    book: Casebook,
    target: Path,
    period: Period,
    *,
    scope: Unit | None = None,
    round_: RevisitRound | None = None,
    force: bool = False,
) -> Made:
    """The figures of a period with the records behind each, as a workbook."""
    from exports.monthly_workbook import MonthlyWorkbook, write_monthly

    figures = compute(book, period, scope, round_)

    def write(facts: ExportFacts) -> Contents:
        behind = _record_tables(book, figures, period, scope, round_)
        return _written(write_monthly(target, MonthlyWorkbook(figures=figures, facts=facts, behind=behind)))

    return made(book, target, "monthly", write, force=force)


def _record_tables(
    book: Casebook, figures: FigureSet, period: Period, scope: Unit | None, round_: RevisitRound | None
) -> dict[str, Any]:
    """The records behind each figure, of the type most of them have, with the columns of its roster."""
    from exports.monthly_workbook import RecordTable
    from exports.roster import referred_types, roster_columns, roster_values

    tables: dict[str, Any] = {}
    known: dict[str, Mapping[str, str]] = {}
    for figure in figures.figures:
        behind = records_behind(book, figure.key, period, scope, round_)
        if not behind:
            continue
        kind = book.types[behind[0][0]]
        columns = roster_columns(kind)
        for name in referred_types(columns):
            known.setdefault(name, labels(book, name))
        records = [book.get(kind, record_id) for type_name, record_id in behind if type_name == kind.type_name]
        tables[figure.key] = RecordTable(columns=columns, rows=list(roster_values(records, columns)), labels=known)
    return tables


def print_monthly_summary(
    book: Casebook,
    target: Path,
    period: Period,
    *,
    scope: Unit | None = None,
    round_: RevisitRound | None = None,
    force: bool = False,
) -> Made:
    """The monthly summary of a period and scope as PDF."""
    from exports.monthly_summary import write_monthly_summary

    told = as_printed(book, month(book, period, scope, round_))
    behind = _cases_behind(book, period, scope)

    def write(facts: ExportFacts) -> Contents:
        made_of = partial(write_monthly_summary, target, told, facts=paper_facts(book, facts), behind=behind)
        return set_in_faces(book, made_of)

    return made(book, target, "monthly_summary", write, force=force)


def as_printed(book: Casebook, told: Month) -> Month:
    """A month with the figures it was frozen with, where it was; those of a round are never frozen."""
    if told.frozen is None or told.figures.question.round:
        return told
    return replace(told, figures=thawed(book, told.frozen))


def monthly_summary_pdf(
    book: Casebook, period: Period, *, scope: Unit | None = None, round_: RevisitRound | None = None
) -> bytes:
    """The monthly summary as it would be printed, to be looked at; it is no export and stands in no log."""
    from exports.monthly_summary import write_monthly_summary

    told = as_printed(book, month(book, period, scope, round_))
    with TemporaryDirectory(prefix="huifang-") as folder:
        target = Path(folder) / "summary.pdf"
        set_in_faces(book, partial(write_monthly_summary, target, told, facts=paper_facts(book, facts_of(book))))
        return target.read_bytes()


def _cases_behind(book: Casebook, period: Period, scope: Unit | None) -> list[Any]:
    """The cases behind the appeals handled, as an annex; none where there are none."""
    from exports.monthly_records import case_records

    found = [book.get(Appeal, record_id) for _type, record_id in records_behind(book, "appeals_handled", period, scope)]
    if not found:
        return []
    clocks = case_clocks(book, found)
    names = names_of(book, "enterprise", (case.enterprise_id for case in found))
    return [case_records("appeals_handled", [CaseStory(appeal=case, clock=clocks[case.id]) for case in found], names)]


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
