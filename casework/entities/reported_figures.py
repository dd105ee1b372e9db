"""Figures that another office reports, with their source (rule 13)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import Field
from casework.language import N_, _
from casework.periods import parse_period
from casework.records import Reader, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure(Record):
    """One figure of another office: exact value, measure word, period or as-of day, source document."""

    type_name: ClassVar[str] = "reported_figure"
    label: ClassVar[str] = N_("Reported figure")

    indicator: Annotated[str, Field(N_("Indicator"), required=True)]
    scope_id: Annotated[str, Field(N_("Scope"), refers_to="unit")] = ""
    period: Annotated[str, Field(N_("Period"))] = ""
    as_of: Annotated[dt.date | None, Field(N_("As of"))] = None
    value: Annotated[int, Field(N_("Value"), required=True)]
    measure: Annotated[str, Field(N_("Measure word"), required=True)]
    digits: Annotated[int | None, Field(N_("Digits of the rounded form"))] = None
    words: Annotated[str, Field(N_("Words"), search="title")] = ""
    source: Annotated[str, Field(N_("Source document"), required=True, search="body")]
    entered_by: Annotated[str, Field(N_("Entered by"), search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """Either a period or an as-of day, a value that is not negative, and a source."""
        if bool(self.period) == bool(self.as_of):
            raise RuleForbids(_("Give either the period or the as-of day."), field="period")
        if self.period:
            parse_period(self.period)
        if self.value < 0:
            raise RuleForbids(_("A reported figure cannot be negative."), field="value")
