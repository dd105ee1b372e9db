"""The engine: libraries of texts side by side, each text asked against any of them, with reasons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from casework.insight.matching.scoring import MOST_CANDIDATES, Query, Scored, Scorer, bands, candidate_rows, query_of
from casework.insight.matching.segment import made_of
from casework.insight.matching.shelf import Shelf
from casework.insight.matching.suggestions import Document, Suggestion
from casework.insight.matching.vocabulary import Vocabulary

MOST_COMPARED = 50
"""The best candidates of a demand, among which bands are told."""
_ALWAYS_WEIGHED = 20_000
"""Up to so many documents every change weighs all terms anew."""
_DRIFT = 100
"""Above that, terms are weighed anew once one document in so many came or went."""


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one question, the best first: each with its library, its row there and its score."""

    query: Query
    places: tuple[tuple[str, int], ...]
    scores: tuple[float, ...]
    bands: tuple[str, ...]


class Engine:
    """Any number of libraries (demand, offer, expert) over one vocabulary. For one thread."""

    def __init__(
        self, kinds: Sequence[str], vocabulary: Vocabulary | None = None, fetch: Callable[[str], Shelf] | None = None
    ) -> None:
        """Empty libraries of these kinds; or over a vocabulary that was kept, `fetch` giving each when first needed."""
        self.kinds = tuple(kinds)
        self.vocabulary = vocabulary or Vocabulary()
        self._fetch = fetch
        self._shelves = {} if fetch else {kind: Shelf(self.vocabulary) for kind in kinds}
        self.scorer = Scorer(self.vocabulary)
        self._weighed_at = -1
        self._changes = 0

    def shelf(self, kind: str) -> Shelf:
        """The library of a kind; one that was kept is fetched when it is first needed."""
        if kind not in self._shelves and self._fetch is not None:
            self._shelves[kind] = self._fetch(kind)
        return self._shelves[kind]

    @property
    def shelves(self) -> dict[str, Shelf]:
        """Every library."""
        return {kind: self.shelf(kind) for kind in self.kinds}

    # Changing

    def fill(self, kind: str, documents: Iterable[Sequence[Document]]) -> None:
        """The first documents of a library, in portions; `settle` makes it ready."""
        self.shelf(kind).fill(documents)

    def put(self, kind: str, documents: Sequence[Document]) -> None:
        """Adds documents to a library, or replaces those with the same ids."""
        self.shelf(kind).put(documents)
        self._changes += len(documents)

    def drop(self, kind: str, ids: Sequence[str]) -> None:
        """Takes documents out of a library."""
        self.shelf(kind).drop(ids)
        self._changes += len(ids)

    @property
    def is_heavy(self) -> bool:
        """Whether so much changed that the blocks should be made anew (`settle`)."""
        return any(shelf.is_heavy for shelf in self._shelves.values())

    def settle(self) -> None:
        """Makes the blocks anew, weighs and indexes them: what a new or much changed library needs."""
        for shelf in self.shelves.values():
            shelf.settle()
        self.weigh()
        for shelf in self.shelves.values():
            shelf.index()

    def weigh(self) -> None:
        """Weighs every term by the counts of now."""
        self.vocabulary.weigh()
        for shelf in self.shelves.values():
            shelf.weigh()
        self._weighed_at, self._changes = self.vocabulary.documents, 0

    def ready(self) -> None:
        """Weighs anew where that is due: always in a small library, after one change in a hundred in a large one."""
        documents = self.vocabulary.documents
        if self._changes and (documents <= _ALWAYS_WEIGHED or self._changes * _DRIFT > documents):
            self.weigh()

    def taken_as_weighed(self) -> None:
        """The weights were restored as they had been stored."""
        self._weighed_at, self._changes = self.vocabulary.documents, 0

    # Asking

    def query(self, document: Document) -> Query:
        """A text as a question."""
        asked = made_of([document], self.vocabulary)
        self.vocabulary.weigh_new(asked.terms)
        asked.measure(self.vocabulary.weights)
        return query_of(asked, 0)

    def query_at(self, kind: str, row: int) -> Query:
        """A document of a library as a question."""
        part, at = self.shelf(kind).part(row)
        return query_of(part, at)

    def candidates(self, kinds: Sequence[str], query: Query, *, without: str = "", closed: bool = False) -> Found:
        """What fits a question best, at most 300, and the bands of the first 50 among themselves.

        Only what is open, unless `closed` takes the rest along; never the document `without`.
        """
        found: list[tuple[float, str, int]] = []
        for kind in kinds:
            scored = self._of_one_kind(self.shelf(kind), query, without, closed=closed)
            listed = zip(scored.scores.tolist(), scored.rows.tolist(), strict=True)
            found += [(-score, kind, row) for score, row in listed]
        found = sorted(found)[:MOST_CANDIDATES]
        scores = tuple(-score for score, _kind, _row in found)
        places = tuple((kind, row) for _score, kind, row in found)
        return Found(query, places, scores, tuple(bands(np.array(scores[:MOST_COMPARED]))))

    def _of_one_kind(self, shelf: Shelf, query: Query, without: str, *, closed: bool) -> Scored:
        rows = candidate_rows(shelf, query, self.vocabulary)
        if not closed:
            rows = rows[shelf.is_open[rows]]
        if without and (own := shelf.place(without)) >= 0:
            rows = rows[rows != own]
        return self.scorer.scored(shelf, query, rows)

    def suggestions(self, found: Found, most: int) -> list[Suggestion]:
        """The best candidates in their order, without reasons yet."""
        return [
            Suggestion(kind=kind, id=self.shelf(kind).id_of(row), rank=rank, score=score, band=band, row=row)
            for rank, ((kind, row), score, band) in enumerate(
                list(zip(found.places, found.scores, found.bands, strict=False))[:most], start=1
            )
        ]

    def shares(self, query: Query, listed: Sequence[Suggestion]) -> dict[tuple[str, str], dict[int, float]]:
        """What each common term, by its key, adds to the score of each suggestion, by kind and id."""
        found: dict[tuple[str, str], dict[int, float]] = {}
        for kind in dict.fromkeys(one.kind for one in listed):
            of_kind = [one for one in listed if one.kind == kind]
            told = self.scorer.contributions(self.shelf(kind), query, [one.row for one in of_kind])
            found |= {(kind, one.id): told[one.row] for one in of_kind}
        return found

    def scores_of(self, kind: str, query: Query, documents: Sequence[Document]) -> list[float]:
        """What these texts would score if they stood in a library of this kind."""
        if not documents:
            return []
        part = made_of(documents, self.vocabulary)
        self.vocabulary.weigh_new(part.terms)
        part.measure(self.vocabulary.weights)
        return self.scorer.scores(self.shelf(kind), part, query, np.arange(len(documents))).tolist()

    def weights_of(self, keys: Sequence[int]) -> list[float]:
        """What terms weigh, by their keys; 0 for one that no library holds."""
        numbers = self.vocabulary.numbers_of(np.array(keys, np.int64))
        weights = np.where(numbers >= 0, self.vocabulary.weights[numbers], 0.0)
        return weights.tolist()
