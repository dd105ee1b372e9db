"""Texts as terms: single characters, pairs of neighbours, and Latin words or numbers as a whole (decision 15)."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casework.chinese import HANZI
from casework.insight.matching.suggestions import Document

Keys = NDArray[np.int64]
Numbers = NDArray[np.int32]

_LATIN = re.compile(rf"[^\W_{HANZI}]+")
RUNS = re.compile(rf"[{HANZI}]+|[^\W_{HANZI}]+")
IS_HANZI = re.compile(f"[{HANZI}]")
_PAIR_SHIFT = 21
_PAIR = 1 << (_PAIR_SHIFT + 8)
"""Keys from here on are pairs or Latin words, below are single characters."""
_WORD = 1 << 62
_BETWEEN = "\x00"
_RANGES = ((0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""The code points of `HANZI`, for whole arrays at once."""


def plain(text: str) -> str:
    """`text` as it is compared: NFKC, lower case, no character that parts texts here."""
    return unicodedata.normalize("NFKC", text).lower().replace(_BETWEEN, " ")


def character_key(character: str) -> int:
    """The key of a single hanzi."""
    return ord(character)


def pair_key(pair: str) -> int:
    """The key of two neighbouring hanzi."""
    return ord(pair[0]) << _PAIR_SHIFT | ord(pair[1])


def word_key(word: str) -> int:
    """The key of a Latin word or a number: 56 bits of its digest, so that it is the same on every machine."""
    return _WORD | int.from_bytes(hashlib.blake2b(word.encode(), digest_size=7).digest())


def is_telling(keys: Keys) -> NDArray[np.bool_]:
    """Which keys are pairs or words; single characters find no candidates by themselves."""
    return keys >= _PAIR


def keys_of_run(run: str) -> list[int]:
    """Every key of one run of hanzi, or the key of a Latin word; singles and pairs."""
    if not IS_HANZI.match(run):
        return [word_key(run)]
    return [*map(character_key, run), *(pair_key(run[at : at + 2]) for at in range(len(run) - 1))]


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some documents: of each document its keys in order, how often in the text and in the title."""

    pointers: NDArray[np.int64]
    keys: Keys
    in_text: NDArray[np.uint8]
    in_title: NDArray[np.uint8]


def counted(documents: Sequence[Document]) -> Counted:
    """The terms of documents; counts end at 255."""
    found, places, titles = _occurrences(documents)
    distinct, numbers = np.unique(found, return_inverse=True)
    codes = places * np.int64(max(1, len(distinct))) + numbers
    kept, which, counts = np.unique(codes, return_inverse=True, return_counts=True)
    in_title = np.bincount(which, weights=titles, minlength=len(kept))
    rows = kept // max(1, len(distinct))
    pointers = np.searchsorted(rows, np.arange(len(documents) + 1))
    keys = distinct[kept % max(1, len(distinct))]
    return Counted(pointers.astype(np.int64), keys, _small(counts), _small(in_title))


def _small(counts: NDArray[np.generic]) -> NDArray[np.uint8]:
    return np.minimum(counts, 255).astype(np.uint8)


def _occurrences(documents: Sequence[Document]) -> tuple[Keys, NDArray[np.int64], NDArray[np.bool_]]:
    """Every occurrence of every term: its key, its document's place, whether it stands in the title."""
    joined = _BETWEEN.join(text for one in documents for text in (one.title, one.body))
    points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    texts = np.cumsum(points == 0)
    hanzi = np.zeros(len(points), dtype=bool)
    for first, last in _RANGES:
        hanzi |= (points >= first) & (points <= last)
    singles = np.flatnonzero(hanzi)
    pairs = np.flatnonzero(hanzi[:-1] & hanzi[1:]) if len(points) else singles
    words, starts = _words(joined)
    keys = np.concatenate([points[singles], points[pairs] << _PAIR_SHIFT | points[pairs + 1], words])
    where = texts[np.concatenate([singles, pairs, starts])]
    return keys, where // 2, where % 2 == 0


def _words(joined: str) -> tuple[Keys, NDArray[np.int64]]:
    known: dict[str, int] = {}
    keys: list[int] = []
    starts: list[int] = []
    for match in _LATIN.finditer(joined):
        word = match.group()
        if word not in known:
            known[word] = word_key(word)
        keys.append(known[word])
        starts.append(match.start())
    return np.array(keys, dtype=np.int64), np.array(starts, dtype=np.int64)
