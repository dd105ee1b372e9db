"""Policies, their clauses with conditions, and payouts to enterprises."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from casework.errors import RuleForbids
from casework.fields import Field, Kind
from casework.language import N_, _
from casework.records import Reader, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """A policy for enterprises."""

    type_name: ClassVar[str] = "policy"
    label: ClassVar[str] = N_("Policy")
    happens_on: ClassVar[str] = "valid_from"
    names: ClassVar[tuple[str, ...]] = ("name", "document_no")
    children: ClassVar[tuple[tuple[str, str], ...]] = (("policy_clause", "policy_id"),)

    name: Annotated[str, Field(N_("Title"), required=True, search="title")]
    document_no: Annotated[str, Field(N_("Document number"), search="body")] = ""
    unit_id: Annotated[str, Field(N_("Issued by"), refers_to="unit")] = ""
    valid_from: Annotated[dt.date | None, Field(N_("Valid from"))] = None
    valid_to: Annotated[dt.date | None, Field(N_("Valid to"))] = None
    no_application: Annotated[bool, Field(N_("Enjoyed without application"))] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyClause(Record):
    """A clause of a policy: what it gives, at most how much, to whom."""

    type_name: ClassVar[str] = "policy_clause"
    label: ClassVar[str] = N_("Policy clause")
    names: ClassVar[tuple[str, ...]] = ("subject",)
    children: ClassVar[tuple[tuple[str, str], ...]] = (("policy_payout", "clause_id"),)

    policy_id: Annotated[str, Field(N_("Policy"), refers_to="policy", required=True)]
    clause_no: Annotated[str, Field(N_("Clause"), search="body")] = ""
    subject: Annotated[str, Field(N_("Subject"), required=True, search="title")]
    content: Annotated[str, Field(N_("Text"), kind=Kind.LONG_TEXT, search="body")] = ""
    condition: Annotated[str, Field(N_("Condition"), kind=Kind.LONG_TEXT, search="body")] = ""
    ceiling: Annotated[int | None, Field(N_("At most a year and enterprise"), kind=Kind.MONEY)] = None
    owner_unit_id: Annotated[str, Field(N_("Unit in charge"), refers_to="unit")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPayout(Record):
    """Money due and paid to an enterprise under a clause, by batch."""

    type_name: ClassVar[str] = "policy_payout"
    label: ClassVar[str] = N_("Policy payout")
    happens_on: ClassVar[str] = "paid_on"

    clause_id: Annotated[str, Field(N_("Policy clause"), refers_to="policy_clause", required=True)]
    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    batch: Annotated[str, Field(N_("Batch"), search="body")] = ""
    due_amount: Annotated[int, Field(N_("Amount due"), kind=Kind.MONEY)] = 0
    paid_amount: Annotated[int, Field(N_("Amount paid"), kind=Kind.MONEY)] = 0
    paid_on: Annotated[dt.date | None, Field(N_("Paid on"))] = None
    received_on: Annotated[dt.date | None, Field(N_("Received on"))] = None

    def check(self, before: Self | None, read: Reader) -> None:
        """Paid money has its day; the sum of a year and enterprise stays under the ceiling."""
        if self.paid_amount and not self.paid_on:
            raise RuleForbids(_("A payout needs its day."), field="paid_on")
        ceiling = read.get(PolicyClause, self.clause_id).ceiling
        if ceiling is None or self.paid_on is None:
            return
        rows = read.select(
            PolicyPayout,
            "clause_id = :clause and enterprise_id = :enterprise and id <> :id and substr(paid_on, 1, 4) = :year",
            {"clause": self.clause_id, "enterprise": self.enterprise_id, "id": self.id, "year": str(self.paid_on.year)},
        )
        if sum(r.paid_amount for r in rows) + self.paid_amount > ceiling:
            raise RuleForbids(_("The payouts of the year would exceed the ceiling of the clause."), field="paid_amount")
