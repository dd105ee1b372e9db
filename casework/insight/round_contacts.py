"""The contacts of revisit rounds: which one counts for an enterprise in a round, and what they brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.entities.rounds import RevisitRound, RoundMember
from casework.entities.visits import Visit
from casework.insight.names import IN_LIST, bound_ids
from casework.records import Reader

MODE_ORDER = ("on_site", "joint_office", "symposium", "tea_talk", "phone", "online")
"""Which contact counts where an enterprise was contacted more than once in a round: the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What contacts brought: appeals, technology demands, matches, promises."""

    appeals: int = 0
    demands: int = 0
    matches: int = 0
    promises: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An enterprise in a round: the contact that counts, or why there was none, and what came of it.

    `in_cohort` is false where the enterprise was not on the round's list; `outcome` is refused or
    unreachable; `contacts` is the number of contacts, of which the nearest mode counts.
    """

    round_no: int
    in_cohort: bool = True
    visit_id: str = ""
    mode: str = ""
    occurred_on: date | None = None
    contacts: int = 0
    outcome: str = ""
    reason: str = ""
    brought: Yield = Yield()

    @property
    def is_reached(self) -> bool:
        """Whether the enterprise was contacted in the round."""
        return bool(self.visit_id)


def round_contacts(
    read: Reader, rounds: Iterable[RevisitRound], enterprise_id: str = ""
) -> dict[tuple[str, str], list[Visit]]:
    """The contacts done in these rounds, by round and enterprise, in their order; of one enterprise where given."""
    found: dict[tuple[str, str], list[Visit]] = {}
    where = f"round_id {IN_LIST} and +state = 'done'" + (" and enterprise_id = :enterprise" if enterprise_id else "")
    values = bound_ids(r.id for r in rounds) | {"enterprise": enterprise_id}
    for visit in read.select(Visit, where, values, order="occurred_on"):
        found.setdefault((visit.round_id, visit.enterprise_id), []).append(visit)
    return found


def brought_by(read: Reader, rounds: Iterable[RevisitRound], enterprise_id: str = "") -> dict[tuple[str, str], Yield]:
    """What the contacts of each round and enterprise brought.

    A match counts where it was made at one, or during the round for a demand that came from one.
    """
    values = bound_ids(found.id for found in rounds) | {"enterprise": enterprise_id}
    own = " and {table}.enterprise_id = :enterprise" if enterprise_id else ""
    of_visit = f"visit.round_id {IN_LIST} and visit.removed_at is null{own.format(table='visit')}"
    questions = {
        "appeals": "appeal made join visit on visit.id = made.visit_id where made.case_kind = 'appeal' and",
        "demands": "demand made join visit on visit.id = made.visit_id where",
        "matches": "match made join demand on demand.id = made.demand_id"
        " join visit on visit.id = ifnull(made.visit_id, demand.visit_id)"
        " join revisit_round on revisit_round.id = visit.round_id where made.state <> 'refused' and (made.visit_id"
        " is not null or made.opened_on <= coalesce(revisit_round.closed_on, revisit_round.due_on, '9999')) and",
    }
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for name, tables in questions.items():
        sql = f"select visit.round_id, visit.enterprise_id, count(*) as n from {tables} {of_visit}"
        for row in read.query(f"{sql} and made.removed_at is null group by 1, 2", values):
            counts.setdefault((row["round_id"], row["enterprise_id"]), {})[name] = row["n"]
    sql = f"select round_id, enterprise_id, count(*) as n from commitment where round_id {IN_LIST}"
    for row in read.query(f"{sql}{own.format(table='commitment')} and removed_at is null group by 1, 2", values):
        counts.setdefault((row["round_id"], row["enterprise_id"]), {})["promises"] = row["n"]
    return {key: Yield(**found) for key, found in counts.items()}


def counting_cell(found: RevisitRound, member: RoundMember | None, contacts: list[Visit], brought: Yield) -> Cell:
    """The cell of an enterprise in a round: the nearest of its contacts, or why there was none."""
    nearest = min(contacts, key=lambda visit: MODE_ORDER.index(visit.contact_mode)) if contacts else None
    return Cell(
        round_no=found.round_no,
        in_cohort=member is not None,
        visit_id=nearest.id if nearest else "",
        mode=nearest.contact_mode if nearest else "",
        occurred_on=nearest.occurred_on if nearest else None,
        contacts=len(contacts),
        outcome=member.member_outcome if member and not nearest else "",
        reason=member.reason if member and not nearest else "",
        brought=brought,
    )
