"""Partners at home and abroad, and agreements with them."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

PARTNER_KINDS = CodeList(
    "partner_kind",
    {
        "university": N_("University"),
        "institute": N_("Research institute"),
        "government": N_("Government body"),
        "enterprise": N_("Enterprise"),
        "joint_laboratory": N_("Joint laboratory"),
        "park": N_("Park"),
        "other": N_("Other partner"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Record):
    """An institution the centre works with."""

    type_name: ClassVar[str] = "partner"
    label: ClassVar[str] = N_("Partner")
    names: ClassVar[tuple[str, ...]] = ("name",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("agreement", "partner_id"),)

    name: Annotated[str, Field(N_("Name"), required=True, search="title")]
    partner_kind: Annotated[str, Field(N_("Kind"), codes=PARTNER_KINDS, required=True)] = "university"
    partner_country: Annotated[str, Field(N_("Country or region"), search="body")] = ""
    node_id: Annotated[str, Field(N_("Node"), refers_to="unit")] = ""
    field_name: Annotated[str, Field(N_("Field of technology"), search="body")] = ""
    note: Annotated[str, Field(N_("Note"), kind=Kind.LONG_TEXT, search="body")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement with a partner; visits and projects may hang under it."""

    type_name: ClassVar[str] = "agreement"
    label: ClassVar[str] = N_("Agreement")
    happens_on: ClassVar[str] = "signed_on"
    number_prefix: ClassVar[str] = "XY"
    names: ClassVar[tuple[str, ...]] = ("number", "name")

    number: NumberField = ""
    partner_id: Annotated[str, Field(N_("Partner"), refers_to="partner", required=True)]
    name: Annotated[str, Field(N_("Title"), required=True, search="title")]
    signed_on: Annotated[dt.date, Field(N_("Signed on"), required=True)]
    expires_on: Annotated[dt.date | None, Field(N_("Expires on"))] = None
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    content: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """It expires after it is signed."""
        if self.expires_on and self.expires_on < self.signed_on:
            raise RuleForbids(_("It cannot expire before it is signed."), field="expires_on")
