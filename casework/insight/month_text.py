"""The text of a monthly summary with its figures locked: parted into words and numbers, kept as a template, filled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.entities.month_words import MonthWords
from casework.insight.figure import Figure, Question
from casework.records import Reader

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a sentence: plain words, or the number of a figure (`key`)."""

    text: str
    key: str = ""


def runs(sentence: str, figures: Sequence[Figure]) -> Iterator[Run]:
    """A sentence in its parts: the number of each figure whose clause stands in it, and the words between."""
    place = 0
    while place < len(sentence):
        found = _next_clause(sentence, place, figures)
        if found is None:
            break
        start, figure = found
        inside = sentence.find(figure.text, start)
        if inside > place:
            yield Run(sentence[place:inside])
        yield Run(figure.text, figure.key)
        place = inside + len(figure.text)
    if place < len(sentence):
        yield Run(sentence[place:])


def _next_clause(sentence: str, place: int, figures: Sequence[Figure]) -> tuple[int, Figure] | None:
    """The clause of a figure that stands first from a place on, the longest of those that begin there."""
    found = [(sentence.find(figure.sentence, place), -len(figure.sentence), n) for n, figure in enumerate(figures)]
    standing = [one for one in found if one[0] >= 0 and figures[one[2]].text in figures[one[2]].sentence]
    if not standing:
        return None
    start, _length, number = min(standing)
    return start, figures[number]


def template_of(text: str, figures: Sequence[Figure]) -> str:
    """The text with the key of each figure in the place of its number."""
    return "".join(f"{{{run.key}}}" if run.key else run.text for run in runs(text, figures))


def template_runs(template: str, figures: Mapping[str, Figure]) -> Iterator[Run]:
    """A template in its parts, each number as it is now; what names no figure of the month stays as it was typed."""
    place = 0
    for found in _PLACE.finditer(template):
        figure = figures.get(found[1])
        if figure is None:
            continue
        if found.start() > place:
            yield Run(template[place : found.start()])
        yield Run(figure.text, figure.key)
        place = found.end()
    if place < len(template):
        yield Run(template[place:])


def filled(template: str, figures: Sequence[Figure]) -> str:
    """The text of a template with the figures as they are now."""
    return "".join(run.text for run in template_runs(template, {figure.key: figure for figure in figures}))


def own_words(read: Reader, question: Question) -> dict[str, str]:
    """The templates an office wrote for the parts of this period and scope; those of a round are never written."""
    if question.round:
        return {}
    values = {"period": question.period.code, "scope": question.scope.id if question.scope else None}
    rows = read.select(MonthWords, "period = :period and scope_id is :scope and words <> ''", values)
    return {row.part: row.words for row in rows}
