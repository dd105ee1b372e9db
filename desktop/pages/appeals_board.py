"""The board of cases: a column for each state of the loop, the most urgent card on top, this month's closings last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.entities.appeals import CASE_STATES, OPEN_STATES, RATINGS
from casework.language import _
from casework.records import Reader
from desktop.pages.appeals_rows import ORDERS, CaseRow, case_rows, clock_tone, extra_chips, kind_sql, ring_of
from widgets.board import BoardCard, BoardColumn
from widgets.chip_families import family_of, state_chip
from widgets.pieces import Icon, Person, Piece, caption

MOST_CARDS = 60
"""Cards a column shows; the others are counted below them."""
_STATES_OF: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accepted", "returned", "reopened"),
    "assigned": ("assigned",),
    "in_progress": ("in_progress",),
    "answered": ("answered",),
    "confirmed": ("confirmed",),
}
"""The states that stand in a column: what was returned or re-opened waits to be assigned once more."""


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """The cards of the board by column, with how many each column has in all."""

    rows: Mapping[str, Sequence[CaseRow]]
    counts: Mapping[str, int]


def board_facts(read: Reader, kind: str, condition: str, values: Mapping[str, Any]) -> BoardFacts:
    """The cases in hand of a kind that fulfil a condition, and those closed this month; for the reader's lane."""
    kinds = kind_sql(kind)
    bound = {**values, "kind": kind}
    rows: dict[str, Sequence[CaseRow]] = {}
    for column, states in _STATES_OF.items():
        listed = ", ".join(f"'{state}'" for state in states)
        where = f"appeal.state in ({listed}) and {kinds} and {condition} and appeal.removed_at is null"
        rows[column] = _rows(read, where, ORDERS["due"], bound)
    counts = _counts(read, kinds, condition, bound)
    closed = f"appeal.closed_on between :month and :today and appeal.state = 'closed' and {kinds} and {condition}"
    closed += " and appeal.removed_at is null"
    rows["closed"] = _rows(read, closed, ORDERS["closed"], bound)
    counts["closed"] = read.query(f"select count(*) as n from appeal where {closed}", bound)[0]["n"]
    return BoardFacts(rows, counts)


def _rows(read: Reader, where: str, order: str, bound: Mapping[str, Any]) -> Sequence[CaseRow]:
    sql = f"select appeal.id from appeal where {where} order by {order} limit {MOST_CARDS}"
    return case_rows(read, [row["id"] for row in read.query(sql, bound)])


def _counts(read: Reader, kinds: str, condition: str, bound: Mapping[str, Any]) -> dict[str, int]:
    listed = ", ".join(f"'{state}'" for state in OPEN_STATES)
    sql = (
        f"select appeal.state, count(*) as n from appeal where appeal.state in ({listed}) and {kinds} and {condition}"
        " and appeal.removed_at is null group by 1"
    )
    by_state = {row["state"]: row["n"] for row in read.query(sql, bound)}
    return {column: sum(by_state.get(state, 0) for state in states) for column, states in _STATES_OF.items()}


def board_columns(facts: BoardFacts) -> list[BoardColumn]:
    """The columns as the board shows them; new cases enter by the first."""
    columns: list[BoardColumn] = []
    for key, rows in facts.rows.items():
        count = facts.counts[key]
        columns.append(
            BoardColumn(
                key=key,
                label=CASE_STATES.label(key),
                family=family_of("case_state", key),
                cards=[board_card(row) for row in rows],
                count=count,
                more=max(0, count - len(rows)),
                adds=key == "accepted",
            )
        )
    hint = _("Before a case is closed here it is asked for answer, evidence, confirmation and rating.")
    columns[-1] = replace(columns[-1], label=_("Closed this month"), hint=hint)
    return columns


def board_card(row: CaseRow) -> BoardCard:
    """A case as a card: number, title, enterprise, clock, service mode, who handles it."""
    person: list[Piece] = [Person(row.person)] if row.person else []
    chips = extra_chips(row)
    return BoardCard(
        id=row.id,
        number=row.appeal.number if chips else f"{row.appeal.number} · {row.mode}",
        title=row.appeal.subject,
        note=f"{row.enterprise} · {row.mode}" if chips else row.enterprise,
        chips=chips,
        foot=_foot(row),
        foot_right=person,
    )


def _foot(row: CaseRow) -> list[Piece]:
    if row.appeal.closed_on:
        day = caption(f"{row.appeal.closed_on:%m-%d}", "text2", elastic=False)
        return [Icon("checkmark_circle", "green", 16), day, *_rating(row)]
    words = row.clock.word
    if row.clock.is_stopped:
        words = _("stopped, day {days}").format(days=row.clock.stopped_days)
    return [ring_of(row.clock), caption(words, clock_tone(row.clock), elastic=False)]


def _rating(row: CaseRow) -> list[Piece]:
    return [state_chip(RATINGS, row.appeal.rating)] if row.appeal.rating else []
