"""Verbs for figures beside the counted ones: those another office reports, annual targets, wordings."""

from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import FigureWording, Target
from casework.facts import Facts
from casework.records import Writer
from casework.verbs.keyed_records import put


def report_figure(write: Writer, facts: Facts) -> ReportedFigure:
    """A figure of another office with its source (product rule 13), entered by whoever writes unless said."""
    return write.save(facts.record(ReportedFigure, {"entered_by": write.actor}))


def set_target(write: Writer, facts: Facts) -> Target:
    """What a `scope` is to reach in a `year` (this one unless said) for an `indicator`; said again, it is replaced."""
    return put(write, facts.record(Target, {"year": write.clock.today.year}))


def word_figure(write: Writer, facts: Facts) -> FigureWording:
    """How a `scope` words the figure of an `indicator`; said again, it is replaced."""
    return put(write, facts.record(FigureWording))
