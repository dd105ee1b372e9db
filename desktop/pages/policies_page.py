"""Policies with their clauses, and the ledger of what was paid out under them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from casework.amounts import format_fen
from casework.casebook import Casebook
from casework.entities.policies import Policy, PolicyClause, PolicyPayout
from casework.language import N_, _
from desktop.pages.record_desk import Desk, Shelf, SumOf
from desktop.pages.record_page import RecordPage
from widgets.fonts import TextSize
from widgets.pieces import Chip, Piece, caption, fixed
from widgets.table_columns import TableColumn
from widgets.tokens import Family

_SOON = 90
"""Days before its end from which a policy is marked."""
_COUNTS = (
    "select policy_id as id, count(*) as n, 0 as late from policy_clause where removed_at is null group by policy_id"
)
_OF_POLICY = "clause_id in (select id from policy_clause where policy_id = :parent and removed_at is null)"
_PAID = "select clause_id as id, sum(paid_amount) as n from policy_payout where removed_at is null group by clause_id"


def _second(policy: Policy, names: Mapping[str, str], today: dt.date) -> Sequence[Piece]:
    """Who issued it, and until when it is in force."""
    del names
    pieces: list[Piece] = [caption(policy.document_no or "—")]
    if policy.valid_to is None:
        return pieces
    left = (policy.valid_to - today).days
    if left < 0:
        return [*pieces, Chip(_("expired"), size=TextSize.KEY)]
    if left <= _SOON:
        return [*pieces, Chip(_("{days} days left").format(days=left), Family.AMBER, size=TextSize.KEY)]
    return [*pieces, caption(_("to {day}").format(day=f"{policy.valid_to:%Y-%m}"), elastic=False)]


def _group(policy: Policy, names: Mapping[str, str]) -> str:
    return names.get(policy.unit_id, "") or _("Issuer not given")


def _paid_column(sum_of: SumOf) -> Sequence[TableColumn]:
    def text(clause: PolicyClause) -> str:
        paid = sum_of(clause)
        return format_fen(paid) if paid else "—"

    return [TableColumn(key="paid", label=_("Paid so far"), text=text, width=110, align_right=True)]


def _state(payout: PolicyPayout) -> tuple[str, Family]:
    """Where the money is: due, on its way, received."""
    if payout.received_on:
        return _("received"), Family.GREEN
    if payout.paid_on:
        return _("on its way"), Family.BLUE
    return _("not paid"), Family.AMBER


def _state_column(sum_of: SumOf) -> Sequence[TableColumn]:
    del sum_of
    return [
        TableColumn(
            key="money",
            label=_("State"),
            text=lambda payout: _state(payout)[0],
            pieces=lambda payout: [Chip(*_state(payout))],
            width=84,
        )
    ]


def _sums(payouts: Sequence[PolicyPayout]) -> Sequence[Piece]:
    """Due, paid and received side by side; they are never added together (product rule 2)."""
    due = sum(payout.due_amount for payout in payouts)
    paid = sum(payout.paid_amount for payout in payouts if payout.paid_on)
    received = sum(payout.paid_amount for payout in payouts if payout.received_on)
    pieces: list[Piece] = []
    for label, amount in ((_("due"), due), (_("paid"), paid), (_("received"), received)):
        pieces += [caption(label, elastic=False), fixed(format_fen(amount), bold=True)]
    return pieces if payouts else ()


class PoliciesPage(RecordPage):
    """Policies at the left; their clauses, or what was paid out under them."""

    name: ClassVar[str] = "policies"
    shelf: ClassVar[Shelf | None] = Shelf(
        record_type=Policy,
        verb="add_policy",
        words=N_("Policies"),
        add_words=N_("Add a policy"),
        empty=N_("Policies for enterprises stand here, with their clauses."),
        rows=[["name"], ["document_no", "unit_id"], ["valid_from", "valid_to"], ["no_application"]],
        order="unit_id, valid_to is null, valid_to",
        counts=_COUNTS,
        group=_group,
        second=_second,
        width=272,
    )
    desks: ClassVar[Sequence[Desk]] = (
        Desk(
            record_type=PolicyClause,
            words=N_("Clauses"),
            icon="gavel",
            columns=("clause_no", "subject", "ceiling"),
            stretched="subject",
            widths={"clause_no": 84, "ceiling": 110},
            extra=_paid_column,
            sums=_PAID,
            rows=[["clause_no", "ceiling"], ["subject"], ["owner_unit_id"], ["content"], ["condition"]],
            empty=N_("This policy has no clause yet."),
            add_words=N_("Add a clause"),
            verb="add_clause",
            within="policy_id = :parent",
            parent_field="policy_id",
            order="rowid",
            money_units={"ceiling": "wan"},
        ),
        Desk(
            record_type=PolicyPayout,
            words=N_("Payouts"),
            icon="money",
            columns=("enterprise_id", "batch", "due_amount", "paid_amount", "paid_on", "received_on"),
            stretched="enterprise_id",
            widths={"batch": 104, "due_amount": 92, "paid_amount": 92, "paid_on": 96, "received_on": 96},
            extra=_state_column,
            summary=_sums,
            rows=[
                ["clause_id"],
                ["enterprise_id"],
                ["batch"],
                ["due_amount", "paid_amount"],
                ["paid_on", "received_on"],
            ],
            empty=N_("Nothing was paid out under this policy yet."),
            add_words=N_("Add a payout"),
            verb="add_payout",
            within=_OF_POLICY,
            order="received_on is not null, paid_on is not null, batch, rowid",
            money_units={"due_amount": "wan", "paid_amount": "wan"},
        ),
    )

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:
        """The payouts that are due and not paid."""
        return book.count(PolicyPayout, "paid_on is null and due_amount > 0"), False
