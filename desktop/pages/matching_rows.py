"""The demands that wait for a match, as rows, and what is asked of the case file for one of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.amounts import format_fen
from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.matches import Match, MatchStep
from casework.insight.plain_candidates import Candidate, beside, candidates
from casework.records import Reader
from desktop.paged_rows import Listing

_MOST_FOUND = 60
_ROWS = (
    "select demand.id, demand.number, demand.subject, demand.budget, demand.posted_on, demand.state,"
    " iif(enterprise.short_name <> '', enterprise.short_name, enterprise.name) as enterprise,"
    " (select count(*) from match where match.demand_id = demand.id and match.removed_at is null) as tried,"
    " (select count(*) from match where match.demand_id = demand.id and match.removed_at is null"
    " and match.state in ('accepted', 'contacted', 'met', 'intention')) as open_matches"
    " from json_each(:ids) wanted join demand on demand.id = wanted.value"
    " join enterprise on enterprise.id = demand.enterprise_id order by wanted.key"
)
_OTHERS = (
    "select match.id, match.state, match.reason, demand.number, demand.subject from match"
    " join demand on demand.id = match.demand_id"
    " where match.{other}_id = :id and match.demand_id <> :demand and match.removed_at is null"
    " order by match.opened_on desc limit 10"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRow:
    """A demand of the list; `tried` counts its pairs, `open_matches` those that are under way."""

    id: str
    number: str
    subject: str
    enterprise: str
    budget: int | None
    posted_on: str
    state: str
    tried: int
    open_matches: int

    @property
    def about(self) -> str:
        """Enterprise and budget."""
        return " · ".join(word for word in (self.enterprise, format_fen(self.budget) if self.budget else "") if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTry:
    """The same candidate beside another demand, and what became of it."""

    id: str
    state: str
    reason: str
    number: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A demand with its candidates; `words` where the user looks for them by words of their own."""

    demand: TechDemand
    enterprise: str
    candidates: tuple[Candidate, ...]
    words: str = ""


def demand_listing(book: Casebook, words: str, *, every: bool) -> Listing:
    """The demands in the library, the newest first; `every` takes those in projects and met ones along."""
    bound: dict[str, Any] = {}
    conditions = ["demand.removed_at is null", "demand.state <> 'withdrawn'" if every else "demand.state = 'open'"]
    if words:
        hits = book.search(words, "demand", 300)
        bound["found"] = json.dumps([hit.record_id for hit in hits])
        conditions.append("demand.id in (select value from json_each(:found))")
    where = " and ".join(conditions)
    ids = f"select demand.id from demand where {where} order by demand.posted_on desc, demand.rowid desc"
    return Listing(ids=ids, bound=bound)


def demand_rows(read: Reader, ids: Sequence[str]) -> list[DemandRow]:
    """The rows of these demands, in their order."""
    return [DemandRow(**row) for row in read.query(_ROWS, {"ids": json.dumps(list(ids))})]


def find_candidates(book: Casebook, demand_id: str, words: str = "") -> Found:
    """The candidates of a demand; with `words` those that hold them, whatever the demand says."""
    demand = book.get(TechDemand, demand_id)
    enterprise = demand_rows(book, [demand_id])[0].enterprise
    if not words:
        return Found(demand=demand, enterprise=enterprise, candidates=candidates(book, demand))
    hits = [*book.search(words, "offer", _MOST_FOUND), *book.search(words, "expert", _MOST_FOUND)]
    found = beside(book, demand, (hit.record_id for hit in hits))
    return Found(demand=demand, enterprise=enterprise, candidates=tuple(found), words=words)


def steps_taken(read: Reader, match: Match) -> list[MatchStep]:
    """The steps of a match in their order."""
    return read.select(MatchStep, "match_id = :match", {"match": match.id}, order="happened_on, rowid")


def other_tries(read: Reader, one: Candidate, demand_id: str) -> list[OtherTry]:
    """What the candidate was tried with before, the newest first."""
    sql = _OTHERS.format(other=one.record.type_name)
    return [OtherTry(**row) for row in read.query(sql, {"id": one.id, "demand": demand_id})]
