"""The score of decision 15: a sum over the terms that both sides use, exact for every candidate that is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.segment import SCALE, Segment, sums
from casework.insight.matching.shelf import Shelf
from casework.insight.matching.terms import Numbers, is_telling
from casework.insight.matching.vocabulary import Floats, Vocabulary

_SLOPE = 0.75
"""How much a document's own length counts; the rest is the mean length of its kind (decision 15)."""
MOST_CANDIDATES = 300
_HEAVIEST_TERMS = 40
_MOST_FREQUENT = 10_000
"""Candidates come from pairs and words that stand in no more documents than this (decision 15)."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: terms and how heavy each of them is, the term's own weight not yet in it."""

    terms: Numbers
    parts: Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of one shelf, the best first: their rows and scores."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]


def query_of(segment: Segment, row: int) -> Query:
    """A document as a question: its title and its text, each divided by its own length, added 1 : 1."""
    part = slice(segment.pointers[row], segment.pointers[row + 1])
    parts = np.zeros(part.stop - part.start, np.float32)
    sides = ((segment.in_title, segment.title_length), (segment.in_text, segment.text_length))
    for counts, lengths in sides:
        if lengths[row] > 0:
            parts += SCALE[counts[part]] / (2 * lengths[row])
    return Query(segment.terms[part], parts)


def added(queries: list[tuple[float, Query]]) -> Query:
    """The sum of questions, each with its factor."""
    terms, places = np.unique(np.concatenate([one.terms for _f, one in queries]), return_inverse=True)
    weights = np.concatenate([np.float32(factor) * one.parts for factor, one in queries])
    return Query(terms, np.bincount(places, weights=weights, minlength=len(terms)).astype(np.float32))


def candidate_rows(shelf: Shelf, query: Query, vocabulary: Vocabulary) -> NDArray[np.int64]:
    """The rows worth an exact look: those with the rarest pairs and words of the question, and every fresh one."""
    fresh = np.arange(shelf.fresh.size) + shelf.block.size
    if shelf.block.size <= MOST_CANDIDATES or shelf.block.postings is None:
        return np.concatenate([np.flatnonzero(~shelf.gone), fresh])
    found = _by_rare_terms(shelf, query, vocabulary)
    return np.concatenate([found[~shelf.gone[found]], fresh])


def _by_rare_terms(shelf: Shelf, query: Query, vocabulary: Vocabulary) -> NDArray[np.int64]:
    """Rows of the block by the 40 heaviest pairs and words of the question that stand in at most 10,000 documents.

    Where they give fewer candidates than there is room for, more common ones follow, the rarest first.
    """
    known = query.terms < shelf.indexed
    telling = np.flatnonzero(known & is_telling(vocabulary.keys[query.terms]) & (query.parts > 0))
    terms = query.terms[telling]
    often = shelf.frequency(terms)
    heavy = query.parts[telling] * vocabulary.weights[terms]
    rare = np.flatnonzero((often > 0) & (often <= _MOST_FREQUENT))
    chosen = rare[np.argsort(-heavy[rare], kind="stable")[:_HEAVIEST_TERMS]]
    enough = int(often[chosen].sum())
    common = np.flatnonzero(often > _MOST_FREQUENT) if enough < MOST_CANDIDATES else chosen[:0]
    for n in common[np.argsort(often[common], kind="stable")].tolist():
        if enough >= MOST_CANDIDATES:
            break
        chosen = np.append(chosen, n)
        enough += int(often[n])
    if not len(chosen):
        return np.zeros(0, np.int64)
    heard = np.concatenate([shelf.rows_with(term) for term in terms[chosen].tolist()])
    total = np.bincount(heard, weights=np.repeat(heavy[chosen], often[chosen]), minlength=shelf.block.size)
    places = np.flatnonzero(total)
    if len(places) <= MOST_CANDIDATES:
        return places
    worth = total[places] / _pivot(shelf.mean_text, shelf.block.text_length[places])
    return places[np.argpartition(-worth, MOST_CANDIDATES)[:MOST_CANDIDATES]]


def _pivot(mean: float, lengths: Floats) -> Floats:
    return (np.float32((1 - _SLOPE) * mean) + np.float32(_SLOPE) * lengths).astype(np.float32)


class Scorer:
    """Scores rows of shelves against questions; keeps one long array, so it works for one thread only."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """For questions of this vocabulary."""
        self._vocabulary = vocabulary
        self._heavy = np.zeros(0, np.float32)

    def scored(self, shelf: Shelf, query: Query, rows: NDArray[np.int64]) -> Scored:
        """These rows with their scores, the best first, those without a common term left out."""
        size = shelf.block.size
        in_block, beyond = rows[rows < size], rows[rows >= size] - size
        scores = np.concatenate([self.scores(shelf, part, query, chosen)
                                 for part, chosen in ((shelf.block, in_block), (shelf.fresh, beyond))])  # fmt: skip
        rows = np.concatenate([in_block, beyond + size])
        kept = np.flatnonzero(scores > 0)
        order = kept[np.lexsort((rows[kept], -scores[kept]))][:MOST_CANDIDATES]
        return Scored(rows[order], scores[order])

    def scores(self, shelf: Shelf, part: Segment, query: Query, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The score of each row; 0 where no pair of characters and no word is common, only single characters."""
        if not len(rows):
            return np.zeros(0)
        places, begins = part.entries(rows)
        shares = self._shares(shelf, part, query, rows, places, begins)
        hit = np.flatnonzero(shares)
        telling = hit[is_telling(self._vocabulary.keys[part.terms[places[hit]]])]
        is_told = np.bincount(np.searchsorted(begins, telling, side="right") - 1, minlength=len(rows)) > 0
        return np.where(is_told, sums(shares, begins), 0.0)

    def contributions(self, shelf: Shelf, query: Query, rows: Sequence[int]) -> dict[int, dict[int, float]]:
        """What each common term, by its key, adds to the score of each of these rows."""
        keys, size = self._vocabulary.keys, shelf.block.size
        found: dict[int, dict[int, float]] = {}
        for part, first, is_fresh in ((shelf.block, 0, False), (shelf.fresh, size, True)):
            chosen = np.array([row - first for row in rows if (row >= size) is is_fresh], np.int64)
            if not len(chosen):
                continue
            places, begins = part.entries(chosen)
            shares = self._shares(shelf, part, query, chosen, places, begins)
            hit = np.flatnonzero(shares)
            ends = np.searchsorted(hit, begins).tolist()
            told, values = keys[part.terms[places[hit]]].tolist(), shares[hit].tolist()
            for number, row in enumerate(chosen.tolist()):
                kept = slice(ends[number], ends[number + 1])
                found[row + first] = dict(zip(told[kept], values[kept], strict=True))
        return found

    def _shares(
        self, shelf: Shelf, part: Segment, query: Query, rows: NDArray[np.int64], places: NDArray[np.int64],
        begins: NDArray[np.int64],
    ) -> Floats:  # fmt: skip
        if len(self._heavy) < self._vocabulary.size:
            self._heavy = np.zeros(self._vocabulary.size + 4096, np.float32)
        heavy = self._heavy
        heavy[query.terms] = query.parts * self._vocabulary.weights[query.terms]
        asked = heavy[part.terms[places]]
        heavy[query.terms] = 0
        hit = np.flatnonzero(asked)
        where = np.searchsorted(begins, hit, side="right") - 1
        lengths_title = _pivot(shelf.mean_title, part.title_length[rows])[where]
        lengths_text = _pivot(shelf.mean_text, part.text_length[rows])[where]
        at = places[hit]
        shares = np.zeros(len(places), np.float32)
        shares[hit] = (asked[hit] / 2) * (
            SCALE[part.in_title[at]] / lengths_title + SCALE[part.in_text[at]] / lengths_text
        )
        return shares


def bands(scores: NDArray[np.float64]) -> list[str]:
    """The band of each of a demand's candidates: by how many standard deviations it lies above their mean.

    Two or more is far ahead, one or more is ahead; with fewer than three candidates nothing can be told.
    """
    if len(scores) < _FEWEST_TO_COMPARE or not scores.std() > 0:
        return ["rest"] * len(scores)
    above = (scores - scores.mean()) / scores.std()
    return ["far_ahead" if z >= _FAR else "ahead" if z >= _AHEAD else "rest" for z in above.tolist()]


_FEWEST_TO_COMPARE, _FAR, _AHEAD = 3, 2.0, 1.0
