"""What an import does or would do, row by row: create, update, unchanged, duplicate, rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.language import _

VERDICTS = ("create", "update", "unchanged", "duplicate", "rejected")


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """The verdict over one row of the sheet: its Excel row number, the record, why, and what changes (old, new)."""

    row: int
    verdict: str
    record_id: str = ""
    title: str = ""
    reason: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict[str, tuple[Any, Any]])

    def as_json(self) -> dict[str, Any]:
        """The row as the command line tells it."""
        changes = {name: [old, new] for name, (old, new) in self.changes.items()}
        return {
            "row": self.row,
            "verdict": self.verdict,
            "id": self.record_id or None,
            "title": self.title,
            "reason": self.reason,
            "changes": changes,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The verdicts over a whole sheet; `ignored` are the headings nobody understood."""

    type_name: str
    sheet: str
    headers: tuple[str, ...]
    header_row: int
    rows: Sequence[RowVerdict]
    cells: Mapping[int, Sequence[Any]]
    ignored: tuple[str, ...]
    applied: bool

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def rejected(self) -> list[RowVerdict]:
        """The rows that are not taken in: refused ones and likely duplicates, with their reasons."""
        return [row for row in self.rows if row.verdict in ("rejected", "duplicate")]

    def as_json(self) -> dict[str, Any]:
        """The plan as the command line tells it."""
        counts = {verdict: self.count(verdict) for verdict in VERDICTS}
        return {
            "type": self.type_name,
            "sheet": self.sheet,
            "create": counts["create"],
            "update": counts["update"],
            "unchanged": counts["unchanged"],
            "duplicates": counts["duplicate"],
            "rejected": counts["rejected"],
            "applied": self.applied,
            "ignored_headings": list(self.ignored),
            "rows": [r.as_json() for r in self.rows],
        }

    def lines(self) -> list[str]:
        """The plan in a few lines for people."""
        counts = _(
            "{create} new, {update} changed, {unchanged} unchanged, {duplicate} likely duplicates, {rejected} rejected"
        ).format(**{verdict: self.count(verdict) for verdict in VERDICTS})
        head = _("Imported: {counts}.") if self.applied else _("This would happen: {counts}. Apply it with --apply.")
        ignored = [_("Columns not understood: {names}").format(names="、".join(self.ignored))] if self.ignored else []
        told = [_("Row {n}: {reason}").format(n=row.row, reason=row.reason) for row in self.rejected]
        return [head.format(counts=counts), *ignored, *told]
