"""What wakes what: a new demand an old offer that fits it, a new offer an old demand that waits."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from casework.insight.freshness import freshness_days
from casework.insight.matching.asking import Answer, suggest
from casework.insight.matching.library import Library

_MOST_ASKED, _MOST_EACH, _LONG_PHRASE = 20, 2, 4
_NEW_DEMANDS = (
    "select id, number, subject, posted_on from demand where state = 'open' and posted_on >= :since"
    " and posted_on <= :today and removed_at is null"
    " and not exists (select 1 from match where match.demand_id = demand.id and match.removed_at is null)"
    f" order by posted_on desc, rowid desc limit {_MOST_ASKED}"
)
_NEW_OFFERS = (
    "select id, number, subject, posted_on from offer where state = 'open' and posted_on >= :since"
    " and posted_on <= :today and removed_at is null"
    " and not exists (select 1 from match where match.offer_id = offer.id and match.removed_at is null)"
    f" order by posted_on desc, rowid desc limit {_MOST_ASKED}"
)
_OLD = "select number, subject, posted_on from {kind} where id = :id and posted_on < :day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """A new entry of a library and an older one of the other side that stands far ahead for it, never tried.

    `demand_id` is that of the pair, whichever side is new; `phrases` are words both sides use.
    """

    new_kind: str
    new_id: str
    new_number: str
    new_subject: str
    old_id: str
    old_number: str
    old_subject: str
    posted_on: dt.date
    phrases: tuple[str, ...]

    @property
    def demand_id(self) -> str:
        """The demand of the pair."""
        return self.new_id if self.new_kind == "demand" else self.old_id


def woken(library: Library) -> tuple[Woken, ...]:
    """What demands and offers wake that are new by the office's own rule for its libraries, the newest first."""
    found = [*_woken(library, _NEW_DEMANDS, "demand", "offer"), *_woken(library, _NEW_OFFERS, "offer", "demand")]
    return tuple(sorted(found, key=lambda one: one.posted_on, reverse=True))


def _woken(library: Library, sql: str, new_kind: str, old_kind: str) -> Iterator[Woken]:
    today = library.read.clock.today
    values = {
        "since": (today - dt.timedelta(days=freshness_days(library.read, "fresh_days"))).isoformat(),
        "today": today.isoformat(),
    }
    for new in library.read.query(sql, values):
        answer = suggest(library, new_kind, new["id"], (old_kind,), most=_MOST_EACH)
        for one in answer.suggestions:
            if one.rank > 1 and one.band != "far_ahead":
                break
            old = library.read.query(_OLD.format(kind=old_kind), {"id": one.id, "day": new["posted_on"]})
            if not old or not (one.band == "far_ahead" or _stands_out(answer)):
                continue
            yield Woken(
                new_kind=new_kind,
                new_id=new["id"],
                new_number=new["number"],
                new_subject=new["subject"],
                old_id=one.id,
                old_number=old[0]["number"],
                old_subject=old[0]["subject"],
                posted_on=dt.date.fromisoformat(new["posted_on"]),
                phrases=tuple(reason.text for reason in one.reasons[:3] if not reason.is_weak),
            )


def _stands_out(answer: Answer) -> bool:
    """Whether the first of too few candidates for a band is worth a word: twice the second, over a phrase of four."""
    first, *others = answer.suggestions
    phrase = max((len(reason.text) for reason in first.reasons if not reason.is_weak), default=0)
    return phrase >= _LONG_PHRASE and all(one.score * 2 < first.score for one in others)
