"""The part of a text that sounds as typed letters: of 自贡运输机械 it is 自贡运 for zgy, 运输 for yunshu."""

from casework.pinyin import full_pinyin, initials_variants
from casework.syllables import syllables


def sounding(text: str, letters: str) -> str:
    """The first run of hanzi in `text` whose initials, or whose syllables, are `letters`; empty where there is none.

    Each hanzi is read alone, in any of the readings a typist may take it for.
    """
    starts = [(place, _initials(text[place])) for place in range(len(text))]
    hanzi = [(place, found) for place, found in starts if found]
    return _run(text, hanzi, [set(letter) for letter in letters]) or _spelt(text, letters)


def _run(text: str, hanzi: list[tuple[int, set[str]]], wanted: list[set[str]]) -> str:
    """The first run of hanzi each of which answers the letter wanted in its place."""
    for first in range(len(hanzi) - len(wanted) + 1):
        if wanted and all(hanzi[first + n][1] & letters for n, letters in enumerate(wanted)):
            return text[hanzi[first][0] : hanzi[first + len(wanted) - 1][0] + 1]
    return ""


def _spelt(text: str, letters: str) -> str:
    said = [full_pinyin(one) if not one.isascii() else "" for one in text]
    for way in syllables(letters):
        for first in range(len(text) - len(way) + 1):
            if tuple(said[first : first + len(way)]) == way:
                return text[first : first + len(way)]
    return ""


def _initials(character: str) -> set[str]:
    return set() if character.isascii() else {letter for letter in initials_variants(character) if letter}
