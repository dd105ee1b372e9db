"""Technology offers: results, services, platforms, equipment, finance products (科技所能)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.entities.demands import DIRECTIONS, check_trl
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record

OFFER_KINDS = CodeList(
    "offer_kind",
    {
        "result": N_("Research result"),
        "service": N_("Service"),
        "platform": N_("Platform"),
        "equipment": N_("Equipment"),
        "finance_product": N_("Finance product"),
    },
)
IP_STATES = CodeList(
    "ip_state",
    {
        "none": N_("No registration"),
        "applied": N_("Applied for"),
        "granted": N_("Granted"),
        "expired": N_("Expired"),
    },
)
OFFER_STATES = CodeList(
    "offer_state",
    {
        "open": N_("Open"),
        "withdrawn": N_("Withdrawn"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TechOffer(Record):
    """An offer of the library of results and services."""

    type_name: ClassVar[str] = "offer"
    label: ClassVar[str] = N_("Technology offer")
    happens_on: ClassVar[str] = "posted_on"
    number_prefix: ClassVar[str] = "CG"
    names: ClassVar[tuple[str, ...]] = ("number", "subject")

    number: NumberField = ""
    offer_kind: Annotated[str, Field(N_("Kind"), codes=OFFER_KINDS, required=True)] = "result"
    subject: Annotated[str, Field(N_("Offer title"), required=True, search="title")]
    content: Annotated[str, Field(N_("Description"), kind=Kind.LONG_TEXT, search="body")] = ""
    holder: Annotated[str, Field(N_("Offered by"), search="body")] = ""
    expert_id: Annotated[str, Field(N_("Expert"), refers_to="expert")] = ""
    field_name: Annotated[str, Field(N_("Field of technology"), search="body")] = ""
    trl: Annotated[int | None, Field(N_("Technology readiness"))] = None
    ip_state: Annotated[str, Field(N_("Intellectual property"), codes=IP_STATES)] = ""
    region: Annotated[str, Field(N_("Region"))] = ""
    direction: Annotated[str, Field(N_("Direction"), codes=DIRECTIONS)] = "domestic"
    price: Annotated[int | None, Field(N_("Price"), kind=Kind.MONEY)] = None
    conditions: Annotated[str, Field(N_("Conditions"), kind=Kind.LONG_TEXT, search="body")] = ""
    posted_on: Annotated[dt.date, Field(N_("Posted on"), required=True)]
    checked_on: Annotated[dt.date | None, Field(N_("Last checked"))] = None
    expires_on: Annotated[dt.date | None, Field(N_("Expires on"))] = None
    confidential: Annotated[bool, Field(N_("Confidential"))] = False
    state: Annotated[str, Field(N_("State"), codes=OFFER_STATES, required=True)] = "open"

    def check(self, before: Self | None, read: Reader) -> None:
        """Readiness from 1 to 9, no expiry before posting, conditions for a finance product."""
        check_trl(self.trl, "trl")
        if self.expires_on and self.expires_on < self.posted_on:
            raise RuleForbids(_("It cannot expire before it is posted."), field="expires_on")
        if self.offer_kind == "finance_product" and not self.conditions:
            raise RuleForbids(_("A finance product needs its conditions."), field="conditions")
