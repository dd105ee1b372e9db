"""Figures and months for tests, made by hand: as they come out of the insight, without a case file."""

import datetime as dt
from typing import Any

from casework.entities.frozen_months import FrozenMonth
from casework.entities.people import Unit
from casework.entities.rounds import RevisitRound
from casework.insight.figure import Figure, FigureSet, Question, SplitRow, SplitTable
from casework.insight.figure_words import sentences
from casework.insight.indicators import indicator, is_indicator
from casework.insight.month import Month
from casework.language import _
from casework.periods import parse_period
from exports.monthly_records import RecordColumn, RecordsBehind

YI = 100_000_000 * 100


def figure(key: str, value: float | None, text: str, **values: Any) -> Figure:
    """A figure that says `words` and `text`; of an indicator of ours with its label, words and rule."""
    known = indicator(key) if is_indicator(key) else None
    words = values.pop("words", _(known.words) if known and known.words else "")
    given: dict[str, Any] = {
        "label": _(known.label) if known else key,
        "unit": known.measure if known else "件",
        "sentence": f"{words}{text}",
        "records": int(value or 0) if known and known.measure else 1,
        "rule": _(known.rule) if known else "",
    }
    return Figure(key=key, value=value, text=text, **(given | values))


def rate(key: str, part: int, base: int, text: str) -> Figure:
    """A rate with its base."""
    return figure(key, part / base if base else None, text, unit="", base=(part, base), records=base)


def question(scope: str, period: str, *, today: str = "2024-11-04", round_no: int = 0) -> Question:
    """What was asked, for a scope of that name."""
    asked = RevisitRound(round_no=round_no, name="回访", opened_on=dt.date(2022, 11, 1)) if round_no else None
    unit = Unit(id="u", name=scope) if scope else None
    return Question(period=parse_period(period), today=dt.date.fromisoformat(today), scope=unit, round=asked)


def told(asked: Question, *figures: Figure) -> FigureSet:
    """The figures with the sentences that tell them."""
    return FigureSet(question=asked, figures=figures, sentences=sentences(figures, asked))


def month_of(
    figures: FigureSet,
    *,
    previous: FigureSet | None = None,
    handled_by_month: tuple[int, ...] = (),
    by_mode: dict[str, int] | None = None,
    year_to_date: tuple[Figure, ...] = (),
    frozen_on: str = "",
) -> Month:
    """A month around these figures; `handled_by_month` are the appeals handled from January on."""
    asked, year = figures.question, figures.question.day.year
    courses = (
        told(asked.during(parse_period(f"{year}-{number:02d}")), figure("appeals_handled", count, f"{count}件"))
        for number, count in enumerate(handled_by_month, 1)
    )
    frozen = FrozenMonth(period=asked.period.code, frozen_on=dt.date.fromisoformat(frozen_on)) if frozen_on else None
    return Month(
        figures=figures,
        previous=previous,
        previous_is_frozen=False,
        year_to_date=told(asked, *year_to_date),
        by_month=tuple(courses),
        by_service_mode=parts_of("appeals_handled", by_mode) if by_mode else None,
        by_appeal_kind=None,
        frozen=frozen,
    )


def parts_of(key: str, parts: dict[str, int]) -> SplitTable:
    """A figure told apart."""
    rows = tuple(SplitRow(id=name, name=name, values=(count,)) for name, count in parts.items())
    total = sum(parts.values())
    return SplitTable(by="mode", label="方式", columns=(figure(key, total, f"{total}件"),), rows=rows)


def listing(count: int, key: str = "appeals_handled") -> RecordsBehind:
    """So many records behind a figure, numbered."""
    columns = (RecordColumn(head="编号", is_figure=True), RecordColumn(head="事项", is_wide=True))
    return RecordsBehind(key=key, columns=columns, rows=[(f"SQ-{n:04d}", "用电报装") for n in range(1, count + 1)])


def nanchuan() -> FigureSet:
    """The published figures of a park: January to October 2024, with annual targets."""
    targets = {"entries_signed": (30, "30个以上"), "agreed_investment": (100 * YI, "100亿元以上")}
    return told(
        question("南川工业园区", "2024-01..2024-10"),
        figure("industrial_enterprises", 314, "314家"),
        figure("above_scale", 97, "97家"),
        figure("key_enterprises", 298, "298家"),
        figure("key_enterprises_with_commissioner", 298, "298家", base=(298, 298)),
        figure("procedures_handled", 305, "300余件"),
        figure("disputes_mediated", 153, "150余件"),
        figure("appeals_handled", 37, "37件"),
        rate("satisfaction_rate", 37, 37, "100%（37/37）"),
        figure("entries_signed", 23, "23个", target=targets["entries_signed"], sentence="签约23个（年度目标30个以上）"),
        figure(
            "agreed_investment",
            661 * YI // 10,
            "66.1亿元",
            unit="fen",
            records=23,
            target=targets["agreed_investment"],
            sentence="协议引资66.1亿元（年度目标100亿元以上）",
        ),
        figure("entries_started", 28, "28个"),
        figure("entries_commissioned", 31, "31个"),
    )


def round_four() -> FigureSet:
    """The published figures of a revisit round: November 2022."""
    return told(
        question("自贡市", "2022-11", round_no=4),
        figure("enterprises_in_round", 18, "18家", sentence="第四轮回访企业18家"),
        figure("enterprises_not_reached", 0, "0家"),
        figure("contacts_total", 18, "18家次"),
        figure("contacts_on_site", 9, "9家次"),
        figure("contacts_phone", 5, "5家次"),
        figure("contacts_online", 4, "4家次"),
    )


NANCHUAN_MONTHS = (2, 3, 4, 3, 5, 4, 4, 3, 5, 4)
