"""The rows of an import plan as a list: what will happen to each, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.exchange.intake_choices import CONFIRM, CREATE, LEAVE, UPDATE, Decision
from casework.exchange.intake_fields import label_of
from casework.exchange.intake_plan import LEFT_OUT, Plan, RowVerdict
from casework.fields import Kind, columns
from casework.language import N_, _
from casework.records import Record
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed
from widgets.table_columns import TableColumn
from widgets.tokens import Family

VERDICT_WORDS = {
    "create": (N_("Create"), Family.GREEN, "add"),
    "update": (N_("Update"), Family.BLUE, "edit"),
    "duplicate": (N_("Likely duplicate"), Family.AMBER, "copy"),
    "rejected": (N_("Rejected"), Family.RED, "dismiss_circle"),
    "unchanged": (N_("Unchanged"), Family.NEUTRAL, ""),
    LEFT_OUT: (N_("Left out"), Family.NEUTRAL, ""),
}
BAND_WORDS = {
    "same": (N_("Same name"), Family.RED),
    "likely": (N_("Very likely"), Family.AMBER),
    "ask": (N_("For you to judge"), Family.NEUTRAL),
}
_SHOWN = 2
"""How many changed fields a row of the list names."""
_NAMED = 5
_PLAIN = ("number", "is_industrial")
"""What a new row has by itself, or what says nothing without its label."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row as it is shown: its place in the plan, the verdict, and what the user decided about it."""

    place: int
    verdict: RowVerdict
    decision: Decision | None

    @property
    def id(self) -> str:
        """By its Excel row."""
        return str(self.verdict.row)


class PlanRows:
    """Those rows of a plan that a tab shows, read as the list scrolls; plans may have 100,000 rows."""

    def __init__(self, plan: Plan, places: Sequence[int], decision: Callable[[int], Decision | None]) -> None:
        """`places` are the rows shown, `decision` what was decided about an Excel row."""
        self._plan, self._places, self._decision = plan, places, decision

    def count(self) -> int:
        """All of them."""
        return len(self._places)

    def rows(self, offset: int, limit: int) -> Sequence[PlanRow]:
        """A part of them."""
        found = [(place, self._plan.rows[place]) for place in self._places[offset : offset + limit]]
        return [PlanRow(place, verdict, self._decision(verdict.row)) for place, verdict in found]


def shown_value(kind: type[Record], name: str, value: Any) -> str:
    """A value of a plan as the user reads it."""
    if value in (None, ""):
        return ""
    column = next((c for c in columns(kind) if c.name == name), None)
    if column is None or column.kind is Kind.REFERENCE or name == "district":
        return str(value)
    return column.text(column.from_stored(value))


def plan_columns(kind: type[Record]) -> tuple[TableColumn, ...]:
    """The columns of the list."""
    return (
        TableColumn(key="row", label=_("Row"), text=lambda row: str(row.verdict.row), width=56, align_right=True),
        TableColumn(key="verdict", label=_("Verdict"), text=_verdict_text, pieces=_verdict, width=104),
        TableColumn(key="title", label=_(kind.label), text=lambda row: row.verdict.title or _("(blank)"), width=220),
        TableColumn(
            key="what",
            label=_("What will happen"),
            text=lambda row: _what_text(kind, row),
            pieces=lambda row: _what(kind, row),
            width=300,
            stretch=True,
        ),
    )


def detail_columns() -> tuple[TableColumn, ...]:
    """The fields of one row: now and afterwards."""
    return (
        TableColumn(key="field", label=_("Field"), text=lambda one: one.label, width=96),
        TableColumn(key="old", label=_("Now"), text=lambda one: one.old, pieces=_old, width=104),
        TableColumn(key="new", label=_("After the import"), text=lambda one: one.new, pieces=_new, stretch=True),
    )


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field of a row."""

    id: str
    label: str
    old: str
    new: str


def field_changes(kind: type[Record], verdict: RowVerdict) -> list[FieldChange]:
    """What changes in one row, field by field."""
    return [
        FieldChange(name, label_of(kind, name), shown_value(kind, name, old), shown_value(kind, name, new))
        for name, (old, new) in verdict.changes.items()
    ]


def decision_words(decision: Decision) -> tuple[str, Family]:
    """What a decision does, in words."""
    return {
        CREATE: (_("Decided: new"), Family.GREEN),
        UPDATE: (_("Decided: the same one"), Family.BLUE),
        CONFIRM: (_("Decided: right as it is"), Family.GREEN),
        LEAVE: (_("Decided: left out"), Family.NEUTRAL),
    }[decision.deed]


def _verdict_text(row: PlanRow) -> str:
    return _(VERDICT_WORDS[row.verdict.verdict][0])


def _verdict(row: PlanRow) -> Sequence[Piece]:
    words, family, icon = VERDICT_WORDS[row.verdict.verdict]
    return [Chip(_(words), family, icon)]


def _old(one: FieldChange) -> Sequence[Piece]:
    return [Words(one.old, "dim", struck=True)] if one.old else [caption("—")]


def _new(one: FieldChange) -> Sequence[Piece]:
    return [Words(one.new, "accent", bold=True)] if one.new else [caption("—")]


def _what_text(kind: type[Record], row: PlanRow) -> str:
    verdict = row.verdict
    if verdict.verdict in ("rejected", "duplicate"):
        return verdict.reason
    changes = (f"{one.label} {one.old or '—'} → {one.new}" for one in field_changes(kind, verdict))
    return "；".join(changes) if verdict.verdict == "update" else verdict.reason


def _what(kind: type[Record], row: PlanRow) -> Sequence[Piece]:
    verdict = row.verdict
    decided = [Chip(*decision_words(row.decision))] if row.decision else []
    match verdict.verdict:
        case "rejected":
            return [*decided, Words(verdict.reason, "red" if not decided else "text2")]
        case "duplicate":
            return [*decided, *_likeness(row)]
        case "update":
            return [*decided, *_changes(kind, verdict)]
        case "create":
            return [*decided, *_created(kind, verdict)]
        case _:
            return [*decided, caption(verdict.reason)]


def _likeness(row: PlanRow) -> list[Piece]:
    best = row.verdict.candidates[0]
    words, family = BAND_WORDS[best.band]
    return [caption(_("like"), elastic=False), fixed(best.title), Chip(_(words), family), caption(best.reason)]


def _changes(kind: type[Record], verdict: RowVerdict) -> list[Piece]:
    pieces: list[Piece] = []
    changes = field_changes(kind, verdict)
    for one in changes[:_SHOWN]:
        pieces.append(caption(one.label, elastic=False))
        if one.old:
            pieces.append(Words(one.old, "dim", struck=True))
        pieces += [Icon("arrow_right", text="→", size=14), Words(one.new or "—", "accent", bold=True)]
    if len(changes) > _SHOWN:
        pieces.append(caption(_("and {count} more").format(count=len(changes) - _SHOWN), elastic=False))
    return pieces


def _created(kind: type[Record], verdict: RowVerdict) -> list[Piece]:
    told = [one.new for one in field_changes(kind, verdict) if one.new and one.id not in _PLAIN]
    told = [words for words in told if words not in (verdict.title, _("yes"))]
    return [caption(" · ".join(told[:_NAMED]), "text2")]
