"""The indicators of responsibility lists and of the payouts under policies."""

from casework.insight import record_sets as sets
from casework.insight.indicator import AMOUNT_WORDS, FigureKind, Indicator, Section
from casework.language import N_

LIST_INDICATORS = (
    Indicator(
        key="lines_struck_off",
        label=N_("List lines struck off"),
        words=N_("list lines struck off"),
        rule=N_("Lines of responsibility lists struck off with proof in the period"),
        section=Section.LISTS,
        measure="项",
        records=sets.LINES_STRUCK_OFF,
    ),
    Indicator(
        key="lines_overdue",
        label=N_("List lines overdue"),
        words=N_("list lines overdue"),
        rule=N_("Published lines past their due day and not struck off at the end of the period"),
        section=Section.LISTS,
        measure="项",
        records=sets.LINES_OPEN,
        as_of=True,
    ),
    Indicator(
        key="payouts_paid",
        label=N_("Policy payouts made"),
        words=N_("policy payouts made"),
        rule=N_("Policy payouts paid in the period, by the day of payment"),
        section=Section.LISTS,
        measure="笔",
        records=sets.PAYOUTS,
    ),
    Indicator(
        key="payouts_amount",
        label=N_("Amount paid under policies"),
        words=N_("amount paid"),
        rule=N_("Amounts paid under policies in the period; what is due or promised is not in it"),
        section=Section.LISTS,
        kind=FigureKind.MONEY,
        records=sets.PAYOUTS,
        sentence=AMOUNT_WORDS,
        amount="policy_payout.paid_amount",
    ),
)
