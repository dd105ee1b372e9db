"""The demands of an enterprise with their matches, and its projects with ladder and kinds of money."""

from casework.amounts import format_fen
from casework.entities.projects import BLOCKER_KINDS
from casework.insight.case_story import EnterpriseStory
from casework.insight.figure_words import listing
from casework.insight.story_supply import DemandStory, MatchStory, ProjectStory
from casework.language import _
from exports.case_words import CaseWords
from exports.marks import Ladder, Step, state_chip
from exports.sections import PaperPart
from exports.styles import CELL, FIGURE, FIGURE_BOLD, GROUP_HEAD, SECTION_NOTE, TextStyle
from exports.table_layout import TableColumn, TableRow, group_row, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara, Content

_GAP = "　"
_LONGEST_REASON = 40
_LADDER_WIDTH = 190.0


def demands(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """Each demand as a row of its own above its matches; None where none was posted."""
    if not story.demands:
        return None
    shown = {found.demand.id: _shown(found, words) for found in story.demands}
    matches = [match for found in shown.values() for match in found]
    has_ranks = any(match.rank_text for match in matches)
    has_reasons = any(match.match.reason for match in matches)
    columns = [
        TableColumn(head=_("Offer or expert"), share=1.2),
        TableColumn(head=_("From which unit"), share=0.85),
        *([TableColumn(head=_("Rank"), fits=True, style=FIGURE_BOLD)] if has_ranks else []),
        *([TableColumn(head=_("Reason"), share=1.1)] if has_reasons else []),
        TableColumn(head=_("Progress"), fits=True, width=70),
    ]
    rows: list[TableRow] = []
    for found in story.demands:
        rows.append(group_row(_demand(found, words)))
        rows += [_match(match, words, has_ranks=has_ranks, has_reasons=has_reasons) for match in shown[found.demand.id]]
        if not shown[found.demand.id]:
            rows.append(plain_row(_("not matched yet"), *[""] * (len(columns) - 1)))
    left_out = sum(len(found.matches) for found in story.demands) - len(matches)
    note = _note(len(story.demands), left_out=left_out, has_ranks=has_ranks)
    return PaperPart(_("Demands and matches"), DataTable(columns, rows), note)


def _shown(found: DemandStory, words: CaseWords) -> tuple[MatchStory, ...]:
    """Its matches; in a compact summary those that were declined are left out and counted in the note."""
    if not words.measure.is_compact:
        return found.matches
    return tuple(match for match in found.matches if match.match.state != "refused")


def _note(count: int, *, left_out: int, has_ranks: bool) -> str:
    parts = [_("{count} demands").format(count=count)]
    if left_out:
        parts.append(_("{count} declined matches left out").format(count=left_out))
    if has_ranks:
        parts.append(_("ranks are among the candidates of that demand only"))
    return _("; ").join(parts)


def _demand(found: DemandStory, words: CaseWords) -> Content:
    """Number and title, budget, day, and what is missing to make it complete."""
    demand = found.demand
    facts = [
        words.text(demand.subject),
        format_fen(demand.budget) if demand.budget is not None else "",
        _("needed by {day}").format(day=demand.due_on.isoformat()) if demand.due_on else "",
        _("complete") if not found.missing else _("still missing: {facts}").format(facts=listing(found.missing)),
    ]
    return [(demand.number, GROUP_HEAD), (_GAP + _GAP.join(fact for fact in facts if fact), CELL)]


def _match(found: MatchStory, words: CaseWords, *, has_ranks: bool, has_reasons: bool) -> TableRow:
    cells = [
        found.supply,
        found.unit,
        *([found.rank_text] if has_ranks else []),
        *([words.excerpt(found.match.reason, _LONGEST_REASON)] if has_reasons else []),
    ]
    return plain_row(*cells, state_chip(found.stage or found.match.state, found.state_text))


def projects(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """Each project with its ladder and the kinds of money beside each other; None where there is none."""
    if not story.projects:
        return None
    has_agreed = any(found.project.agreed_investment is not None for found in story.projects)
    columns = [
        TableColumn(head=_("Project")),
        TableColumn(head=_("Stages and days of entry"), width=_LADDER_WIDTH, align="center"),
        _money(_("Intended amount")),
        *([_money(_("Agreed investment"))] if has_agreed else []),
        _money(_("Contract amount")),
        _money(_("Received amount")),
    ]
    rows = [_project(found, words, has_agreed=has_agreed) for found in story.projects]
    note = _("Intended, contract and received money stand apart and are not added up")
    return PaperPart(_("Projects of the enterprise"), DataTable(columns, rows), note)


def _money(head: str) -> TableColumn:
    return TableColumn(head=head, width=74, fits=True, align="right", style=FIGURE)


def _project(found: ProjectStory, words: CaseWords, *, has_agreed: bool) -> TableRow:
    project = found.project
    amounts = [
        project.intended_amount,
        *([project.agreed_investment] if has_agreed else []),
        project.signed_amount,
        project.received_amount,
    ]
    current = next((place for place, step in enumerate(found.ladder) if step.is_current), -1)
    ladder = Ladder([Step(word=step.label, entered=words.month(step.entered_on)) for step in found.ladder], current)
    money = [format_fen(amount) if amount is not None else "" for amount in amounts]
    return plain_row(ChinesePara(_name(found, words), CELL), ladder, *money)


def _name(found: ProjectStory, words: CaseWords) -> Content:
    """The name, and below it in grey what blocks the project and for how many days."""
    small = SECTION_NOTE.aligned("left")
    lines: list[tuple[str, TextStyle]] = []
    for blocker in found.blockers:
        kind, days = BLOCKER_KINDS.label(blocker.blocker_kind), (words.as_of - blocker.since_on).days
        line = _("{kind} for {days} days: {what}").format(kind=kind, days=days, what=words.text(blocker.subject))
        lines.append((f"\n{line}", small))
    return [words.text(found.project.name), *lines]
