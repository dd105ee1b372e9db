"""A row of a returned sheet into its case, by the verbs of the window: a step, a correction, a note of progress."""

from collections.abc import Mapping
from typing import Any

from casework.entities.appeals import CASE_STATES, NEEDED_WORDS, Appeal
from casework.errors import RuleForbids
from casework.exchange.followup_layout import FILLABLE
from casework.facts import Facts
from casework.language import _
from casework.records import Writer
from casework.verbs.any_record import correct
from casework.verbs.appeals import close_appeal, move_appeal, note_progress

_WORDS_OF_STEP: Mapping[str, str] = {"answered": "answer", "closed": "evidence", "returned": "reason"}
"""The fact that the progress written beside a new state is: the answer, the evidence, the reason; else a note."""
_FIELDS = ("answered_on", "confirmation_mode", "confirmed_by", "rating")
_PROGRESS = ("answer", "evidence", "outcome_reason")
"""The fields of a case that the sheet gives in its column of progress."""


def apply_row(write: Writer, appeal_id: str, taken: Mapping[str, str]) -> None:
    """Enters the values `taken` (column → code, ISO day or text) into a case under the rules of the window.

    RuleForbids where a rule forbids the step, with the column in which what is missing is written.
    """
    appeal = write.get(Appeal, appeal_id)
    try:
        if "state" in taken:
            _move(write, appeal, taken)
        else:
            _correct(write, appeal, taken)
    except RuleForbids as error:
        raise RuleForbids(error.message, field=error.field, remedy=error.remedy or _where(error.field)) from None


def _move(write: Writer, appeal: Appeal, taken: Mapping[str, str]) -> None:
    """One step of the loop with everything that was filled in beside it."""
    state = taken["state"]
    facts: dict[str, Any] = {"appeal": appeal.id} | {name: taken[name] for name in _FIELDS if name in taken}
    if "progress" in taken:
        facts[_WORDS_OF_STEP.get(state, "note")] = taken["progress"]
    if state == "answered" and "answered_on" not in taken:
        raise _needs(state, "answered_on")
    if state != "closed":
        facts["state"] = state
    given = Facts(facts, write)
    (close_appeal if state == "closed" else move_appeal)(write, given)
    given.nothing_left()


def _correct(write: Writer, appeal: Appeal, taken: Mapping[str, str]) -> None:
    """What was filled in for a case that stays in its state."""
    facts = {name: taken[name] for name in _FIELDS if name in taken}
    if facts:
        given = Facts(facts, write)
        correct(write, given, appeal)
        given.nothing_left()
    if "progress" in taken:
        note_progress(write, Facts({"appeal": appeal.id, "note": taken["progress"]}, write))


def _needs(state: str, name: str) -> RuleForbids:
    words = _("“{state}” needs: {what}.")
    return RuleForbids(words.format(state=CASE_STATES.label(state), what=_(NEEDED_WORDS[name])), field=name)


def _where(field: str) -> str:
    """Where on the sheet a missing value is written; empty for one that the sheet has no column for."""
    name = "progress" if field in _PROGRESS else field
    title = next((column.title for column in FILLABLE if column.name == name and name != "state"), "")
    return _("On the sheet it is written into the column “{column}”.").format(column=title) if title else ""
