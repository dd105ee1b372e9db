"""What is noted beside a contact of a round: what it yields, and what became of the promises carried over."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casework.entities.commitments import Commitment
from casework.errors import BadInput
from casework.fields import column
from casework.insight.promises import Promise
from casework.language import _
from desktop.dialogs.contact_yields import YIELD_KINDS, YieldKind
from widgets.buttons import icon_button, link_button
from widgets.chip_button import ChipButton
from widgets.date_editor import DateEditor
from widgets.editor import EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Chip
from widgets.tokens import Family
from widgets.typed_line import TypedLine, mark_invalid

_YIELDS = ("appeals", "demands", "commitments")
_STANDARDS: Mapping[str, Mapping[str, str]] = {
    "appeals": {"appeal_kind": "difficulty", "service_mode": "mediation"},
    "demands": {},
    "commitments": {},
}
"""What a line noted beside the matrix begins with; its record is where the rest is added."""


class NotedLine(QWidget):
    """One thing the contact yields: its words, for a promise its day, and a cross to take it back."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, kind: YieldKind, needs: EditorNeeds, words: str = "") -> None:
        """`words` is the sentence taken along."""
        super().__init__()
        self.kind = kind
        self.line = TypedLine(words, placeholder=column(kind.record_type, kind.subject).label, name=_(kind.words))
        self.due = DateEditor(column(Commitment, "due_on"), needs) if "due_on" in kind.needed else None
        cross = icon_button("dismiss", _("Take it off again"), height=28)
        cross.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(4)
        chip = LineLabel([Chip(_(kind.words), kind.family, size=TextSize.KEY)], height=32)
        row.addWidget(chip)
        row.addWidget(self.line, 1)
        row.addWidget(cross)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(4)
        place.addLayout(row)
        if self.due is not None:
            self.due.line.setPlaceholderText(column(Commitment, "due_on").label)
            place.addWidget(self.due)
            self.due.changed.connect(self._told)
        self.line.textEdited.connect(self._told)

    def facts(self) -> dict[str, Any]:
        """The record as `log_visit` takes it; BadInput where its words or its day are missing."""
        words = self.line.text().strip()
        mark_invalid(self.line, invalid=not words)
        if not words:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            raise BadInput(_("{field} is required.").format(field=self.line.placeholderText()))
        found: dict[str, Any] = {self.kind.subject: words, **_STANDARDS[self.kind.fact]}
        if self.due is None:
            return found
        day = self.due.value()
        self.due.set_invalid(invalid=day is None)
        if day is None:
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
            raise BadInput(_("{field} is required.").format(field=self.due.column.label))
        return {**found, "due_on": day}

    def draft(self) -> dict[str, Any]:
        """Everything as it stands."""
        due = self.due.draft() if self.due is not None else ""
        return {"fact": self.kind.fact, "words": self.line.text(), "due": due}

    def _remove(self) -> None:
        self.removed.emit(self)

    def _told(self, *_facts: object) -> None:
        mark_invalid(self.line, invalid=False)
        if self.due is not None:
            self.due.set_invalid(invalid=False)
        self.changed.emit()


class Noted(QWidget):
    """Chips that add an appeal, a demand or a promise, and what was added."""

    changed = Signal()

    def __init__(self, needs: EditorNeeds, selected: Callable[[], str]) -> None:
        """`selected` gives the sentence that comes along."""
        super().__init__()
        self._needs, self._selected = needs, selected
        self._kinds = {kind.fact: kind for kind in YIELD_KINDS if kind.fact in _YIELDS}
        self._lines: list[NotedLine] = []
        self._chips: dict[str, ChipButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        for fact, kind in self._kinds.items():
            hint = _("Note an item of this kind; a selected sentence comes along")
            chip = ChipButton(_(kind.words), "add", outlined=True, hint=hint)
            chip.clicked.connect(partial(self._asked, fact))
            self._chips[fact] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(4)
        self._place.addLayout(row)

    def add(self, fact: str, words: str = "") -> NotedLine:
        """One more line."""
        line = NotedLine(self._kinds[fact], self._needs, words)
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        self._lines.append(line)
        self._place.addWidget(line)
        self.changed.emit()
        return line

    def facts(self) -> dict[str, list[dict[str, Any]]]:
        """The facts of `log_visit`; BadInput where a line is not complete."""
        found: dict[str, list[dict[str, Any]]] = {}
        for line in self._lines:
            found.setdefault(line.kind.fact, []).append(line.facts())
        return found

    def draft(self) -> list[dict[str, Any]]:
        """Everything as it stands."""
        return [line.draft() for line in self._lines]

    def set_draft(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Puts it back in place of what is there."""
        for line in list(self._lines):
            self._remove(line)
        for draft in drafts:
            line = self.add(str(draft["fact"]), str(draft["words"]))
            if line.due is not None:
                line.due.set_draft(draft["due"])

    def _asked(self, fact: str, *_facts: object) -> None:
        line = self.add(fact, self._selected())
        place = line.due if line.due is not None and line.line.text() else line.line
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, line: NotedLine) -> None:
        self._lines.remove(line)
        self._place.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


class CarriedLine(QWidget):
    """A promise from before: ticked it is kept and asks for its proof, otherwise it is carried on."""

    changed = Signal()

    def __init__(self, promise: Promise, open_record: Callable[[], None]) -> None:
        """Carried on, to begin with."""
        super().__init__()
        self.promise = promise
        due = promise.commitment.due_on
        self.box = QCheckBox(promise.commitment.content)
        self.box.setToolTip(promise.commitment.content)
        self.state = LineLabel(height=24)
        self.proof = TypedLine(placeholder=_("How it was kept"), name=_("How it was kept"))
        self.proof.hide()
        opens = link_button(f"{due:%m-%d}", hint=_("Open the promise"))
        opens.clicked.connect(partial(_run, open_record))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(opens)
        row.addWidget(self.state)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(4)
        place.addLayout(row)
        place.addWidget(self.proof)
        self.box.toggled.connect(self._show)
        self.box.toggled.connect(self._told)
        self.proof.textEdited.connect(self._told)
        self._show()

    def facts(self) -> dict[str, Any] | None:
        """The promise as settled; None while it is carried on; BadInput without its proof."""
        if not self.box.isChecked():
            return None
        proof = self.proof.text().strip()
        mark_invalid(self.proof, invalid=not proof)
        if not proof:
            self.proof.setFocus(Qt.FocusReason.OtherFocusReason)
            raise BadInput(_("Say how the promise was kept."))
        return {"commitment_id": self.promise.commitment.id, "state": "kept", "proof": proof}

    def _show(self, *_facts: object) -> None:
        kept = self.box.isChecked()
        self.proof.setVisible(kept)
        words = Chip(_("kept"), Family.GREEN) if kept else Chip(_("carried on"), Family.AMBER)
        self.state.set_line([words])

    def _told(self, *_facts: object) -> None:
        mark_invalid(self.proof, invalid=False)
        self.changed.emit()


def _run(run: Callable[[], None], *_facts: object) -> None:
    run()
