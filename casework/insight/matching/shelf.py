"""One library to be matched: a large indexed block, the documents that came since, and which are gone."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.segment import Segment, joined, kept_rows, made_of
from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import Numbers, is_telling
from casework.insight.matching.vocabulary import Vocabulary

_MOST_FRESH = 2000
"""Documents beside the block, at least; two in a hundred of a large one."""


class Shelf:
    """The documents of one record type. Rows number the block first, the fresh documents after it."""

    def __init__(self, vocabulary: Vocabulary, block: Segment | None = None) -> None:
        """Empty, or with a block as it was stored."""
        self._vocabulary = vocabulary
        self.block = block or made_of([], vocabulary)
        self._fresh: list[Segment] = []
        self._fresh_joined: Segment | None = None
        self._gone = np.zeros(self.block.size, dtype=bool)
        self.mean_title, self.mean_text = 1.0, 1.0

    @property
    def fresh(self) -> Segment:
        """The documents that came since the block was made; those that went since have no terms left."""
        if self._fresh_joined is None:
            self._fresh_joined = joined(self._fresh) if self._fresh else made_of([], self._vocabulary)
        return self._fresh_joined

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Which rows may be suggested."""
        return np.concatenate([self.block.is_open & ~self._gone, self.fresh.is_open])

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Which rows of the block are no longer what the file holds."""
        return self._gone

    @property
    def size(self) -> int:
        """How many documents it holds."""
        return int(self.block.size - self._gone.sum()) + sum(part.size for part in self._fresh)

    def place(self, record_id: str) -> int:
        """The row of a document; -1 where it is not here."""
        wanted = record_id.encode()
        for number, part in enumerate(self._fresh):
            if part.ids[0] == wanted:
                return self.block.size + number
        found = self._rows_of([wanted])
        return int(found[0]) if len(found) else -1

    def _rows_of(self, ids: Sequence[bytes]) -> NDArray[np.int64]:
        """The rows of the block with these ids, those that are gone left out."""
        block = self.block
        if not block.size or len(block.order) < block.size:
            return np.flatnonzero(np.isin(block.ids, ids) & ~self._gone)
        wanted = np.array(ids, dtype=np.bytes_)
        at = np.searchsorted(block.ids, wanted, sorter=block.order)
        rows = block.order[np.minimum(at, block.size - 1)].astype(np.int64)
        return rows[(block.ids[rows] == wanted) & ~self._gone[rows]]

    def id_of(self, row: int) -> str:
        """The id of the document at a row."""
        part, at = self.part(row)
        return part.ids[at].decode()

    def part(self, row: int) -> tuple[Segment, int]:
        """The segment of a row, and its row there."""
        return (self.block, row) if row < self.block.size else (self.fresh, row - self.block.size)

    # Changing

    def fill(self, documents: Iterable[Sequence[Document]]) -> None:
        """The shelf's first documents, in portions, as its block; not weighed and not indexed yet."""
        parts = [made_of(portion, self._vocabulary) for portion in documents]
        self.block = joined([part for part in parts if part.size] or [made_of([], self._vocabulary)])
        self._gone = np.zeros(self.block.size, dtype=bool)
        self._vocabulary.count(self.block.terms, self.block.size)

    def put(self, documents: Sequence[Document]) -> None:
        """Adds documents; those with the same ids go."""
        self.drop([one.id for one in documents])
        for one in documents:
            part = made_of([one], self._vocabulary)
            self._vocabulary.count(part.terms, 1)
            self._vocabulary.weigh_new(part.terms)
            part.measure(self._vocabulary.weights)
            self._fresh.append(part)
        self._fresh_joined = None

    def drop(self, ids: Sequence[str]) -> None:
        """Takes documents away; those that are not here are passed over."""
        if not ids:
            return
        wanted = {one.encode() for one in ids}
        leaving = [part for part in self._fresh if part.ids[0] in wanted]
        for part in leaving:
            self._vocabulary.count(part.terms, -1)
        if leaving:
            self._fresh = [part for part in self._fresh if part.ids[0] not in wanted]
            self._fresh_joined = None
        for row in self._rows_of(list(wanted)).tolist():
            self._gone[row] = True
            self._vocabulary.count(self.block.terms_of(row), -1)

    @property
    def is_heavy(self) -> bool:
        """Whether so much came or went that the block should be made anew."""
        loose = len(self._fresh) + int(self._gone.sum())
        return loose > max(_MOST_FRESH, self.block.size // 50)

    def settle(self) -> None:
        """Takes fresh documents into the block and leaves out what is gone; measured, not indexed yet."""
        if self._fresh or self._gone.any():
            kept = kept_rows(self.block, ~self._gone)
            self.block = joined([kept, self.fresh]) if self._fresh else kept
            self._fresh, self._fresh_joined = [], None
            self._gone = np.zeros(self.block.size, dtype=bool)

    def weigh(self) -> None:
        """Measures every document by the weights of now, and the mean lengths that others are compared with."""
        weights = self._vocabulary.weights
        self.block.measure(weights)
        for part in self._fresh:
            part.measure(weights)
        self._fresh_joined = None
        self.mean_title = self._mean([part.title_length for part in (self.block, *self._fresh)])
        self.mean_text = self._mean([part.text_length for part in (self.block, *self._fresh)])

    def _mean(self, lengths: Sequence[NDArray[np.float32]]) -> float:
        """The mean of the documents that have such a part at all."""
        block, *fresh = lengths
        every = np.sort(np.concatenate([block[~self._gone], *fresh]))
        filled = every[every > 0]
        return float(filled.mean(dtype=np.float64)) if len(filled) else 1.0

    def index(self) -> None:
        """Notes for each telling term where it stands in the block."""
        self.block.index(is_telling(self._vocabulary.keys))

    @property
    def indexed(self) -> int:
        """Terms below this number are indexed."""
        return len(self.block.postings.pointers) - 1 if self.block.postings else 0

    def frequency(self, terms: Numbers) -> NDArray[np.int64]:
        """In how many documents of the block each of these indexed telling terms stands."""
        if self.block.postings is None:
            return np.zeros(len(terms), np.int64)
        pointers = self.block.postings.pointers
        return (pointers[terms + 1] - pointers[terms]).astype(np.int64)

    def rows_with(self, term: int) -> Numbers:
        """The rows of the block with a telling term."""
        postings = self.block.postings
        if postings is None or term >= len(postings.pointers) - 1:
            return np.zeros(0, np.int32)
        return postings.rows[postings.pointers[term] : postings.pointers[term + 1]]
