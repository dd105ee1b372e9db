"""All demands against all offers: candidates by one sparse product a portion, then exact scores (decision 15)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from casework.insight.matching.engine import MOST_COMPARED, Engine
from casework.insight.matching.scoring import Scorer, bands, query_of
from casework.insight.matching.segment import SCALE
from casework.insight.matching.shelf import Shelf
from casework.insight.matching.terms import is_telling
from casework.insight.matching.vocabulary import Floats

PORTION = 2_000
_CANDIDATES = 100
_HEAVIEST_TERMS = 20
_MOST_FREQUENT = 10_000
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidates of one document: their rows on the other shelf, scores and bands, the best first."""

    row: int
    rows: NDArray[np.int64]
    scores: NDArray[np.float64]
    bands: tuple[str, ...]


class Batch:
    """Every document of one shelf against every open document of another; both settled, nothing fresh.

    The candidates of a document are those with the 20 heaviest of its pairs and words that stand in no more
    than 10,000 others, at most 100; what only common pairs would find is left to the single question.
    """

    def __init__(self, engine: Engine, asking: str, others: str, *, most: int = 10) -> None:
        """Prepares the product; nothing is matched yet."""
        self._engine, self._most = engine, most
        self._asking, self._others = engine.shelf(asking), engine.shelf(others)
        self._is_telling = is_telling(engine.vocabulary.keys)
        self._frequency = _frequency(self._others)
        self._by_term = _by_term(self._others)

    @property
    def size(self) -> int:
        """How many documents ask."""
        return self._asking.block.size

    def run(self, first: int = 0, *, threads: int = 2) -> Iterator[list[Best]]:
        """The results in portions of 2,000 documents from the row `first` on, in their order."""
        starts = range(first, self.size, PORTION)
        scorers = [Scorer(self._engine.vocabulary) for _n in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            for at in range(0, len(starts), threads):
                together = starts[at : at + threads]
                yield from pool.map(self._portion, together, scorers[: len(together)])

    def _portion(self, first: int, scorer: Scorer) -> list[Best]:
        rows = np.arange(first, min(first + PORTION, self.size))
        found = sp_matmul_topn(self._heavy_terms(rows), self._by_term, top_n=_CANDIDATES)
        pointers, candidates = found.indptr, found.indices.astype(np.int64)
        is_open = self._others.block.is_open
        best: list[Best] = []
        for number, row in enumerate(rows.tolist()):
            near = candidates[pointers[number] : pointers[number + 1]]
            query = query_of(self._asking.block, row)
            scored = scorer.scored(self._others, query, np.sort(near[is_open[near]]))
            told = tuple(bands(scored.scores[:MOST_COMPARED]))[: self._most]
            best.append(Best(row, scored.rows[: self._most], scored.scores[: self._most], told))
        return best

    def _heavy_terms(self, rows: NDArray[np.int64]) -> csr_matrix:
        """The 20 heaviest telling terms of each row that are not too common, with their weights."""
        block = self._asking.block
        places, begins = block.entries(rows)
        terms = block.terms[places]
        owners = np.repeat(np.arange(len(rows)), np.diff(begins))
        often = self._frequency[terms]
        kept = np.flatnonzero(self._is_telling[terms] & (often > 0) & (often <= _MOST_FREQUENT))
        heavy = self._engine.vocabulary.weights[terms[kept]] * self._parts(rows[owners[kept]], places[kept])
        order = np.lexsort((-heavy, owners[kept]))
        ordered = owners[kept][order]
        begin = np.searchsorted(ordered, np.arange(len(rows)))
        chosen = order[np.arange(len(order)) - begin[ordered] < _HEAVIEST_TERMS]
        pointers = np.searchsorted(owners[kept][chosen], np.arange(len(rows) + 1)).astype(np.int32)
        shape = (len(rows), len(self._frequency))
        return csr_matrix((heavy[chosen], terms[kept][chosen], pointers), shape=shape)

    def _parts(self, rows: NDArray[np.int64], places: NDArray[np.int64]) -> Floats:
        """How heavy each term is in its question, its own weight not yet in it (as `query_of`)."""
        block = self._asking.block
        title = np.maximum(block.title_length[rows], _LEAST)
        text = np.maximum(block.text_length[rows], _LEAST)
        return (SCALE[block.in_title[places]] / title + SCALE[block.in_text[places]] / text).astype(np.float32)


def _frequency(shelf: Shelf) -> NDArray[np.int32]:
    postings = shelf.block.postings
    return np.zeros(0, np.int32) if postings is None else np.diff(postings.pointers)


def _by_term(shelf: Shelf) -> csr_matrix:
    """For each telling term the documents it stands in, each worth the more the shorter it is."""
    block, postings = shelf.block, shelf.block.postings
    if postings is None:
        return csr_matrix((0, block.size), dtype=np.float32)
    lengths: Floats = 0.25 * np.float32(shelf.mean_text) + np.float32(0.75) * block.text_length
    values = (1 / np.maximum(lengths, _LEAST)).astype(np.float32)[postings.rows]
    return csr_matrix((values, postings.rows, postings.pointers), shape=(len(postings.pointers) - 1, block.size))
