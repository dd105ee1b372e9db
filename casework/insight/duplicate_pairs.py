"""The whole file looked through for records that may be doubled: enterprises by name, people by name and telephone."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from casework.chinese import fold
from casework.entities.enterprises import NOT_A_NAME
from casework.entities.mergers import distinct_pairs
from casework.errors import BadInput, CaseworkError
from casework.insight.duplicates import ASK, BANDS, LIKELY, SAME, Likeness, NameIndex
from casework.language import _
from casework.records import Reader

Progress = Callable[[int, int], bool]
"""Told the records done and the records in all; answers False to cancel."""
_EVERY = 200
_SCORES = {SAME: 100.0, LIKELY: 90.0, ASK: 80.0}
_LIVE = "removed_at is null"
_NOT_DIGITS = re.compile(r"\D")
_ENTERPRISE_NAMES = f"select id, name, uscc, short_name from enterprise where {_LIVE}"
_OTHER_NAMES = f"select enterprise_id as id, name, alias_kind from enterprise_alias where {_LIVE}"
_PEOPLE: Mapping[str, str] = {
    "contact_person": "select id, name, phone, email, enterprise_id as place, '' as told from contact_person",
    "person": "select id, name, phone, '' as email, '' as place, ifnull(unit_id, '') as told from person",
    "expert": "select id, name, phone, email, '' as place, unit_name as told from expert",
}
"""SQL by type: people are doubled only within the same `place`; `told` is the unit that makes it likelier."""
SCANNED = ("enterprise", "partner", *_PEOPLE)
"""The types whose records are looked through."""


class ScanCancelled(CaseworkError):
    """The user stopped looking for duplicates."""

    code = "cancelled"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the likelier pairs first; the reason is told in words."""

    record_type: str
    a: str
    b: str
    band: str
    score: float
    reason: str

    def as_json(self) -> dict[str, Any]:
        """As the command line tells it."""
        return {"a": self.a, "b": self.b, "band": self.band, "score": self.score, "reason": self.reason}


def enterprise_names(read: Reader, of: str = "") -> Iterator[tuple[str, str, str]]:
    """Every (id, name, credit code) by which enterprises outside the bin are known: names, short and other names.

    `of` asks for one enterprise alone. What a merged entry was called, and its code, are among the rows
    of the one that carries on.
    """
    mine = " and {} = :id" if of else ""
    for row in read.query(_ENTERPRISE_NAMES + mine.format("id"), {"id": of}):
        yield row["id"], row["name"], row["uscc"]
        if row["short_name"]:
            yield row["id"], row["short_name"], ""
    for row in read.query(_OTHER_NAMES + mine.format("enterprise_id"), {"id": of}):
        if row["alias_kind"] == "code":
            yield row["id"], "", row["name"]
        elif row["alias_kind"] not in NOT_A_NAME:
            yield row["id"], row["name"], ""


def pairs(read: Reader, record_type: str = "enterprise", progress: Progress | None = None) -> list[Pair]:
    """Every pair of records of a type that may be one, best first, without those said not to be the same.

    BadInput for a type that is not looked through; ScanCancelled when progress says so.
    """
    if record_type not in SCANNED:
        raise BadInput(
            _("Records of this type are not compared."), remedy=_("The types are:"), candidates=list(SCANNED)
        )
    apart = distinct_pairs(read, record_type)
    found = _people(read, record_type) if record_type in _PEOPLE else _names(read, record_type, progress)
    kept = [pair for pair in found if frozenset((pair.a, pair.b)) not in apart]
    return sorted(kept, key=lambda pair: (BANDS.index(pair.band), -pair.score, pair.a, pair.b))


def _names(read: Reader, record_type: str, progress: Progress | None) -> list[Pair]:
    """By name; partners, whose names are short and formed alike (中德合作园区, 中法合作园区), only from likely up."""
    if record_type == "enterprise":
        rows = list(enterprise_names(read))
    else:
        rows = [(row["id"], row["name"], "") for row in read.query(f"select id, name from {record_type} where {_LIVE}")]
    index = NameIndex(rows)
    codes = {record_id: uscc for record_id, _name, uscc in rows if uscc}
    best: dict[frozenset[str], tuple[str, Likeness]] = {}
    for done, (record_id, name, uscc) in enumerate(rows):
        if progress and done % _EVERY == 0 and not progress(done, len(rows)):
            raise ScanCancelled(_("The search for duplicates was cancelled."))
        for like in index.alike(name, uscc or codes.get(record_id, ""), leave_out=(record_id,)):
            pair = frozenset((record_id, like.id))
            if pair not in best or best[pair][1].score < like.score:
                best[pair] = (record_id, like)
    least = BANDS[: BANDS.index(ASK) + (record_type == "enterprise")]
    found = [(one, like) for one, like in best.values() if like.band in least]
    return [Pair(record_type, one, like.id, like.band, like.score, like.reason) for one, like in found]


def _people(read: Reader, record_type: str) -> list[Pair]:
    called: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in read.query(f"{_PEOPLE[record_type]} where {_LIVE}"):
        called[fold(row["name"]), row["place"]].append(row)
    return [
        Pair(record_type, one["id"], other["id"], band, _SCORES[band], reason)
        for same_name in called.values()
        for one, other in combinations(same_name, 2)
        for band, reason in (_band_of_people(one, other),)
    ]


def _band_of_people(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, str]:
    """How likely two people of one name are one, and why; telephone numbers are compared by their digits."""
    phones = [_NOT_DIGITS.sub("", who["phone"]) for who in (one, other)]
    if phones[0] and phones[0] == phones[1]:
        return SAME, _("The name and the telephone number are the same.")
    if one["email"] and fold(one["email"]) == fold(other["email"]):
        return SAME, _("The name and the e-mail address are the same.")
    if one["place"] or (one["told"] and fold(one["told"]) == fold(other["told"])):
        return LIKELY, _("The name and the unit are the same.")
    return ASK, _("The name is the same.")
