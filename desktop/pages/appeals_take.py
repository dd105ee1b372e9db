"""Taking a case in: an appeal, a procedure or a dispute, each with the facts it needs."""

import datetime as dt

from PySide6.QtCore import Signal

from casework.entities.appeals import CASE_KINDS, Appeal
from casework.language import N_, _
from desktop.choices import editor_needs
from desktop.dialogs.act_card import Act, ActCard, asked
from desktop.pages.appeals_acts import kind_facts
from desktop.session import Session
from widgets.cards import Card, column_of
from widgets.segmented import Segmented

_WORDS = {
    "appeal": N_("Take in the appeal"),
    "procedure": N_("Take in the procedure"),
    "dispute": N_("Take in the dispute"),
}
_WIDEST = 720
_NEEDED = {"procedure": "procedure_type", "dispute": "other_party"}


def take_act(case_kind: str, today: dt.date, person_id: str, enterprise_id: str = "") -> Act:
    """The step that takes a case of this kind in; its limits follow from the service mode."""
    special = kind_facts(case_kind)
    early = [name for name in special if name not in ("granted_on", "settlement")]
    rows: list[tuple[str, ...]] = [("enterprise_id",), ("subject",), ("description",)]
    rows += [("appeal_kind",)] if case_kind == "appeal" else [(name,) for name in early]
    rows += [("service_mode",), ("accepted_on", "person_id"), ("intake_channel", "intake_scheme")]
    names = [name for row in rows for name in row]
    needed = ("enterprise_id", "subject", "service_mode", _NEEDED.get(case_kind, "subject"))
    return Act(
        key="take",
        words=_WORDS[case_kind],
        hint=N_("both clocks follow from the service mode"),
        icon="add",
        verb="take_appeal",
        columns=tuple(asked(Appeal, name, required=name in needed) for name in names),
        rows=rows,
        fixed={"case_kind": case_kind},
        start={
            "enterprise_id": enterprise_id,
            "appeal_kind": "difficulty",
            "service_mode": "mediation" if case_kind == "dispute" else "agency",
            "accepted_on": today,
            "person_id": person_id,
            "intake_channel": "window",
        },
        said=N_("Taken in: {title}"),
    )


class TakeCase(Card):
    """Asks which kind of case it is, then for its facts; `taken` tells the case, `left` that it is not wanted now."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, session: Session, case_kind: str, person_id: str, enterprise_id: str = "") -> None:
        """Begins with the kind that the page shows."""
        super().__init__("plain", margins=(0, 0, 0, 0))
        self.setMaximumWidth(_WIDEST)
        self._session, self._person_id, self._enterprise_id = session, person_id, enterprise_id
        options = [(code, CASE_KINDS.label(code)) for code in CASE_KINDS.labels]
        self.kinds = Segmented(options, case_kind or "appeal", name=_("Case kind"), wide=True)
        self.kinds.changed.connect(self._show_kind)
        self.add(column_of(self.kinds, margins=(0, 0, 0, 0)))
        self.card: ActCard | None = None
        self._show_kind(self.kinds.value())
        self.fill()

    def keep(self) -> None:
        """Keeps what is typed before the card goes."""
        if self.card is not None:
            self.card.keep()

    def _show_kind(self, case_kind: str) -> None:
        before = self.card
        act = take_act(case_kind, self._session.today, self._person_id, self._enterprise_id)
        card = ActCard(
            self._session, act, editor_needs(self._session, Appeal), draft=f"appeal:new:{case_kind}", may_leave=True
        )
        if before is not None:
            kept = {name: value for name, value in before.form.draft().items() if name in card.form.names()}
            card.form.restore(kept)
            before.keep()
            self.column.replaceWidget(before, card)
            before.deleteLater()
        else:
            self.add(card)
        card.taken.connect(self.taken)
        card.left.connect(self.left)
        self.card = card
        card.form.focus_first()
