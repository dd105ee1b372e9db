"""The numbered parts of a monthly summary: sentences, what follows from them, and the charts below."""

from collections.abc import Sequence

from casework.amounts import ordinal
from casework.entities.month_words import NEXT_STEPS
from casework.insight.indicator import Section
from casework.insight.indicators import SECTION_TITLES
from casework.insight.month import Month
from casework.insight.month_text import filled
from casework.language import _
from exports.drawing import Block
from exports.monthly_charts import cases_and_goals, modes_chart
from exports.monthly_course import MonthCourse, month_course, parts_words
from exports.monthly_goals import GoalProgress, goals_of, missing_words, progress_words, time_gone
from exports.monthly_words import (
    APPEALS_HANDLED,
    ToldGroup,
    group_words,
    left_over_words,
    section_of,
    sentence,
    told_groups,
)
from exports.sections import Headed
from exports.styles import OFFICIAL_BODY, OFFICIAL_HEAD_1, OFFICIAL_HEAD_2
from exports.typesetting import ChinesePara

_APPEALS_ACCEPTED = "appeals_accepted"


class MonthlyParts:
    """The parts of one summary; none is empty."""

    def __init__(self, month: Month) -> None:
        self._month, self._question = month, month.figures.question
        self._course: MonthCourse | None = month_course(month)
        self._goals: tuple[GoalProgress, ...] = goals_of(month)
        self._time = time_gone(self._question)
        written = [Section(part) for part in month.own_words if part != NEXT_STEPS]
        self.told: tuple[ToldGroup, ...] = told_groups(month.figures, [*map(self._section, self._goals), *written])

    @staticmethod
    def _section(goal: GoalProgress) -> Section:
        return section_of(goal.figure)

    def blocks(self) -> list[Block]:
        """All parts, numbered 一、 二、 …, the next steps last; one sentence where nothing was recorded."""
        modes = modes_chart(self._month.figures, 1)
        parts = [(_(SECTION_TITLES[group.section]), self._part(group, modes)) for group in self.told]
        left = sentence(missing_words(self._goals)) + sentence(left_over_words(self._month.figures))
        left += self._own_words(NEXT_STEPS)
        if left:
            parts.append((_("Next steps"), [_body(left.strip())]))
        if not parts:
            return [_body(sentence(_("Nothing was recorded for this period")).strip())]
        return [block for number, (title, blocks) in enumerate(parts, 1) for block in _headed(number, title, blocks)]

    def _part(self, group: ToldGroup, modes: Block | None) -> list[Block]:
        """The text of a part, its subheadings, and the charts that belong below it."""
        goals = [goal for goal in self._goals if self._section(goal) is group.section]
        words = self._own_words(group.section) or group_words(group, self._question)
        words += sentence(progress_words(goals, self._time))
        blocks: list[Block] = [_body(words.strip())]
        if group.section is Section.CONTACTS and modes:
            blocks.append(modes)
        if group.section is Section.CASES:
            blocks += self._ways_of_handling()
        if group.section is self._charted:
            chart = cases_and_goals(
                self._course, self._goals, self._time, self._question, first_number=2 if modes else 1
            )
            blocks += [chart] if chart else []
        return blocks

    def _own_words(self, part: str) -> str:
        """The words the office wrote for a part, with the figures as they are; empty where it wrote none."""
        return filled(self._month.own_words.get(part, ""), self._month.figures.figures)

    @property
    def _charted(self) -> Section | None:
        """The part below which months and goals are charted: the last one that one of them belongs to."""
        sections = {self._section(goal) for goal in self._goals}
        if self._course:
            sections.add(Section.CASES)
        return next((group.section for group in reversed(self.told) if group.section in sections), None)

    def _ways_of_handling(self) -> list[Block]:
        """The cases by month, by service mode and by kind, each under its own heading."""
        found = [
            (_("By month"), self._course.words if self._course else ""),
            (_("By service mode"), self._modes()),
            (_("By kind of appeal"), self._kinds()),
        ]
        told = [(title, words) for title, words in found if words]
        return [_subheaded(number, title, words) for number, (title, words) in enumerate(told, 1)]

    def _modes(self) -> str:
        handled = self._month.figures.figure(APPEALS_HANDLED)
        lead = _("Of the appeals handled")
        return parts_words(lead, self._month.by_service_mode, handled.value if handled else None)

    def _kinds(self) -> str:
        accepted = self._month.figures.figure(_APPEALS_ACCEPTED)
        lead = _("Of the appeals accepted")
        return parts_words(lead, self._month.by_appeal_kind, accepted.value if accepted else None)


def _body(words: str) -> ChinesePara:
    return ChinesePara(words, OFFICIAL_BODY)


def _headed(number: int, title: str, blocks: Sequence[Block]) -> list[Block]:
    """The heading with what follows it, so that it never stands last on a page."""
    heading = _("{number}. {title}").format(number=ordinal(number), title=title)
    return [Headed(ChinesePara(heading, OFFICIAL_HEAD_1), blocks[0]), *blocks[1:]]


def _subheaded(number: int, title: str, words: str) -> Block:
    heading = _("({number}) {title}").format(number=ordinal(number), title=title)
    return Headed(ChinesePara(heading, OFFICIAL_HEAD_2), _body(words), is_listed=False)
