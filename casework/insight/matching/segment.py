"""Documents as one block of arrays: their terms row by row, their lengths, and where each telling term stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import Numbers, counted
from casework.insight.matching.vocabulary import Floats, Vocabulary

_ROWS_AT_ONCE = 20_000
SCALE: Floats = (1.0 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
"""1 + ln tf for every count, 0 for none."""
SCALE[0] = 0.0


@dataclass(slots=True)
class Postings:
    """For each term the rows in which it stands: `rows[pointers[term] : pointers[term + 1]]`."""

    pointers: NDArray[np.int32]
    rows: Numbers


@dataclass(slots=True)
class Segment:
    """Some documents of one library.

    Row `r` has its terms at `pointers[r] : pointers[r + 1]`. `title_length` and `text_length` are the
    lengths of its two vectors by the weights of the last weighing.
    """

    ids: NDArray[np.bytes_]
    is_open: NDArray[np.bool_]
    pointers: NDArray[np.int64]
    terms: Numbers
    in_text: NDArray[np.uint8]
    in_title: NDArray[np.uint8]
    title_length: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    text_length: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    postings: Postings | None = None
    order: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))
    """The rows in the order of their ids, where it was indexed."""

    @property
    def size(self) -> int:
        """How many documents it holds."""
        return len(self.ids)

    def terms_of(self, row: int) -> Numbers:
        """The terms of one document."""
        return self.terms[self.pointers[row] : self.pointers[row + 1]]

    def entries(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of all terms of these rows one after the other, and where each row begins among them."""
        starts = self.pointers[rows]
        lengths = self.pointers[rows + 1] - starts
        begins = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(lengths, out=begins[1:])
        return np.repeat(starts - begins[:-1], lengths) + np.arange(int(begins[-1])), begins

    def measure(self, weights: Floats) -> None:
        """Measures title and text of every document by these weights."""
        self.title_length = np.zeros(self.size, np.float32)
        self.text_length = np.zeros(self.size, np.float32)
        for first in range(0, self.size, _ROWS_AT_ONCE):
            last = min(first + _ROWS_AT_ONCE, self.size)
            part = slice(self.pointers[first], self.pointers[last])
            begins = self.pointers[first : last + 1] - self.pointers[first]
            heavy = weights[self.terms[part]]
            for counts, lengths in ((self.in_title, self.title_length), (self.in_text, self.text_length)):
                lengths[first:last] = np.sqrt(sums(heavy * SCALE[counts[part]] ** 2, begins))

    def index(self, is_telling: NDArray[np.bool_]) -> None:
        """Notes for each telling term where it stands."""
        from scipy.sparse import csr_matrix

        self.order = np.argsort(self.ids, kind="stable").astype(np.int32)
        telling = is_telling[self.terms]
        before = np.zeros(len(telling) + 1, np.int32)
        np.cumsum(telling, out=before[1:])
        pointers = before[self.pointers]
        kept = self.terms[telling]
        shape = (self.size, len(is_telling))
        by_term = csr_matrix((np.ones(len(kept), np.bool_), kept, pointers), shape=shape).tocsc()
        self.postings = Postings(by_term.indptr.astype(np.int32), by_term.indices.astype(np.int32))


def sums(values: Floats, begins: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sum of each part of `values`, parts beginning at `begins` (the last one is the end); 0 for an empty part."""
    running = np.zeros(len(values) + 1, np.float64)
    np.cumsum(values, out=running[1:], dtype=np.float64)
    return np.maximum(running[begins[1:]] - running[begins[:-1]], 0.0)


def made_of(documents: Sequence[Document], vocabulary: Vocabulary) -> Segment:
    """The documents as a segment; their terms are taken into the vocabulary, not counted yet."""
    found = counted(documents)
    return Segment(
        ids=np.array([one.id.encode() for one in documents], dtype=np.bytes_),
        is_open=np.array([one.is_open for one in documents], dtype=bool),
        pointers=found.pointers,
        terms=vocabulary.taken_in(found.keys),
        in_text=found.in_text,
        in_title=found.in_title,
    )


def joined(parts: Sequence[Segment]) -> Segment:
    """Several segments as one, in their order, with their lengths; without postings."""
    ends = np.cumsum([0, *(part.pointers[-1] for part in parts)])
    pointers = [part.pointers[:-1] + end for part, end in zip(parts, ends[:-1], strict=True)]
    return Segment(
        ids=np.concatenate([part.ids for part in parts]),
        is_open=np.concatenate([part.is_open for part in parts]),
        pointers=np.concatenate([*pointers, ends[-1:]]).astype(np.int64),
        terms=np.concatenate([part.terms for part in parts]),
        in_text=np.concatenate([part.in_text for part in parts]),
        in_title=np.concatenate([part.in_title for part in parts]),
        title_length=np.concatenate([part.title_length for part in parts]),
        text_length=np.concatenate([part.text_length for part in parts]),
    )


def kept_rows(segment: Segment, keep: NDArray[np.bool_]) -> Segment:
    """The segment with only these rows, without postings."""
    if keep.all():
        return segment
    rows = np.flatnonzero(keep)
    places, begins = segment.entries(rows)
    return Segment(
        ids=segment.ids[rows],
        is_open=segment.is_open[rows],
        pointers=begins,
        terms=segment.terms[places],
        in_text=segment.in_text[places],
        in_title=segment.in_title[places],
        title_length=segment.title_length[rows],
        text_length=segment.text_length[rows],
    )
