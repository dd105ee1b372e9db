"""What every record has in common, what a change returns, and what rules may ask and do."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Protocol, Self, TypeVar

from casework.fields import Field, Kind, columns
from casework.language import N_

_IDS = uuid.UUID("6f0e6c1e-6a0c-5b0e-9d6b-54544357acd1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a case file; a change is a new record. An empty id means “not stored yet”."""

    type_name: ClassVar[str] = ""
    label: ClassVar[str] = ""
    number_prefix: ClassVar[str] = ""
    names: ClassVar[tuple[str, ...]] = ()
    """The fields by which a person calls such a record, most exact first."""
    also_named_in: ClassVar[tuple[str, str, str]] = ("", "", "")
    """Another table that names it: table, its column with the id, its column with the name."""
    happens_on: ClassVar[str] = ""
    """The field with the day it belongs to; empty where it has none (an enterprise)."""
    children: ClassVar[tuple[tuple[str, str], ...]] = ()
    """(type name, field) of records that go into the bin with it and come back with it."""

    id: Annotated[str, Field(N_("Id"), editable=False, listed=False)] = ""
    version: Annotated[int, Field(N_("Version"), editable=False, listed=False)] = 0
    removed_at: Annotated[dt.datetime | None, Field(N_("Removed at"), editable=False, listed=False)] = None
    removed_by: Annotated[str, Field(N_("Removed in action"), editable=False, listed=False)] = ""

    def title(self) -> str:
        """The words by which this record is called in a list, a search hit or a message."""
        words = (getattr(self, c.name) for c in columns(type(self)) if c.field.search == "title")
        return next((w for w in words if w), self.id)

    def identity(self) -> str:
        """The id this record gets when it is first stored (decision 11)."""
        return str(uuid.uuid4())

    def completed(self, read: "Reader") -> Self:
        """The record with the values that follow from others; called by the write door before `check`."""
        return self

    def check(self, before: Any, read: "Reader") -> None:
        """The rules of this record type; raises RuleForbids. Called by the write door for every save.

        `before` is the stored record of the same type, None for a new one.
        """


R = TypeVar("R", bound=Record)
NumberField = Annotated[str, Field(N_("No."), search="body", editable=False)]
"""The running number by which people call a record (SQ-0251), given on first save."""
Fen = Annotated[int | None, Field(N_("Amount"), kind=Kind.MONEY)]


def named_id(*words: str) -> str:
    """The id that follows from these words alone, so that offline twins meet in one row (UUIDv5)."""
    return str(uuid.uuid5(_IDS, "\x1f".join(words)))


@dataclass(frozen=True, slots=True)
class Clock:
    """The day the work is looked at from, and the moment a change is stamped with."""

    today: dt.date
    now: Callable[[], dt.datetime]

    @classmethod
    def fixed(cls, today: dt.date) -> "Clock":
        """A clock that stands at nine in the morning of `today`."""
        moment = dt.datetime.combine(today, dt.time(9), dt.timezone(dt.timedelta(hours=8)))
        return cls(today, lambda: moment)


class Reader(Protocol):
    """What rules and questions may ask of a case file."""

    @property
    def clock(self) -> Clock:
        """The day and moment of the work."""
        ...

    @property
    def types(self) -> Mapping[str, type[Record]]:
        """Every record type by its name."""
        ...

    def get(self, record_type: type[R], record_id: str) -> R:
        """The record with this id; NotFound otherwise."""
        ...

    def select(
        self,
        record_type: type[R],
        where: str = "",
        values: Mapping[str, Any] | None = None,
        *,
        order: str = "",
        limit: int | None = None,
        offset: int = 0,
        removed: bool = False,
    ) -> list[R]:
        """Records for which the SQL condition `where` holds, its values bound by name."""
        ...

    def count(self, record_type: type[Record], where: str = "", values: Mapping[str, Any] | None = None) -> int:
        """How many records fulfil the condition (not counting the bin)."""
        ...

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a reading SQL statement, its values bound by name."""
        ...

    def find(self, record_type: type[R], words: str) -> R:
        """The one record called so, by id, number, code, name or alias; NotFound or Ambiguous otherwise."""
        ...


class Writer(Reader, Protocol):
    """What a verb may do inside one action: one transaction, one undo step."""

    @property
    def actor(self) -> str:
        """Who does it."""
        ...

    def save(self, record: R) -> R:
        """The record as stored: new, or changed against its version; rules are checked first."""
        ...

    def remove(self, record: Record) -> None:
        """Puts the record into the bin, its children with it."""
        ...

    def restore(self, record: Record) -> None:
        """Takes the record out of the bin, with the children that went there in the same action."""
        ...

    def carry(self, record: R) -> R:
        """The record as stored, pointed from one record to another; its own rules are not asked."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the action that may fail by itself: an error inside takes back this part and goes on up."""
        ...


@dataclass(frozen=True, slots=True)
class Changes:
    """What one action did: its group id, its reason and the ids it touched, by type name."""

    group: str
    why: str
    created: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    updated: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    removed: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def touches(self, type_name: str) -> bool:
        """Whether a record of this type was created, changed or removed."""
        return any(type_name in part for part in (self.created, self.updated, self.removed))

    def __bool__(self) -> bool:
        """Whether anything happened at all."""
        return bool(self.created or self.updated or self.removed)
