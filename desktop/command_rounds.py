"""Which round a command means by its number."""

from casework.casebook import Casebook
from casework.entities.people import UNDER, Unit
from casework.entities.rounds import RevisitRound
from casework.errors import Ambiguous, NotFound
from casework.language import _


def the_round(book: Casebook, number: int, scope: Unit | None) -> RevisitRound:
    """The round of that number, within the scope where one is given; NotFound or Ambiguous otherwise."""
    where, values = "round_no = :no", {"no": number}
    if scope:
        where += f" and territory_id in {UNDER}"
        values = {**values, "scope": scope.id}
    found = book.select(RevisitRound, where, values)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            _("There are several rounds with the number {n}.").format(n=number),
            remedy=_("Say which with --scope:"),
            candidates=[r.name for r in found],
        )
    raise NotFound(
        _("There is no round with the number {n}.").format(n=number),
        remedy=_("The rounds are:"),
        candidates=[r.name for r in book.select(RevisitRound)],
    )
