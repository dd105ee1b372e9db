"""Annual targets of an indicator in a scope, and the wording a scope gives to a figure."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field
from casework.language import N_, _
from casework.records import Reader, Record, named_id

COMPARISONS = CodeList(
    "comparison",
    {
        "at_least": N_("At least"),
        "exactly": N_("Exactly"),
        "at_most": N_("At most"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """What a scope is to reach in a year; the value is in fen or in the measure word of the indicator."""

    type_name: ClassVar[str] = "target"
    label: ClassVar[str] = N_("Annual target")

    indicator: Annotated[str, Field(N_("Indicator"), required=True)]
    scope_id: Annotated[str, Field(N_("Scope"), refers_to="unit")] = ""
    year: Annotated[int, Field(N_("Year"), required=True)]
    value: Annotated[int, Field(N_("Target"), required=True)]
    comparison: Annotated[str, Field(N_("Comparison"), codes=COMPARISONS, required=True)] = "at_least"
    source: Annotated[str, Field(N_("Source"), search="body")] = ""

    def identity(self) -> str:
        """One target an indicator, scope and year."""
        return named_id("target", self.indicator, self.scope_id, str(self.year))

    def check(self, before: Self | None, read: Reader) -> None:
        """A target is more than nothing."""
        if self.value <= 0:
            raise RuleForbids(_("A target is more than nothing."), field="value")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWording(Record):
    """How a scope words a figure where it differs from the customary wording (合作项目 for 协作项目)."""

    type_name: ClassVar[str] = "figure_wording"
    label: ClassVar[str] = N_("Wording of a figure")

    indicator: Annotated[str, Field(N_("Indicator"), required=True)]
    scope_id: Annotated[str, Field(N_("Scope"), refers_to="unit")] = ""
    words: Annotated[str, Field(N_("Words"), required=True)]
    measure: Annotated[str, Field(N_("Measure word"))] = ""
    digits: Annotated[int | None, Field(N_("Digits of the rounded form"))] = None

    def identity(self) -> str:
        """One wording an indicator and scope."""
        return named_id("figure_wording", self.indicator, self.scope_id)
