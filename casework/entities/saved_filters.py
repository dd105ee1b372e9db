"""Filters of lists kept under a name in the case file, so that all who use it see the same choice of records."""

import json
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter(Record):
    """A filter of one list; `content` is its JSON as `casework.filters` writes it."""

    type_name: ClassVar[str] = "saved_filter"
    label: ClassVar[str] = N_("Saved filter")
    names: ClassVar[tuple[str, ...]] = ("name",)

    list_name: Annotated[str, Field(N_("Which list"), required=True, listed=False)]
    name: Annotated[str, Field(N_("Name"), required=True)]
    content: Annotated[str, Field(N_("Conditions"), kind=Kind.LONG_TEXT, required=True, listed=False)]
    saved_by: Annotated[str, Field(N_("Saved by"))] = ""

    def title(self) -> str:
        """Its name."""
        return self.name

    def check(self, before: Self | None, read: Reader) -> None:
        """One filter a name in a list, and content that can be read again."""
        refuse_same_name(self, self.name, "list_name = :place", self.list_name, read)
        refuse_unreadable(self.content)


def refuse_same_name(record: Record, name: str, place: str, bound: str, read: Reader) -> None:
    """RuleForbids where another record of the type has the same name at the same place (SQL with :place)."""
    same = f"{place} and name = :name and id <> :id"
    if read.count(type(record), same, {"place": bound, "name": name, "id": record.id}):
        raise RuleForbids(
            _("There is one called “{name}” already.").format(name=name),
            field="name",
            remedy=_("Give it another name, or overwrite that one."),
        )


def refuse_unreadable(content: str) -> None:
    """RuleForbids where the content is not the JSON object that the program writes."""
    try:
        readable = isinstance(json.loads(content), dict)
    except ValueError:
        readable = False
    if not readable:
        raise RuleForbids(_("These conditions cannot be read."), field="content")
