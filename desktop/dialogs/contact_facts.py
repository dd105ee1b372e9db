"""What a form for contacts asks of the case file: the last contact, the rounds it may belong to, its topic."""

import datetime as dt
import re
from dataclasses import dataclass

from casework.amounts import ordinal
from casework.entities.rounds import RevisitRound
from casework.entities.visits import CONTACT_MODES
from casework.language import _
from casework.records import Reader
from widgets.typed_days import day_words

_LONGEST_TOPIC = 24
_CLAUSE = re.compile(r"[。；;！!？?，,、\n]")
_LAST = (
    "select visit.occurred_on, visit.contact_mode, revisit_round.round_no from visit"
    " left join revisit_round on revisit_round.id = visit.round_id"
    " where visit.enterprise_id = :enterprise and visit.state = 'done' and visit.removed_at is null"
    " order by visit.occurred_on desc limit 1"
)
_OPEN_ROUNDS = (
    "closed_on is null and id in (select round_id from round_member"
    " where enterprise_id = :enterprise and removed_at is null)"
)
_REACHED = (
    "select 1 from visit where round_id = :round and enterprise_id = :enterprise and state = 'done'"
    " and removed_at is null limit 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChoice:
    """An open round on whose list an enterprise stands; `is_missing` while it was not reached in it."""

    round_id: str
    name: str
    is_missing: bool


def last_contact_words(read: Reader, enterprise_id: str) -> str:
    """上次 10-19 电话沟通 · 第三轮; empty where there was no contact yet."""
    rows = read.query(_LAST, {"enterprise": enterprise_id})
    if not rows:
        return ""
    day = dt.date.fromisoformat(rows[0]["occurred_on"])
    words = _("last {day} {mode}").format(
        day=day_words(day, read.clock.today), mode=CONTACT_MODES.label(rows[0]["contact_mode"])
    )
    if not rows[0]["round_no"]:
        return words
    return words + " · " + _("round {round}").format(round=ordinal(rows[0]["round_no"]))


def open_rounds_of(read: Reader, enterprise_id: str) -> list[RoundChoice]:
    """The open rounds on whose list an enterprise stands, the newest first."""
    rounds = read.select(RevisitRound, _OPEN_ROUNDS, {"enterprise": enterprise_id}, order="opened_on desc")
    return [
        RoundChoice(
            round_id=one.id,
            name=one.name,
            is_missing=not read.query(_REACHED, {"round": one.id, "enterprise": enterprise_id}),
        )
        for one in rounds
    ]


def topic_of(findings: str) -> str:
    """The first clause of what was talked about: it names the contact in lists; empty where it is too long for that."""
    clause = _CLAUSE.split(findings.strip(), maxsplit=1)[0].strip()
    return clause if len(clause) <= _LONGEST_TOPIC else clause[: _LONGEST_TOPIC - 1] + "…"
