"""Coverage of a revisit round: the matrix of enterprises and rounds, who is missing, what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.insight.names import IN_LIST, bound_ids, names_of
from casework.insight.promises import Promise, open_promises
from casework.insight.round_contacts import MODE_ORDER, Cell, Yield, brought_by, counting_cell, round_contacts
from casework.pinyin import pinyin_sort_key
from casework.records import Reader

_EARLIER_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One enterprise of the cohort through the rounds, the asked one last.

    `carried` counts its open promises from before this round.
    """

    enterprise_id: str
    enterprise: str
    commissioner_id: str
    commissioner: str
    cells: tuple[Cell, ...]
    open_promises: int
    carried: int
    next_contact_on: date | None
    no_next_contact: bool

    @property
    def now(self) -> Cell:
        """The cell of the round that was asked for."""
        return self.cells[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A round with its matrix; `rounds` are the earlier ones and this, in order."""

    round: RevisitRound
    rounds: tuple[RevisitRound, ...]
    territory: str
    lead_unit: str
    as_of: date
    rows: tuple[CoverageRow, ...]
    promises: tuple[Promise, ...]

    @property
    def missing(self) -> tuple[CoverageRow, ...]:
        """The enterprises not contacted in the round yet."""
        return tuple(row for row in self.rows if not row.now.is_reached)

    @property
    def reached(self) -> int:
        """How many enterprises were contacted."""
        return len(self.rows) - len(self.missing)

    @property
    def by_mode(self) -> dict[str, int]:
        """Enterprises reached by mode, each once, in the order of `MODE_ORDER`; modes without any are left out."""
        found = Counter(row.now.mode for row in self.rows if row.now.is_reached)
        return {mode: found[mode] for mode in MODE_ORDER if found[mode]}

    def reached_in(self, place: int) -> tuple[int, int]:
        """Enterprises contacted in, and on the list of, the round at that place of `rounds`."""
        cells = [row.cells[place] for row in self.rows]
        return sum(cell.is_reached for cell in cells), sum(cell.in_cohort for cell in cells)

    @property
    def brought(self) -> Yield:
        """What the whole round brought; the sums of its column."""
        cells = [row.now.brought for row in self.rows]
        return Yield(
            appeals=sum(cell.appeals for cell in cells),
            demands=sum(cell.demands for cell in cells),
            matches=sum(cell.matches for cell in cells),
            promises=sum(cell.promises for cell in cells),
        )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the matrix is made from, by (round id, enterprise id) or by enterprise id."""

    members: Mapping[tuple[str, str], RoundMember]
    contacts: Mapping[tuple[str, str], list[Visit]]
    brought: Mapping[tuple[str, str], Yield]
    promises: Mapping[str, list[Promise]]
    names: Mapping[str, str]
    commissioners: Mapping[str, tuple[str, str]]
    next_contacts: Mapping[str, tuple[str | None, bool]]


def coverage(read: Reader, asked: RevisitRound, earlier_rounds: int = _EARLIER_ROUNDS) -> Coverage:
    """The matrix of a round and so many rounds of the same place before it, enterprises sorted by pinyin."""
    rounds = _with_earlier(read, asked, earlier_rounds)
    members = {
        (member.round_id, member.enterprise_id): member
        for member in read.select(RoundMember, f"round_id {IN_LIST}", bound_ids(found.id for found in rounds))
    }
    cohort = [enterprise_id for round_id, enterprise_id in members if round_id == asked.id]
    promises = open_promises(read, cohort)
    gathered = _Gathered(
        members=members,
        contacts=round_contacts(read, rounds),
        brought=brought_by(read, rounds),
        promises=_by_enterprise(promises),
        names=names_of(read, "enterprise", cohort),
        commissioners=_commissioners(read, cohort),
        next_contacts=_next_contacts(read, cohort),
    )
    rows = [_row(gathered, enterprise_id, rounds, asked) for enterprise_id in cohort if enterprise_id in gathered.names]
    units = names_of(read, "unit", (asked.territory_id, asked.lead_unit_id))
    return Coverage(
        round=asked,
        rounds=tuple(rounds),
        territory=units.get(asked.territory_id, ""),
        lead_unit=units.get(asked.lead_unit_id, ""),
        as_of=read.clock.today,
        rows=tuple(sorted(rows, key=lambda row: pinyin_sort_key(row.enterprise))),
        promises=promises,
    )


def _with_earlier(read: Reader, asked: RevisitRound, earlier_rounds: int) -> list[RevisitRound]:
    same_place = "territory_id is :place and round_no < :no"
    values = {"place": asked.territory_id or None, "no": asked.round_no}
    earlier = read.select(RevisitRound, same_place, values, order="round_no desc", limit=earlier_rounds)
    return [*reversed(earlier), asked]


def _row(gathered: _Gathered, enterprise_id: str, rounds: Iterable[RevisitRound], asked: RevisitRound) -> CoverageRow:
    commissioner_id, commissioner = gathered.commissioners.get(enterprise_id, ("", ""))
    promises = gathered.promises.get(enterprise_id, [])
    next_on, none_needed = gathered.next_contacts.get(enterprise_id, (None, False))
    return CoverageRow(
        enterprise_id=enterprise_id,
        enterprise=gathered.names[enterprise_id],
        commissioner_id=commissioner_id,
        commissioner=commissioner,
        cells=tuple(_cell(gathered, found, enterprise_id) for found in rounds),
        open_promises=len(promises),
        carried=sum(_is_carried(promise, asked) for promise in promises),
        next_contact_on=date.fromisoformat(next_on) if next_on else None,
        no_next_contact=none_needed,
    )


def _is_carried(promise: Promise, asked: RevisitRound) -> bool:
    return promise.commitment.round_id != asked.id and promise.commitment.promised_on < asked.opened_on


def _cell(gathered: _Gathered, found: RevisitRound, enterprise_id: str) -> Cell:
    key = (found.id, enterprise_id)
    brought = gathered.brought.get(key, Yield())
    return counting_cell(found, gathered.members.get(key), gathered.contacts.get(key, []), brought)


def _by_enterprise(promises: Iterable[Promise]) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        found.setdefault(promise.commitment.enterprise_id, []).append(promise)
    return found


def _commissioners(read: Reader, cohort: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Id and name of each enterprise's commissioner of today."""
    sql = (
        "select enterprise_id, person.id, person.name from commissioner_assignment held"
        f" join person on person.id = held.person_id where held.enterprise_id {IN_LIST} and held.removed_at is null"
        " and held.from_on <= :day and (held.to_on is null or held.to_on >= :day)"
    )
    values: dict[str, Any] = bound_ids(cohort) | {"day": read.clock.today.isoformat()}
    return {row["enterprise_id"]: (row["id"], row["name"]) for row in read.query(sql, values)}


def _next_contacts(read: Reader, cohort: Iterable[str]) -> dict[str, tuple[str | None, bool]]:
    """Of each enterprise's latest contact: the day of the next one, and whether none is needed."""
    sql = (
        "select enterprise_id, max(occurred_on) as latest, next_contact_on, no_next_contact from visit"
        f" where enterprise_id {IN_LIST} and +state = 'done' and removed_at is null group by enterprise_id"
    )
    rows = read.query(sql, bound_ids(cohort))
    return {row["enterprise_id"]: (row["next_contact_on"], bool(row["no_next_contact"])) for row in rows}
