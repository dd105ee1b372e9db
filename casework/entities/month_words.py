"""The words an office gives to a part of its monthly summary, with the places where its figures stand."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.periods import parse_period
from casework.records import Reader, Record, named_id

NEXT_STEPS = "next_steps"
MONTH_PARTS = CodeList(
    "month_part",
    {
        "enterprises": N_("Enterprises and commissioners"),
        "contacts": N_("Visits and contacts"),
        "cases": N_("Appeals and cases"),
        "supply": N_("Demands, matches and promises"),
        "projects": N_("Projects"),
        "lists": N_("Lists and policies"),
        "cooperation": N_("Cooperation between regions"),
        "reported": N_("Reported figures"),
        NEXT_STEPS: N_("Next steps"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWords(Record):
    """The words of one part; a figure stands in them as its key in braces, so that only records change its number."""

    type_name: ClassVar[str] = "month_words"
    label: ClassVar[str] = N_("Words of a monthly summary")

    period: Annotated[str, Field(N_("Period"), required=True)]
    scope_id: Annotated[str, Field(N_("Scope"), refers_to="unit")] = ""
    part: Annotated[str, Field(N_("Part"), codes=MONTH_PARTS, required=True)]
    words: Annotated[str, Field(N_("Text by hand"), kind=Kind.LONG_TEXT)] = ""

    def identity(self) -> str:
        """One row a period, scope and part."""
        return named_id("month_words", self.period, self.scope_id, self.part)

    def completed(self, read: Reader) -> Self:
        """The words without blanks around them."""
        return replace(self, words=self.words.strip())

    def check(self, before: Self | None, read: Reader) -> None:
        """The period is written in its one canonical form, by which the summary is found."""
        if parse_period(self.period).code != self.period:
            raise RuleForbids(
                _("Write the period as {code}.").format(code=parse_period(self.period).code), field="period"
            )
