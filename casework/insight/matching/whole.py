"""Every open demand of a case file with its best offers, and their reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casework.insight.matching import documents as texts
from casework.insight.matching.asking import explained, question
from casework.insight.matching.engine import Engine
from casework.insight.matching.library import Library, Stopped, Told
from casework.insight.matching.suggestions import Document, Suggestion
from casework.insight.matching.word_lists import WordLists, word_lists


@dataclass(frozen=True, slots=True)
class Matched:
    """A demand's id and its best offers, the best first."""

    demand_id: str
    suggestions: tuple[Suggestion, ...]


def every_match(library: Library, most: int, told: Told) -> Iterator[Matched]:
    """The best offers of each open demand with reasons, in the order of the library; Stopped where `told` says so."""
    engine = library.engine(kinds=("offer",))
    lists = word_lists(library.read)
    total, done = texts.count(library.read, "demand"), 0
    for portion in texts.every(library.read, "demand"):
        for demand in portion:
            if demand.is_open:
                yield _matched(library, engine, demand, lists, most)
            done += 1
            if not told(done, total):
                raise Stopped


def _matched(library: Library, engine: Engine, demand: Document, lists: WordLists, most: int) -> Matched:
    asked = question(engine, demand, lists)
    listed = engine.suggestions(engine.candidates(("offer",), asked.query), most)
    found = texts.these(library.read, "offer", [one.id for one in listed])
    theirs: Mapping[tuple[str, str], Document] = {("offer", one): document for one, document in found.items()}
    return Matched(demand.id, tuple(explained(engine, asked, listed, theirs)))
