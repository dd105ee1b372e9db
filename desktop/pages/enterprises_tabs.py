"""The tables behind the tabs of an enterprise: its cases, demands, projects, promises, payouts and its history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.amounts import format_fen
from casework.entities.appeals import CASE_KINDS, CASE_STATES, SERVICE_MODES, Appeal
from casework.entities.commitments import COMMITMENT_STATES
from casework.entities.demands import DEMAND_STATES
from casework.entities.projects import LADDERS, STAGES
from casework.insight.case_clocks import CaseClock
from casework.insight.promises import Promise
from casework.language import _
from desktop.pages.enterprises_facts import EnterpriseFacts, HistoryLine
from widgets.chip_families import state_chip
from widgets.pieces import Chip, Icon, Piece, Ring, Words, caption, fixed, spoken
from widgets.table_columns import TableColumn
from widgets.tokens import Family
from widgets.typed_days import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TabRow:
    """A record in a tab: which one, and its pieces for number, subject with a second line, state and day."""

    id: str
    type_name: str
    number: str
    subject: str
    second: str = ""
    head: Piece | None = None
    state: Sequence[Piece] = ()
    right: Sequence[Piece] = ()


def tab_columns() -> list[TableColumn]:
    """Number, subject, state and day."""

    def subject(row: TabRow) -> list[Piece]:
        return [*([row.head] if row.head else []), Words(row.subject)]

    return [
        TableColumn(
            key="subject", label=_("Subject"), text=lambda row: f"{row.number} {row.subject}".strip(), pieces=subject,
            second=lambda row: [*([caption(row.number, elastic=False)] if row.number else []), caption(row.second)],
            stretch=True,
        ),
        TableColumn(
            key="state", label=_("State"), text=lambda row: spoken(row.state), pieces=lambda row: row.state, width=120
        ),
        TableColumn(
            key="right", label=_("Day"), text=lambda row: spoken(row.right), pieces=lambda row: row.right, width=170
        ),
    ]  # fmt: skip


def clock_ring(clock: CaseClock) -> Ring:
    """The clock of a case as a small ring."""
    share = min(1.0, clock.used / clock.limit) if clock.limit else 0.0
    tone = "red" if clock.is_late else "amber" if clock.is_nearly_due else "accent"
    return Ring(share, "dim" if clock.is_stopped else tone, paused=clock.is_stopped, text=clock.word)


def case_state(appeal: Appeal, clock: CaseClock) -> Chip:
    """What a case's chip says: its state, or that its clock stands still."""
    return Chip(_("stopped"), Family.NEUTRAL, "pause") if clock.is_stopped else state_chip(CASE_STATES, appeal.state)


def case_rows(facts: EnterpriseFacts) -> list[TabRow]:
    """Its cases, the newest first."""
    today = facts.story.as_of
    return [
        TabRow(
            id=case.appeal.id,
            type_name="appeal",
            number=case.appeal.number,
            subject=case.appeal.subject,
            second=" · ".join((CASE_KINDS.label(case.appeal.case_kind), SERVICE_MODES.label(case.appeal.service_mode))),
            head=clock_ring(case.clock) if case.clock.is_open else Icon("checkmark_circle", "green"),
            state=[case_state(case.appeal, case.clock)],
            right=_case_day(case.appeal, case.clock, today),
        )
        for case in facts.story.cases
    ]


def _case_day(appeal: Appeal, clock: CaseClock, today: dt.date) -> list[Piece]:
    if clock.is_open:
        return [caption(clock.word, "red" if clock.is_late else "text2", elastic=False)]
    return [caption(day_words(appeal.closed_on or appeal.accepted_on, today), elastic=False)]


def supply_rows(facts: EnterpriseFacts) -> list[TabRow]:
    """Its demands, each followed by its matches."""
    today = facts.story.as_of
    rows: list[TabRow] = []
    for story in facts.story.demands:
        lacking = _("lacks {what}").format(what=_(", ").join(story.missing)) if story.missing else ""
        rows.append(
            TabRow(
                id=story.demand.id,
                type_name="demand",
                number=story.demand.number,
                subject=story.demand.subject,
                second=lacking,
                head=Icon("lightbulb", "violet"),
                state=[state_chip(DEMAND_STATES, story.demand.state)],
                right=[caption(day_words(story.demand.posted_on, today), elastic=False)],
            )
        )
        rows += [
            TabRow(
                id=match.match.id,
                type_name="match",
                number=match.rank_text,
                subject=match.supply,
                second=match.unit,
                head=Icon("handshake", "dim"),
                state=[Chip(match.state_text, Family.BLUE if match.match.state != "refused" else Family.RED)],
                right=[caption(day_words(match.match.opened_on, today), elastic=False)],
            )
            for match in story.matches
        ]
    return rows


def project_rows(facts: EnterpriseFacts) -> list[TabRow]:
    """Its projects; what blocks them stands in the second line."""
    return [
        TabRow(
            id=story.project.id,
            type_name="project",
            number=story.project.number,
            subject=story.project.name,
            second=" · ".join([LADDERS.label(story.project.ladder), *(one.subject for one in story.blockers)]),
            head=Icon("rocket", "green"),
            state=[state_chip(STAGES, story.project.stage)] if story.project.stage else [],
            right=[fixed(format_fen(story.project.signed_amount))] if story.project.signed_amount else [],
        )
        for story in facts.story.projects
    ]


def promise_rows(promises: Sequence[Promise], today: dt.date) -> list[TabRow]:
    """Its promises, the earliest due first."""
    return [
        TabRow(
            id=promise.commitment.id,
            type_name="commitment",
            number=promise.commitment.number,
            subject=promise.commitment.content,
            second=_("{who} to {whom}").format(who=promise.promised_by, whom=promise.commitment.promised_to)
            if promise.commitment.promised_to
            else promise.promised_by,
            head=Icon("ribbon_star", "amber"),
            state=[promise_chip(promise)],
            right=[caption(day_words(promise.commitment.due_on, today), elastic=False)],
        )
        for promise in promises
    ]


def promise_chip(promise: Promise) -> Chip:
    """Overdue, in time, or how it was settled."""
    if promise.is_overdue:
        return Chip(promise.state_text, Family.RED)
    return state_chip(COMMITMENT_STATES, promise.commitment.state)


def history_columns() -> list[TableColumn]:
    """When, who, which field, from, to, why."""

    def change(row: HistoryLine) -> list[Piece]:
        before: list[Piece] = [Words(row.before, "dim", struck=True)] if row.before else []
        return [*before, Words(row.after or "—", "accent")]

    return [
        TableColumn(key="at", label=_("When"), text=lambda row: row.at, pieces=lambda row: [fixed(row.at)], width=130),
        TableColumn(key="actor", label=_("Who"), text=lambda row: row.actor, width=80),
        TableColumn(key="what", label=_("Field"), text=lambda row: row.what, width=110),
        TableColumn(
            key="change", label=_("From, to"), text=lambda row: f"{row.before} → {row.after}", pieces=change,
            stretch=True,
        ),
        TableColumn(key="why", label=_("Why"), text=lambda row: row.why, width=130),
    ]  # fmt: skip
