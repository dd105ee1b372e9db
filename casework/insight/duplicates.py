"""Enterprise names that may mean one firm: an index of names, and what of it is like a name (decision 16)."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from casework.chinese import fold, is_uscc, name_parts
from casework.language import _

SAME, LIKELY, ASK = "same", "likely", "ask"
BANDS = (SAME, LIKELY, ASK)
_LIKELY_FROM, _ASK_FROM = 90.0, 80.0
_CERTAIN = 100.0
_CORE, _BODY, _WHOLE = 0.5, 0.3, 0.2
_OTHER_REGION, _OTHER_NUMBER, _BRANCH = 15.0, 15.0, 15.0
_UNTOLD, _ABBREVIATED = 85.0, 88.0
_SHORTEST_SLIP, _SLIP_BESIDE, _SLIP_WITHIN = 6, 92.0, 79.0
_RAREST_PAIRS = 5
_MOST_POSTINGS = 600
_MOST_NAMES = 5
_MOST_SCORED = 30
_NUMBERS = re.compile("[0-9]+|第[〇零一二三四五六七八九十百]+|[一二三四五六七八九十]+(?=[分支号厂店队部所校场])")
_IS_BRANCH = re.compile("(?:分公司|支行|分行|分社|分店|门市部?|分店|营业部|供应站|服务站)$")


@dataclass(frozen=True, slots=True, order=False)
class Likeness:
    """A record whose name or credit code is like the one asked for; the reason is told in words."""

    id: str
    band: str
    score: float
    reason: str


class _Entry(NamedTuple):
    """One name of one record, taken apart."""

    id: str
    other_name: str
    """The name as written where it is not the first one of its record; else empty."""
    folded: str
    region: str
    body: str
    core: str

    @property
    def normal(self) -> str:
        """The name without legal form, its region short (see `chinese.normal_name`)."""
        return self.region + self.body


class NameIndex:
    """Names of records, further names of a record being more rows of its id; asked what a name is like.

    By credit code, then by the same normalised name, then by the rarest character pairs of the
    body, scored by RapidFuzz on core, body and whole. Two unlike sound codes are never alike.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]] = ()) -> None:
        """An index of (id, name, credit code); the code may be empty."""
        from rapidfuzz import fuzz
        from rapidfuzz.distance import OSA

        self._ratio: Callable[[str, str], float] = fuzz.ratio
        self._slips = OSA.distance
        self._entries: list[_Entry | None] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._codes: defaultdict[str, set[str]] = defaultdict(set)
        self._coded: dict[str, dict[str, None]] = {}
        self._named: dict[str, list[int]] = {}
        self._pairs: defaultdict[str, list[int]] = defaultdict(list)
        for record_id, name, uscc in names:
            self.add(record_id, name, uscc)

    def __len__(self) -> int:
        """How many names it knows."""
        return sum(map(len, self._places.values()))

    def add(self, record_id: str, name: str, uscc: str = "") -> None:
        """One more name (or code) of a record, new or known."""
        code = _code(uscc)
        if code:
            self._codes[record_id].add(code)
            self._coded.setdefault(code, {})[record_id] = None
        if not name.strip():
            return
        place, entry = len(self._entries), _entry(record_id, name, is_other=record_id in self._places)
        self._places[record_id].append(place)
        self._entries.append(entry)
        self._named.setdefault(entry.normal, []).append(place)
        for pair in _pairs(entry.body):
            self._pairs[pair].append(place)

    def forget(self, record_id: str) -> None:
        """Every name and code of a record is known no more."""
        for place in self._places.pop(record_id, ()):
            self._entries[place] = None
        for code in self._codes.pop(record_id, ()):
            self._coded.get(code, {}).pop(record_id, None)

    def alike(self, name: str, uscc: str = "", *, leave_out: Collection[str] = (), limit: int = 5) -> list[Likeness]:
        """The records that `name` or `uscc` may mean, best first, at most `limit`; none of `leave_out`.

        Bands: same (code or normalised name), likely (from 90 of 100), ask (from 80).
        """
        code, asked = _code(uscc), _entry("", name)
        best: dict[str, Likeness] = {
            record_id: Likeness(record_id, SAME, _CERTAIN, _("The credit code is the same."))
            for record_id in self._coded.get(code, ())
            if record_id not in leave_out
        }
        for entry, score in self._scored(asked, leave_out) if name.strip() else ():
            known = best.get(entry.id)
            if (known and known.score >= score) or self._unlike(code, entry.id):
                continue
            best[entry.id] = Likeness(entry.id, _band(score), round(score, 1), _reason(asked, entry))
        return sorted(best.values(), key=lambda found: (BANDS.index(found.band), -found.score))[:limit]

    def _scored(self, asked: _Entry, leave_out: Collection[str]) -> Iterator[tuple[_Entry, float]]:
        """Every entry from `ask` up, with its score."""
        for place in self._named.get(asked.normal, ()):
            entry = self._entries[place]
            if entry is not None and entry.id not in leave_out:
                yield entry, _CERTAIN
        for place in self._candidates(asked, leave_out):
            entry = self._entries[place]
            score = self._score(asked, entry) if entry is not None and entry.id not in leave_out else 0.0
            if entry is not None and score >= _ASK_FROM:
                yield entry, score

    def _candidates(self, asked: _Entry, leave_out: Collection[str]) -> list[int]:
        """Names that share the rarest pairs, those that share more and rarer ones first."""
        shared = sorted((p for p in map(self._pairs.get, _pairs(asked.body)) if p), key=len)
        if leave_out:
            shared = [places for places in shared if not self._all_in(places, leave_out)]
        weights: defaultdict[int, float] = defaultdict(float)
        total = len(self._entries) + 1
        for used, places in enumerate(shared[:_RAREST_PAIRS]):
            if used and len(places) > _MOST_POSTINGS:
                break
            weight = math.log(total / len(places))
            for place in places:
                weights[place] += weight
        return sorted(weights, key=weights.__getitem__, reverse=True)[:_MOST_SCORED]

    def _all_in(self, places: list[int], ids: Collection[str]) -> bool:
        """Whether a rare pair stands in names of these records alone: such a pair leads to nobody else."""
        entries = [self._entries[place] for place in places[: len(ids) * _MOST_NAMES + 1]]
        return all(entry is None or entry.id in ids for entry in entries)

    def _score(self, asked: _Entry, entry: _Entry) -> float:
        """How alike two names are, 0 to 100; never quite the same, which only equal normal names are."""
        score = max(self._score_of_parts(asked, entry), self._score_of_slip(asked, entry))
        if score < _ASK_FROM:
            return 0.0
        if _contradict(asked.region, entry.region):
            score -= _OTHER_REGION
        if _NUMBERS.findall(asked.body) != _NUMBERS.findall(entry.body):
            score -= _OTHER_NUMBER
        return min(score, _CERTAIN - 0.1)

    def _score_of_parts(self, asked: _Entry, entry: _Entry) -> float:
        """By core, body and whole; a trade or its second half not told says nothing against."""
        ratio = self._ratio
        core, body = ratio(asked.core, entry.core), ratio(asked.body, entry.body)
        if _trade_untold(asked, entry) or _trade_untold(entry, asked):
            core, body = _CERTAIN, max(body, _UNTOLD)
        score = _CORE * core + _BODY * body
        if score + _WHOLE * _CERTAIN >= _ASK_FROM:
            score += _WHOLE * ratio(asked.normal, entry.normal)
            score -= _BRANCH if _is_branch(asked) != _is_branch(entry) else 0.0
        abbreviated = asked.normal == entry.region + entry.core or entry.normal == asked.region + asked.core
        return max(score, _ABBREVIATED) if abbreviated else score

    def _score_of_slip(self, asked: _Entry, entry: _Entry) -> float:
        """Where one character is wrong, missing or too much: beside the core hardly to be doubted, else to be asked."""
        one, other = asked.folded, entry.folded
        shorter = min(len(one), len(other))
        if abs(len(one) - len(other)) > 1 or shorter < _SHORTEST_SLIP or self._slips(one, other, score_cutoff=1) > 1:
            return 0.0
        beside = entry.core in one or asked.core in other
        return _SLIP_BESIDE if beside else _SLIP_WITHIN + min(shorter, 18) / 3

    def _unlike(self, code: str, record_id: str) -> bool:
        """Whether both have a sound credit code, and not the same one."""
        others = self._codes.get(record_id)
        return bool(code and others and code not in others and is_uscc(code) and any(map(is_uscc, others)))


def _code(uscc: str) -> str:
    """The code in capital narrow letters; what is not written so already is folded."""
    return uscc if uscc.isascii() and uscc.isalnum() and uscc.isupper() else fold(uscc).upper()


def _entry(record_id: str, name: str, *, is_other: bool = False) -> _Entry:
    parts = name_parts(name)
    other_name = name.strip() if is_other else ""
    return _Entry(record_id, other_name, fold(name), parts.region, parts.body, parts.core)


def _pairs(body: str) -> set[str]:
    """The character pairs of a body, its first and last character marked: a typo in a short name leaves one."""
    bounded = f"^{body}$"
    return {bounded[start : start + 2] for start in range(len(bounded) - 1)}


def _band(score: float) -> str:
    return SAME if score >= _CERTAIN else LIKELY if score >= _LIKELY_FROM else ASK


def _trade_untold(shorter: _Entry, longer: _Entry) -> bool:
    """Whether the shorter body is the longer one but for trade left out at its end."""
    return (
        len(shorter.body) < len(longer.body)
        and longer.body.startswith(shorter.body)
        and shorter.body.startswith(longer.core)
    )


def _is_branch(entry: _Entry) -> bool:
    return bool(_IS_BRANCH.search(entry.body))


def _contradict(one: str, other: str) -> bool:
    """Whether two regions exclude each other; one that is not told, or lies inside the other, does not."""
    return bool(one and other) and one not in other and other not in one


def _reason(asked: _Entry, entry: _Entry) -> str:
    """In which way two names are alike, in words."""
    way = _way(asked, entry)
    return _("Its other name {name}: {reason}").format(name=entry.other_name, reason=way) if entry.other_name else way


def _way(asked: _Entry, entry: _Entry) -> str:
    if asked.folded == entry.folded:
        return _("The names are the same.")
    if asked.normal == entry.normal:
        return _("The names differ only in how region, legal form or signs are written.")
    if asked.body == entry.body:
        return _("The names differ only in the region.")
    if asked.core == entry.core:
        return _("Both are called “{words}”; trade or region is written differently.").format(words=asked.core)
    return _("The names are nearly the same: “{one}” and “{other}”.").format(one=asked.body, other=entry.body)
