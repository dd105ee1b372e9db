"""What an import does or would do, row by row: create, update, unchanged, duplicate, rejected."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from casework.language import _

VERDICTS = ("create", "update", "unchanged", "duplicate", "rejected")
LEFT_OUT = "left_out"
"""The verdict over a row that the user decided not to import."""
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a row may mean; `band` is same, likely or ask."""

    record_id: str
    title: str
    band: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """The verdict over one row of the sheet.

    `row` is its Excel row number, `reason` why it is refused or questioned, or how its record was known;
    `changes` the fields with old and new value (as JSON: fen, ISO days, codes). `field` names the value
    that is wrong, `may_confirm` says that the user may have it done all the same.
    """

    row: int
    verdict: str
    record_id: str = ""
    title: str = ""
    reason: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict[str, tuple[Any, Any]])
    candidates: tuple[Candidate, ...] = ()
    field: str = ""
    may_confirm: bool = False

    def as_json(self) -> dict[str, Any]:
        """The row as the command line tells it."""
        document: dict[str, Any] = {
            "row": self.row,
            "verdict": self.verdict,
            "id": self.record_id or None,
            "title": self.title,
            "reason": self.reason,
            "changes": {name: list(pair) for name, pair in self.changes.items()},
        }
        if self.candidates:
            document["candidates"] = [
                {"id": one.record_id, "title": one.title, "band": one.band, "reason": one.reason}
                for one in self.candidates
            ]
        return document


class KeptVerdicts(Sequence[RowVerdict]):
    """Verdicts over any number of rows, packed while nobody looks: a plan of 100,000 rows takes a few megabytes."""

    def __init__(self) -> None:
        """None yet."""
        self._packed: list[bytes] = []
        self._open: list[RowVerdict] = []
        self._looked_at: tuple[int, list[RowVerdict]] = (-1, [])
        self._places: dict[str, list[int]] = {}
        self.counts: Counter[str] = Counter()
        self.changed_fields: Counter[str] = Counter()

    def add(self, verdict: RowVerdict) -> None:
        """One more."""
        self._places.setdefault(verdict.verdict, []).append(len(self))
        self.counts[verdict.verdict] += 1
        self.changed_fields[verdict.verdict] += len(verdict.changes)
        self._open.append(verdict)
        if len(self._open) == _CHUNK:
            self._packed.append(_packed(self._open))
            self._open = []

    def places(self, *verdicts: str) -> list[int]:
        """Where the rows with one of these verdicts are, in their order."""
        return sorted(place for verdict in verdicts for place in self._places.get(verdict, ()))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._packed) * _CHUNK + len(self._open)

    @overload
    def __getitem__(self, index: int) -> RowVerdict: ...
    @overload
    def __getitem__(self, index: slice) -> list[RowVerdict]: ...
    def __getitem__(self, index: int | slice) -> RowVerdict | list[RowVerdict]:
        """One or several; what is looked at twice in a row is unpacked once."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        wanted = index + len(self) if index < 0 else index
        if not 0 <= wanted < len(self):
            raise IndexError(index)
        chunk, place = divmod(wanted, _CHUNK)
        if chunk == len(self._packed):
            return self._open[place]
        if self._looked_at[0] != chunk:
            self._looked_at = (chunk, _unpacked(self._packed[chunk]))
        return self._looked_at[1][place]


def _packed(verdicts: Sequence[RowVerdict]) -> bytes:
    rows = [
        [
            one.row,
            one.verdict,
            one.record_id,
            one.title,
            one.reason,
            dict(one.changes),
            [(c.record_id, c.title, c.band, c.reason) for c in one.candidates],
            one.field,
            one.may_confirm,
        ]
        for one in verdicts
    ]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1)


def _unpacked(chunk: bytes) -> list[RowVerdict]:
    found: list[RowVerdict] = []
    for row, verdict, record_id, title, reason, changes, candidates, name, may_confirm in json.loads(
        zlib.decompress(chunk)
    ):
        pairs = {key: (old, new) for key, (old, new) in changes.items()}
        alike = tuple(Candidate(*one) for one in candidates)
        found.append(RowVerdict(row, verdict, record_id, title, reason, pairs, alike, name, may_confirm))
    return found


@dataclass(frozen=True, slots=True)
class Plan:
    """The verdicts over a whole sheet; `ignored` are the headings nobody understood.

    `cells` are those of the rows that are not taken in, by row number; `columns` the place of each field.
    """

    type_name: str
    sheet: str
    headers: tuple[str, ...]
    header_row: int
    rows: KeptVerdicts
    cells: Mapping[int, Sequence[Any]]
    ignored: tuple[str, ...]
    applied: bool
    columns: Mapping[str, int] = field(default_factory=dict[str, int])

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return self.rows.counts[verdict]

    @property
    def rejected_count(self) -> int:
        """How many rows are not taken in."""
        return self.count("rejected") + self.count("duplicate")

    @property
    def rejected(self) -> list[RowVerdict]:
        """The rows that are not taken in: refused ones and likely duplicates, with their reasons."""
        return [self.rows[place] for place in self.rows.places("rejected", "duplicate")]

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
