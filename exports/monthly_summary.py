"""The monthly summary: official text by GB/T 9704-2012, its charts, its annexes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable

from casework.insight.figure import Question
from casework.insight.month import Month
from casework.language import _, chosen_language
from exports.closings import Attachments, OfficialClosing
from exports.document import OFFICIAL_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.monthly_annexes import Annex, annexes
from exports.monthly_parts import MonthlyParts
from exports.monthly_records import RecordsBehind
from exports.monthly_words import day_text, opening
from exports.official_grid import OnGrid
from exports.paper_facts import PaperFacts
from exports.sections import Stack, WithClosing
from exports.styles import OFFICIAL_BODY, OFFICIAL_LEADING, OFFICIAL_LINE, OFFICIAL_TITLE
from exports.typesetting import ChinesePara, text_width


def write_monthly_summary(
    target: Path, month: Month, *, facts: PaperFacts, behind: Sequence[RecordsBehind] = ()
) -> Printed:
    """Print the monthly summary of a scope and period as PDF; FileTrouble where it cannot be written.

    The sentences of `month.figures` are printed word for word; a part that has none has no heading.
    Of a frozen month the caller gives the figures as they were frozen. `behind` holds the records
    that become annexes of their own.
    """
    question = month.figures.question
    document = Document(
        page=OFFICIAL_PAGE,
        title="".join(_title_lines(question)),
        author=facts.centre,
        subject=question.scope_name,
        day=facts.made_on,
        is_sample=facts.sample,
        language=chosen_language().replace("_", "-"),
    )
    return document.write(target, partial(_story, month, facts, behind))


def _title_lines(question: Question) -> list[str]:
    """Scope and period, then what it is; a long scope takes a line of its own."""
    first = _("{scope}, {period}").format(scope=question.scope_name, period=question.period.title())
    lines = [first]
    if text_width(first, OFFICIAL_TITLE) > OFFICIAL_PAGE.text_width:
        lines = [question.scope_name, question.period.title()]
    return [*lines, _("Monthly summary of the service to enterprises")]


def _story(month: Month, facts: PaperFacts, behind: Sequence[RecordsBehind]) -> list[Flowable]:
    parts = MonthlyParts(month)
    found = annexes(month, parts.told, behind)
    title = ChinesePara("\n".join(_title_lines(month.figures.question)), OFFICIAL_TITLE)
    blocks: list[Flowable] = [OnGrid(Stack(Gap(OFFICIAL_LEADING / 2), title), lines_below=1)]
    if facts.addressee:
        blocks.append(ChinesePara(_("{addressee}:").format(addressee=facts.addressee), OFFICIAL_LINE))
    text = [ChinesePara(opening(month, facts.made_on), OFFICIAL_BODY), *parts.blocks()]
    blocks += [*text[:-1], WithClosing(text[-1], _closing(found, facts))]
    for number, annex in enumerate(found, 1):
        blocks += annex.pages(number, is_only=len(found) == 1)
    return blocks


def _closing(found: Sequence[Annex], facts: PaperFacts) -> Block:
    """The list of attachments, office and date, each after an empty line."""
    space = Gap(OFFICIAL_LEADING)
    signed = OfficialClosing(facts.centre, day_text(facts.made_on))
    if not found:
        return Stack(space, signed)
    return Stack(space, Attachments([annex.title for annex in found]), space, signed)
