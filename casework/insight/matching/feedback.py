"""What an office answered to suggestions, as a question that leans towards what fitted (Rocchio, decision 15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.entities.matches import Match
from casework.insight.matching.engine import Engine
from casework.insight.matching.scoring import Query, added
from casework.records import Reader

FEWEST = 5
"""From so many answers on, suggestions follow them."""
_FACTOR = 0.8
_WORTH: Mapping[str, float] = {
    "accepted": 1.0, "contacted": 1.0, "met": 1.0, "intention": 1.5, "in_project": 1.5, "refused": -0.5,
}  # fmt: skip
"""What the state of a pair says of its candidate."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers given to the candidates of one demand: how many fitted, how many did not."""

    worth: Mapping[tuple[str, str], float]

    @property
    def fitting(self) -> int:
        """Candidates that were taken up."""
        return sum(value > 0 for value in self.worth.values())

    @property
    def unfit(self) -> int:
        """Candidates that were declined."""
        return sum(value < 0 for value in self.worth.values())

    @property
    def are_enough(self) -> bool:
        """Whether suggestions follow them."""
        return len(self.worth) >= FEWEST


def answers_of(read: Reader, demand_id: str) -> Answers:
    """The answers to the candidates of a demand, by kind and id."""
    return answers_in(read.select(Match, "demand_id = :demand", {"demand": demand_id}))


def answers_in(matches: Sequence[Match]) -> Answers:
    """What these pairs say."""
    return Answers({pair_of(match): _WORTH[match.state] for match in matches})


def pair_of(match: Match) -> tuple[str, str]:
    """Kind and id of the candidate of a match."""
    return ("offer", match.offer_id) if match.offer_id else ("expert", match.expert_id)


def leaned(engine: Engine, query: Query, worth: Mapping[tuple[str, str], float]) -> Query:
    """The question with the answered candidates added: demand + 0.8 / √N × Σ worth × candidate."""
    rows = [(value, kind, engine.shelf(kind).place(one)) for (kind, one), value in worth.items()]
    known = [(value, kind, row) for value, kind, row in rows if row >= 0]
    if not known:
        return query
    factor = _FACTOR / len(known) ** 0.5
    return added([(1.0, query), *((factor * value, engine.query_at(kind, row)) for value, kind, row in known)])
