"""Every open demand of a case file with its best offers, and their reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from casework.insight.matching import documents as texts
from casework.insight.matching.asking import Question, explained, question
from casework.insight.matching.engine import Engine
from casework.insight.matching.kept import Side
from casework.insight.matching.library import Library, Stopped, Told
from casework.insight.matching.suggestions import Document, Suggestion
from casework.insight.matching.word_lists import WordLists, word_lists


@dataclass(frozen=True, slots=True)
class Matched:
    """A demand's id and its best offers, the best first."""

    demand_id: str
    suggestions: tuple[Suggestion, ...]


def every_match(library: Library, most: int, told: Told) -> Iterator[Matched]:
    """The best offers of each open demand with reasons, in the order of the library; Stopped where `told` says so.

    Large libraries are matched in a worker process, small ones here and now; so are those of an office with
    stop phrases or synonyms, whose texts are to be read for each question.
    """
    side = library.kept()
    lists = word_lists(library.read)
    if side is None or lists != WordLists():
        yield from _one_by_one(library, lists, most, told)
    else:
        yield from _by_a_worker(library, side, most, told)


def _one_by_one(library: Library, lists: WordLists, most: int, told: Told) -> Iterator[Matched]:
    engine = library.engine(kinds=("offer",))
    total, done = texts.count(library.read, "demand"), 0
    for portion in texts.every(library.read, "demand"):
        for demand in portion:
            if demand.is_open:
                asked = question(engine, demand, lists)
                listed = engine.suggestions(engine.candidates(("offer",), asked.query), most)
                yield _matched(library, engine, demand.id, asked, listed)
            done += 1
            if not told(done, total):
                raise Stopped


def _by_a_worker(library: Library, side: Side, most: int, told: Told) -> Iterator[Matched]:
    from casework.insight.matching.worker import all_pairs

    engine = library.engine(kinds=("demand", "offer"))
    demands, offers = engine.shelf("demand"), engine.shelf("offer")
    for pairs in all_pairs(side, most, demands.block.size, told):
        rows = [pair.demand for pair in pairs]
        known = texts.these(library.read, "demand", {demands.id_of(row) for row in rows})
        for row, group in groupby(pairs, key=lambda pair: pair.demand):
            demand = known.get(demands.id_of(row))
            if demand is None or not demand.is_open:
                continue
            listed = [
                Suggestion("offer", offers.id_of(pair.offer), rank, pair.score, pair.band, row=pair.offer)
                for rank, pair in enumerate(group, start=1)
            ]
            yield _matched(library, engine, demand.id, question(engine, demand, WordLists()), listed)


def _matched(
    library: Library, engine: Engine, demand_id: str, asked: Question, listed: Sequence[Suggestion]
) -> Matched:
    """The offers of a demand with their reasons; their bands are those they were given."""
    found = texts.these(library.read, "offer", [one.id for one in listed])
    theirs: Mapping[tuple[str, str], Document] = {("offer", one): document for one, document in found.items()}
    return Matched(demand_id, tuple(explained(engine, asked, listed, theirs)))
