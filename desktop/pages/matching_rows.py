"""The demands that wait for a match, as rows, and what is asked of the case file for one of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.amounts import format_fen
from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.matches import Match, MatchStep
from casework.entities.offers import TechOffer
from casework.insight.matching.candidates import Candidate, candidates, plain_candidates, tried_pairs
from casework.insight.matching.near import NearDemand
from casework.records import Reader
from desktop.paged_rows import Listing
from desktop.session import Told

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
_OFFER_ROWS = (
    "select offer.id, offer.number, offer.subject, offer.price as budget, offer.posted_on, offer.state,"
    " offer.holder as enterprise,"
    " (select count(*) from match where match.offer_id = offer.id and match.removed_at is null) as tried,"
    " (select count(*) from match where match.offer_id = offer.id and match.removed_at is null"
    " and match.state in ('accepted', 'contacted', 'met', 'intention')) as open_matches"
    " from json_each(:ids) wanted join offer on offer.id = wanted.value order by wanted.key"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingRow:
    """A demand or an offer of the list; `tried` counts its pairs, `open_matches` those that are under way."""

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
        """Enterprise and budget, or who offers it and its price."""
        return " · ".join(word for word in (self.enterprise, format_fen(self.budget) if self.budget else "") if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A demand (or an offer) with its candidates; `words` where the user looks for them by words of their own.

    `scores` and `bands` are those of all candidates that were compared; `fitting` and `unfit` count the
    office's answers, `adjusted` says that the candidates follow them, `near` are demands that ask nearly the same.
    """

    asking: TechDemand | TechOffer
    enterprise: str
    candidates: tuple[Candidate, ...]
    words: str = ""
    scores: tuple[float, ...] = ()
    bands: tuple[str, ...] = ()
    fitting: int = 0
    unfit: int = 0
    enough: bool = False
    adjusted: bool = False
    near: tuple[NearDemand, ...] = ()


def asking_listing(book: Casebook, words: str, kind: str, *, every: bool) -> Listing:
    """The demands (or offers) in the library, the newest first; `every` takes those in projects and met ones along."""
    bound: dict[str, Any] = {}
    conditions = [f"{kind}.removed_at is null", f"{kind}.state <> 'withdrawn'" if every else f"{kind}.state = 'open'"]
    if words:
        hits = book.search(words, kind, 300)
        bound["found"] = json.dumps([hit.record_id for hit in hits])
        conditions.append(f"{kind}.id in (select value from json_each(:found))")
    where = " and ".join(conditions)
    ids = f"select {kind}.id from {kind} where {where} order by {kind}.posted_on desc, {kind}.rowid desc"
    return Listing(ids=ids, bound=bound)


def demand_rows(read: Reader, ids: Sequence[str]) -> list[AskingRow]:
    """The rows of these demands, in their order."""
    return [AskingRow(**row) for row in read.query(_ROWS, {"ids": json.dumps(list(ids))})]


def offer_rows(read: Reader, ids: Sequence[str]) -> list[AskingRow]:
    """The rows of these offers, in their order."""
    return [AskingRow(**row) for row in read.query(_OFFER_ROWS, {"ids": json.dumps(list(ids))})]


def asking_rows(read: Reader, ids: Sequence[str]) -> list[AskingRow]:
    """The rows of these demands, or of these offers, in their order; ids of both kinds never come together."""
    return demand_rows(read, ids) or offer_rows(read, ids)


def find_candidates(
    book: Casebook, kind: str, record_id: str, words: str = "", *, by_answers: bool = True, told: Told | None = None
) -> Found:
    """The candidates of a demand or an offer; with `words` those that hold them, whatever it says itself."""
    from casework.insight.matching.asking import suggest
    from casework.insight.matching.near import near_demands

    asking = book.get(TechDemand, record_id) if kind == "demand" else book.get(TechOffer, record_id)
    others = ("offer", "expert") if kind == "demand" else ("demand",)
    answer = suggest(book.matching, kind, record_id, others, by_answers=by_answers, told=told)
    suggested = candidates(book, asking, answer.suggestions)
    if words:
        hits = [(other, hit.record_id) for other in others for hit in book.search(words, other, _MOST_FOUND)]
        shown = plain_candidates(book, asking, hits, suggested)
    else:
        known = {(one.record.type_name, one.id) for one in suggested}
        tried = [pair for pair in tried_pairs(book, asking) if pair not in known]
        shown = [*suggested, *plain_candidates(book, asking, tried, suggested)]
    return Found(
        asking=asking,
        enterprise=(demand_rows if kind == "demand" else offer_rows)(book, [record_id])[0].enterprise,
        candidates=tuple(shown),
        words=words,
        scores=answer.scores,
        bands=answer.bands,
        fitting=answer.answers.fitting,
        unfit=answer.answers.unfit,
        enough=answer.answers.are_enough,
        adjusted=answer.adjusted,
        near=near_demands(book.matching, asking) if isinstance(asking, TechDemand) else (),
    )


def steps_taken(read: Reader, match: Match) -> list[MatchStep]:
    """The steps of a match in their order."""
    return read.select(MatchStep, "match_id = :match", {"match": match.id}, order="happened_on, rowid")
