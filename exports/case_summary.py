"""The case summary of one enterprise: one page where it fits, else its heads are repeated."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.insight.case_story import EnterpriseStory
from casework.language import _
from exports.case_contacts import classes_and_rounds, happenings
from exports.case_facts import enterprise_facts
from exports.case_handling import attachments, cases, promises
from exports.case_supply import demands, projects
from exports.case_words import CaseMeasure, CaseWords
from exports.closings import Signatures
from exports.document import CASE_SUMMARY_PAGE, WORKING_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.sections import WithClosing, numbered_sections
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
    title = _("Case summary")
    pages = summary_pages(story, masked=masked)
    document = Document(
        page=CASE_SUMMARY_PAGE if pages.is_one_page else WORKING_PAGE,
        title=f"{title}　{story.enterprise.name}",
        author=facts.centre,
        subject=story.enterprise.name,
        foot="　".join((facts.centre, title, *([_("contact data masked")] if masked else []))),
        running_head=pages.running_head,
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, lambda: pages.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPages:
    """The blocks of a summary, whether they fit on one page, and what stands at the head of further pages."""

    blocks: Sequence[Block]
    is_one_page: bool
    running_head: tuple[str, str]


def summary_pages(story: EnterpriseStory, *, masked: bool) -> SummaryPages:
    """The summary of an enterprise in the measure that fits: as much as one page holds, else the full measure."""
    number = _("Case {number}").format(number=story.enterprise.number)
    as_of = _("As of {day}").format(day=day_text(story.as_of))
    title = "　".join((_running_name(story), _("Case summary")))
    head = (_("{title} (continued)").format(title=title), f"{number}　{as_of}")
    tried: dict[CaseMeasure, list[Block]] = {}

    def fits(measure: CaseMeasure) -> bool:
        tried[measure] = _blocks(story, CaseWords(as_of=story.as_of, masked=masked, measure=measure))
        return _height(tried[measure]) <= CASE_SUMMARY_PAGE.text_height

    # most summaries fit in full; only the others are worth a search
    place = 0 if fits(_FULL) else bisect_left(_MEASURES, x=True, lo=1, key=fits)
    is_one_page = place < len(_MEASURES)
    return SummaryPages(
        blocks=tried[_MEASURES[place] if is_one_page else _FULL], is_one_page=is_one_page, running_head=head
    )


def _running_name(story: EnterpriseStory) -> str:
    """The name at the head of further pages, where a very long one gives way to the short one."""
    name, short = story.enterprise.name, story.enterprise.short_name
    return short if short and len(name) > _LONGEST_NAME else name


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
            attachments(story, words),
        )
        if part
    ]
    head: list[Block] = [ChinesePara(_("Case summary"), TITLE), ChinesePara(_meta(story), META), Gap(_SPACE)]
    facts = enterprise_facts(story, words)
    if not parts:
        return [*head, WithClosing(facts, _signatures())]
    return [*head, facts, *numbered_sections(parts, _signatures())]


def _meta(story: EnterpriseStory) -> str:
    return _SPACES.join((
        _("Case {number}").format(number=story.enterprise.number),
        _("From the records up to {day}").format(day=day_text(story.as_of)),
        _("For internal use"),
    ))  # fmt: skip


def _signatures() -> Signatures:
    roles = (_("Handled by"), _("Checked by"), _("Seen by the enterprise"))
    return Signatures([roles, (_("Date of signature"),) * len(roles)])
