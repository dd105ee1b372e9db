"""Enterprises: who they are, their classes by year, other names, and the commissioner in charge."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Self

from casework.chinese import check_uscc, fold
from casework.errors import RuleForbids
from casework.fields import CodeList, Field, Kind
from casework.language import N_, _
from casework.records import NumberField, Reader, Record, named_id

ENTERPRISE_CLASSES = CodeList(
    "enterprise_class",
    {
        "above_scale": N_("Above scale"),
        "high_tech": N_("High-tech enterprise"),
        "st_sme": N_("S&T SME"),
        "specialised_new": N_("Specialised and new"),
        "little_giant": N_("Little giant"),
        "gazelle": N_("Gazelle"),
        "key_enterprise": N_("Key enterprise"),
    },
)
CLASS_STATES = CodeList(
    "class_state",
    {
        "valid": N_("Valid"),
        "lapsed": N_("Lapsed, not renewed"),
    },
)
ALIAS_KINDS = CodeList(
    "alias_kind",
    {
        "short": N_("Short name"),
        "former": N_("Former name"),
        "other": N_("Other name"),
        "code": N_("Former credit code"),
        "number": N_("Former number"),
    },
)
NOT_A_NAME = ("code", "number")
"""Kinds of alias that are no name: what an enterprise merged into this one was known by."""
_YEARS = range(1978, 2101)
_SAME_CODE = """select name from enterprise
where uscc = :uscc and uscc <> '' and id <> :id and removed_at is null limit 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise(Record):
    """An enterprise the centre serves; its id follows from its USCC when it has one (decision 11)."""

    type_name: ClassVar[str] = "enterprise"
    label: ClassVar[str] = N_("Enterprise")
    number_prefix: ClassVar[str] = "GA"
    names: ClassVar[tuple[str, ...]] = ("uscc", "number", "name", "short_name", "folded_name")
    also_named_in: ClassVar[tuple[str, str, str]] = ("enterprise_alias", "enterprise_id", "name")
    children: ClassVar[tuple[tuple[str, str], ...]] = (
        ("enterprise_alias", "enterprise_id"),
        ("enterprise_class", "enterprise_id"),
        ("commissioner_assignment", "enterprise_id"),
        ("contact_person", "enterprise_id"),
        ("visit", "enterprise_id"),
        ("appeal", "enterprise_id"),
        ("commitment", "enterprise_id"),
        ("demand", "enterprise_id"),
        ("project", "enterprise_id"),
        ("round_member", "enterprise_id"),
        ("policy_payout", "enterprise_id"),
    )

    number: NumberField = ""
    name: Annotated[str, Field(N_("Enterprise name"), required=True, search="title")]
    short_name: Annotated[str, Field(N_("Short name"), search="title")] = ""
    uscc: Annotated[str, Field(N_("Unified social credit code"), search="body")] = ""
    territory_id: Annotated[str, Field(N_("District or park"), refers_to="unit")] = ""
    address: Annotated[str, Field(N_("Address"), search="body")] = ""
    industry_chain: Annotated[str, Field(N_("Industry chain"), search="body")] = ""
    main_business: Annotated[str, Field(N_("Main business"), kind=Kind.LONG_TEXT, search="body")] = ""
    is_industrial: Annotated[bool, Field(N_("Industrial"))] = False
    registered_on: Annotated[dt.date | None, Field(N_("On the register from"))] = None
    deregistered_on: Annotated[dt.date | None, Field(N_("Off the register from"))] = None
    registered_capital: Annotated[int | None, Field(N_("Registered capital"), kind=Kind.MONEY)] = None
    revenue_year: Annotated[int | None, Field(N_("Year of the figures"))] = None
    revenue: Annotated[int | None, Field(N_("Revenue"), kind=Kind.MONEY)] = None
    revenue_before: Annotated[int | None, Field(N_("Revenue of the year before"), kind=Kind.MONEY)] = None
    research_spending: Annotated[int | None, Field(N_("R&D spending"), kind=Kind.MONEY)] = None
    employees: Annotated[int | None, Field(N_("Employees"))] = None
    note: Annotated[str, Field(N_("Note"), kind=Kind.LONG_TEXT, search="body")] = ""
    folded_name: Annotated[str, Field(N_("Name for comparison"), editable=False, listed=False)] = ""

    def identity(self) -> str:
        """UUIDv5 of the credit code when there is one, else of chance."""
        return named_id("enterprise", self.uscc) if self.uscc else Record.identity(self)

    def completed(self, read: Reader) -> Self:
        """With the comparison form of its name: width, case, brackets and spaces do not matter."""
        folded = fold(self.name)
        return self if folded == self.folded_name else replace(self, folded_name=folded)

    def check(self, before: Self | None, read: Reader) -> None:
        """A name, a sound credit code that no other enterprise carries, dates in order."""
        if self.uscc:
            if check_uscc(self.uscc) != self.uscc:
                raise RuleForbids(_("Write the credit code in capital letters without spaces."), field="uscc")
            twins = read.query(_SAME_CODE, {"uscc": self.uscc, "id": self.id})
            if twins:
                raise RuleForbids(
                    _("{name} already has this credit code.").format(name=twins[0]["name"]),
                    field="uscc",
                    remedy=_("Open that enterprise, or correct the code."),
                )
        if self.registered_on and self.deregistered_on and self.deregistered_on < self.registered_on:
            raise RuleForbids(_("It cannot leave the register before it enters it."), field="deregistered_on")


def home(read: Reader, enterprise_id: str) -> str:
    """The id of the district or park an enterprise lies in; empty where it is not known."""
    rows = read.query("select territory_id from enterprise where id = :id", {"id": enterprise_id})
    return (rows[0]["territory_id"] or "") if rows else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseAlias(Record):
    """Another name by which an enterprise is known: short, former, other."""

    type_name: ClassVar[str] = "enterprise_alias"
    label: ClassVar[str] = N_("Other name")

    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    name: Annotated[str, Field(N_("Name"), required=True, search="title")]
    alias_kind: Annotated[str, Field(N_("Kind"), codes=ALIAS_KINDS, required=True)] = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseClass(Record):
    """That an enterprise belonged to a class in a year, or let it lapse."""

    type_name: ClassVar[str] = "enterprise_class"
    label: ClassVar[str] = N_("Class of a year")

    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    class_code: Annotated[str, Field(N_("Class"), codes=ENTERPRISE_CLASSES, required=True)]
    year: Annotated[int, Field(N_("Year"), required=True)]
    class_state: Annotated[str, Field(N_("State"), codes=CLASS_STATES, required=True)] = "valid"

    def identity(self) -> str:
        """One row an enterprise, class and year."""
        return named_id("enterprise_class", self.enterprise_id, self.class_code, str(self.year))

    def check(self, before: Self | None, read: Reader) -> None:
        """A year in four figures."""
        if self.year not in _YEARS:
            raise RuleForbids(_("Write the year in four figures."), field="year")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionerAssignment(Record):
    """Who is the enterprise's service commissioner, from when to when; the history stays."""

    type_name: ClassVar[str] = "commissioner_assignment"
    label: ClassVar[str] = N_("Commissioner")

    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    person_id: Annotated[str, Field(N_("Commissioner"), refers_to="person", required=True)]
    from_on: Annotated[dt.date, Field(N_("From"), required=True)]
    to_on: Annotated[dt.date | None, Field(N_("To"))] = None
    note: Annotated[str, Field(N_("Note"), search="body")] = ""

    def check(self, before: Self | None, read: Reader) -> None:
        """One commissioner at a time: two assignments of an enterprise never overlap."""
        if self.to_on and self.to_on < self.from_on:
            raise RuleForbids(_("The last day lies before the first."), field="to_on")
        clash = read.select(
            CommissionerAssignment,
            "enterprise_id = :enterprise and id <> :id and from_on <= :to_on and (to_on is null or to_on >= :from_on)",
            {
                "enterprise": self.enterprise_id,
                "id": self.id,
                "from_on": self.from_on.isoformat(),
                "to_on": self.to_on.isoformat() if self.to_on else "9999-12-31",
            },
            limit=1,
        )
        if clash:
            raise RuleForbids(
                _("In this time the enterprise already has a commissioner."),
                field="from_on",
                remedy=_("End the earlier assignment first."),
            )
