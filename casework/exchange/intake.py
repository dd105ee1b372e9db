"""A foreign roster into a case file: columns recognised, rows checked, each taken in or told why not."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from casework.catalogue import record_type
from casework.entities.enterprises import ENTERPRISE_CLASSES, Enterprise
from casework.errors import BadInput, CaseworkError
from casework.exchange.enterprise_intake import EnterpriseIntake, Likeness
from casework.exchange.intake_plan import Plan, RowVerdict
from casework.exchange.record_intake import RecordIntake, understood
from casework.exchange.roster_headings import best_type, known_headings, recognised_columns
from casework.exchange.row_values import KnownColumns
from casework.exchange.sheet_rows import SheetRow
from casework.exchange.workbooks import SheetTable, read_table
from casework.fields import columns
from casework.language import _
from casework.records import Record
from casework.store.door import Door

Progress = Callable[[int, int], bool]
"""Told the rows done and the rows in all; answers False to cancel."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


class ImportCancelled(CaseworkError):
    """The user stopped the import; nothing was written."""

    code = "cancelled"


class _Rows(Protocol):
    """How rows of one type are known and brought in."""

    def known(self, values: Mapping[str, Any]) -> Record | None:
        """The record a row means."""
        ...

    def bring(self, values: Mapping[str, Any], known: Any) -> Record:
        """Writes a row; the record as stored."""
        ...


class Roster:
    """A recognised sheet: its table, what its rows are, and which columns are understood."""

    def __init__(self, path: Path, kind: type[Record] | None = None, sheet: str | None = None) -> None:
        """Reads the sheet; BadInput where its rows cannot be understood as records of any type."""
        table = read_table(path, sheet=sheet, known_headings=known_headings(kind.type_name) if kind else None)
        self.file_name = path.name
        self.kind = kind or record_type(best_type(table.headers) or _unknown(table))
        found = recognised_columns(table.headers, known_headings(self.kind.type_name))
        places = {name: at for name, at in found.items() if self._has_place(name)}
        if not places:
            _unknown(table)
        self.table = table
        self.columns = KnownColumns(self.kind, places, table)
        used = set(places.values())
        self.ignored = tuple(h for at, h in enumerate(table.headers) if h and at not in used)

    def _has_place(self, name: str) -> bool:
        if self.kind is not Enterprise:
            return understood(self.kind, name)
        fields = {c.name for c in columns(Enterprise) if c.field.editable}
        extra = {
            "former_name",
            "district",
            "park",
            "commissioner",
            "contact_name",
            "contact_post",
            "contact_phone",
            "contact_email",
            *ENTERPRISE_CLASSES.labels,
        }
        return name in fields or name in extra

    @property
    def year(self) -> int | None:
        """The one year the titles above the table name."""
        years = {int(year) for title in self.table.titles for year in _YEAR.findall(title)}
        return years.pop() if len(years) == 1 else None


def bring_in(write: Door, roster: Roster, *, applied: bool, progress: Progress | None = None) -> Plan:
    """Takes every row in that the rules allow; the verdict over each. ImportCancelled when progress says so."""
    enterprises = EnterpriseIntake(write, roster.year) if roster.kind is Enterprise else None
    rows: _Rows = enterprises or RecordIntake(write, roster.kind)
    verdicts: list[RowVerdict] = []
    cells: dict[int, tuple[Any, ...]] = {}
    total = len(roster.table.rows)
    for done, row in enumerate(roster.table.rows):
        if progress and done % 50 == 0 and not progress(done, total):
            raise ImportCancelled(_("The import was cancelled; nothing was written."))
        verdict = _one_row(write, roster, rows, enterprises, row)
        verdicts.append(verdict)
        if verdict.verdict in ("rejected", "duplicate"):
            cells[row.number] = row.values
    return Plan(
        roster.kind.type_name,
        roster.table.sheet,
        roster.table.headers,
        roster.table.header_row,
        verdicts,
        cells,
        roster.ignored,
        applied,
    )


def _one_row(
    write: Door, roster: Roster, rows: _Rows, enterprises: EnterpriseIntake | None, row: SheetRow
) -> RowVerdict:
    try:
        values = roster.columns.values(row)
        known = rows.known(values)
        like = enterprises.like(values) if enterprises and known is None else None
        if like is not None:
            return _likely(row, like)
        with write.attempt():
            return _brought(write, rows, enterprises, row.number, values, known)
    except CaseworkError as error:
        return RowVerdict(row.number, "rejected", reason=str(error))


def _likely(row: SheetRow, like: Likeness) -> RowVerdict:
    return RowVerdict(row.number, "duplicate", like.record_id, like.title, like.reason)


def _brought(
    write: Door,
    rows: _Rows,
    enterprises: EnterpriseIntake | None,
    number: int,
    values: Mapping[str, Any],
    known: Record | None,
) -> RowVerdict:
    before = write.written
    earlier = enterprises.shown(known, values) if enterprises and isinstance(known, Enterprise) else {}
    stored = rows.bring(values, known)
    changes = _changes(stored, known)
    if enterprises and isinstance(stored, Enterprise):
        now = enterprises.shown(stored, values)
        changes |= {k: (earlier.get(k, ""), v) for k, v in now.items() if earlier.get(k, "") != v}
    verdict = "create" if known is None else ("update" if write.written > before else "unchanged")
    return RowVerdict(number, verdict, stored.id, stored.title(), changes=changes)


def _changes(stored: Record, known: Record | None) -> dict[str, tuple[Any, Any]]:
    """The listed fields that differ, as text (old, new)."""
    changes: dict[str, tuple[Any, Any]] = {}
    for column in columns(type(stored)):
        if column.field.listed:
            old = column.text(getattr(known, column.name)) if known is not None else ""
            new = column.text(getattr(stored, column.name))
            if old != new:
                changes[column.name] = (old, new)
    return changes


def _unknown(table: SheetTable) -> str:
    raise BadInput(
        _("The headings of sheet “{sheet}” are not understood.").format(sheet=table.sheet),
        remedy=_("Say what the rows are with --as, or use the headings of a template. The headings are:"),
        candidates=[h for h in table.headers if h],
    )
