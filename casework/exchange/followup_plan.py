"""What taking a follow-up sheet back does or would do, row by row: update, unchanged, conflict, rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.exchange.followup_comparing import Difference
from casework.language import _

HOME_VERDICTS = ("update", "unchanged", "conflict", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """The verdict over a row of a returned sheet: its Excel row number, the case, why, what changes.

    `changes` are those taken in, as the user reads them (old, new); `undecided` the cells that were
    changed on both sides and wait for a person: nothing of them is taken in.
    """

    row: int
    verdict: str
    record_id: str = ""
    title: str = ""
    reason: str = ""
    changes: Mapping[str, tuple[str, str]]
    undecided: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row as the command line tells it; `conflicts` as {field: [sent, theirs, ours]}."""
        return {
            "row": self.row,
            "verdict": self.verdict,
            "id": self.record_id or None,
            "title": self.title,
            "reason": self.reason,
            "changes": {name: list(pair) for name, pair in self.changes.items()},
            "conflicts": {
                one.column.name: [None if one.base is None else one.column.shown(one.base), *_both(one)]
                for one in self.undecided
            },
        }


def _both(one: Difference) -> tuple[str, str]:
    return one.column.shown(one.theirs), one.column.shown(one.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePlan:
    """The verdicts over a returned sheet; `cells` are those of the rejected rows, by their numbers.

    `exports` are the numbers under which its rows went out, `sent_rows` how many went out with them;
    `remarks` tell of columns that were renamed or are gone.
    """

    file_name: str
    sheet: str
    exports: tuple[str, ...]
    sent_rows: int
    headers: tuple[str, ...]
    rows: Sequence[HomeRow]
    cells: Mapping[int, Sequence[Any]]
    remarks: tuple[str, ...]
    was_home: bool
    applied: bool

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def rejected(self) -> list[HomeRow]:
        """The rows that are not taken in, with their reasons."""
        return [row for row in self.rows if row.verdict == "rejected"]

    @property
    def undecided(self) -> list[HomeRow]:
        """The rows with cells for a person to decide."""
        return [row for row in self.rows if row.undecided]

    @property
    def missing_rows(self) -> int:
        """How many rows that went out did not come back; nothing happens to their cases."""
        back = {row.record_id for row in self.rows if row.record_id}
        return max(0, self.sent_rows - len(back))

    @property
    def says_nothing_new(self) -> bool:
        """Whether it changes nothing and asks nothing."""
        return not any(row.changes or row.verdict in ("conflict", "rejected") for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """The plan as the command line tells it."""
        counts = {verdict: self.count(verdict) for verdict in HOME_VERDICTS}
        return {
            "type": "appeal",
            "followup": list(self.exports),
            "sheet": self.sheet,
            "create": 0,
            "update": counts["update"],
            "unchanged": counts["unchanged"],
            "duplicates": 0,
            "conflicts": counts["conflict"],
            "rejected": counts["rejected"],
            "missing": self.missing_rows,
            "home_before": self.was_home,
            "applied": self.applied,
            "remarks": list(self.remarks),
            "rows": [row.as_json() for row in self.rows],
        }

    def head(self) -> str:
        """What happened or would happen, in one sentence."""
        if self.says_nothing_new and self.was_home:
            return _("This follow-up sheet came home before; nothing changes.")
        if self.says_nothing_new:
            return _("Nothing new is filled in; nothing changes.")
        counts = _("{update} changed, {unchanged} unchanged, {conflict} to decide, {rejected} rejected").format(
            **{verdict: self.count(verdict) for verdict in HOME_VERDICTS}
        )
        words = _("Taken home: {counts}.") if self.applied else _("This would happen: {counts}. Apply it with --apply.")
        return words.format(counts=counts)

    def lines(self) -> list[str]:
        """The plan in a few lines for people."""
        missing = self.missing_rows
        left = [_("{count} rows did not come back; nothing happens to their cases.").format(count=missing)]
        told = [_("Row {n}: {reason}").format(n=row.row, reason=row.reason) for row in self.rows if row.reason]
        return [self.head(), *self.remarks, *(left if missing else []), *told]


def conflict_words(undecided: Sequence[Difference]) -> str:
    """Why a row waits for a person: which cells were changed on both sides."""
    columns = "、".join(one.column.title for one in undecided)
    return _("Changed here since it was sent out: {columns}; yours is kept until you decide.").format(columns=columns)
