"""The visit brief on one page: above what to know and to ask, below a blank form to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from casework.amounts import count_text, format_fen, ordinal
from casework.entities.visits import CONTACT_MODES
from casework.insight.case_story import EnterpriseStory
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.open_matters import OpenMatter
from casework.insight.promises import Promise
from casework.insight.visit_brief import VisitBrief
from casework.insight.visit_questions import Question
from casework.language import _
from exports.case_facts import contact_words, in_charge_words
from exports.document import VISIT_BRIEF_PAGE, Document, Printed
from exports.drawing import Block, Gap, Pen
from exports.marks import STATE_FORMS, Chip, Marked, state_chip
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.promise_table import promise_table
from exports.sections import PaperPart, Section, numbered_sections
from exports.styles import CELL, FIGURE, FIGURE_BOLD, GREY, INK, META, RED, TITLE
from exports.table_layout import Cell, TableColumn, TableRow, plain_row
from exports.tables import DataTable, facts_grid
from exports.typesetting import BASELINE, ChinesePara, set_words
from exports.visit_form import FormFacts, VisitForm

_GAP = "　"
_SHARES = (1.5, 1.0)
_TITLE = TITLE.sized(19, 25)
_QUESTION = CELL.sized(9.8, 14)
_SOURCE = FIGURE.sized(8, 11).colored(GREY).aligned("right")
_SMALL = CELL.sized(8.8, 12.6)
_LEAST_NOTES = 84.0  # points that the notes of the form have at least
_LONGEST = 46


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much stands above the form: so many open matters, promises and questions, texts of so many characters."""

    matters: int
    promises: int
    questions: int
    characters: int


_MEASURES = tuple(
    _Measure(*counts)
    for counts in (
        (8, 6, 7, 60), (6, 5, 6, 46), (5, 4, 5, 36), (5, 4, 5, 28),
        (5, 3, 4, 24), (4, 3, 4, 22), (3, 2, 3, 18), (2, 2, 2, 16),
    )
)  # fmt: skip
"""Each less than the one before."""


def write_visit_brief(target: Path, brief: VisitBrief, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print the brief of a visit as PDF, always one page; FileTrouble where it cannot be written.

    What does not fit is left out, the least urgent first, and its count is told. `masked` hides
    telephone numbers, also those within texts (product rule 10).
    """
    words = PaperWords(as_of=brief.story.as_of, masked=masked)
    title = _("Visit brief")
    document = Document(
        page=VISIT_BRIEF_PAGE,
        title=f"{title}{_GAP}{brief.story.enterprise.name}",
        author=facts.centre,
        subject=brief.story.enterprise.name,
        foot=_GAP.join((facts.centre, title, _("to be filed with the record of the visit"))),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(visit_brief_page, brief, words, facts))


def visit_brief_page(brief: VisitBrief, words: PaperWords, facts: PaperFacts) -> list[Block]:
    """The blocks of the page in the measure that leaves room for notes; the form fills the rest."""
    width, height = VISIT_BRIEF_PAGE.text_width, VISIT_BRIEF_PAGE.text_height
    above: list[Block] = []
    room = 0.0
    for measure in _MEASURES:
        above = _above(brief, words, facts, measure)
        form = _form_section(brief, words, 0, 1)
        used = sum(block.fit(width) + (block.space_before if place else 0) for place, block in enumerate(above))
        room = height - used - form.fit(width) - form.space_before - 4
        if room >= VisitForm.FIXED + _LEAST_NOTES:
            break
    number = sum(isinstance(block, Section) for block in above) + 1
    return [*above, _form_section(brief, words, room, number)]


def _above(brief: VisitBrief, words: PaperWords, facts: PaperFacts, measure: _Measure) -> list[Block]:
    blocks: list[Block] = [
        ChinesePara(_("Visit brief"), _TITLE),
        ChinesePara(_meta(brief, facts), META),
        Gap(4),
        facts_grid(_facts(brief, words, measure), shares=_SHARES),
    ]
    if note := _who_else_comes(brief, words):
        blocks += [Gap(5), note]
    parts = (
        _open_matters(brief, words, measure),
        _promises(brief.story.promises, words, measure),
        _questions(brief.questions, words, measure),
    )
    return [*blocks, *numbered_sections([part for part in parts if part])]


def _meta(brief: VisitBrief, facts: PaperFacts) -> str:
    visit = brief.visit
    planned = ""
    if visit and visit.planned_on:
        planned = _("planned for {day}, {mode}").format(
            day=day_text(visit.planned_on), mode=CONTACT_MODES.label(visit.contact_mode)
        )
    return (_GAP * 2).join(
        part
        for part in (
            brief.story.enterprise.name,
            planned,
            listing(brief.participants),
            _("printed on {day}").format(day=day_text(facts.made_on)),
        )
        if part
    )


def _facts(brief: VisitBrief, words: PaperWords, measure: _Measure) -> Sequence[tuple[str, Cell]]:
    story, enterprise = brief.story, brief.story.enterprise
    most = min(measure.characters, 40)
    staff = _("{count} employees").format(count=enterprise.employees) if enterprise.employees else ""
    business = words.excerpt(enterprise.main_business, most)
    valid = [row.label for row in story.classes if row.states and row.states[-1] == "valid"]
    classes = _("{words} ({note})").format(words=listing(valid), note=str(story.as_of.year)) if valid else ""
    place = " · ".join(part for part in (story.territory or enterprise.address, enterprise.industry_chain) if part)
    contacted = _("{year}: {rounds} rounds, {contacts} contacts").format(
        year=story.as_of.year, rounds=story.rounds_this_year, contacts=story.contacts_this_year
    )
    since = _("{days} days ago").format(days=brief.days_since) if brief.days_since is not None else ""
    year = _("fiscal {year}").format(year=enterprise.revenue_year) if enterprise.revenue_year else _("Revenue")
    revenue = _amount(_("Revenue"), format_fen(enterprise.revenue)) if enterprise.revenue is not None else ""
    research = _amount(_("R&D spending"), _research(story)) if enterprise.research_spending is not None else ""
    return (
        (_("Located in"), place),
        (_("Commissioner"), in_charge_words(story)),
        (_("Main business"), "；".join(part for part in (business, staff) if part)),
        (_("Contact person"), contact_words(story, words)),
        (year, "；".join(part for part in (revenue, research) if part)),
        (_("Class"), classes),
        (_("Last contact"), _last(brief, words, most)),
        (_("Contacts"), "；".join(part for part in (contacted, since) if part)),
    )


def _amount(words: str, figure: str) -> str:
    return _(AMOUNT_WORDS).format(words=words, figure=figure)


def _research(story: EnterpriseStory) -> str:
    """The amount and its share of revenue; the year stands before them."""
    amount = format_fen(story.enterprise.research_spending or 0)
    share = story.research_share
    return comma(amount, _("{share} of revenue").format(share=f"{share:.1%}")) if share else amount


def _last(brief: VisitBrief, words: PaperWords, most: int) -> str:
    last = brief.last
    if last is None or last.occurred_on is None:
        return _("none yet")
    said = words.excerpt(last.findings or last.topic, most)
    return _GAP.join((last.occurred_on.isoformat(), CONTACT_MODES.label(last.contact_mode), said)).rstrip(_GAP)


def _who_else_comes(brief: VisitBrief, words: PaperWords) -> Block | None:
    """The contact planned by others that lies nearest, with the offer to combine (rule 9)."""
    other = brief.combine or next(iter(brief.load.planned), None)
    done = [line for line in brief.load.done if not line.is_ours]
    if other:
        told = _("{who} plans {mode} with the same enterprise on {day} ({topic}).").format(
            who=other.by, mode=CONTACT_MODES.label(other.contact_mode), day=day_text(other.on),
            topic=words.excerpt(other.topic, 24) or _("no topic given"),
        )  # fmt: skip
        advice = _("Ask {who} first and make it one visit where you can.").format(who=other.by) if brief.combine else ""
        code, word = ("combine", _("combine")) if brief.combine else ("", _("note"))
        return Marked(state_chip(code, word), f"{told}{advice}", FIGURE.sized(9, 13))
    if done:
        told = _("In the last {days} days others were there {count} times, the last on {day} ({who}).").format(
            days=brief.load.days, count=len(done), day=day_text(done[-1].on), who=done[-1].by
        )
        return Marked(state_chip("", _("note")), told, FIGURE.sized(9, 13))
    return None


def _open_matters(brief: VisitBrief, words: PaperWords, measure: _Measure) -> PaperPart | None:
    shown = brief.matters[: measure.matters]
    if not shown:
        return None
    columns = [
        TableColumn(head=_("Number"), fits=True, width=66, style=FIGURE),
        TableColumn(head=_("What is in hand")),
        TableColumn(head=_("State"), fits=True, width=64),
        TableColumn(head=_("How far it is"), share=1.1, style=_SMALL),
        TableColumn(head=_("Due on"), fits=True, width=120, style=FIGURE),
    ]
    rows = [matter_row(matter, words, measure.characters) for matter in shown]
    note = count_text(len(brief.matters), "项")
    if len(shown) < len(brief.matters):
        note = _("the {shown} most urgent of {count}").format(shown=len(shown), count=note)
    return PaperPart(_("Not finished yet"), DataTable(columns, rows), note)


def matter_row(matter: OpenMatter, words: PaperWords, most: int, *, named: bool = False) -> TableRow:
    """An open matter as a row of a table: number, (enterprise,) subject, state, how far, its day."""
    due = comma(words.next_day(matter.due_on), matter.note) if matter.mark[0] != "stopped" else ""
    style = FIGURE_BOLD.colored(RED) if matter.is_late else FIGURE
    cells: list[Cell] = [
        matter.number,
        *([matter.enterprise] if named else []),
        words.excerpt(matter.subject, most),
        state_chip(*matter.mark) if matter.mark[0] in STATE_FORMS else Chip(matter.mark[1]),
        words.excerpt(matter.progress, most),
        ChinesePara(due or "—", style if due else style.colored(GREY)),
    ]
    return plain_row(*cells)


def _promises(promises: Sequence[Promise], words: PaperWords, measure: _Measure) -> PaperPart | None:
    shown = promises[: measure.promises]
    if not shown:
        return None
    count = count_text(len(promises), "条")
    note = _("{count}, to be answered first").format(count=count)
    if len(shown) < len(promises):
        note = _("the {shown} earliest of {count}").format(shown=len(shown), count=count)
    return PaperPart(_("Promises not kept yet"), promise_table(shown, words, most=measure.characters), note)


def _questions(questions: Sequence[Question], words: PaperWords, measure: _Measure) -> PaperPart | None:
    shown = questions[: measure.questions]
    if not shown:
        return None
    most = max(measure.characters, 30)
    rows = [(words.excerpt(question.text, most), question.source) for question in shown]
    note = _("tick what was asked")
    if len(shown) < len(questions):
        note = _("{note}; the first {shown} of {count}").format(note=note, shown=len(shown), count=len(questions))
    return PaperPart(_("To ask"), Questions(rows), note)


class Questions(Block):
    """Questions with a box to tick, and at the right where each comes from."""

    BOX = 8.0
    FROM = 15.0

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._texts = [ChinesePara(f"{number}. {text}", _QUESTION) for number, (text, _source) in enumerate(rows, 1)]
        self._sources = [source for _text, source in rows]

    def measure(self, width: float) -> float:
        """The lines of all questions."""
        room = width - self.FROM - 74
        return sum(text.fit(room) for text in self._texts) + 1

    def paint(self, pen: Pen) -> None:
        """Box, question, source."""
        y = self.height
        for text, source in zip(self._texts, self._sources, strict=True):
            middle = y - _QUESTION.leading / 2
            pen.rectangle(1, middle - self.BOX / 2, self.BOX, self.BOX, outline=INK, thickness=0.7)
            y -= text.height
            text.paint(pen.at(self.FROM, y))
            set_words(
                pen, self.width, middle - 8 * BASELINE, source, FIGURE.sized(8, 11).colored(GREY).aligned("right")
            )


def _form_section(brief: VisitBrief, words: PaperWords, height: float, number: int) -> Section:
    person = brief.story.contact_person
    year = (brief.on or brief.story.as_of).year
    facts = FormFacts(
        enterprise=brief.story.enterprise.name,
        round_name=brief.round_name,
        ours=listing(brief.participants),
        theirs=words.text(brief.visit.counterpart if brief.visit and brief.visit.counterpart else "")
        or (person.name if person else ""),
        year=year,
    )
    note = _("same order as “Log a contact”: copy it in when you are back")
    title = _("{number}. {title}").format(number=ordinal(number), title=_("Record of the visit"))
    return Section(title, VisitForm(facts, height), note=note)
