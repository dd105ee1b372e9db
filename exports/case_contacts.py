"""Classes by year, contacts by round, and the timeline of a case summary."""

from dataclasses import replace

from casework.amounts import count_text, ordinal
from casework.entities.rounds import MEMBER_OUTCOMES
from casework.entities.visits import CONTACT_MODES
from casework.insight.case_story import EnterpriseStory, NextContact, RoundContact
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.round_contacts import Yield
from casework.language import _
from exports.case_words import CaseWords
from exports.marks import YearMark, state_chip, year_marks_legend
from exports.sections import PaperPart, SideBySide
from exports.styles import CELL, FIGURE
from exports.table_layout import Cell, TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.timeline import Timeline, TimelineEntry

_CLASSES_SHARE, _ROUNDS_SHARE = 0.375, 0.625
_SMALL_CELL = replace(CELL, size=8.5)
_LONGEST_RESULT, _SHORT_RESULT = 40, 14


def classes_and_rounds(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """Both beside each other, or the one there is; None without both."""
    classes = _classes(story) if story.classes else None
    rounds = _rounds(story, words) if story.rounds or story.next_contact else None
    notes = [year_marks_legend()] if classes else []
    if story.contacts_this_year:
        notes.append(_contacted(story))
    note = "　｜　".join(notes)
    if classes and rounds:
        body = SideBySide([(classes, _CLASSES_SHARE), (rounds, _ROUNDS_SHARE)])
        return PaperPart(_("Classes and contacts by round"), body, note)
    if classes:
        return PaperPart(_("Classes"), classes, note)
    return PaperPart(_("Contacts by round"), rounds, note) if rounds else None


def _contacted(story: EnterpriseStory) -> str:
    """Rounds and contacts of the year: 2022年，4轮中联系6次."""
    words = _("{year}: {rounds} rounds, {contacts} contacts")
    return words.format(year=story.as_of.year, rounds=story.rounds_this_year, contacts=story.contacts_this_year)


def _classes(story: EnterpriseStory) -> DataTable:
    years = [TableColumn(head=str(year), fits=True, align="center") for year in story.years]
    columns = [TableColumn(head=_("Class of the enterprise"), style=_SMALL_CELL), *years]
    rows = [plain_row(row.label, *(_mark(state) for state in row.states)) for row in story.classes]
    return DataTable(columns, rows)


def _mark(state: str) -> YearMark:
    return YearMark("valid" if state == "valid" else "lapsed" if state == "lapsed" else "none")


def _rounds(story: EnterpriseStory, words: CaseWords) -> DataTable:
    columns = [
        TableColumn(head=_("Round of contact"), fits=True, width=60, style=_SMALL_CELL),
        TableColumn(head=_("Date"), fits=True, width=54, style=FIGURE),
        TableColumn(head=_("How contacted"), fits=True),
        TableColumn(head=_("Met with"), fits=True, width=60, style=_SMALL_CELL),
        TableColumn(head=_("Result"), style=_SMALL_CELL),
    ]
    rows = [_round(found, words) for found in story.rounds]
    if story.next_contact:
        rows.append(_next(story.next_contact, words))
    return DataTable(columns, rows)


def _round(found: RoundContact, words: CaseWords) -> TableRow:
    cell = found.cell
    name = _("round {round}").format(round=ordinal(found.round.round_no))
    if cell.is_reached:
        chip = state_chip(cell.mode, CONTACT_MODES.label(cell.mode))
        return plain_row(name, words.day(cell.occurred_on), chip, words.text(found.met_with), _brought(cell.brought))
    reason = comma(MEMBER_OUTCOMES.label(cell.outcome) if cell.outcome else "", words.text(cell.reason))
    chip = state_chip("not_reached", _("not reached"))
    longest = _SHORT_RESULT if words.measure.is_compact else _LONGEST_RESULT
    return plain_row(name, "", chip, "", words.excerpt(reason, longest))


def _brought(brought: Yield) -> str:
    """What the contact brought: 诉求1件、需求1条、承诺2条; matches stand with their demands."""
    counts = (
        (_("Appeal"), brought.appeals, "件"),
        (_("Demand"), brought.demands, "条"),
        (_("Commitment"), brought.promises, "条"),
    )
    return listing(_(AMOUNT_WORDS).format(words=w, figure=count_text(n, measure)) for w, n, measure in counts if n)


def _next(following: NextContact, words: CaseWords) -> TableRow:
    chip: Cell = state_chip(following.mode, CONTACT_MODES.label(following.mode)) if following.mode else ""
    content = _("none needed") if following.none_needed else words.excerpt(following.content, _LONGEST_RESULT)
    return plain_row(_("next"), words.next_day(following.on), chip, "", content)


def happenings(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """The newest of what happened, in the measure of the summary; None where nothing did."""
    shown = story.happenings[: words.measure.happenings]
    if not shown:
        return None
    entries = [
        TimelineEntry(
            date=one.happened_on.isoformat(),
            kind=one.kind,
            person=one.person,
            text=words.excerpt(one.text, words.measure.characters),
            is_weighty=one.is_weighty,
        )
        for one in shown
    ]
    note = _("the newest {shown} of {count}").format(shown=len(shown), count=len(story.happenings))
    return PaperPart(_("Timeline"), Timeline(entries), note if len(shown) < len(story.happenings) else "")
