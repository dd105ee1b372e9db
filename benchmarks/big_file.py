"""A case file of any size, always the same rows: enterprises, contact persons, visits, rounds, cases, promises.

The rows are written past the door on purpose; the search index is then built by the product itself.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.big_words import MATTERS, Words
from casework.casebook import Casebook
from casework.chinese import fold
from casework.records import Clock, named_id

TODAY = dt.date(2024, 12, 31)
"""The day such a file is looked at from; its visits and cases lie in the five years before."""
ACTOR = "王敏"
_DAYS = 1826
_ROUNDS, _COHORT = 10, 298
_SEED = 20241231
_PLACES = (
    "大安区",
    "自流井区",
    "贡井区",
    "沿滩区",
    "荣县",
    "富顺县",
    "高新区",
    "南川区",
    "涪陵区",
    "江津区",
    "永川区",
    "荣昌区",
    "翠屏区",
    "江阳区",
    "东兴区",
    "旌阳区",
)
_DESKS = ("科技局", "经信局", "人社局", "市场监管局", "税务局", "自然资源局", "生态环境局", "供电公司")
_MODES = ("on_site", "phone", "online", "on_site", "phone", "symposium")
_STATES = ("closed",) * 11 + ("accepted", "assigned", "in_progress", "answered", "confirmed")


def big_file(
    path: Path, *, enterprises: int = 300_000, visits: int = 1_000_000, cases: int = 300_000, contacts: int = 0
) -> Path:
    """Writes a case file with so many records at `path` (never over another file) and gives `path` back.

    Beside them stand 16 districts, 8 departments, 40 persons, classes and commissioners of some enterprises, ten
    rounds over 298 of them and a promise for every tenth case. Names are real where HUIFANG_DATA names the folder.
    """
    clock = Clock.fixed(TODAY)
    Casebook.create(path, clock=clock, actor=ACTOR).close()
    rows = _Rows(Words(), random.Random(_SEED))
    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute("pragma synchronous = off")
    raw.execute("begin")
    raw.execute("update write_door set action = 'benchmark'")
    for table, names, values in rows.tables(enterprises, visits, cases, contacts):
        marks = ", ".join("?" for _name in names.split())
        raw.executemany(f"insert into {table} ({', '.join(names.split())}) values ({marks})", values)
    counters = (("GA", enterprises), ("ZF", visits), ("SQ", cases), ("CN", cases // 10))
    raw.executemany("insert or replace into counter values (?, ?)", counters)
    raw.execute("update write_door set action = null")
    raw.execute("commit")
    raw.execute("analyze")
    raw.close()
    with Casebook.open(path, clock=clock, actor=ACTOR) as book:
        book.store.rebuild_index()
    return path


Table = tuple[str, str, Iterable[Sequence[Any]]]


class _Rows:
    """The rows of each table, those that are referred to first."""

    def __init__(self, words: Words, chance: random.Random) -> None:
        self._words, self._chance = words, chance
        self._places = [self._id() for _place in _PLACES]
        self._desks = [self._id() for _desk in _DESKS]
        self._people = [self._id() for _number in range(40)]
        self._firms: list[str] = []
        self._rounds: list[str] = []
        self._cases: list[str] = []

    def tables(self, enterprises: int, visits: int, cases: int, contacts: int) -> Iterator[Table]:
        """Table, columns and rows, to be written in this order."""
        yield "unit", "id version name unit_kind parent_id", self._units()
        yield "person", "id version name unit_id role active", self._persons()
        columns = "number name uscc territory_id address main_business is_industrial registered_on employees"
        yield "enterprise", f"id version folded_name {columns}", self._enterprises(enterprises)
        yield "enterprise_class", "id version enterprise_id class_code year class_state", self._classes()
        yield "commissioner_assignment", "id version enterprise_id person_id from_on", self._commissioners()
        yield "contact_person", "id version enterprise_id name post phone is_main", self._contacts(contacts)
        yield "revisit_round", "id version round_no name territory_id opened_on due_on closed_on", self._all_rounds()
        yield "round_member", "id version round_id enterprise_id", self._members()
        days = "planned_on occurred_on next_contact_on next_contact_note no_next_contact"
        plain = "number enterprise_id territory_id round_id contact_mode state topic findings author"
        yield "visit", f"id version {plain} {days}", self._visits(visits)
        facts = "number enterprise_id territory_id subject description case_kind service_mode state accepted_on"
        proof = "answer answered_on evidence confirmation_mode confirmed_by confirmed_on rating closed_on"
        desk = "person_id assigned_unit_id assigned_on limit_days answer_limit_days due_on answer_due_on"
        own = "procedure_type other_party"
        yield "appeal", f"id version {facts} {desk} {own} {proof}", self._appeals(cases)
        promise = "number enterprise_id content person_id promised_on due_on appeal_id state settled_on proof"
        yield "commitment", f"id version {promise}", self._promises(cases // 10)

    def _id(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def _units(self) -> Iterator[Sequence[Any]]:
        for key, name in zip(self._places, _PLACES, strict=True):
            yield key, 1, name, "territory", None
        for key, name in zip(self._desks, _DESKS, strict=True):
            yield key, 1, name, "department", None

    def _persons(self) -> Iterator[Sequence[Any]]:
        for number, key in enumerate(self._people):
            role = "manager" if number % 8 == 1 else "staff" if number % 8 == 2 else "caseworker"
            yield key, 1, self._words.person(number) if number else ACTOR, self._desks[number % 8], role, 1

    def _enterprises(self, count: int) -> Iterator[Sequence[Any]]:
        for number in range(count):
            firm = self._words.firm(number)
            key = named_id("enterprise", firm.uscc)
            self._firms.append(key)
            day = _day(-(number * 37 % 7000)).isoformat()
            rest = (firm.address, firm.business, number % 3 > 0, day, number * 7 % 900)
            yield (key, 1, fold(firm.name), f"GA-{number + 1:04d}", firm.name, firm.uscc, self._place(number), *rest)

    def _classes(self) -> Iterator[Sequence[Any]]:
        for number, firm in enumerate(self._firms[::4]):
            code, year = ("high_tech", "above_scale", "st_sme", "key_enterprise")[number % 4], 2022 + number % 3
            yield named_id("enterprise_class", firm, code, str(year)), 1, firm, code, year, "valid"

    def _commissioners(self) -> Iterator[Sequence[Any]]:
        for number, firm in enumerate(self._firms[::3]):
            yield self._id(), 1, firm, self._people[number % 40], "2022-01-01"

    def _contacts(self, count: int) -> Iterator[Sequence[Any]]:
        for number in range(count):
            firm, phone = self._firms[number % len(self._firms)], f"100{number:08d}"
            yield (
                self._id(),
                1,
                firm,
                self._words.person(number),
                ("总经理", "技术总监", "办公室主任")[number % 3],
                phone,
                1,
            )

    def _all_rounds(self) -> Iterator[Sequence[Any]]:
        for number in range(_ROUNDS):
            self._rounds.append(self._id())
            opened, due = _day(-180 * (_ROUNDS - number)), _day(-180 * (_ROUNDS - number) + 120)
            closed = due.isoformat() if number < _ROUNDS - 1 else None
            name = f"第{number + 1}轮重点企业回访"
            yield self._rounds[-1], 1, number + 1, name, None, opened.isoformat(), due.isoformat(), closed

    def _members(self) -> Iterator[Sequence[Any]]:
        for one in self._rounds:
            for firm in self._firms[:_COHORT]:
                yield named_id("round_member", one, firm), 1, one, firm

    def _visits(self, count: int) -> Iterator[Sequence[Any]]:
        """The newest last; every hundredth is planned, and the cohort is visited in its rounds."""
        for number in range(count):
            firm = number * 7919 % len(self._firms)
            day = _day(number * _DAYS // count - _DAYS)
            one = next((r for r in reversed(range(_ROUNDS)) if day >= _day(-180 * (_ROUNDS - r))), None)
            member = firm < _COHORT and one is not None
            head = (f"ZF-{number + 1:04d}", self._firms[firm], self._place(firm), self._rounds[one] if member else None)
            words = (self._words.topic(number), self._words.saying(number), self._words.person(number % 40) or ACTOR)
            if number % 100 == 99:
                rest = ("planned", *words, (TODAY + dt.timedelta(days=number % 60)).isoformat(), None, None, "", 0)
            elif number % 5:
                rest = ("done", *words, None, day.isoformat(), None, "", 1)
            else:
                onward = (day + dt.timedelta(days=60 + number % 60)).isoformat()
                rest = ("done", *words, None, day.isoformat(), onward, "跟进上次事项", 0)
            yield (self._id(), 1, *head, _MODES[number % 6], *rest)

    def _appeals(self, count: int) -> Iterator[Sequence[Any]]:
        """Most are closed with their proof; the open ones are the newest."""
        for number in range(count):
            is_old = number < count * 97 // 100
            state = "closed" if is_old else _STATES[number % len(_STATES)]
            firm = number * 104729 % len(self._firms)
            day = _day(number * (_DAYS - 20) // count - _DAYS)
            self._cases.append(self._id())
            facts = (f"SQ-{number + 1:04d}", self._firms[firm], self._place(firm), self._words.subject(number))
            kind = ("appeal", "appeal", "appeal", "procedure", "dispute")[number % 5]
            mode = ("agency", "mediation", "immediate", "in_park")[number % 4]
            head = (*facts, self._words.saying(number + 3), kind, mode, state, day.isoformat())
            own = (MATTERS[number % 20] if kind == "procedure" else "", "示例邻厂" if kind == "dispute" else "")
            desk = (self._people[number % 40], self._desks[number % 8], day.isoformat(), 10, 5)
            due = (_after(day, 14), _after(day, 7))
            yield (self._cases[-1], 1, *head, *desk, *due, *own, *self._proof(state, day, number))

    def _proof(self, state: str, day: dt.date, number: int) -> Sequence[Any]:
        answer = (f"已协调：{self._words.subject(number + 1)}", _after(day, 6), "会议纪要")
        if state == "closed":
            return *answer, "phone", "王经理", _after(day, 8), ("satisfied", "not_rated")[number % 2], _after(day, 9)
        if state == "confirmed":
            return *answer, "phone", "王经理", _after(day, 8), "", None
        if state == "answered":
            return *answer, "", "", None, "", None
        return "", None, "", "", "", None, "", None

    def _promises(self, count: int) -> Iterator[Sequence[Any]]:
        for number in range(count):
            day = _day(number * _DAYS // max(count, 1) - _DAYS)
            kept = number < count * 95 // 100
            firm, person = self._firms[number * 31 % len(self._firms)], self._people[number % 40]
            words = (
                f"CN-{number + 1:04d}",
                firm,
                self._words.subject(number),
                person,
                day.isoformat(),
                _after(day, 30),
            )
            settled = ("kept", _after(day, 20), "电话确认") if kept else ("open", None, "")
            yield (self._id(), 1, *words, self._cases[number * 7 % len(self._cases)], *settled)

    def _place(self, number: int) -> str:
        return self._places[number % len(self._places)]


def _day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def _after(day: dt.date, days: int) -> str:
    return (day + dt.timedelta(days=days)).isoformat()
