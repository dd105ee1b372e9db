"""The engine kept beside the case file, so that the next opening need not read every text again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.engine import Engine
from casework.insight.matching.segment import Postings, Segment
from casework.insight.matching.shelf import Shelf
from casework.insight.matching.vocabulary import Vocabulary

_FORM = "2"
"""Changes whenever what is kept means something else; a file of another form is made anew."""
_SEGMENT = ("ids", "is_open", "pointers", "terms", "in_text", "in_title", "title_length", "text_length", "order")
_POSTINGS = ("pointers", "rows")


class Side(Protocol):
    """A file that keeps named bytes and facts."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def key_pragma(self) -> str:
        """The key it is written under."""
        ...

    def facts(self) -> dict[str, str]:
        """Its facts; none where it cannot be read."""
        ...

    def read(self, name: str, target: memoryview) -> bool:
        """Fills `target`; whether everything was there."""
        ...

    def write(self, parts: Iterator[tuple[str, memoryview]], facts: dict[str, str]) -> bool:
        """Replaces the file; whether it could be written."""
        ...


def keep(engine: Engine, side: Side, facts: dict[str, str]) -> bool:
    """Writes a settled engine with these facts; whether it could be written."""
    arrays = dict(_arrays(engine))
    shapes = {name: [str(array.dtype), len(array)] for name, array in arrays.items()}
    means = {kind: [shelf.mean_title, shelf.mean_text] for kind, shelf in engine.shelves.items()}
    known = {"form": _FORM, "shapes": json.dumps(shapes), "means": json.dumps(means)}
    known["documents"] = str(engine.vocabulary.documents)
    parts = ((name, _bytes_of(np.ascontiguousarray(array))) for name, array in arrays.items() if len(array))
    return side.write(parts, known | facts)


def _arrays(engine: Engine) -> Iterator[tuple[str, NDArray[Any]]]:
    words = engine.vocabulary
    yield from (("keys", words.keys), ("frequency", words.frequency), ("weights", words.weights))
    for kind, shelf in engine.shelves.items():
        yield from ((f"{kind} {name}", getattr(shelf.block, name)) for name in _SEGMENT)
        if shelf.block.postings is not None:
            yield from ((f"{kind} by term {name}", getattr(shelf.block.postings, name)) for name in _POSTINGS)


class LostError(Exception):
    """What was kept is no longer there, or not the same any more."""


def restored(side: Side, facts: dict[str, str], kinds: tuple[str, ...]) -> Engine:
    """The engine as it was kept, each library read when it is first needed; LostError where anything is missing."""
    if facts.get("form") != _FORM:
        raise LostError
    kept = _Kept(side, facts)
    words = {name: kept.array(name) for name in ("keys", "frequency", "weights")}
    vocabulary = Vocabulary(words["keys"], words["frequency"])
    vocabulary.restore_weights(words["weights"], int(facts["documents"]))
    engine = Engine(kinds, vocabulary, lambda kind: kept.shelf(kind, vocabulary))
    engine.taken_as_weighed()
    return engine


class _Kept:
    """The arrays of one state of the engine."""

    def __init__(self, side: Side, facts: dict[str, str]) -> None:
        self._side, self._facts = side, facts
        self._shapes: dict[str, tuple[str, int]] = json.loads(facts["shapes"])

    def array(self, name: str) -> NDArray[Any]:
        """One array; LostError where it is not all there."""
        dtype, length = self._shapes[name]
        array = np.empty(length, np.dtype(dtype))
        if length and not self._side.read(name, _bytes_of(array)):
            raise LostError
        return array

    def shelf(self, kind: str, vocabulary: Vocabulary) -> Shelf:
        """One library; LostError where the file was made anew since."""
        if self._side.facts() != self._facts:
            raise LostError
        parts: dict[str, Any] = {name: self.array(f"{kind} {name}") for name in _SEGMENT}
        segment = Segment(**parts)
        if f"{kind} by term rows" in self._shapes:
            segment.postings = Postings(**{name: self.array(f"{kind} by term {name}") for name in _POSTINGS})
        shelf = Shelf(vocabulary, segment)
        shelf.mean_title, shelf.mean_text = json.loads(self._facts["means"])[kind]
        return shelf


def _bytes_of(array: NDArray[Any]) -> memoryview:
    """The bytes of an array, in place."""
    return memoryview(array.view(np.uint8).data).cast("B")
