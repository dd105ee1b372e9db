"""Which number a term has, in how many documents it stands, and what it weighs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.terms import Keys, Numbers, is_telling

_PAIRS_WEIGH = 0.5
_POWER = 2.5
"""Both sides carry idf^1.25, so a term weighs idf^2.5 in the score (decision 15)."""
_MOST_LOOSE = 4096

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Sorted:
    """Keys in order, with their numbers."""

    keys: Keys
    numbers: Numbers


class Vocabulary:
    """Every term of the library: its number, its document frequency, its weight.

    The weights are those of the last weighing; a term that came since weighs by the counts of now.
    """

    def __init__(self, keys: Keys | None = None, frequency: NDArray[np.int32] | None = None) -> None:
        """Empty, or with the terms and frequencies that were stored, in the order of their numbers."""
        self.size = 0 if keys is None else len(keys)
        self.documents = 0
        self._keys = np.zeros(0, np.int64) if keys is None else keys
        self._frequency = np.zeros(0, np.int32) if frequency is None else frequency
        self._weights: Floats = np.zeros(0, np.float32)
        order = np.argsort(self._keys)
        self._sorted = Sorted(self._keys[order], order.astype(np.int32))
        self._loose: dict[int, int] = {}

    @property
    def keys(self) -> Keys:
        """The keys in the order of their numbers."""
        return self._keys[: self.size]

    @property
    def frequency(self) -> NDArray[np.int32]:
        """In how many documents each term stands."""
        return self._frequency[: self.size]

    @property
    def weights(self) -> Floats:
        """What each term weighs."""
        return self._weights[: self.size]

    def restore_weights(self, weights: Floats, documents: int) -> None:
        """The weights as they were stored, and the number of documents."""
        self._weights, self.documents = weights, documents

    def numbers_of(self, keys: Keys) -> Numbers:
        """The numbers of these keys; -1 for a term that the library does not hold."""
        known = self._sorted
        if len(known.keys):
            at = np.minimum(np.searchsorted(known.keys, keys), len(known.keys) - 1)
            numbers = np.where(known.keys[at] == keys, known.numbers[at], -1).astype(np.int32)
        else:
            numbers = np.full(len(keys), -1, np.int32)
        if self._loose:
            for place in np.flatnonzero(numbers < 0).tolist():
                numbers[place] = self._loose.get(int(keys[place]), -1)
        return numbers

    def taken_in(self, keys: Keys) -> Numbers:
        """The numbers of these keys; a term seen for the first time gets the next one."""
        numbers = self.numbers_of(keys)
        missing = np.unique(keys[numbers < 0])
        if len(missing):
            self._append(missing)
            numbers = self.numbers_of(keys)
        return numbers

    def _append(self, keys: Keys) -> None:
        first = self.size
        self._make_room(first + len(keys))
        self._keys[first : first + len(keys)] = keys
        self.size += len(keys)
        if len(keys) + len(self._loose) > _MOST_LOOSE:
            order = np.argsort(self.keys)
            self._sorted = Sorted(self.keys[order], order.astype(np.int32))
            self._loose = {}
        else:
            self._loose |= dict(zip(keys.tolist(), range(first, self.size), strict=True))

    def _make_room(self, size: int) -> None:
        """Longer arrays where they are too short, an eighth longer than asked for."""
        if size <= len(self._keys):
            return
        room = size + size // 8 + 1024
        for name in ("_keys", "_frequency", "_weights"):
            old = getattr(self, name)
            new = np.zeros(room, old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def count(self, numbers: Numbers, documents: int) -> None:
        """Documents were added (or taken away, where negative) with these terms, each once a document."""
        self.documents += documents
        if len(numbers) * 4 > self.size:
            self._frequency[: self.size] += np.sign(documents) * np.bincount(numbers, minlength=self.size).astype(
                np.int32
            )
        else:
            np.add.at(self._frequency, numbers, np.sign(documents))

    def weigh(self) -> None:
        """Weighs every term by the counts of now."""
        if len(self._weights) < len(self._keys):
            self._weights = np.zeros(len(self._keys), np.float32)
        self._weights[: self.size] = self.weight(self.keys, self.frequency)

    def weigh_new(self, numbers: Numbers) -> None:
        """Weighs those of these terms that were not weighed yet."""
        new = np.unique(numbers[self._weights[numbers] == 0]) if len(numbers) else numbers
        if len(new):
            self._weights[new] = self.weight(self._keys[new], self._frequency[new])

    def weight(self, keys: Keys, frequency: NDArray[np.int32]) -> Floats:
        """idf^2.5, half of it for pairs and words; idf is ln((1 + N) / (1 + df)) + 1."""
        idf = np.log((1.0 + self.documents) / (1.0 + frequency)) + 1.0
        return (idf**_POWER * np.where(is_telling(keys), _PAIRS_WEIGH, 1.0)).astype(np.float32)
