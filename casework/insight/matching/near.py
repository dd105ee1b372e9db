"""Demands that ask nearly the same, and what became of them: their confirmed matches are worth a look (decision 15)."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.entities.demands import TechDemand
from casework.insight.matching.engine import Engine
from casework.insight.matching.library import Library
from casework.insight.matching.reasons import telling_keys
from casework.insight.matching.terms import IS_HANZI, RUNS, plain
from casework.insight.names import IN_LIST, bound_ids
from casework.records import Reader

_NEAR = 0.6
"""Cosine of the pairs of two titles above which two demands ask nearly the same (decision 15)."""
_MOST_LOOKED_AT, _MOST_SHOWN, _RAREST = 2000, 5, 4
_CONFIRMED = (
    "select match.id, match.demand_id, match.state, ifnull(offer.subject, expert.name) as title"
    " from match left join offer on offer.id = match.offer_id left join expert on expert.id = match.expert_id"
    f" where match.demand_id {IN_LIST} and match.state in ('met', 'intention', 'in_project')"
    " and match.removed_at is null order by match.opened_on desc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A pair of a near demand that was met, came to an intention or into a project."""

    match_id: str
    title: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDemand:
    """A demand that asks nearly the same: how near (0..1), and its confirmed pairs."""

    id: str
    number: str
    subject: str
    nearness: float
    confirmed: tuple[Confirmed, ...]


def near_demands(library: Library, demand: TechDemand) -> tuple[NearDemand, ...]:
    """The demands nearest to this one by their titles, at most five, those with confirmed pairs first."""
    engine = library.engine()
    own = _vector(engine, demand.subject)
    rows = _with_its_rare_pairs(library.read, demand, own)
    found = {row["id"]: (row, _cosine(own, _vector(engine, row["subject"]))) for row in rows}
    near = {one: pair for one, pair in found.items() if pair[1] > _NEAR}
    confirmed = _confirmed(library.read, near)
    told = [
        NearDemand(
            id=one,
            number=row["number"],
            subject=row["subject"],
            nearness=nearness,
            confirmed=tuple(confirmed.get(one, ())),
        )
        for one, (row, nearness) in near.items()
    ]
    return tuple(sorted(told, key=lambda one: (not one.confirmed, -one.nearness, one.number))[:_MOST_SHOWN])


def _vector(engine: Engine, title: str) -> dict[str, float]:
    """The pairs and words of a title, each with the square root of its weight: the vector whose cosine is asked."""
    pairs = {pair: key for run in RUNS.findall(plain(title)) for pair, key in telling_keys(run)}
    weights = engine.weights_of(list(pairs.values())) if pairs else []
    return dict(zip(pairs, weights, strict=True))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight for pair, weight in one.items() if pair in other)
    length = (sum(one.values()) * sum(other.values())) ** 0.5
    return shared / length if length else 0.0


def _with_its_rare_pairs(read: Reader, demand: TechDemand, own: Mapping[str, float]) -> list[dict[str, str]]:
    """Demands whose title holds one of the four rarest pairs; a look at every title, beside the window's thread."""
    pairs = sorted((pair for pair in own if IS_HANZI.match(pair)), key=lambda pair: -own[pair])[:_RAREST]
    if not pairs:
        return []
    bound = {f"p{n}": pair for n, pair in enumerate(pairs)}
    holds = " or ".join(f"instr(subject, :{name})" for name in bound)
    return read.query(
        f"select id, number, subject from demand where removed_at is null and id <> :id and ({holds})"
        f" limit {_MOST_LOOKED_AT}",
        {"id": demand.id, **bound},
    )


def _confirmed(read: Reader, demands: Mapping[str, object]) -> dict[str, list[Confirmed]]:
    found: dict[str, list[Confirmed]] = {}
    for row in read.query(_CONFIRMED, bound_ids(demands)) if demands else ():
        one = Confirmed(match_id=row["id"], title=row["title"], state=row["state"])
        found.setdefault(row["demand_id"], []).append(one)
    return found
