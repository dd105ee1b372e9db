"""What the user decides about an import: by what rows are known, what may be overwritten, and single rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casework.errors import BadInput
from casework.language import N_, _

REPLACE, FILL, KEEP = "replace", "fill", "keep"
FIELD_POLICIES: Mapping[str, str] = {
    REPLACE: N_("Replace"),
    FILL: N_("Fill blanks only"),
    KEEP: N_("Keep as it is"),
}
"""What a filled cell may do to the value that a known record already has."""

CREATE, UPDATE, LEAVE, CONFIRM = "create", "update", "leave", "confirm"


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall happen to one row: made as new, written into the record named, left out, or done though questioned."""

    deed: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The user's choices for one import.

    `key` is the field by which rows are known (empty: as is customary for the type), `policies` say per
    field whether it is replaced, only filled or kept (default: replaced), `decisions` settle single rows
    by their Excel row numbers.
    """

    key: str = ""
    policies: Mapping[str, str] = field(default_factory=dict[str, str])
    decisions: Mapping[int, Decision] = field(default_factory=dict[int, Decision])

    def decision(self, row: int) -> Decision:
        """What was decided for a row; a decision without a deed where nothing was."""
        return self.decisions.get(row, _NONE)

    def decided(self, row: int, decision: Decision | None) -> "Choices":
        """The choices with another decision for one row; None takes it back."""
        others = {number: one for number, one in self.decisions.items() if number != row}
        return replace(self, decisions=others if decision is None else {**others, row: decision})

    def allowed(self, values: Mapping[str, Any], filled: Collection[str]) -> dict[str, Any]:
        """The values that may be written into a known record; `filled` are the fields where it has something."""
        if not self.policies:
            return dict(values)
        return {name: value for name, value in values.items() if self._may(name, has_one=name in filled)}

    def _may(self, name: str, *, has_one: bool) -> bool:
        policy = self.policies.get(name, REPLACE)
        return policy == REPLACE or (policy == FILL and not has_one)


_NONE = Decision("")


def policies_of(fill: Collection[str], keep: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Policies from the names of fields, as the command line is told them; BadInput for a field nobody knows."""
    for name in (*fill, *keep):
        if name not in known:
            raise BadInput(
                _("There is no field “{name}” here.").format(name=name),
                remedy=_("The fields are:"),
                candidates=sorted(known),
            )
    return dict.fromkeys(fill, FILL) | dict.fromkeys(keep, KEEP)
