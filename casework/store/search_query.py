"""Typed words as questions to the index: FTS5 expressions in which only letters, digits and hanzi are taken over."""

import re
from dataclasses import dataclass

from casework.chinese import HANZI, query_tokens
from casework.pinyin import pinyin_query
from casework.store.search_words import GRAM, KEY_LENGTH, LETTERS_MARK, character_word, code_grams, searched
from casework.syllables import syllables

_LETTERS = re.compile("[a-z]{2,}")
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
"""Signs around a word, which are not indexed."""
_TAIL = re.compile(rf"(.*[^{HANZI}])([{HANZI}])")
"""A word that ends in a hanzi alone, as 四川(普 does while 普通 is being typed: many words begin so."""
_CODE = re.compile("[a-z]*[0-9][0-9a-z]*")
_LETTERS_OF_SHORT_NAME = 3
_LETTERS_OF_SUBSEQUENCE = range(3, 13)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What was typed, as the index is asked.

    `title` matches records whose names hold all words, `anywhere` those that hold them in any text; `start` is
    how a name would begin, `letters` the typed letters where there is nothing else, `short` the short names they
    may stand for. Everything is empty for words without a letter, digit or hanzi.
    """

    words: tuple[str, ...]
    start: str
    title: str
    anywhere: str
    letters: str = ""
    short: str = ""
    is_dear: bool = False

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.anywhere)

    @property
    def starts(self) -> tuple[str, ...]:
        """The beginnings of keys to be looked up."""
        return (self.start, LETTERS_MARK + self.letters) if self.letters else (self.start,)

    @property
    def gaps(self) -> str:
        """A pattern of initials in order with gaps between them; empty where too few or too many were typed."""
        if len(self.letters) not in _LETTERS_OF_SUBSEQUENCE:
            return ""
        return f"{LETTERS_MARK}{'*'.join(self.letters)}*"


def asked_words(text: str) -> AskedWords:
    """The questions for typed words; all of them must be found, in any order."""
    words = tuple(filter(None, (_SIGNS.sub("", searched(part)) for part in text.split())))
    if not words:
        return AskedWords((), "", "", "")
    letters = words[0] if len(words) == 1 and _LETTERS.fullmatch(words[0]) else ""
    return AskedWords(
        words=words,
        start="".join(words)[:KEY_LENGTH],
        title=" AND ".join(_in_names(word) for word in words),
        anywhere=" AND ".join(_anywhere(word) for word in words),
        letters=letters,
        short=f"{{pinyin_words}} : {_short_name(letters)}" if _short_name(letters) else "",
        is_dear=any(len(word) == 1 or _LETTERS.fullmatch(word) or _TAIL.fullmatch(word) for word in words),
    )


def _in_names(word: str) -> str:
    """One word in a name: as it stands, or as pinyin."""
    if len(word) == 1:
        return f'({{title_characters}} : "{character_word(word)}")'
    if tail := _TAIL.fullmatch(word):
        front = _SIGNS.sub("", tail[1])
        return f"({_in_names(front)} AND {_in_names(tail[2])})" if front else _in_names(tail[2])
    return _either(f"({{title_words}} : {_plain(word)})", *_as_pinyin(word))


def _anywhere(word: str) -> str:
    """One word in any text: as it stands, as part of a code, or as pinyin of a name."""
    ways = [f"({{title_words body_words}} : {_plain(word)})", *_as_pinyin(word)]
    if len(word) == 1:
        ways.append(_in_names(word))
    if len(word) >= GRAM and _CODE.fullmatch(word):
        ways.append(f'({{code_words}} : "{" ".join(code_grams(word))}")')
    return _either(*ways)


def _plain(word: str) -> str:
    return " ".join(query_tokens(word))


def _as_pinyin(word: str) -> list[str]:
    if not _LETTERS.fullmatch(word):
        return []
    spelt = (" ".join(f"___{syllable}" for syllable in way) for way in syllables(word))
    pinyin = filter(None, [pinyin_query(word), _short_name(word), *(f'"{way}"' for way in spelt)])
    return [f"({{pinyin_words}} : ({' OR '.join(pinyin)}))"]


def _short_name(letters: str) -> str:
    """The beginning of a short name by its letters; two letters are the beginning of too many."""
    return f'"__{letters}" *' if len(letters) >= _LETTERS_OF_SHORT_NAME else ""


def _either(*ways: str) -> str:
    return f"({' OR '.join(ways)})"
