"""The case summary of one enterprise: one page where it fits, else its heads are repeated."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from casework.amounts import ordinal
from casework.insight.case_story import EnterpriseStory
from casework.language import _
from exports.case_contacts import classes_and_rounds, happenings
from exports.case_facts import enterprise_facts
from exports.case_handling import cases, promises
from exports.case_supply import demands, projects
from exports.case_words import CaseMeasure, CasePart, CaseWords
from exports.closings import Signatures
from exports.document import CASE_SUMMARY_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.sections import Section, WithClosing
from exports.styles import META, TITLE
from exports.typesetting import ChinesePara

_ONE_LINE, _TWO_LINES = 38, 76  # characters of a happening
_FULL = CaseMeasure(happenings=12, characters=_TWO_LINES)
_MEASURES = (
    _FULL,
    *(CaseMeasure(happenings=count, characters=_TWO_LINES) for count in range(11, 4, -1)),
    CaseMeasure(happenings=5, characters=_ONE_LINE),
    CaseMeasure(happenings=5, characters=_ONE_LINE, is_compact=True),
    CaseMeasure(happenings=4, characters=_ONE_LINE, is_compact=True),
)
"""How much is shown, each less than the one before."""
_LONGEST_NAME = 22  # characters
_SPACE = 5.0
_SPACES = "　　"


def write_case_summary(target: Path, story: EnterpriseStory, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print the case summary of an enterprise as PDF; FileTrouble where it cannot be written.

    `masked` hides telephone numbers, also those within texts (product rule 10). A part for which
    there is nothing is left out; intended, signed and received money are never added.
    """
    words = _fitting_words(story, masked=masked)
    title = _("Case summary")
    number = _("Case {number}").format(number=story.enterprise.number)
    as_of = _("As of {day}").format(day=day_text(story.as_of))
    document = Document(
        page=CASE_SUMMARY_PAGE,
        title=f"{title}　{story.enterprise.name}",
        author=facts.centre,
        subject=story.enterprise.name,
        foot="　".join((facts.centre, title, *([_("contact data masked")] if masked else []))),
        running_head=(_("{title} (continued)").format(title=f"{_running_name(story)}　{title}"), f"{number}　{as_of}"),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_blocks, story, words))


def _running_name(story: EnterpriseStory) -> str:
    """The name at the head of further pages, where a very long one gives way to the short one."""
    name, short = story.enterprise.name, story.enterprise.short_name
    return short if short and len(name) > _LONGEST_NAME else name


def _fitting_words(story: EnterpriseStory, *, masked: bool) -> CaseWords:
    """The words in the measure that fits: as much as one page holds, else the full measure."""

    def words(measure: CaseMeasure) -> CaseWords:
        return CaseWords(as_of=story.as_of, masked=masked, measure=measure)

    def fits(measure: CaseMeasure) -> bool:
        return _height(_blocks(story, words(measure))) <= CASE_SUMMARY_PAGE.text_height

    place = bisect_left(_MEASURES, x=True, key=fits)
    return words(_MEASURES[place] if place < len(_MEASURES) else _FULL)


def _height(blocks: Sequence[Block]) -> float:
    """The height of the blocks below each other on the page of a summary, in points."""
    width = CASE_SUMMARY_PAGE.text_width
    return sum(block.fit(width) + (block.space_before if place else 0) for place, block in enumerate(blocks))


def _blocks(story: EnterpriseStory, words: CaseWords) -> list[Block]:
    parts = [
        part
        for part in (
            classes_and_rounds(story, words),
            happenings(story, words),
            cases(story, words),
            demands(story, words),
            projects(story, words),
            promises(story, words),
        )
        if part
    ]
    head: list[Block] = [ChinesePara(_("Case summary"), TITLE), ChinesePara(_meta(story), META), Gap(_SPACE)]
    facts = enterprise_facts(story, words)
    if not parts:
        return [*head, WithClosing(facts, _signatures())]
    sections = [_section(number, part, is_last=part is parts[-1]) for number, part in enumerate(parts, 1)]
    return [*head, facts, *sections]


def _meta(story: EnterpriseStory) -> str:
    return _SPACES.join((
        _("Case {number}").format(number=story.enterprise.number),
        _("From the records up to {day}").format(day=day_text(story.as_of)),
        _("For internal use"),
    ))  # fmt: skip


def _section(number: int, part: CasePart, *, is_last: bool) -> Section:
    title = _("{number}. {title}").format(number=ordinal(number), title=part.title)
    return Section(title, part.body, note=part.note, closing=_signatures() if is_last else None)


def _signatures() -> Signatures:
    roles = (_("Handled by"), _("Checked by"), _("Seen by the enterprise"))
    return Signatures([roles, (_("Date of signature"),) * len(roles)])
