"""The figures of a report as tiles: number and measure word, base, comparison, trace, what changed since freezing."""

import re

from casework.insight.figure import Figure
from casework.insight.month import Month, MonthRow, month_row
from casework.language import N_, _
from desktop.pages.reports_data import Report
from widgets.figures import FigureFacts
from widgets.pieces import Chip
from widgets.tokens import Family

_NUMBER = re.compile(r"(?P<number>[^\d]*[\d,.]+%?余?)(?P<rest>.*)", re.DOTALL)
_MODES = (
    ("contacts_on_site", N_("on site")),
    ("contacts_phone", N_("by phone")),
    ("contacts_online", N_("online")),
)
_BETTER_WHEN_FEWER = ("appeals_overdue", "commitments_overdue", "enterprises_not_reached", "appeals_open_end")


def tile_facts(report: Report, key: str) -> FigureFacts:
    """What the tile of a figure says."""
    figure = report.figure(key)
    if figure is None:
        raise ValueError(f"the report has no figure {key}")
    row = row_of_figure(report.month, figure)
    number, measure = number_and_measure(figure)
    difference = report.changed.get(key)
    chip = None
    if difference:
        words = _("records changed: {count}").format(count=len(difference.records) or 1)
        chip = Chip(words, Family.AMBER, icon="history")
    return FigureFacts(
        key=key,
        label=figure.label,
        number=number,
        measure=measure,
        base=base_words(report.month, figure),
        comparison=comparison_words(report.month, row),
        comparison_tone=_comparison_tone(row),
        trace=report.traces.get(key, ()),
        trace_words=[part.title() for part in report.trace_months],
        locked=report.is_frozen,
        chip=chip,
    )


def row_of_figure(told: Month, figure: Figure) -> MonthRow:
    """A figure beside the one of the period before."""
    return month_row(figure, told.previous.figure(figure.key) if told.previous else None)


def number_and_measure(figure: Figure) -> tuple[str, str]:
    """The printed figure parted into its number and what follows: 37 | 件, 300余 | 件, 66.1 | 亿元."""
    found = _NUMBER.fullmatch(figure.text)
    return (found["number"], found["rest"].strip()) if found else (figure.text, "")


def base_words(told: Month, figure: Figure) -> str:
    """What a figure is part of, or made of: contacts by mode, an annual target, a base, the source of a report."""
    if figure.source:
        return _("source: {source}").format(source=figure.source)
    if figure.key == "contacts_total":
        return _by_mode(told)
    target = _target_words(told, figure)
    if target:
        return target
    is_rate = figure.unit == ""
    if figure.base and not is_rate:
        return _("{part} of {whole}").format(part=figure.base[0], whole=figure.base[1])
    return ""


def _by_mode(told: Month) -> str:
    found = [(told.figures.figure(key), words) for key, words in _MODES]
    return " · ".join(f"{_(words)} {int(figure.value or 0)}" for figure, words in found if figure)


def _target_words(told: Month, figure: Figure) -> str:
    """How far the year is towards its target: 今年 23个 / 30个以上（76.7%）."""
    of_year = figure if figure.target else told.year_to_date.figure(figure.key)
    if of_year is None or of_year.target is None or of_year.value is None:
        return ""
    value, words = of_year.target
    share = f"{100 * of_year.value / value:.1f}%" if value and of_year.unit else ""
    said = _("target {target}").format(target=words)
    if of_year is not figure:
        said = _("this year {figure}, {target}").format(figure=of_year.text, target=said)
    return _("{said} ({share})").format(said=said, share=share) if share else said


def comparison_words(told: Month, row: MonthRow) -> str:
    """How a figure moved since the period before, with the name of that period; rates side by side."""
    if row.before is None or told.previous is None:
        return ""
    before = told.previous.period.title()
    if row.difference is not None:
        return _("{difference} on {before}").format(before=before, difference=row.difference_text)
    return _("before: {figure}").format(figure=row.before.text) if row.figure.unit == "" else ""


def _comparison_tone(row: MonthRow) -> str:
    if not row.difference:
        return "text2"
    is_better = (row.difference < 0) == (row.figure.key in _BETTER_WHEN_FEWER)
    return "green" if is_better else "text2"
