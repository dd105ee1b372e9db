"""The cases of Nanchuan Industrial Park in the sample, each closed with its whole proof."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from casework.calendar import WorkingCalendar
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.people import Person, Unit
from casework.sample.case_path import Step, add_case, known_from
from casework.sample.shelf import Row, Shelf, read_json
from casework.sample.spread import days_by_month

Served = Sequence[tuple[Enterprise, Person]]
"""Key enterprises, each with its commissioner."""
_MODES = ("mediation", "agency", "immediate", "in_park")
_UNITS = {
    "mediation": "园区调解工作室",
    "agency": "园区企业服务中心",
    "immediate": "园区应急管理部",
    "in_park": "园区行政审批窗口",
}
_CHANNELS = ("home", "window", "platform", "visit", "hotline")
_CONFIRMATIONS = ("phone", "signature", "seal", "online")
_RATINGS = ("satisfied", "satisfied", "satisfied", "basically_satisfied", "satisfied", "not_rated", "satisfied")
"""How procedures and disputes are rated in turn; the 37 appeals are all rated satisfied, as the page says."""
_USED_DAYS = {"agency": (4, 5), "mediation": (4, 5), "immediate": (1, 2), "in_park": (3, 4)}
"""The fewest working days a case takes, and how many more the longest; within the limits set in office.json."""
_LATE_ONE_IN, _LATE_BY = 41, 7
"""One procedure or dispute in 41 takes seven working days longer, which is too long."""
_STRIDE = {"procedure": 37, "dispute": 53, "appeal": 29}
"""Steps by which each kind walks through the enterprises; none divides their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A case before its path: what it is about, when it is closed, in how many working days."""

    kind: str
    place: int
    closed_on: dt.date
    used_days: int
    facts: dict[str, Any]


def write_nanchuan_cases(shelf: Shelf, data: Row, served: Served, calendar: WorkingCalendar) -> None:
    """All cases of the ten months, saved in the order of their acceptance so that their numbers follow it."""
    words = read_json("nanchuan_cases.json")
    drafts = [
        *_drafts("procedure", data["by_month"], _procedures(words["procedures"]), calendar),
        *_drafts("dispute", data["by_month"], _disputes(words["disputes"]), calendar),
        *_drafts("appeal", data["by_month"], _appeals(words["appeals"]), calendar),
    ]
    paths = [(_path(draft, calendar), draft) for draft in drafts]
    for steps, draft in sorted(paths, key=lambda pair: (pair[0][0].on, pair[1].kind, pair[1].place)):
        _write(shelf, draft, steps, served, data, words, calendar)


def _drafts(kind: str, months: Row, facts: Iterator[dict[str, Any]], calendar: WorkingCalendar) -> Iterator[_Draft]:
    days = days_by_month(calendar, months["year"], months[f"{kind}s"])
    for place, (closed_on, known) in enumerate(zip(days, facts, strict=False)):
        least, span = _USED_DAYS[known["service_mode"]]
        late = _LATE_BY if kind != "appeal" and place % _LATE_ONE_IN == _LATE_ONE_IN - 1 else 0
        used = least + place * 5 % span + late
        yield _Draft(kind=kind, place=place, closed_on=closed_on, used_days=used, facts=known)


def _procedures(rows: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    for name, department, unit, subject, description, answer in cycle(rows):
        yield {
            "service_mode": "agency",
            "procedure_type": name,
            "receiving_department": department,
            "unit": unit,
            "subject": subject,
            "description": description,
            "answer": answer,
        }


def _disputes(rows: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    for kind, party, subject, description, settlement in cycle(rows):
        yield {
            "service_mode": "mediation",
            "dispute_kind": kind,
            "other_party": party,
            "unit": _UNITS["mediation"],
            "subject": subject,
            "description": description,
            "answer": settlement,
            "settlement": settlement,
        }


def _appeals(by_mode: dict[str, Sequence[Sequence[str]]]) -> Iterator[dict[str, Any]]:
    """The appeals of the four service modes in turn."""
    rows = {mode: iter(by_mode[mode]) for mode in _MODES}
    for mode in cycle(_MODES):
        row = next(rows[mode], None)
        if row is None:
            return
        subject, description, answer = row
        yield {
            "service_mode": mode,
            "intake_scheme": "enterprise_call",
            "unit": _UNITS[mode],
            "subject": subject,
            "description": description,
            "answer": answer,
        }


def _path(draft: _Draft, calendar: WorkingCalendar) -> list[Step]:
    """The whole loop in `used_days` working days: handled from the first, answered on the last but one."""
    accepted_on = calendar.add_working_days(draft.closed_on, -draft.used_days)
    next_on = calendar.add_working_days(accepted_on, 1) if draft.used_days > 1 else accepted_on
    answered_on = calendar.add_working_days(draft.closed_on, -1) if draft.used_days > 1 else draft.closed_on
    states = ("accepted", "assigned", "in_progress", "answered", "confirmed", "closed")
    days = (accepted_on, accepted_on, min(next_on, answered_on), answered_on, draft.closed_on, draft.closed_on)
    return [Step(state, on) for state, on in zip(states, days, strict=True)]


def _write(
    shelf: Shelf, draft: _Draft, steps: list[Step], served: Served, data: Row, words: Row, calendar: WorkingCalendar
) -> None:
    place, facts = draft.place, dict(draft.facts)
    enterprise, commissioner = served[place * _STRIDE[draft.kind] % len(served)]
    rating = "satisfied" if draft.kind == "appeal" else _RATINGS[place % len(_RATINGS)]
    if draft.kind == "procedure":
        facts |= {"submitted_on": steps[2].on, "granted_on": steps[3].on}
    case = Appeal(
        case_kind=draft.kind,
        enterprise_id=enterprise.id,
        territory_id=enterprise.territory_id,
        person_id=commissioner.id,
        assigned_unit_id=shelf.known(Unit, facts.pop("unit")).id,
        intake_channel=_CHANNELS[place % len(_CHANNELS)],
        evidence=words["evidence"][draft.kind],
        confirmation_mode=_CONFIRMATIONS[place % len(_CONFIRMATIONS)],
        confirmed_by=_confirmer(data["enterprises"], place),
        rating=rating,
        rating_words=words["words"][place % len(words["words"])] if rating == "satisfied" else "",
        **facts,
        **known_from(steps),
    )
    add_case(shelf, f"南川 {draft.kind} {place}", case, steps, calendar, actor=commissioner.name)


def _confirmer(words: Row, place: int) -> str:
    surnames, posts = words["surnames"], words["posts"]
    return f"{surnames[place * 5 % len(surnames)]}{posts[place % len(posts)]}"
