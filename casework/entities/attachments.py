"""Attachments: files kept inside the case file, content once, known by its digest."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.fields import Field, Kind
from casework.language import N_
from casework.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file that hangs on a record; its bytes lie once in the case file under their SHA-256."""

    type_name: ClassVar[str] = "attachment"
    label: ClassVar[str] = N_("Attachment")
    happens_on: ClassVar[str] = "added_on"
    names: ClassVar[tuple[str, ...]] = ("file_name",)

    owner_type: Annotated[str, Field(N_("Belongs to (type)"), required=True, editable=False, listed=False)]
    owner_id: Annotated[str, Field(N_("Belongs to"), type_in="owner_type", required=True, editable=False, listed=False)]
    file_name: Annotated[str, Field(N_("File name"), required=True, search="title")]
    digest: Annotated[str, Field(N_("SHA-256"), required=True, editable=False)]
    size: Annotated[int, Field(N_("Size (bytes)"), editable=False)] = 0
    media_type: Annotated[str, Field(N_("Media type"), editable=False)] = ""
    added_on: Annotated[dt.date | None, Field(N_("Added on"), editable=False)] = None
    words: Annotated[
        str, Field(N_("Text inside"), kind=Kind.LONG_TEXT, search="body", editable=False, listed=False)
    ] = ""
    note: Annotated[str, Field(N_("Note"), search="body")] = ""
