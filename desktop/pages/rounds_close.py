"""The step that closes a round: its statement, and why it is closed where somebody was not reached."""

from casework.entities.rounds import RevisitRound, RoundMember
from casework.insight.coverage import Coverage
from casework.insight.coverage_words import statement
from casework.language import N_, _
from desktop.dialogs.act_card import Act, asked


def close_act(found: Coverage) -> Act:
    """Closing a round: its statement, and the reason where somebody is neither reached nor told why."""
    one = found.round
    missing = [row for row in found.missing if not row.now.outcome]
    hint = _("{count} are still missing: a reason is needed").format(count=len(missing)) if missing else ""
    reason = [asked(RoundMember, "reason", label=N_("Why it is closed all the same"), required=True)] if missing else []
    rows: list[tuple[str, ...]] = [("statement",), ("closed_on",)]
    return Act(
        key="close",
        words=N_("Close the round"),
        hint=hint,
        verb="close_round",
        columns=(asked(RevisitRound, "statement"), asked(RevisitRound, "closed_on"), *reason),
        rows=[*rows, ("reason",)] if missing else rows,
        fixed={"round_id": one.id, "anyway": True} if missing else {"round_id": one.id},
        start={"statement": statement(found), "closed_on": found.as_of},
        tall=("statement",),
        said=N_("Closed: {title}"),
    )
