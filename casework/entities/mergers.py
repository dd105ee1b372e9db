"""Two records found to be one: the merger that joined them, and the word that two are not the same."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record, named_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger(Record):
    """That a record was merged into another: the way from the one in the bin to the one that carries on.

    `carried` and `left_out` are JSON: how many records of each type moved over, and which ones clashed
    and lie in the bin (type, id, title). What the merger did in detail stands in the history.
    """

    type_name: ClassVar[str] = "merger"
    label: ClassVar[str] = N_("Merger")

    record_type: Annotated[str, Field(N_("Type"), required=True, editable=False)]
    kept_id: Annotated[str, Field(N_("Stays"), type_in="record_type", required=True, editable=False, listed=False)]
    merged_id: Annotated[str, Field(N_("Merged"), required=True, editable=False, listed=False)]
    kept_name: Annotated[str, Field(N_("Name of the one kept"), editable=False)] = ""
    merged_name: Annotated[str, Field(N_("Name of the one merged"), editable=False)] = ""
    merged_on: Annotated[dt.date, Field(N_("Merged on"), required=True, editable=False)]
    carried: Annotated[str, Field(N_("Carried over"), kind=Kind.LONG_TEXT, editable=False, listed=False)] = "{}"
    left_out: Annotated[str, Field(N_("Left out"), kind=Kind.LONG_TEXT, editable=False, listed=False)] = "[]"

    def title(self) -> str:
        """Which record went into which."""
        return _("{merged} into {kept}").format(merged=self.merged_name, kept=self.kept_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPair(Record):
    """The word of a person that two records which look alike are not the same; it is not asked again."""

    type_name: ClassVar[str] = "distinct_pair"
    label: ClassVar[str] = N_("Not the same")

    record_type: Annotated[str, Field(N_("Type"), required=True, editable=False)]
    one_id: Annotated[str, Field(N_("One"), type_in="record_type", required=True, editable=False, listed=False)]
    other_id: Annotated[str, Field(N_("The other"), type_in="record_type", required=True, editable=False, listed=False)]
    decided_on: Annotated[dt.date | None, Field(N_("Decided on"), editable=False)] = None
    reason: Annotated[str, Field(N_("Reason"))] = ""

    def identity(self) -> str:
        """One row a pair, whichever stands first."""
        return named_id("distinct_pair", self.record_type, *sorted((self.one_id, self.other_id)))

    def completed(self, read: Reader) -> Self:
        """With the smaller id first."""
        one, other = sorted((self.one_id, self.other_id))
        return replace(self, one_id=one, other_id=other)

    def check(self, before: Any, read: Reader) -> None:
        """Two records, not one."""
        if self.one_id == self.other_id:
            raise RuleForbids(_("These are not two records but one."), field="other_id")


def merger_of(read: Reader, merged_id: str) -> Merger | None:
    """The merger by which a record went into another, while it stands."""
    found = read.select(Merger, "merged_id = :id", {"id": merged_id}, limit=1)
    return found[0] if found else None


def distinct_pairs(read: Reader, record_type: str) -> frozenset[frozenset[str]]:
    """The pairs of ids that were said not to be the same."""
    rows = read.query(
        "select one_id, other_id from distinct_pair where record_type = :type and removed_at is null",
        {"type": record_type},
    )
    return frozenset(frozenset((row["one_id"], row["other_id"])) for row in rows)
