"""A foreign roster into a case file: each row taken in, asked about, or told why not."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from casework.entities.enterprises import Enterprise
from casework.errors import CaseworkError, RuleForbids
from casework.exchange.enterprise_intake import EnterpriseIntake
from casework.exchange.intake_choices import CONFIRM, CREATE, LEAVE, UPDATE, Choices
from casework.exchange.intake_plan import LEFT_OUT, Candidate, KeptVerdicts, Plan, RowVerdict
from casework.exchange.record_intake import RecordIntake
from casework.exchange.roster import Roster
from casework.exchange.row_values import CellRefusedError
from casework.exchange.sheet_rows import SheetRow
from casework.fields import Kind, columns
from casework.language import _
from casework.records import Record
from casework.store.door import Door
from casework.verbs.questions import Questioned

Progress = Callable[[int, int], bool]
"""Told the rows done and the rows in all; answers False to cancel."""
_TOLD_EVERY = 100
_AS_CUSTOMARY = Choices()


class ImportCancelled(CaseworkError):
    """The user stopped the import; nothing was written."""

    code = "cancelled"


def bring_in(
    write: Door, roster: Roster, choices: Choices = _AS_CUSTOMARY, *, applied: bool, progress: Progress | None = None
) -> Plan:
    """Takes every row in that the rules allow; the verdict over each. ImportCancelled when progress says so."""
    rows = _Rows(write, roster, choices)
    verdicts = KeptVerdicts()
    cells: dict[int, tuple[Any, ...]] = {}
    total = len(roster.table.rows)
    for done, row in enumerate(roster.table.rows):
        if progress and done % _TOLD_EVERY == 0 and not progress(done, total):
            raise ImportCancelled(_("The import was cancelled; nothing was written."))
        verdict = rows.verdict(row)
        verdicts.add(verdict)
        if verdict.verdict in ("rejected", "duplicate"):
            cells[row.number] = row.values
    if progress:
        progress(total, total)
    return Plan(
        roster.kind.type_name,
        roster.table.sheet,
        roster.table.headers,
        roster.table.header_row,
        verdicts,
        cells,
        roster.ignored,
        applied,
        roster.places,
    )


class _Intake(Protocol):
    """How rows of one type are known, compared and written."""

    def known(self, values: Mapping[str, Any]) -> tuple[Any, str]:
        """The record a row means, and by what it is known."""
        ...

    def like(self, values: Mapping[str, Any]) -> list[Candidate]:
        """The records a row that is not known may mean all the same."""
        ...

    def shown(self, record: Any, values: Mapping[str, Any]) -> dict[str, str]:
        """What the file says beside the record's fields about what a row tells, as text."""
        ...

    def allowed(self, values: Mapping[str, Any], known: Any, now: Mapping[str, str]) -> dict[str, Any]:
        """What of a row may be written into a known record."""
        ...

    def bring(self, values: Mapping[str, Any], known: Any, *, confirmed: bool = False) -> Record:
        """Writes a row; the record as stored."""
        ...


class _Rows:
    """Takes rows of one roster in, one after the other."""

    def __init__(self, write: Door, roster: Roster, choices: Choices) -> None:
        self._write = write
        self._roster = roster
        self._choices = choices
        self._titles: dict[str, str] = {}
        self._intake: _Intake = (
            EnterpriseIntake(write, choices, roster.year)
            if roster.kind is Enterprise
            else RecordIntake(write, roster.kind, choices)
        )

    def verdict(self, row: SheetRow) -> RowVerdict:
        """The verdict over a row, which is written where nothing stands against it."""
        decision = self._choices.decision(row.number)
        title = ""
        if decision.deed == LEAVE:
            return RowVerdict(row.number, LEFT_OUT, title=self._called(row))
        try:
            values = self._roster.columns.values(row)
            known, basis = self._meant(values, decision.deed, decision.record_id)
            title = known.title() if known else self._called(row)
            like = self._intake.like(values) if known is None and not decision.deed else []
            if like:
                return _duplicate(row.number, title, like)
            with self._write.attempt():
                return self._brought(row.number, values, known, basis, confirmed=decision.deed in (CONFIRM, CREATE))
        except CaseworkError as error:
            name = error.field if isinstance(error, RuleForbids | CellRefusedError) else ""
            may_confirm = isinstance(error, Questioned)
            title = title or self._called(row)
            return RowVerdict(
                row.number, "rejected", title=title, reason=str(error), field=name, may_confirm=may_confirm
            )

    def _called(self, row: SheetRow) -> str:
        """The words that name a row to the user: the cell of the title, as it stands there."""
        at = self._roster.title_place
        cell = row.values[at] if at is not None and at < len(row.values) else None
        return "" if cell is None else str(cell)

    def _meant(self, values: Mapping[str, Any], deed: str, record_id: str) -> tuple[Any, str]:
        if deed == UPDATE:
            return self._write.get(self._roster.kind, record_id), _("You chose it.")
        return self._intake.known(values)

    def _brought(
        self, number: int, values: Mapping[str, Any], known: Any, basis: str, *, confirmed: bool
    ) -> RowVerdict:
        before = self._write.written
        earlier = self._intake.shown(known, values)
        told = values if known is None else self._intake.allowed(values, known, earlier)
        stored = self._intake.bring(told, known, confirmed=confirmed)
        changes = _changes(stored, known)
        now = self._intake.shown(stored, values)
        changes |= {k: (earlier.get(k, ""), v) for k, v in now.items() if earlier.get(k, "") != v}
        verdict = "create" if known is None else ("update" if self._write.written > before else "unchanged")
        changes = {name: pair if name in now else self._named(name, pair) for name, pair in changes.items()}
        return RowVerdict(number, verdict, stored.id, stored.title(), basis, changes)

    def _named(self, name: str, pair: tuple[Any, Any]) -> tuple[Any, Any]:
        """A pair of references by the titles of what they refer to."""
        refers_to = next((c.field.refers_to for c in columns(self._roster.kind) if c.name == name), "")
        if not refers_to:
            return pair
        return self._title(refers_to, pair[0]), self._title(refers_to, pair[1])

    def _title(self, type_name: str, record_id: Any) -> str:
        if not record_id:
            return ""
        if record_id not in self._titles:
            self._titles[record_id] = self._write.get(self._write.types[type_name], record_id).title()
        return self._titles[record_id]


def _duplicate(number: int, title: str, like: Sequence[Candidate]) -> RowVerdict:
    best = like[0]
    reason = _("Likely the same as {name}: {reason}").format(name=best.title, reason=best.reason)
    return RowVerdict(number, "duplicate", best.record_id, title, reason, candidates=tuple(like))


def _changes(stored: Record, known: Record | None) -> dict[str, tuple[Any, Any]]:
    """The listed fields that differ: old and new value as in JSON."""
    changes: dict[str, tuple[Any, Any]] = {}
    for column in columns(type(stored)):
        if not column.field.listed or (isinstance(stored, Enterprise) and column.kind is Kind.REFERENCE):
            continue
        old = getattr(known, column.name) if known is not None else column.empty
        new = getattr(stored, column.name)
        if old != new:
            changes[column.name] = (column.to_stored(old), column.to_stored(new))
    return changes
