"""The monthly papers: the summary as PDF and the workbook; of a frozen month as the file stood when it was frozen.

The rooms that write (openpyxl, reportlab) are loaded inside the functions: no command pays for both.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.insight.case_clocks import case_clocks
from casework.insight.case_story import CaseStory
from casework.insight.figures import records_behind
from casework.insight.frozen import frozen_of, thawed
from casework.insight.month import Month, month
from casework.insight.names import names_of
from casework.periods import Period
from desktop.export_log import Contents, Made, facts_of, made
from desktop.paper_kinds import paper_facts, set_in_faces
from desktop.record_labels import labels
from exports.workbook_plan import ExportFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a monthly paper is made from: the case file now, or as it stood right after the month was frozen.

    Of a frozen month every word and every record comes from then, so its papers are the same to the byte
    whatever was changed since.
    """

    book: Casebook
    period: Period
    scope: Unit | None
    round: RevisitRound | None
    frozen: FrozenMonth | None

    def month(self) -> Month:
        """Everything a summary says, with the figures it was frozen with where it was."""
        told = month(self.book, self.period, self.scope, self.round)
        return replace(told, figures=thawed(self.book, self.frozen)) if self.frozen else replace(told, frozen=None)

    def facts(self) -> ExportFacts:
        """What its papers say about themselves; those of a frozen month carry the number of the edition."""
        facts = facts_of(self.book)
        if self.frozen is None:
            return facts
        number = f"DG-{self.frozen.period}-{self.frozen.fingerprint}"
        return replace(facts, export_number=number)


@contextmanager
def edition(
    book: Casebook, period: Period, scope: Unit | None = None, round_: RevisitRound | None = None
) -> Generator[Edition]:
    """The edition of a period and scope; the figures of a round are never frozen."""
    frozen = None if round_ else frozen_of(book, period, scope)
    if frozen is None:
        yield Edition(book=book, period=period, scope=scope, round=round_, frozen=None)
        return
    with book.as_made(frozen, frozen.frozen_on, frozen.frozen_by or book.actor) as then:
        scope = then.get(Unit, scope.id) if scope else None
        yield Edition(book=then, period=period, scope=scope, round=None, frozen=then.get(FrozenMonth, frozen.id))


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

    with edition(book, period, scope, round_) as of:
        told = of.month()
        figures = told.figures

        def write(facts: ExportFacts) -> Contents:
            behind = _record_tables(of, [figure.key for figure in figures.figures])
            plan = MonthlyWorkbook(
                figures=figures, facts=facts, previous=told.previous, last_year=told.last_year, behind=behind
            )
            written = write_monthly(target, plan)
            return Contents(written.rows, written.warnings)

        return made(book, target, "monthly", write, facts=of.facts(), force=force)


def _record_tables(of: Edition, keys: list[str]) -> dict[str, Any]:
    """The records behind each figure, of the type most of them have, with the columns of its roster."""
    from exports.monthly_workbook import RecordTable
    from exports.roster import referred_types, roster_columns, roster_values

    tables: dict[str, Any] = {}
    known: dict[str, Mapping[str, str]] = {}
    for key in keys:
        behind = records_behind(of.book, key, of.period, of.scope, of.round)
        if not behind:
            continue
        kind = of.book.types[behind[0][0]]
        columns = roster_columns(kind)
        for name in referred_types(columns):
            known.setdefault(name, labels(of.book, name))
        records = [of.book.get(kind, record_id) for type_name, record_id in behind if type_name == kind.type_name]
        tables[key] = RecordTable(columns=columns, rows=list(roster_values(records, columns)), labels=known)
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
    with edition(book, period, scope, round_) as of:
        return made(
            book, target, "monthly_summary", lambda facts: _print(of, facts, target), facts=of.facts(), force=force
        )


def monthly_summary_pdf(
    book: Casebook, period: Period, *, scope: Unit | None = None, round_: RevisitRound | None = None
) -> bytes:
    """The monthly summary as it would be printed, to be looked at; it is no export and stands in no log."""
    with edition(book, period, scope, round_) as of, TemporaryDirectory(prefix="huifang-") as folder:
        target = Path(folder) / "summary.pdf"
        _print(of, of.facts(), target)
        return target.read_bytes()


def _print(of: Edition, facts: ExportFacts, target: Path) -> Contents:
    from exports.monthly_summary import write_monthly_summary

    told, behind = of.month(), _cases_behind(of)
    facts_told = paper_facts(of.book, facts)
    return set_in_faces(of.book, partial(write_monthly_summary, target, told, facts=facts_told, behind=behind))


def _cases_behind(of: Edition) -> list[Any]:
    """The cases behind the appeals handled, as an annex; none where there are none."""
    from exports.monthly_records import case_records

    ids = records_behind(of.book, "appeals_handled", of.period, of.scope)
    found = [of.book.get(Appeal, record_id) for _type, record_id in ids]
    if not found:
        return []
    clocks = case_clocks(of.book, found)
    names = names_of(of.book, "enterprise", (case.enterprise_id for case in found))
    return [case_records("appeals_handled", [CaseStory(appeal=case, clock=clocks[case.id]) for case in found], names)]
