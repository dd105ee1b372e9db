"""What a record is found by: its names, the words of its title and text, digits of its codes, pinyin of its names."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from casework.chinese import bigrams, fold
from casework.fields import Column, Kind, columns
from casework.records import Record
from casework.traditional import simplified

KEY_LENGTH = 24
"""Characters of a name by which its beginning is looked up."""
LETTERS_MARK = "_"
"""Before the initials of a name, so that they are no name themselves."""
_SEPARATOR = "\x1f"
_LONGEST_NAME = 40
"""A longer title is a sentence, of which nobody types the initials of every word."""
_CODE = re.compile(r"[0-9a-z]*[0-9][0-9a-z]*")
_DIGIT = re.compile(r"\d")
_SHORTEST_CODE = 4
GRAM = 3
"""Characters of the pieces by which any part of a code or telephone number is found."""


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """How a name is found by Latin letters, made by casework.pinyin and handed in."""

    initials: Callable[[str], str]
    grams: Callable[[str], str]
    abbreviations: Callable[[str], tuple[str, ...]]
    spelling: Callable[[str], str]
    sort_key: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """One record as the index keeps it; the first three for tables, the others columns of words."""

    title: str
    keys: tuple[str, ...]
    sort_key: str
    title_words: str
    body_words: str
    title_characters: str
    code_words: str
    pinyin_words: str

    @property
    def joined_keys(self) -> str:
        """The keys in one text."""
        return _SEPARATOR.join(self.keys)


def searched(text: str) -> str:
    """`text` as names are compared in search: folded, and traditional characters as simplified ones."""
    return simplified(fold(text))


def split_keys(joined: str) -> list[str]:
    """The keys of `IndexedWords.joined_keys`."""
    return joined.split(_SEPARATOR)


def indexed_words(record: Record, other_names: Sequence[str], keys: SearchKeys) -> IndexedWords | None:
    """What the index keeps of a record, which is also known by `other_names`; None where it has no words at all."""
    names, body = searched_texts(record)
    if not names and not body:
        return None
    called = [*names, *other_names]
    title = names[0] if names else ""
    return IndexedWords(
        title=title or _number(record),
        keys=_keys(record, called, keys),
        sort_key=keys.sort_key(" ".join(names)),
        title_words=bigrams(" ".join(called)),
        body_words=bigrams(" ".join(body)),
        title_characters=" ".join(character_word(one) for one in dict.fromkeys("".join(map(searched, called)))),
        code_words=_code_words(" ".join([*called, *body])),
        pinyin_words=" ".join(_pinyin_words(name, keys) for name in called),
    )


def character_word(character: str) -> str:
    """A single character of a name as a word of its own: 机 is _机."""
    return LETTERS_MARK + character


def code_grams(code: str) -> list[str]:
    """The pieces of a code, marked so that no word is taken for one: 91510 gives _915 _151 _510."""
    return [LETTERS_MARK + code[start : start + GRAM] for start in range(len(code) - GRAM + 1)]


@cache
def _searched_columns(record_type: type[Record]) -> tuple[tuple[Column, bool], ...]:
    """The columns whose words are searched, each with whether it is one of the record's names."""
    return tuple(
        (c, c.field.search == "title") for c in columns(record_type) if c.field.search and c.kind is not Kind.YES_NO
    )


def searched_texts(record: Record) -> tuple[list[str], list[str]]:
    """The names of a record and its other texts, in the order of their fields: all that it is found by."""
    names: list[str] = []
    body: list[str] = []
    for column, is_name in _searched_columns(type(record)):
        if text := column.text(getattr(record, column.name)):
            (names if is_name else body).append(text)
    return names, body


def _number(record: Record) -> str:
    return str(getattr(record, "number", ""))


def _keys(record: Record, called: Sequence[str], keys: SearchKeys) -> tuple[str, ...]:
    """The beginnings by which it is looked up: its names, its numbers and codes, the initials of its names."""
    codes = (str(getattr(record, name, "")) for name in ("number", "uscc", "registration_no", "document_no"))
    plain = [searched(text)[:KEY_LENGTH] for text in (*called, *codes) if text]
    letters = [LETTERS_MARK + keys.initials(name)[:KEY_LENGTH] for name in called]
    return tuple(dict.fromkeys(key for key in (*plain, *letters) if len(key) > len(LETTERS_MARK)))


def _code_words(text: str) -> str:
    """The pieces of every run of digits and letters that holds a digit and is long enough to have parts."""
    if not _DIGIT.search(text):
        return ""
    runs = (run for run in _CODE.findall(unicodedata.normalize("NFKC", text).lower()) if len(run) >= _SHORTEST_CODE)
    return " ".join(gram for run in runs for gram in code_grams(run))


def _pinyin_words(name: str, keys: SearchKeys) -> str:
    """Pairs of initials (_zg), the letters of short names (__zgyj), whole syllables (___zi)."""
    if len(name) > _LONGEST_NAME:
        return keys.grams(name)
    short = [f"__{letters}" for letters in keys.abbreviations(name)]
    return " ".join([keys.grams(name), *short, *(f"___{syllable}" for syllable in keys.spelling(name).split())])
