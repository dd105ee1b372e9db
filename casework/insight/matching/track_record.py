"""What became of a candidate before: tried pairs, an expert's load, and how often and how soon an answer came."""

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.entities.matches import MATCH_STATES
from casework.insight.names import IN_LIST, bound_ids
from casework.language import _
from casework.records import Reader

_MOST_TRIES = 10
_OPEN = ("accepted", "contacted", "met", "intention")
_PAIRS = (
    "select match.id, match.{other}_id as candidate, match.demand_id, match.state, match.reason, match.opened_on,"
    " demand.number, demand.subject, (select min(happened_on) from match_step where match_step.match_id = match.id"
    " and match_step.state = 'contacted' and match_step.removed_at is null) as asked_on,"
    " (select min(happened_on) from match_step where match_step.match_id = match.id and match_step.removed_at is null"
    " and match_step.state in ('met', 'intention', 'refused', 'in_project') and match_step.happened_on >="
    " (select min(happened_on) from match_step asked where asked.match_id = match.id and asked.state = 'contacted'"
    " and asked.removed_at is null)) as answered_on"
    f" from match join demand on demand.id = match.demand_id where match.{{other}}_id {IN_LIST}"
    " and match.removed_at is null order by match.opened_on desc, match.rowid desc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A pair of the candidate with another demand, and what became of it."""

    id: str
    demand_id: str
    number: str
    subject: str
    state: str
    reason: str
    opened_on: dt.date

    @property
    def in_words(self) -> str:
        """As a counter-reason: 2022-06 XQ-0087 不合适（保密）."""
        words = _("{month} {number}: {state}").format(
            month=f"{self.opened_on:%Y-%m}", number=self.number, state=MATCH_STATES.label(self.state)
        )
        return _("{words} ({reason})").format(words=words, reason=self.reason) if self.reason else words


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """The pairs of a candidate: `load` of them under way, `asked` of them asked, `answered` of those answered.

    `days` is the median of calendar days from the question to the answer, None where none came.
    """

    tried: tuple[Tried, ...] = ()
    load: int = 0
    asked: int = 0
    answered: int = 0
    days: int | None = None

    @property
    def answer_rate(self) -> str:
        """How often an answer came: 回应3/4，中位5天; empty where nobody asked yet."""
        if not self.asked:
            return ""
        words = _("answered {answered}/{asked}").format(answered=self.answered, asked=self.asked)
        if self.days is None:
            return words
        return _("{words}, median {days} days").format(words=words, days=self.days)


def track_records(read: Reader, kind: str, ids: Iterable[str]) -> dict[str, TrackRecord]:
    """The track records of these offers or experts; those never tried are left out."""
    rows = read.query(_PAIRS.format(other=kind), bound_ids(ids))
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        found.setdefault(row["candidate"], []).append(row)
    return {candidate: _record(pairs) for candidate, pairs in found.items()}


def _record(pairs: Sequence[Mapping[str, str]]) -> TrackRecord:
    asked = [pair for pair in pairs if pair["asked_on"]]
    days = [
        (dt.date.fromisoformat(pair["answered_on"]) - dt.date.fromisoformat(pair["asked_on"])).days
        for pair in asked
        if pair["answered_on"]
    ]
    return TrackRecord(
        tried=tuple(_tried(pair) for pair in pairs[:_MOST_TRIES]),
        load=sum(pair["state"] in _OPEN for pair in pairs),
        asked=len(asked),
        answered=len(days),
        days=round(statistics.median(days)) if days else None,
    )


def _tried(pair: Mapping[str, str]) -> Tried:
    names = ("id", "demand_id", "number", "subject", "state", "reason")
    return Tried(**{name: pair[name] for name in names}, opened_on=dt.date.fromisoformat(pair["opened_on"]))
