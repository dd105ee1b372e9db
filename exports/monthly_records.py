"""The records behind the figures of a monthly summary, as its annexes print them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.amounts import format_fen
from casework.chinese import name_parts
from casework.entities.appeals import CONFIRMATION_MODES, RATINGS, SERVICE_MODES, Appeal
from casework.entities.projects import Project
from casework.insight.case_story import CaseStory
from casework.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumn:
    """A column of an annex of records: its head, whether figures or words stand in it, and how.

    The one that `is_wide` takes the room the others leave.
    """

    head: str
    is_figure: bool = False
    is_right: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsBehind:
    """The records behind the figure of that key, as an annex prints them: the cells are words already."""

    key: str
    columns: tuple[RecordColumn, ...]
    rows: Sequence[Sequence[str]]


def case_records(key: str, cases: Iterable[CaseStory], enterprises: Mapping[str, str]) -> RecordsBehind:
    """Closed cases behind the figure of that key, by day of closing; `enterprises` are their names by id."""
    ordered = sorted(cases, key=lambda case: (case.appeal.closed_on or dt.date.max, case.appeal.number))
    day = _days(case.appeal.closed_on for case in ordered)
    columns = (
        RecordColumn(head=_("Case no."), is_figure=True),
        RecordColumn(head=_("Enterprise")),
        RecordColumn(head=_("What it is about"), is_wide=True),
        RecordColumn(head=_("Service mode")),
        RecordColumn(head=_("Closed on"), is_figure=True),
        RecordColumn(head=_("Used / limit"), is_figure=True, is_right=True),
        RecordColumn(head=_("Rating and confirmation")),
    )
    rows = [
        (
            case.appeal.number,
            _without_legal_form(enterprises.get(case.appeal.enterprise_id, "")),
            case.appeal.subject,
            SERVICE_MODES.label(case.appeal.service_mode),
            day(case.appeal.closed_on),
            case.clock.text,
            _rating(case.appeal),
        )
        for case in ordered
    ]
    return RecordsBehind(key=key, columns=columns, rows=rows)


def _without_legal_form(name: str) -> str:
    """The name without 有限公司 and its like, where what is left is as it was written."""
    body = name_parts(name).body
    return body if body and body in name else name


def _rating(appeal: Appeal) -> str:
    confirmed = CONFIRMATION_MODES.label(appeal.confirmation_mode) if appeal.confirmation_mode else ""
    return "　".join(part for part in (RATINGS.label(appeal.rating) if appeal.rating else "", confirmed) if part)


def project_records(
    key: str, projects: Iterable[tuple[Project, dt.date | None]], places: Mapping[str, str], amount: str
) -> RecordsBehind:
    """Projects with the day they entered the stage behind the figure of that key, by that day.

    `places` are the names of their units by id, `amount` the field of the money that belongs to the figure.
    """
    ordered = sorted(projects, key=lambda found: (found[1] or dt.date.max, found[0].number))
    day = _days(entered for _project, entered in ordered)
    columns = (
        RecordColumn(head=_("Project no."), is_figure=True),
        RecordColumn(head=_("Project"), is_wide=True),
        RecordColumn(head=_("District or park")),
        RecordColumn(head=_("Entered on"), is_figure=True),
        RecordColumn(head=_("Amount"), is_figure=True, is_right=True),
    )
    rows = [
        (
            project.number,
            project.name,
            places.get(project.territory_id, ""),
            day(entered),
            format_fen(money) if (money := getattr(project, amount)) is not None else "",
        )
        for project, entered in ordered
    ]
    return RecordsBehind(key=key, columns=columns, rows=rows)


def _days(days: Iterable[dt.date | None]) -> Callable[[dt.date | None], str]:
    """How these days are printed: without the year where it is the same for all."""
    years = {day.year for day in days if day}

    def text(day: dt.date | None) -> str:
        if day is None:
            return ""
        return day.isoformat() if len(years) > 1 else f"{day:%m-%d}"

    return text
