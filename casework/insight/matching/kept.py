"""The engine kept beside the case file, so that the next opening need not read every text again."""

import json
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from casework.insight.matching.engine import Engine
from casework.insight.matching.segment import Postings, Segment
from casework.insight.matching.shelf import Shelf
from casework.insight.matching.vocabulary import Vocabulary

_FORM = "1"
"""Changes whenever what is kept means something else; a file of another form is made anew."""
_SEGMENT = ("ids", "is_open", "pointers", "terms", "in_text", "in_title", "title_length", "text_length")
_POSTINGS = ("pointers", "rows")


class Side(Protocol):
    """A file that keeps named bytes and facts."""

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


def restored(side: Side, facts: dict[str, str], kinds: tuple[str, ...]) -> Engine | None:
    """The engine as it was kept; None where anything is missing or of another form."""
    if facts.get("form") != _FORM:
        return None
    shapes: dict[str, tuple[str, int]] = json.loads(facts["shapes"])
    found = {name: _array(side, name, *shape) for name, shape in shapes.items()}
    arrays = {name: array for name, array in found.items() if array is not None}
    if len(arrays) < len(found):
        return None
    engine = Engine(kinds, Vocabulary(arrays["keys"], arrays["frequency"]))
    engine.vocabulary.restore_weights(arrays["weights"], int(facts["documents"]))
    for kind, (title, text) in json.loads(facts["means"]).items():
        shelf = Shelf(engine.vocabulary, _segment(kind, arrays))
        shelf.mean_title, shelf.mean_text = title, text
        engine.shelves[kind] = shelf
    engine.taken_as_weighed()
    return engine


def _array(side: Side, name: str, dtype: str, length: int) -> NDArray[Any] | None:
    array = np.empty(length, np.dtype(dtype))
    return array if not length or side.read(name, _bytes_of(array)) else None


def _bytes_of(array: NDArray[Any]) -> memoryview:
    """The bytes of an array, in place."""
    return memoryview(array.view(np.uint8).data).cast("B")


def _segment(kind: str, arrays: dict[str, NDArray[Any]]) -> Segment:
    parts: dict[str, Any] = {name: arrays[f"{kind} {name}"] for name in _SEGMENT}
    segment = Segment(**parts)
    if f"{kind} by term rows" in arrays:
        segment.postings = Postings(**{name: arrays[f"{kind} by term {name}"] for name in _POSTINGS})
    return segment
