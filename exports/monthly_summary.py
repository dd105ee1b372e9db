"""The monthly summary: official text by GB/T 9704-2012, its charts, its annexes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable

from casework.amounts import ordinal
from casework.insight.indicator import Section
from casework.insight.indicators import SECTION_TITLES
from casework.language import _, chosen_language
from exports.closings import Attachments, OfficialClosing
from exports.document import OFFICIAL_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.monthly_annexes import Annex, annexes
from exports.monthly_charts import cases_and_goals, modes_chart
from exports.monthly_goals import GoalProgress, goals_of, missing_words, progress_words, time_gone
from exports.monthly_material import MonthlyMaterial
from exports.monthly_words import (
    APPEALS_HANDLED,
    MonthCourse,
    ToldGroup,
    day_text,
    group_words,
    left_over_words,
    mode_words,
    month_course,
    opening,
    sentence,
    told_groups,
)
from exports.official_grid import OnGrid
from exports.paper_facts import PaperFacts
from exports.sections import Headed, Stack, WithClosing
from exports.styles import (
    OFFICIAL_BODY,
    OFFICIAL_HEAD_1,
    OFFICIAL_HEAD_2,
    OFFICIAL_LEADING,
    OFFICIAL_LINE,
    OFFICIAL_TITLE,
)
from exports.typesetting import ChinesePara, text_width


def write_monthly_summary(target: Path, material: MonthlyMaterial, *, facts: PaperFacts) -> Printed:
    """Print the monthly summary of a scope and period as PDF; FileTrouble where it cannot be written.

    The sentences of the figures are printed word for word; a part that has none has no heading.
    """
    question = material.figures.question
    document = Document(
        page=OFFICIAL_PAGE,
        title="".join(_title_lines(material)),
        author=facts.centre,
        subject=question.scope_name,
        day=facts.made_on,
        is_sample=facts.sample,
        language=chosen_language().replace("_", "-"),
    )
    return document.write(target, partial(_story, material, facts))


def _title_lines(material: MonthlyMaterial) -> list[str]:
    """Scope and period, then what it is; a long scope takes a line of its own."""
    question = material.figures.question
    first = _("{scope}, {period}").format(scope=question.scope_name, period=question.period.title())
    lines = [first]
    if text_width(first, OFFICIAL_TITLE) > OFFICIAL_PAGE.text_width:
        lines = [question.scope_name, question.period.title()]
    return [*lines, _("Monthly summary of the service to enterprises")]


def _story(material: MonthlyMaterial, facts: PaperFacts) -> list[Flowable]:
    told = told_groups(material.figures)
    found = annexes(material, told)
    title = ChinesePara("\n".join(_title_lines(material)), OFFICIAL_TITLE)
    blocks: list[Flowable] = [OnGrid(Stack(Gap(OFFICIAL_LEADING / 2), title), lines_below=1)]
    if facts.addressee:
        blocks.append(ChinesePara(_("{addressee}:").format(addressee=facts.addressee), OFFICIAL_LINE))
    text = [_body(opening(material, facts.made_on)), *_parts(material, told)]
    blocks += [*text[:-1], WithClosing(text[-1], _closing(found, facts))]
    for number, annex in enumerate(found, 1):
        blocks += annex.pages(number, is_only=len(found) == 1)
    return blocks


def _body(words: str) -> ChinesePara:
    return ChinesePara(words, OFFICIAL_BODY)


def _closing(found: Sequence[Annex], facts: PaperFacts) -> Block:
    """The list of attachments, office and date, each after an empty line."""
    space = Gap(OFFICIAL_LEADING)
    signed = OfficialClosing(facts.centre, day_text(facts.made_on))
    if not found:
        return Stack(space, signed)
    return Stack(space, Attachments([annex.title for annex in found]), space, signed)


def _parts(material: MonthlyMaterial, told: Sequence[ToldGroup]) -> list[Block]:
    """The numbered parts with their charts; one sentence where nothing was recorded."""
    return _Parts(material).blocks(told) or [_body(sentence(_("Nothing was recorded for this period")))]


class _Parts:
    """The parts of one summary: what they tell beside the sentences, and where the charts stand."""

    def __init__(self, material: MonthlyMaterial) -> None:
        self.material, self.question = material, material.figures.question
        self.course: MonthCourse | None = month_course(material)
        self.goals: tuple[GoalProgress, ...] = goals_of(material.figures)
        self.time = time_gone(self.question)
        self.charts = 0

    def blocks(self, told: Sequence[ToldGroup]) -> list[Block]:
        """All parts, numbered 一、 二、 …, the next steps last."""
        parts = [(_(SECTION_TITLES[group.section]), self._group(group, told)) for group in told]
        left = sentence(missing_words(self.goals)) + sentence(left_over_words(self.material.figures))
        if left:
            parts.append((_("Next steps"), [_body(left.strip())]))
        return [block for number, (title, blocks) in enumerate(parts, 1) for block in _headed(number, title, blocks)]

    def _group(self, group: ToldGroup, told: Sequence[ToldGroup]) -> list[Block]:
        """The text of a part and the chart that belongs below it."""
        words = group_words(group, self.question)
        goals = self._goals_of(group)
        if goals:
            words = (words + sentence(progress_words(goals, self.time))).strip()
        blocks: list[Block] = [_body(words)]
        if group.section is Section.CASES:
            blocks += self._ways_of_handling()
        chart = self._chart(group, told)
        return [*blocks, chart] if chart else blocks

    def _goals_of(self, group: ToldGroup) -> tuple[GoalProgress, ...]:
        """The goals among the figures that the part tells."""
        keys = {figure.key for words in group.sentences for figure in words.figures}
        return tuple(goal for goal in self.goals if goal.figure.key in keys)

    def _ways_of_handling(self) -> list[Block]:
        """The appeals handled by month and by service mode, each under its own heading."""
        handled = self.material.figures.figure(APPEALS_HANDLED)
        found: list[tuple[str, str]] = []
        if self.course:
            found.append((_("By month"), self.course.words))
        modes = mode_words(self.material.by_mode, int(handled.value or 0) if handled else 0)
        if modes:
            found.append((_("By service mode"), modes))
        return [_subheaded(number, title, words) for number, (title, words) in enumerate(found, 1)]

    def _chart(self, group: ToldGroup, told: Sequence[ToldGroup]) -> Block | None:
        """Months and goals stand together below the last part that they belong to."""
        sections = [other.section for other in told if self._goals_of(other)] if self.goals else []
        if self.course:
            sections.append(Section.CASES)
        order = [other.section for other in told if other.section in sections]
        chart: Block | None = None
        if group.section is Section.CONTACTS:
            chart = modes_chart(self.material.figures, self.charts + 1)
            self.charts += chart is not None
        elif order and group.section is order[-1]:
            chart = cases_and_goals(self.course, self.goals, self.time, self.question, first_number=self.charts + 1)
            self.charts += bool(self.course) + bool(self.goals)
        return chart


def _headed(number: int, title: str, blocks: Sequence[Block]) -> list[Block]:
    """The heading with what follows it, so that it never stands last on a page."""
    heading = _("{number}. {title}").format(number=ordinal(number), title=title)
    return [Headed(ChinesePara(heading, OFFICIAL_HEAD_1), blocks[0]), *blocks[1:]]


def _subheaded(number: int, title: str, words: str) -> Block:
    heading = _("({number}) {title}").format(number=ordinal(number), title=title)
    return Headed(ChinesePara(heading, OFFICIAL_HEAD_2), _body(words), is_listed=False)
