"""The figures of a period and a scope: computed from records, worded, and opened down to the records."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.entities.enterprises import Enterprise
from casework.entities.people import UNDER, Unit
from casework.entities.reported_figures import ReportedFigure
from casework.entities.rounds import RevisitRound
from casework.entities.targets import Target
from casework.errors import Ambiguous, NotFound
from casework.insight import figure_words
from casework.insight.counting import Behind, Counted, behind, count, reported
from casework.insight.figure import Figure, FigureSet, Question
from casework.insight.indicator import FigureKind, Indicator
from casework.insight.indicators import INDICATORS, indicator, is_indicator
from casework.insight.splits import split
from casework.language import _
from casework.periods import Period
from casework.records import Reader

_NOT_REACHED = "enterprises_not_reached"


def compute(
    read: Reader,
    period: Period,
    scope: Unit | None = None,
    round: RevisitRound | None = None,  # noqa: A002 - the word of the field
    *,
    keys: Iterable[str] | None = None,
    by: str | None = None,
    as_of: dt.date | None = None,
) -> FigureSet:
    """All figures of a period and scope that are known, or those of `keys`; with the sentences that tell them.

    With a round its own figures appear and contacts are those of the round. A reported figure
    appears only where another office reported it. `by` adds the counts told apart by district, unit,
    person or mode; `as_of` is the day of numbers as of a day, where it is not the end of the period.
    NotFound for an unknown key, BadInput for an unknown `by`.
    """
    question = Question(period=period, today=read.clock.today, scope=scope, round=round, as_of=as_of)
    chosen = INDICATORS if keys is None else tuple(indicator(key) for key in dict.fromkeys(keys))
    figures = answer(read, question, chosen, with_unknown=keys is None)
    return FigureSet(
        question=question,
        figures=figures,
        sentences=figure_words.sentences(figures, question, tell_all=keys is not None),
        split=split(read, question, figures, by) if by else None,
    )


def answer(
    read: Reader, question: Question, chosen: Sequence[Indicator] = INDICATORS, *, with_unknown: bool = False
) -> tuple[Figure, ...]:
    """The figures of the chosen indicators; `with_unknown` adds reported ones that are no indicator of ours."""
    needed = {known.key: known for known in chosen} | {k.base: indicator(k.base) for k in chosen if k.base}
    counted = count(read, question, needed.values())
    rows = reported(read, question)
    own, targets = figure_words.wordings(read, question), _targets(read, question)
    figures: list[Figure] = []
    for known in chosen:
        row = rows.pop(known.key, None)
        value = counted.get(known.key)
        if row and (value is None or not value.records):
            figures.append(figure_words.reported_figure(row, known, question))
        elif value:
            said = figure_words.wording(known, own.get(known.key))
            base = counted[known.base].value if known.base else None
            target = targets.get(known.key) if _has_target(known, question) else None
            figures.append(figure_words.counted_figure(known, value, said, question, target=target, base=base))
    if with_unknown:
        figures += [figure_words.reported_figure(row, None, question) for row in rows.values()]
    return tuple(_with_missing_names(read, question, counted, figure) for figure in figures)


def _with_missing_names(read: Reader, question: Question, counted: dict[str, Counted], figure: Figure) -> Figure:
    """Enterprises not reached are said by name."""
    if figure.key != _NOT_REACHED or not counted[_NOT_REACHED].records:
        return figure
    ids = [record.id for record in behind(read, question, indicator(_NOT_REACHED))]
    enterprises = (read.get(Enterprise, enterprise_id) for enterprise_id in ids)
    names = sorted(enterprise.short_name or enterprise.name for enterprise in enterprises)
    return replace(figure, sentence=figure_words.with_names(figure.sentence, names))


def _targets(read: Reader, question: Question) -> dict[str, Target]:
    values = {"scope": question.scope.id if question.scope else None, "year": question.day.year}
    return {row.indicator: row for row in read.select(Target, "scope_id is :scope and year = :year", values)}


def _has_target(known: Indicator, question: Question) -> bool:
    """An annual target is said beside a number as of a day, or beside one that runs from 1 January of its year."""
    start, year = question.period.start, question.period.year
    return known.as_of or (start is not None and (start.year, start.month, start.day) == (year, 1, 1))


def records_behind(
    read: Reader,
    key: str,
    period: Period,
    scope: Unit | None = None,
    round: RevisitRound | None = None,  # noqa: A002 - the word of the field
    *,
    as_of: dt.date | None = None,
) -> list[tuple[str, str]]:
    """Type name and id of every record behind a figure; for a rate those of its base. NotFound for an unknown key."""
    question = Question(period=period, today=read.clock.today, scope=scope, round=round, as_of=as_of)
    return [(record.type_name, record.id) for record in all_behind(read, question, key)]


def all_behind(read: Reader, question: Question, key: str) -> list[Behind]:
    """The records behind a figure: those counted, or where there are none the reported row that stands for it."""
    row = reported(read, question).get(key)
    if row and not is_indicator(key):
        return [Behind(type_name=ReportedFigure.type_name, id=row.id)]
    known = indicator(key)
    found = [] if known.kind is FigureKind.REPORTED else behind(read, question, known)
    return found or ([Behind(type_name=ReportedFigure.type_name, id=row.id)] if row else [])


def resolve_scope(read: Reader, words: str) -> Unit | None:
    """The unit called so (name, short name, id); None for no words. NotFound or Ambiguous otherwise."""
    return read.find(Unit, words) if words.strip() else None


def resolve_round(read: Reader, round_no: int, scope: Unit | None = None) -> RevisitRound:
    """The round of that number in the scope: of the scope itself or a unit below it, else of a unit above it.

    NotFound with the rounds there are, Ambiguous where several places have such a round.
    """
    rounds = read.select(RevisitRound, order="opened_on desc")
    numbered = [found for found in rounds if found.round_no == round_no]
    if scope:
        below = {row["id"] for row in read.query(f"select id from {UNDER}", {"scope": scope.id})}
        inside = [found for found in numbered if found.territory_id in below]
        numbered = inside or [found for found in numbered if found.territory_id in _above(read, scope)]
    if len(numbered) == 1:
        return numbered[0]
    if numbered:
        raise Ambiguous(
            _("There are several rounds {no}.").format(no=round_no),
            remedy=_("Name the scope as well:"),
            candidates=[found.name for found in numbered],
        )
    raise NotFound(
        _("There is no round {no} here.").format(no=round_no),
        remedy=_("The rounds are:") if rounds else _("Open a round first."),
        candidates=[found.name for found in rounds],
    )


def _above(read: Reader, scope: Unit) -> set[str]:
    """The units above a scope, and the empty id of a round that belongs to no place."""
    found = {""}
    unit = scope
    while unit.parent_id:
        unit = read.get(Unit, unit.parent_id)
        found.add(unit.id)
    return found
