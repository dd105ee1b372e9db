"""Frozen months: the figures of a period and scope as they were printed, with the records behind them."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.fields import Field, Kind
from casework.language import N_
from casework.records import Record, named_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenMonth(Record):
    """The figures of a period and scope, frozen for good; later differences are listed beside them."""

    type_name: ClassVar[str] = "frozen_month"
    label: ClassVar[str] = N_("Frozen month")

    period: Annotated[str, Field(N_("Period"), required=True, editable=False)]
    scope_id: Annotated[str, Field(N_("Scope"), refers_to="unit", editable=False)] = ""
    frozen_on: Annotated[dt.date, Field(N_("Frozen on"), required=True, editable=False)]
    frozen_by: Annotated[str, Field(N_("Frozen by"), editable=False)] = ""
    figures: Annotated[str, Field(N_("Figures"), kind=Kind.LONG_TEXT, editable=False, listed=False)] = ""

    @property
    def fingerprint(self) -> str:
        """Eight signs that tell this edition from any other: a digest of its figures and of the records behind them."""
        return hashlib.sha256(self.figures.encode()).hexdigest()[:8].upper()

    def identity(self) -> str:
        """One row a period and scope."""
        return named_id("frozen_month", self.period, self.scope_id)
