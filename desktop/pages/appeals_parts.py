"""The cards of a case's record: loop, clocks, facts, answer, evidence, chain and what hangs on it."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from casework.amounts import count_text
from casework.entities.appeals import CASE_STATES, Appeal
from casework.entities.commitments import COMMITMENT_STATES
from casework.entities.lists import LINE_STATES
from casework.entities.projects import BLOCKER_KINDS
from casework.entities.visits import CONTACT_MODES
from casework.fields import Kind, column
from casework.insight.case_record import CaseRecord, Dial
from casework.language import _
from desktop.pages.appeals_acts import kind_facts
from widgets.buttons import link_button
from widgets.cards import Card, CardHead, row_of
from widgets.chip_families import family_of, state_chip
from widgets.clock_ring import ClockFacts, ClockRing
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed
from widgets.stepper import Step, StepState
from widgets.tokens import Family
from widgets.typed_days import weekday_word

Open = Callable[[str, str], None]
_ENDED = ("returned", "withdrawn", "merged")


def short_day(day: dt.date | None) -> str:
    """A day as a list writes it: 11-25."""
    return f"{day:%m-%d}" if day else ""


def loop_steps(case: CaseRecord) -> list[Step]:
    """The loop with who and when; the step that comes next says what it waits for."""
    steps: list[Step] = []
    pending = case.appeal.state != "closed"
    for stage in case.loop:
        if stage.entered_on:
            note = " ".join(word for word in (stage.by, short_day(stage.entered_on)) if word)
            steps.append(Step(key=stage.state, label=stage.label, note=note, state=StepState.DONE))
        elif pending and case.appeal.state in _ENDED:
            told = " ".join((CASE_STATES.label(case.appeal.state), short_day(case.chain[0].on if case.chain else None)))
            steps.append(Step(key=stage.state, label=stage.label, note=told.strip(), state=StepState.REFUSED))
            pending = False
        elif pending:
            note = _waits_for(case, stage.state)
            steps.append(Step(key=stage.state, label=stage.label, note=note, state=StepState.CURRENT))
            pending = False
        else:
            steps.append(Step(key=stage.state, label=stage.label))
    return steps


def _waits_for(case: CaseRecord, state: str) -> str:
    """What the next step needs, in few words."""
    who = {
        "assigned": _("needs the handling unit"),
        "in_progress": _("waits for {who}").format(who=case.unit),
        "answered": _("waits for {who}").format(who=case.unit),
        "confirmed": _("waits for {who}").format(who=case.contact.name if case.contact else _("the enterprise")),
        "closed": _("needs evidence and rating"),
    }
    return who.get(state, "")


# The two clocks


def clock_card(case: CaseRecord) -> Card:
    """The clock towards the enterprise: from acceptance to closing."""
    dial, appeal = case.dial, case.appeal
    card = Card(margins=(14, 6, 12, 6))
    card.add(CardHead(_("Clock towards the enterprise"), _("acceptance to closing, working days")))
    start = _("Re-opened on {day}") if dial.started_on != appeal.accepted_on else _("Accepted on {day}")
    words = _("Closed on") if appeal.closed_on else _("Due on")
    day = appeal.closed_on or dial.due_on
    lines = [_due_line(words, day, dial), _start_line(start, dial), *_stop_lines(dial)]
    card.add(ClockRing(_("Clock towards the enterprise"), _facts(dial, lines)))
    return card


def answer_clock_card(case: CaseRecord) -> Card:
    """The clock of the handling unit: from assignment to the answer."""
    dial = case.answer_dial
    card = Card(margins=(14, 6, 12, 6))
    card.add(CardHead(_("Clock of the handling unit"), _("assignment to answer, working days")))
    if dial.started_on is None:
        lines: list[list[Piece]] = [
            [Words(_("Not assigned yet"), "dim")],
            [caption(_("It begins with the assignment."))],
        ]
        card.add(ClockRing(_("Clock of the handling unit"), ClockFacts(used=0, limit=dial.clock.limit, lines=lines)))
        return card
    words = _("Answered on") if dial.ended_on else _("Answer due on")
    lines = [
        _due_line(words, dial.ended_on or dial.due_on, dial),
        _start_line(_("Assigned on {day}"), dial),
        *_stop_lines(dial),
    ]
    card.add(ClockRing(_("Clock of the handling unit"), _facts(dial, lines)))
    return card


def _facts(dial: Dial, lines: Sequence[Sequence[Piece]]) -> ClockFacts:
    clock = dial.clock
    stopped = dial.stopped_working_days
    return ClockFacts(
        used=clock.used,
        limit=clock.limit,
        stopped=stopped,
        running=not clock.is_stopped,
        tone=_tone(dial),
        lines=lines,
    )


def _tone(dial: Dial) -> str:
    if dial.clock.is_late:
        return "red"
    if dial.ended_on:
        return "green"
    return "amber" if dial.clock.is_nearly_due else "accent"


def _due_line(words: str, day: dt.date | None, dial: Dial) -> list[Piece]:
    tone = {"accent": "text", "green": "green"}.get(_tone(dial), _tone(dial))
    family = {"red": Family.RED, "amber": Family.AMBER, "green": Family.GREEN}.get(_tone(dial), Family.NEUTRAL)
    if dial.clock.is_stopped:
        return [
            Chip(_("Clock stopped"), icon="pause"),
            fixed(_("for {days} days").format(days=dial.clock.stopped_days)),
        ]
    said = dial.clock.word
    pieces: list[Piece] = [caption(words, "text2", elastic=False)]
    if day:
        pieces.append(fixed(f"{short_day(day)} {weekday_word(day)}", tone, bold=True))
    return [*pieces, Chip(said, family)] if said else pieces


def _start_line(words: str, dial: Dial) -> list[Piece]:
    told = words.format(day=short_day(dial.started_on))
    if dial.days_off:
        off = _("{days} days without work are not counted").format(days=dial.days_off)
        told = _("{first}, {next}").format(first=told, next=off)
    return [caption(told, "text2")]


def _stop_lines(dial: Dial) -> list[list[Piece]]:
    if dial.unannounced:
        years = "、".join(str(year) for year in dial.unannounced)
        return [[caption(_("The make-up days of {years} are not announced yet").format(years=years), "amber")]]
    if not dial.stops:
        return [[caption(_("Never stopped; announced make-up days are counted"), "text2")]]
    stop = dial.stops[-1]
    told = _("Stopped for {days} working days: {reason}").format(days=dial.stopped_working_days, reason=stop.reason)
    return [[caption(told, "text2")]]


# What was said and what proves it


def facts_card(case: CaseRecord, edit: Callable[[], None]) -> Card:
    """What the enterprise asks for, and the facts that only a procedure or a dispute has."""
    appeal = case.appeal
    card = Card()
    change = link_button(_("Change"))
    change.clicked.connect(partial(_run, edit))
    kind = column(Appeal, "appeal_kind").text(appeal.appeal_kind)
    channel = column(Appeal, "intake_channel").text(appeal.intake_channel)
    scheme = column(Appeal, "intake_scheme").text(appeal.intake_scheme)
    note = " · ".join(word for word in (kind, channel, scheme) if word)
    card.add(CardHead(_("What it is about"), note, change))
    card.add(TextLabel(appeal.description or appeal.subject, tone="text" if appeal.description else "text2"))
    for name in kind_facts(appeal.case_kind):
        for part in _fact_lines(appeal, name):
            card.add(part)
    return card


def _fact_lines(appeal: Appeal, name: str) -> list[QWidget]:
    """A fact with its label; a long one wraps below it."""
    known = column(Appeal, name)
    value = known.text(getattr(appeal, name))
    label = caption(known.label, elastic=False)
    if known.kind is Kind.LONG_TEXT and value:
        return [LineLabel([label]), TextLabel(value)]
    return [LineLabel([label, Words(value or _("not known yet"), "text" if value else "dim")])]


def answer_card(case: CaseRecord) -> Card | None:
    """The answer of the handling unit; None before there is one."""
    appeal = case.appeal
    if not appeal.answer:
        return None
    card = Card()
    card.add(CardHead(_("Answer"), " · ".join(w for w in (case.unit, short_day(appeal.answered_on)) if w)))
    card.add(TextLabel(appeal.answer))
    return card


def proof_card(case: CaseRecord) -> Card | None:
    """Evidence, confirmation and rating as they were given; None before there are any."""
    appeal = case.appeal
    if not (appeal.evidence or appeal.confirmed_on or case.attachments):
        return None
    card = Card()
    done: tuple[Piece, ...] = (Icon("checkmark_circle", "green"), caption(_("all there"), "green"))
    card.add(CardHead(column(Appeal, "evidence").label, pieces=done if appeal.state == "closed" else ()))
    if appeal.evidence:
        card.add(TextLabel(appeal.evidence))
    for attached in case.attachments:
        size = caption(_("{size} KB").format(size=max(1, attached.size // 1024)), elastic=False)
        card.add(LineLabel([Icon("document"), Words(attached.file_name)], [size]))
    if appeal.confirmed_on:
        mode = column(Appeal, "confirmation_mode").text(appeal.confirmation_mode)
        told = " · ".join(word for word in (mode, appeal.confirmed_by, short_day(appeal.confirmed_on)) if word)
        card.add(LineLabel([Icon("checkmark_circle", "green"), Words(told)], _rating(appeal)))
    if appeal.rating_words:
        card.add(TextLabel(_("“{words}”").format(words=appeal.rating_words), tone="text2"))
    return card


def _rating(appeal: Appeal) -> list[Piece]:
    codes = column(Appeal, "rating").field.codes
    return [state_chip(codes, appeal.rating)] if codes and appeal.rating else []


def chain_card(case: CaseRecord) -> Card:
    """Everything that happened to the case, the newest first; re-opening keeps what was before."""
    card = Card()
    card.add(CardHead(_("Chain"), count_text(len(case.chain), "条")))
    rows = [
        LineLabel([caption(short_day(told.on), elastic=False), Words(told.text)], [caption(told.by)])
        for told in case.chain
    ]
    for row in rows:
        card.add(row)
    card.column.setSpacing(2)
    return card


# What hangs on it


def related_card(case: CaseRecord, open_record: Open, merge: Callable[[str], None] | None) -> Card | None:
    """Visit, list lines, promises, blockers, common problem, and other cases that may be the same one."""
    lines = _related_lines(case, open_record)
    alike = [_alike_line(one, open_record, merge) for one in case.alike]
    if not lines and not alike:
        return None
    card = Card()
    card.add(CardHead(_("Related"), _("one matter, one record")))
    for line in (*lines, *alike):
        card.add(line)
    card.column.setSpacing(2)
    return card


def _related_lines(case: CaseRecord, open_record: Open) -> list[QWidget]:
    found: list[QWidget] = []

    def add(type_name: str, record_id: str, left: list[Piece], right: list[Piece]) -> None:
        line = LinkLine(left, right)
        line.clicked.connect(partial(_run, open_record, type_name, record_id))
        found.append(line)

    if case.visit:
        told = " ".join((CONTACT_MODES.label(case.visit.contact_mode), short_day(case.visit.occurred_on)))
        add("visit", case.visit.id, [Icon("location"), Words(told)], [caption(case.visit.number)])
    for line in case.lines:
        add("list_line", line.id, [Icon("clipboard_task"), Words(line.subject)], [state_chip(LINE_STATES, line.state)])
    for promise in case.promises:
        one = promise.commitment
        family = Family.RED if promise.is_overdue else family_of("commitment_state", one.state)
        state = promise.state_text if one.state == "open" else COMMITMENT_STATES.label(one.state)
        right: list[Piece] = [caption(short_day(one.due_on), elastic=False), Chip(state, family)]
        add("commitment", one.id, [Icon("ribbon_star"), Words(one.content)], right)
    for blocker in case.blockers:
        right = [caption(_("since {day}").format(day=short_day(blocker.since_on)), elastic=False)]
        if blocker.cleared_on:
            right = [caption(_("cleared {day}").format(day=short_day(blocker.cleared_on)), "green", elastic=False)]
        add("blocker", blocker.id, [state_chip(BLOCKER_KINDS, blocker.blocker_kind), Words(blocker.subject)], right)
    if case.common_problem:
        right = [caption(_("shared by {count}").format(count=case.sharing), elastic=False)]
        add("common_problem", case.common_problem.id, [Icon("link"), Words(case.common_problem.subject)], right)
    return found


def _alike_line(one: Appeal, open_record: Open, merge: Callable[[str], None] | None) -> QWidget:
    """Another case of the enterprise, with the offer to merge this one into it while it is in hand."""
    line = LinkLine(
        [Icon("branch_fork"), caption(one.number, elastic=False), Words(one.subject)],
        [state_chip(CASE_STATES, one.state)],
    )
    line.clicked.connect(partial(_run, open_record, "appeal", one.id))
    if merge is None or one.state in ("closed", "withdrawn", "merged"):
        return line
    button = link_button(_("Merge…"))
    button.clicked.connect(partial(_run, merge, one.id))
    return row_of(line, button, spacing=4)


def _run(run: Callable[..., None], *facts: object) -> None:
    """What a click does; the last fact is the button's own and says nothing."""
    run(*facts[:-1])


def title_line(case: CaseRecord) -> LineLabel:
    """Number and subject in the size of a record's title."""
    words = Words(case.appeal.subject, size=TextSize.RECORD, bold=True)
    return LineLabel([caption(case.appeal.number, elastic=False), words], height=32)
