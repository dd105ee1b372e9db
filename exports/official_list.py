"""Responsibility lists in official layout (GB/T 9704-2012): title, the table of lines, office and date."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from casework.amounts import count_text
from casework.entities.lists import LINE_STATES, LIST_KINDS
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.list_record import LineRecord, ListRecord
from casework.language import _
from exports.closings import OfficialClosing
from exports.document import OFFICIAL_PAGE, Document, Printed
from exports.drawing import Gap
from exports.marks import state_chip
from exports.monthly_words import day_text
from exports.official_grid import OnGrid
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.sections import Headed, Stack, WithClosing
from exports.styles import ANNEX_TITLE, CELL, FIGURE, FIGURE_BOLD, NOTE, OFFICIAL_LEADING, OFFICIAL_TITLE, RED
from exports.table_layout import Cell, TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara, text_width

_LINE = CELL.sized(10.5, 15)
_SMALL = CELL.sized(9.5, 13.5)


def write_lists(target: Path, lists: Sequence[ListRecord], *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print these lists (at least one), each on pages of its own, as PDF; FileTrouble where it cannot be written."""
    title = lists[0].list.name if len(lists) == 1 else _("Responsibility lists")
    document = Document(
        page=OFFICIAL_PAGE,
        title=title,
        author=facts.centre,
        subject=listing(found.list.name for found in lists),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    words = PaperWords(as_of=lists[0].as_of, masked=masked)
    return document.write(target, partial(_story, lists, words, facts))


def _story(lists: Sequence[ListRecord], words: PaperWords, facts: PaperFacts) -> list[Flowable]:
    story: list[Flowable] = []
    for found in lists:
        story += [PageBreak()] if story else []
        style = (
            OFFICIAL_TITLE if text_width(found.list.name, OFFICIAL_TITLE) < OFFICIAL_PAGE.text_width else ANNEX_TITLE
        )
        title = ChinesePara(found.list.name, style)
        story.append(OnGrid(Stack(Gap(OFFICIAL_LEADING / 2), title)))
        closing = Stack(Gap(OFFICIAL_LEADING), OfficialClosing(found.unit or facts.centre, day_text(facts.made_on)))
        body = _table(found, words) if found.lines else ChinesePara(_("The list has no lines yet."), _LINE)
        story.append(Headed(ChinesePara(_meta(found), NOTE), WithClosing(body, closing), is_listed=False))
    return story


def _meta(found: ListRecord) -> str:
    """Kind, whether nothing stands outside it, as of when, and how many lines are in which state."""
    known = found.list
    published = _("published on {day}").format(day=day_text(known.published_on)) if known.published_on else ""
    head = comma(
        kind if (kind := LIST_KINDS.label(known.list_kind)) not in known.name else "",
        _("nothing outside the list") if known.exhaustive else "",
        published,
        _("As of {day}").format(day=day_text(found.as_of)),
    )
    counts = [(_("in all"), len(found.lines))]
    counts += [(LINE_STATES.label(state), found.count(state)) for state in LINE_STATES.labels if found.count(state)]
    counts += [(_("overdue"), found.late)] if found.late else []
    told = comma(*(_(AMOUNT_WORDS).format(words=words, figure=count_text(n, "条")) for words, n in counts))
    return _("{before}; {next}").format(before=head, next=told)


def _table(found: ListRecord, words: PaperWords) -> DataTable:
    columns = [
        TableColumn(head=_("place"), fits=True, align="right", style=FIGURE.sized(9.5, 15)),
        TableColumn(head=_("Matter"), style=_LINE),
        TableColumn(head=_("Lead unit"), width=76, style=_SMALL),
        TableColumn(head=_("Responsible person"), fits=True, width=56, style=_SMALL),
        TableColumn(head=_("Due on"), fits=True, style=FIGURE),
        TableColumn(head=_("State"), fits=True, width=70),
    ]
    rows = [_row(number, line, words) for number, line in enumerate(found.lines, 1)]
    return DataTable(columns, rows, is_roomy=True)


def _row(number: int, found: LineRecord, words: PaperWords) -> TableRow:
    line = found.line
    due = line.due_on.isoformat() if line.due_on else ""
    style = FIGURE_BOLD.colored(RED) if found.is_late else FIGURE
    state = state_chip("overdue", _("overdue")) if found.is_late else _state(found)
    units = found.lead_unit
    if found.units:
        helping = _("with {units}").format(units=listing(found.units))
        units = f"{units}\n{helping}" if units else helping
    return plain_row(
        str(number), _matter(found, words), units, found.person, ChinesePara(due, style) if due else "", state
    )


def _state(found: LineRecord) -> Cell:
    code = {"struck_off": "closed", "awaiting_strike_off": "answered"}.get(found.line.state, "")
    return state_chip(code, LINE_STATES.label(found.line.state))


def _matter(found: LineRecord, words: PaperWords) -> Cell:
    """The subject, and below it what it is about, to whom it is addressed, and the proof it was struck off with."""
    line = found.line
    small = _SMALL.sized(8.5, 12.5)
    below = [words.text(line.content)] if line.content and line.content != line.subject else []
    if line.superior_request and line.addressee:
        below.append(_("asked of {addressee}").format(addressee=line.addressee))
    if line.state == "struck_off" and line.struck_off_on:
        below.append(
            _("struck off on {day}: {proof}").format(day=line.struck_off_on.isoformat(), proof=words.text(line.proof))
        )
    elif line.next_report_on:
        below.append(_("next report on {day}").format(day=line.next_report_on.isoformat()))
    return ChinesePara([(words.text(line.subject), _LINE), *((f"\n{text}", small) for text in below)], _LINE)
