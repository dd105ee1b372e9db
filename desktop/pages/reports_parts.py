"""The parts of a report's text: what the records say, and what the office wrote instead."""

from dataclasses import dataclass

from casework.entities.month_words import NEXT_STEPS
from casework.insight.indicators import SECTION_TITLES
from casework.insight.month import Month
from casework.insight.month_text import template_of
from casework.language import _
from exports.monthly_words import group_words, told_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part of the text: its name, its words as they are assembled, and those the office wrote (empty: none)."""

    part: str
    title: str
    generated: str
    own: str


def text_parts(told: Month) -> tuple[TextPart, ...]:
    """The parts of a month's text in their order, the next steps last; numbers stand in them by their keys."""
    figures, question = told.figures.figures, told.figures.question
    found = [
        TextPart(
            part=str(group.section),
            title=_(SECTION_TITLES[group.section]),
            generated=template_of(group_words(group, question).strip(), figures),
            own=told.own_words.get(group.section, ""),
        )
        for group in told_groups(told.figures)
    ]
    own = told.own_words.get(NEXT_STEPS, "")
    return (*found, TextPart(part=NEXT_STEPS, title=_("Next steps"), generated="", own=own))
