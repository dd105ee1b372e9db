"""Pinyin of Chinese text: the keys lists sort by, and the letters by which a name is found."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casework.chinese import HANZI

_MOST_VARIANTS = 4
_IS_HANZI = re.compile(f"[{HANZI}]")
_RUNS = re.compile(rf"[{HANZI}]+|[^\W\d_{HANZI}]+|\d+")
_NO_LETTER = re.compile("[^a-z0-9]")


# Characters whose initial a reader may take for another, from names of firms, places and persons.
_TWO_READINGS = (
    "重zc 长zc 行hx 乐ly 朝cz 曾cz 单ds 会hk 藏cz 传cz 调dt 弹dt 率ls 参cs 盛sc 晟sc 宿sx 解jx 校xj 降jx "
    "厦sx 仇cq 查cz 翟zd 尉wy 区qo 种zc 覃tq 秘mb 茜qx 莘xs 涌yc 贾jg 铅qy 埔pb 堡bp 泊bp 澄cd 圈qj "
    "沈sc 禅cs 殖zs 稽jq 椎zc 弄nl 犍jq 筠jy 荥xy 枞cz 隗wk 召zs"
)
_OTHER_INITIALS = {entry[0]: entry[1:] for entry in _TWO_READINGS.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    """One hanzi, or one run of letters or digits: how it is spelt, typed and sorted."""

    toneless: str
    initial: str
    sort_key: str
    other_initials: str = ""


def full_pinyin(text: str) -> str:
    """The syllables without tones, joined by spaces: 自贡运输 gives “zi gong yun shu” (ü is written v)."""
    return " ".join(sound.toneless for sound in _sounds(text))


def pinyin_sort_key(text: str) -> str:
    """The key by which lists sort, compared as plain text.

    Syllable by syllable, then tone, then character, so that one surname stays together (李刚 李明
    黎安 in the order of their own syllable and tone); digits count as numbers (第2 before 第10).
    """
    return " ".join(sound.sort_key for sound in _sounds(text))


def initials(text: str) -> str:
    """The first letters of all syllables, with the reading that fits the word: 重庆长江LED gives “cqcjled”."""
    return "".join(sound.initial for sound in _sounds(text))


def initials_variants(text: str) -> tuple[str, ...]:
    """`initials` first, then what a user may type who reads one character otherwise; at most four.

    Only characters that no known word pins down vary: 长 alone does, 长 in 长江 does not.
    """
    letters = [sound.initial for sound in _sounds(text)]
    found = ["".join(letters)]
    for place, sound in enumerate(_sounds(text)):
        if sound.other_initials and len(found) < _MOST_VARIANTS:
            found += ["".join([*letters[:place], other, *letters[place + 1 :]]) for other in sound.other_initials]
    return tuple(found[:_MOST_VARIANTS])


def abbreviation_keys(text: str) -> tuple[str, ...]:
    """The letters of customary short names, each found by its beginning.

    Two initials of the first word and one of each further word (自贡运输机械集团: zgyjj, so zgyj
    finds it); one initial of every word (zyjj); both without the first word, as 运机 drops 自贡 (yjj, ysjj).
    """
    words = [letters for word in _words(text) if (letters := "".join(s.initial for s in _word_sounds(word)))]
    if not words:
        return ()
    ones = "".join(word[0] for word in words)
    keys = [words[0][:2] + ones[1:], ones, ones[1:], *([words[1][:2] + ones[2:]] if words[2:] else [])]
    return tuple(dict.fromkeys(key for key in keys if len(key) > 1))


def pinyin_grams(text: str) -> str:
    """Contiguous initials as words for FTS5 (unicode61 with tokenchars '_'): 自贡运 gives “_zg _gy _y”.

    Variants follow one another; the lone last letter of each keeps a phrase from running across.
    """
    return " ".join(pair for letters in initials_variants(text) for pair in _letter_pairs(letters, whole=True))


def pinyin_query(letters: str) -> str:
    """The FTS5 expression over `pinyin_grams` for typed initials: zgy gives "_zg _gy"; empty without letters."""
    typed = _NO_LETTER.sub("", unicodedata.normalize("NFKC", letters).lower())
    if not typed:
        return ""
    return f'"_{typed}"*' if len(typed) == 1 else f'"{" ".join(_letter_pairs(typed, whole=False))}"'


def _letter_pairs(letters: str, *, whole: bool) -> list[str]:
    last = len(letters) if whole else len(letters) - 1
    return ["_" + letters[start : start + 2] for start in range(last)]


@lru_cache(maxsize=1024)
def _sounds(text: str) -> tuple[_Sound, ...]:
    return tuple(sound for word in _words(text) for sound in _word_sounds(word))


def _words(text: str) -> list[str]:
    import rjieba

    return rjieba.cut(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=16384)
def _word_sounds(word: str) -> tuple[_Sound, ...]:
    """The sounds of one word; kept, because words recur in names far more often than names do."""
    return tuple(sound for run in _RUNS.findall(word) for sound in _run_sounds(run))


def _run_sounds(run: str) -> list[_Sound]:
    if run.isdigit():
        number = run.lstrip("0")
        return [_Sound(toneless=run, initial=_NO_LETTER.sub("", run), sort_key=f"{len(number):02d}{number}")]
    if not _IS_HANZI.match(run):
        return [_Sound(toneless=run, initial=_NO_LETTER.sub("", run), sort_key=run)]
    is_sure = len(run) > 1 and run in _phrases()
    readings = _phrase_readings(run) if is_sure or _holds_phrase(run) else [_single_reading(hanzi) for hanzi in run]
    return [_hanzi_sound(hanzi, reading, is_sure=is_sure) for hanzi, reading in zip(run, readings, strict=True)]


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, object]:
    """The words whose reading pypinyin knows as a whole."""
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


def _holds_phrase(run: str) -> bool:
    """Whether a word with a reading of its own stands inside: only then the whole run must be taken apart."""
    phrases, length = _phrases(), len(run)
    return any(run[start:end] in phrases for start in range(length - 1) for end in range(start + 2, length + 1))


def _phrase_readings(run: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    readings = lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True)
    return readings if len(readings) == len(run) else [_single_reading(hanzi) for hanzi in run]


@lru_cache(maxsize=16384)
def _single_reading(hanzi: str) -> str:
    """The commonest reading of one hanzi; the hanzi itself where none is known."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True)[0]


@lru_cache(maxsize=16384)
def _hanzi_sound(hanzi: str, reading: str, *, is_sure: bool) -> _Sound:
    if not reading.isascii():  # no reading is known: the character comes back
        return _Sound(toneless=hanzi, initial="", sort_key=hanzi)
    others = "" if is_sure else _OTHER_INITIALS.get(hanzi, "").replace(reading[0], "")
    return _Sound(toneless=reading.rstrip("12345"), initial=reading[0], sort_key=reading + hanzi, other_initials=others)
