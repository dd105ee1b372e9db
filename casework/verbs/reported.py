"""Verbs for figures beside the counted ones: those another office reports, annual targets, wordings."""

from typing import TypeVar

from casework.entities.month_words import MonthWords
from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import FigureWording, Target
from casework.errors import BadInput
from casework.facts import Facts
from casework.insight.indicators import INDICATORS, is_indicator
from casework.language import _
from casework.records import Writer
from casework.verbs.keyed_records import put


def report_figure(write: Writer, facts: Facts) -> ReportedFigure:
    """A figure of another office with its source (product rule 13), entered by whoever writes unless said."""
    return write.save(_known(facts.record(ReportedFigure, {"entered_by": write.actor})))


def set_target(write: Writer, facts: Facts) -> Target:
    """What a `scope` is to reach in a `year` (this one unless said) for an `indicator`; said again, it is replaced."""
    return put(write, _known(facts.record(Target, {"year": write.clock.today.year})))


def word_figure(write: Writer, facts: Facts) -> FigureWording:
    """How a `scope` words the figure of an `indicator`; said again, it is replaced."""
    return put(write, _known(facts.record(FigureWording)))


def word_month(write: Writer, facts: Facts) -> MonthWords:
    """The words of a `part` of the monthly summary of a `period` and `scope`; empty, they are assembled anew.

    A figure stands in them as its key in braces (“{appeals_handled}”): its number follows the records.
    """
    return put(write, facts.record(MonthWords))


R = TypeVar("R", ReportedFigure, Target, FigureWording)


def _known(record: R) -> R:
    """The record, when its indicator is one there is; BadInput with the known ones otherwise."""
    if is_indicator(record.indicator):
        return record
    raise BadInput(
        _("There is no indicator “{name}”.").format(name=record.indicator),
        remedy=_("The indicators are:"),
        candidates=[known.key for known in INDICATORS],
    )
