"""The sheet of one case: what it is about, its way through the loop with both clocks, answer, confirmation, rating."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from casework.amounts import count_text
from casework.entities.appeals import (
    APPEAL_KINDS,
    CASE_KINDS,
    CASE_STATES,
    CONFIRMATION_MODES,
    INTAKE_CHANNELS,
    INTAKE_SCHEMES,
    OPEN_STATES,
    RATINGS,
    SERVICE_MODES,
)
from casework.insight.case_record import CaseRecord, Dial
from casework.insight.figure_words import comma, listing
from casework.language import N_, _
from exports.closings import Signatures
from exports.document import CASE_SUMMARY_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.marks import Clock, Ladder, Step
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.promise_table import promise_table
from exports.sections import PaperPart, Stack, numbered_sections
from exports.styles import CELL, FACT_FIGURE, FIGURE, META, TITLE
from exports.table_layout import Cell, TableColumn, plain_row
from exports.tables import DataTable, facts_grid
from exports.timeline import Timeline, TimelineEntry
from exports.typesetting import ChinesePara

_GAP = "　"
_TITLES = {
    "appeal": N_("Sheet of an appeal"),
    "procedure": N_("Sheet of an agency procedure"),
    "dispute": N_("Sheet of a dispute"),
}
_LABEL_WIDTH = 74.0
_BLANK = "\n"  # two lines to write on


def write_appeal_sheets(
    target: Path, cases: Sequence[CaseRecord], *, facts: PaperFacts, masked: bool = True
) -> Printed:
    """Print the sheets of these cases (at least one) into one PDF, each on pages of its own.

    What is not known yet is left blank to be written in. `masked` hides telephone numbers, also those
    within texts (product rule 10). FileTrouble where the file cannot be written.
    """
    first = cases[0]
    title = _(_TITLES[first.appeal.case_kind]) if len(cases) == 1 else _("Sheets of cases")
    document = Document(
        page=CASE_SUMMARY_PAGE,
        title=f"{title}{_GAP}{first.appeal.number}" if len(cases) == 1 else title,
        author=facts.centre,
        subject=first.enterprise.name if len(cases) == 1 else "",
        foot=_GAP.join((facts.centre, title, *([_("contact data masked")] if masked else []))),
        running_head=(title, first.appeal.number) if len(cases) == 1 else ("", ""),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_story, cases, facts, masked=masked))


def _story(cases: Sequence[CaseRecord], facts: PaperFacts, *, masked: bool) -> list[Flowable]:
    words = PaperWords(as_of=facts.made_on, masked=masked)
    story: list[Flowable] = []
    for case in cases:
        story += [PageBreak()] if story else []
        story += _sheet(case, words)
    return story


def _sheet(case: CaseRecord, words: PaperWords) -> list[Block]:
    parts = [
        PaperPart(_("What it is about"), _about(case, words)),
        PaperPart(_("Through the loop"), _loop(case, words), _state_note(case)),
        PaperPart(_("Clocks"), _clocks(case), _("working days; days on which a clock stood still do not count")),
        PaperPart(_("Course of handling"), _course(case, words), _course_note(case)),
        PaperPart(_("Answer, confirmation and rating"), _outcome(case, words)),
    ]
    if case.promises:
        parts.append(PaperPart(_("Promises given"), promise_table(case.promises, words), _count(len(case.promises))))
    if case.attachments:
        parts.append(PaperPart(_("Attachments listed"), _attachments(case, words), _count(len(case.attachments))))
    title = _(_TITLES[case.appeal.case_kind])
    return [
        ChinesePara(title, TITLE),
        ChinesePara(_meta(case, words), META),
        Gap(5),
        _facts(case, words),
        *numbered_sections(parts, _signatures()),
    ]


def _count(count: int) -> str:
    return count_text(count, "条")


def _meta(case: CaseRecord, words: PaperWords) -> str:
    return (_GAP * 2).join((
        case.appeal.number,
        _("As of {day}").format(day=day_text(words.as_of)),
        CASE_STATES.label(case.appeal.state),
        _("For internal use"),
    ))  # fmt: skip


def _facts(case: CaseRecord, words: PaperWords) -> DataTable:
    appeal, contact = case.appeal, case.contact
    person = _GAP.join(p for p in (contact.name, contact.post, words.text(contact.phone)) if p) if contact else ""
    scheme = INTAKE_SCHEMES.label(appeal.intake_scheme) if appeal.intake_scheme else ""
    channel = comma(INTAKE_CHANNELS.label(appeal.intake_channel) if appeal.intake_channel else "", scheme)
    kind = comma(CASE_KINDS.label(appeal.case_kind), APPEAL_KINDS.label(appeal.appeal_kind))
    known: list[tuple[str, Cell]] = [
        (_("Enterprise"), case.enterprise.name),
        (_("Contact of the enterprise"), person),
        (_("Case kind"), kind if appeal.case_kind == "appeal" else CASE_KINDS.label(appeal.case_kind)),
        (_("Intake channel"), channel),
        (_("Service mode"), SERVICE_MODES.label(appeal.service_mode)),
        (_("Accepted on"), ChinesePara(appeal.accepted_on.isoformat(), FACT_FIGURE)),
        (_("Handling unit"), case.unit),
        (_("Handled by"), case.person),
    ]
    if appeal.case_kind == "procedure":
        known += [(_("Procedure"), appeal.procedure_type), (_("Receiving department"), appeal.receiving_department)]
        known += [(_("Papers outstanding"), appeal.papers_outstanding), (_("Granted on"), words.day(appeal.granted_on))]
    if appeal.case_kind == "dispute":
        known += [(_("Other party"), words.text(appeal.other_party)), (_("Kind of dispute"), appeal.dispute_kind)]
    if case.common_problem:
        shared = _("{subject}, shared by {count} cases").format(subject=case.common_problem.subject, count=case.sharing)
        known += [(_("Common problem"), shared)]
    return facts_grid(known, shares=(1.3, 1.0))


def _about(case: CaseRecord, words: PaperWords) -> Block:
    return _labelled((
        (_("Subject"), words.text(case.appeal.subject)),
        (_("Description"), words.text(case.appeal.description)),
    ))  # fmt: skip


def _labelled(rows: Sequence[tuple[str, str]], *, blank: bool = False) -> DataTable:
    """Labels and texts below each other; `blank` leaves two lines to write on where there is no text."""
    columns = [
        TableColumn(width=_LABEL_WIDTH, style=FIGURE.bold, is_tinted=True),
        TableColumn(style=CELL.sized(9.5, 14)),
    ]
    return DataTable(
        columns, [plain_row(label, text or (_BLANK if blank else "")) for label, text in rows], has_head=False,
        is_roomy=True,
    )  # fmt: skip


def _loop(case: CaseRecord, words: PaperWords) -> Block:
    steps = [Step(word=stage.label, entered=words.month(stage.entered_on)) for stage in case.loop]
    current = next((place for place, stage in enumerate(case.loop) if stage.is_current), -1)
    return Stack(Gap(3), Ladder(steps, current), Gap(2))


def _state_note(case: CaseRecord) -> str:
    """What the loop does not draw: returned, withdrawn, merged, re-opened."""
    if any(stage.is_current for stage in case.loop):
        return ""
    return comma(CASE_STATES.label(case.appeal.state), case.appeal.outcome_reason)


def _clocks(case: CaseRecord) -> Block:
    columns = [
        TableColumn(head=_("Clock"), fits=True),
        TableColumn(head=_("From"), fits=True, style=FIGURE),
        TableColumn(head=_("Due on"), fits=True, style=FIGURE),
        TableColumn(head=_("Met on"), fits=True, style=FIGURE),
        TableColumn(head=_("Used / limit (working days)"), fits=True, width=200),
        TableColumn(head=_("Not counted"), style=CELL.sized(8.5, 11.9)),
    ]
    dials = ((_("towards the enterprise"), case.dial), (_("of the handling unit"), case.answer_dial))
    return DataTable(columns, [plain_row(name, *_dial(dial)) for name, dial in dials])


def _dial(dial: Dial) -> list[Cell]:
    if dial.started_on is None:
        return ["", "", "", "", _("not started")]
    clock: Cell = ChinesePara(comma(count_text(dial.clock.used, "个工作日"), dial.clock.word), FIGURE)
    if dial.clock.limit:
        clock = Clock(dial.clock.used, dial.clock.limit, dial.clock.word)
    days = (dial.started_on, dial.due_on, dial.ended_on)
    return [*(day.isoformat() if day else "" for day in days), clock, _not_counted(dial)]


def _not_counted(dial: Dial) -> str:
    off = _("{count} days off").format(count=dial.days_off) if dial.days_off else ""
    stopped = _("{count} working days stopped").format(count=dial.stopped_working_days)
    past = (stop.reason for stop in dial.stops if stop.reason and stop.reason != dial.clock.stop_reason)
    reasons = listing(dict.fromkeys(past))
    stopped = _("{words} ({note})").format(words=stopped, note=reasons) if reasons else stopped
    years = listing(map(str, dial.unannounced))
    told = comma(off, stopped if dial.stopped_working_days or dial.stops else "")
    if years:
        return comma(told, _("make-up days of {years} not announced yet").format(years=years))
    return told


def _course(case: CaseRecord, words: PaperWords) -> Block:
    entries = [
        TimelineEntry(date=told.on.isoformat(), kind="", person=told.by, text=words.text(told.text))
        for told in case.chain
    ]
    return Timeline(entries)


def _course_note(case: CaseRecord) -> str:
    return _("{count} steps, the newest first").format(count=len(case.chain))


def _outcome(case: CaseRecord, words: PaperWords) -> Block:
    appeal = case.appeal
    confirmed = comma(
        CONFIRMATION_MODES.label(appeal.confirmation_mode) if appeal.confirmation_mode else "",
        appeal.confirmed_by,
        appeal.confirmed_on.isoformat() if appeal.confirmed_on else "",
    )
    rating = RATINGS.label(appeal.rating) if appeal.rating else ""
    if appeal.rating_words:
        rating = _("{what}: {note}").format(what=rating, note=words.text(appeal.rating_words))
    rows = [
        (_("Answer"), _dated(words.text(appeal.answer), appeal.answered_on)),
        (_("Evidence"), words.text(appeal.evidence)),
        *([(_("Result of the mediation"), words.text(appeal.settlement))] if appeal.case_kind == "dispute" else []),
        (_("Confirmed by the enterprise"), confirmed),
        (_("Rating"), rating),
    ]
    if appeal.outcome_reason:
        rows.append((_("Reason"), words.text(appeal.outcome_reason)))
    return _labelled(rows, blank=appeal.state in OPEN_STATES)


def _dated(text: str, day: dt.date | None) -> str:
    return _("{words} ({note})").format(words=text, note=day.isoformat()) if text and day else text


def _attachments(case: CaseRecord, words: PaperWords) -> Block:
    columns = [
        TableColumn(head=_("File name")),
        TableColumn(head=_("Note")),
        TableColumn(head=_("Added on"), fits=True, style=FIGURE),
    ]
    rows = [
        plain_row(words.text(one.file_name), words.text(one.note), one.added_on.isoformat() if one.added_on else "")
        for one in case.attachments
    ]
    return DataTable(columns, rows)


def _signatures() -> Signatures:
    roles = (_("Handled by"), _("Checked by"), _("Enterprise (seal)"))
    return Signatures([roles, (_("Date of signature"),) * len(roles)])
