"""The follow-up sheet that comes home: compared cell by cell, applied by the window's rules, one step to undo."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from casework.errors import CaseworkError
from casework.exchange.followup_applying import apply_row
from casework.exchange.followup_comparing import Comparison, Difference, RowFinding
from casework.exchange.followup_layout import read_home_values, with_home_values
from casework.exchange.followup_plan import HomePlan, HomeRow, conflict_words
from casework.exchange.followup_reading import ReturnedSheet, read_returned
from casework.exchange.intake import ImportCancelled, Progress
from casework.language import _
from casework.store.door import Door

__all__ = ["Decide", "ReturnedSheet", "keep_ours", "read_returned", "take_home", "take_theirs"]

Decide = Callable[[str, Difference], str | None]
"""Told the id of a case and a cell that was changed on both sides; answers the value, None where it stays undecided."""
_TOLD_EVERY = 20


def keep_ours(_record_id: str, _difference: Difference) -> None:
    """Leaves every stale cell to a person; what stands here stays."""


def take_theirs(_record_id: str, difference: Difference) -> str:
    """Takes what came back, whatever stands here."""
    return difference.theirs


def take_home(
    write: Door,
    sheet: ReturnedSheet,
    key: str,
    decide: Decide = keep_ours,
    *,
    applied: bool,
    progress: Progress | None = None,
) -> HomePlan:
    """Takes every row in that the rules allow; the verdict over each. `key` is that of the case file.

    BadInput for a sheet of another case file, ImportCancelled when `progress` answers False.
    """
    comparison = Comparison(write, sheet, key)
    home = _Home(write, decide)
    rows: list[HomeRow] = []
    for done, row in enumerate(sheet.rows):
        if progress and done % _TOLD_EVERY == 0 and not progress(done, len(sheet.rows)):
            raise ImportCancelled(_("Taking the sheet back was cancelled; nothing was written."))
        rows.append(home.take(comparison.finding(row)))
    refused = {row.row for row in rows if row.verdict == "rejected"}
    exports = [comparison.exports[number] for number in comparison.used if number in comparison.exports]
    was_home = any(read_home_values(record.sent_values) for record in exports)
    for record in exports:
        if record.number in home.decided:
            text = with_home_values(record.sent_values, home.decided[record.number])
            write.save(replace(record, sent_values=text))
    return HomePlan(
        file_name=sheet.file_name,
        sheet=sheet.sheet,
        exports=comparison.used,
        sent_rows=sum(record.row_count for record in exports),
        headers=sheet.headers,
        rows=rows,
        cells={row.number: row.values for row in sheet.rows if row.number in refused},
        remarks=_remarks(sheet),
        was_home=was_home,
        applied=applied,
    )


class _Home:
    """Takes rows in, and remembers what came home of each export: it is not compared again."""

    def __init__(self, write: Door, decide: Decide) -> None:
        self._write, self._decide = write, decide
        self.decided: dict[str, dict[str, dict[str, str]]] = {}

    def take(self, found: RowFinding) -> HomeRow:
        """One row: its values into the case, or the reason why not."""
        if found.refusal:
            return _row(found, "rejected", found.refusal)
        values = {d.column.name: self._value(found, d) for d in found.differences}
        undecided = tuple(d for d in found.differences if values[d.column.name] is None)
        settled = {name: value for name, value in values.items() if value is not None}
        ours = {d.column.name: d.ours for d in found.differences}
        taken = {name: value for name, value in settled.items() if value != ours[name]}
        try:
            with self._write.attempt():
                if taken:
                    apply_row(self._write, found.record_id, taken)
        except CaseworkError as error:
            return _row(found, "rejected", str(error))
        if settled:
            told = {d.column.name: d.theirs for d in found.differences if d.column.name in settled}
            self.decided.setdefault(found.export, {})[found.record_id] = told
        return _verdict(found, taken, undecided)

    def _value(self, found: RowFinding, difference: Difference) -> str | None:
        return self._decide(found.record_id, difference) if difference.is_stale else difference.theirs


def _verdict(found: RowFinding, taken: Mapping[str, str], undecided: tuple[Difference, ...]) -> HomeRow:
    changes = {
        d.column.name: (d.column.shown(d.ours), d.column.shown(taken[d.column.name]))
        for d in found.differences
        if d.column.name in taken
    }
    reasons = [conflict_words(undecided)] if undecided else []
    verdict = "conflict" if undecided else "update" if changes else "unchanged"
    row = _row(found, verdict, " ".join([*reasons, *found.remarks]))
    return replace(row, changes=changes, undecided=undecided)


def _row(found: RowFinding, verdict: str, reason: str) -> HomeRow:
    return HomeRow(
        row=found.row.number, verdict=verdict, record_id=found.record_id, title=found.title, reason=reason, changes={}
    )


def _remarks(sheet: ReturnedSheet) -> tuple[str, ...]:
    renamed = [
        _("Column “{heading}” was read as “{column}”.").format(heading=heading, column=column)
        for heading, column in sheet.renamed
    ]
    missing = _("Columns that are gone, taken as not filled in: {columns}").format(columns="、".join(sheet.missing))
    return (*renamed, *([missing] if sheet.missing else []))
