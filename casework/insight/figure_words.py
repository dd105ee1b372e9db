"""How figures are said: the number with its measure word, the clause of one figure, the joined sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.amounts import count_text, format_fen, money_text, ordinal, rate_text
from casework.entities.reported_figures import ReportedFigure
from casework.entities.targets import FigureWording, Target
from casework.insight.counting import Counted
from casework.insight.figure import Figure, Question
from casework.insight.indicator import COUNT_WORDS, FigureKind, Indicator, Joint
from casework.insight.indicators import SENTENCES, indicator
from casework.language import N_, _
from casework.records import Reader

_JOINTS = {
    Joint.COMMA: N_("{before}, {next}"),
    Joint.SEMICOLON: N_("{before}; {next}"),
    Joint.NONE: N_("{before} with {next}"),
}
_TARGET_WORDS = {
    "at_least": N_("{figure} or more"),
    "exactly": N_("{figure} exactly"),
    "at_most": N_("{figure} at most"),
}
_MOST_NAMES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a scope says a figure: its words, its measure word and the digits of the rounded form."""

    words: str
    measure: str
    digits: int | None


def wordings(read: Reader, question: Question) -> dict[str, FigureWording]:
    """The wordings of this scope by indicator; those of the whole office where the scope has none."""
    values = {"scope": question.scope.id if question.scope else None}
    rows = read.select(FigureWording, "scope_id is :scope or scope_id is null", values, order="scope_id is not null")
    return {row.indicator: row for row in rows}


def wording(known: Indicator, own: FigureWording | None) -> Wording:
    """How an indicator is said where the scope has a wording of its own, or none."""
    words = own.words if own else _(known.words) if known.words else ""
    digits = known.digits if own is None or own.digits is None else own.digits
    return Wording(words=words, measure=(own.measure if own else "") or known.measure, digits=digits)


def value_text(kind: FigureKind, value: int, measure: str, digits: int | None) -> str:
    """A count with its measure word, or money, rounded to `digits` as it is said."""
    return money_text(value, digits) if kind is FigureKind.MONEY else count_text(value, measure, digits)


def target_text(kind: FigureKind, target: Target, measure: str) -> str:
    """An annual target in words: 30个以上, 100亿元以上, 95%以上."""
    figure = f"{target.value}%" if kind is FigureKind.RATE else value_text(kind, target.value, measure, None)
    return _(_TARGET_WORDS[target.comparison]).format(figure=figure)


def counted_figure(
    known: Indicator, counted: Counted, said: Wording, question: Question, *, target: Target | None, base: int | None
) -> Figure:
    """The figure of an indicator that was counted, with its clause."""
    text = shown = _text(known, counted, said)
    if known.exact_first and text != (near := value_text(known.kind, counted.value, said.measure, said.digits)):
        shown = _("{exact} ({rounded})").format(exact=text, rounded=near)
    printed_target = (target.value, target_text(known.kind, target, said.measure)) if target else None
    clause = clause_of(known.sentence, shown, said.words, question)
    if printed_target:
        clause = _("{clause} (annual target {target})").format(clause=clause, target=printed_target[1])
    is_rate = known.kind is FigureKind.RATE
    rate = counted.value / counted.records if counted.records else None
    return Figure(
        key=known.key,
        label=_(known.label),
        value=rate if is_rate else counted.value,
        unit="" if is_rate else "fen" if known.kind is FigureKind.MONEY else said.measure,
        text=text,
        sentence=clause,
        base=(counted.value, counted.records) if is_rate else (counted.value, base) if base is not None else None,
        target=printed_target,
        records=counted.records,
        rule=_(known.rule),
    )


def _text(known: Indicator, counted: Counted, said: Wording) -> str:
    if known.kind is FigureKind.RATE:
        return rate_text(counted.value, counted.records)
    if known.exact_first:
        return format_fen(counted.value)
    return value_text(known.kind, counted.value, said.measure, said.digits)


def reported_figure(row: ReportedFigure, known: Indicator | None, question: Question) -> Figure:
    """The figure that another office reported, with its source; `known` where it is one of our indicators."""
    is_money = known is not None and known.kind is FigureKind.MONEY
    words = row.words or (_(known.words) if known and known.words else "")
    text = value_text(FigureKind.MONEY if is_money else FigureKind.REPORTED, row.value, row.measure, row.digits)
    return Figure(
        key=row.indicator,
        label=_(known.label) if known else row.words or row.indicator,
        value=row.value,
        unit="fen" if is_money else row.measure,
        text=text,
        sentence=clause_of(known.sentence if known else COUNT_WORDS, text, words, question),
        records=1,
        source=row.source,
        rule=_(known.rule) if known else _("Reported by the office named as source, for the period given"),
    )


def clause_of(template: str, figure: str, words: str, question: Question) -> str:
    """The printed line of one figure."""
    if "{scope}" in template and question.scope is None:
        template = COUNT_WORDS
    number = ordinal(question.round.round_no) if question.round else ""
    said = _(template).format(figure=figure, words=words, scope=question.scope_name, round=number)
    return said.strip()


def comma(*clauses: str) -> str:
    """Clauses joined by commas; empty ones are passed over."""
    given = [clause for clause in clauses if clause]
    told = given[0] if given else ""
    for clause in given[1:]:
        told = _(_JOINTS[Joint.COMMA]).format(before=told, next=clause)
    return told


def listing(words: Iterable[str]) -> str:
    """Names or parts listed in one sentence: 甲、乙、丙."""
    return _(", ").join(words)


def with_names(clause: str, names: Iterable[str]) -> str:
    """A clause followed by the names it counts, as in 未联系2家：甲、乙."""
    known = list(names)
    if not known:
        return clause
    shown = listing(known[:_MOST_NAMES])
    if len(known) > _MOST_NAMES:
        shown = _("{names} and others").format(names=shown)
    return _("{clause}: {names}").format(clause=clause, names=shown)


def sentences(figures: Iterable[Figure], question: Question, *, tell_all: bool = False) -> tuple[str, ...]:
    """The figures joined into sentences; zeros are passed over unless they say something.

    `tell_all` tells every figure, also the zeros and those that belong to no sentence. Reported
    figures that are no indicator of ours are always told, each by itself.
    """
    known = {figure.key: figure for figure in figures}
    told: list[str] = []
    for sentence in SENTENCES:
        if sentence.of_round not in (None, question.round is not None):
            continue
        present = [known[key] for key in sentence.keys if key in known]
        if not tell_all:
            present = _worth_telling(present, known)
        if present:
            told.append(_joined(present))
    joined = {key for sentence in SENTENCES for key in sentence.keys}
    alone = [figure for figure in known.values() if figure.key not in joined]
    return (*told, *(figure.sentence for figure in alone if tell_all or figure.source))


def _worth_telling(present: list[Figure], known: Mapping[str, Figure]) -> list[Figure]:
    if all(figure.is_nothing for figure in present):
        return []
    return [
        figure
        for figure in present
        if (indicator(figure.key).tells_nothing or not figure.is_nothing) and not _is_told_elsewhere(figure, known)
    ]


def _is_told_elsewhere(figure: Figure, known: Mapping[str, Figure]) -> bool:
    """Projects signed are told once: beside their signed amount, or beside agreed investment and target."""
    has = {key: key in known and not known[key].is_nothing for key in ("signed_amount", "agreed_investment")}
    entries = known.get("entries_signed")
    beside_investment = has["agreed_investment"] or bool(entries and entries.target) or not has["signed_amount"]
    if figure.key == "projects_signed":
        return entries is not None and beside_investment and not has["signed_amount"]
    return figure.key == "entries_signed" and "projects_signed" in known and not beside_investment


def _joined(figures: list[Figure]) -> str:
    told = figures[0].sentence
    for figure in figures[1:]:
        told = _(_JOINTS[indicator(figure.key).joint]).format(before=told, next=figure.sentence)
    return told


def difference_text(kind: FigureKind, now: int, before: int, measure: str) -> str:
    """How a figure moved since the period before: 增加4件, 减少1件, 持平."""
    if now == before:
        return _("unchanged")
    moved = value_text(kind, abs(now - before), measure, None)
    return (_("up {figure}") if now > before else _("down {figure}")).format(figure=moved)
