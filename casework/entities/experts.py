"""Experts: who they are, what they work on, where they may help."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.fields import Field, Kind
from casework.language import N_
from casework.records import NumberField, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert(Record):
    """An expert of the expert library."""

    type_name: ClassVar[str] = "expert"
    label: ClassVar[str] = N_("Expert")
    number_prefix: ClassVar[str] = "ZJ"
    names: ClassVar[tuple[str, ...]] = ("number", "name")

    number: NumberField = ""
    name: Annotated[str, Field(N_("Full name"), required=True, search="title")]
    unit_name: Annotated[str, Field(N_("Unit"), search="title")] = ""
    academic_title: Annotated[str, Field(N_("Academic title"), search="body")] = ""
    discipline: Annotated[str, Field(N_("Discipline"), search="body")] = ""
    expertise: Annotated[str, Field(N_("Expertise"), kind=Kind.LONG_TEXT, search="body")] = ""
    works: Annotated[str, Field(N_("Publications and engagements"), kind=Kind.LONG_TEXT, search="body")] = ""
    region: Annotated[str, Field(N_("Region"))] = ""
    phone: Annotated[str, Field(N_("Telephone"), mask="phone", search="body")] = ""
    email: Annotated[str, Field(N_("E-mail"), mask="identity", search="body")] = ""
    last_contacted_on: Annotated[dt.date | None, Field(N_("Last contacted"))] = None
    note: Annotated[str, Field(N_("Note"), kind=Kind.LONG_TEXT, search="body")] = ""
