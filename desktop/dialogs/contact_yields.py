"""What a contact yields, noted on the same form: appeals, technology demands, promises, projects, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.entities.appeals import Appeal
from casework.entities.commitments import Commitment
from casework.entities.demands import TechDemand
from casework.entities.projects import Project
from casework.errors import BadInput
from casework.fields import column
from casework.language import N_, _
from casework.records import Record
from widgets.buttons import Button, icon_button
from widgets.cards import Card
from widgets.code_editor import CodeEditor
from widgets.editor import Editor, EditorNeeds
from widgets.field_editors import editor_for
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, Icon
from widgets.tokens import Family
from widgets.typed_line import TypedLine, mark_invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class YieldKind:
    """One kind of thing a contact yields: its fact in `log_visit`, its words, icon, colour and key."""

    fact: str
    words: str
    icon: str
    family: Family
    key: str
    record_type: type[Record]
    subject: str
    """the field that the line itself is"""
    extras: Sequence[tuple[str, int]]
    """further fields on the line, with their width"""
    needed: Sequence[str] = ()


YIELD_KINDS = (
    YieldKind(
        fact="appeals", words=N_("Appeal"), icon="chat_bubbles_question", family=Family.BLUE, key="Alt+S",
        record_type=Appeal, subject="subject", extras=(("appeal_kind", 0), ("service_mode", 104)),
    ),
    YieldKind(
        fact="demands", words=N_("Technology demand"), icon="lightbulb", family=Family.VIOLET, key="Alt+X",
        record_type=TechDemand, subject="subject", extras=(("budget", 150), ("due_on", 176)),
    ),
    YieldKind(
        fact="commitments", words=N_("Promise"), icon="ribbon_star", family=Family.AMBER, key="Alt+C",
        record_type=Commitment, subject="content", extras=(("promised_to", 110), ("due_on", 176)), needed=("due_on",),
    ),
    YieldKind(
        fact="projects", words=N_("Project"), icon="rocket", family=Family.GREEN, key="Alt+P",
        record_type=Project, subject="name", extras=(("ladder", 0),),
    ),
)  # fmt: skip
_STANDARDS: Mapping[str, str] = {"appeal_kind": "difficulty", "service_mode": "mediation", "ladder": "transfer"}


class YieldLine(QWidget):
    """One new record in a line: what it is about, the facts it needs, and a cross to take it back."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, kind: YieldKind, needs: EditorNeeds, subject: str = "") -> None:
        """`subject` is the sentence taken along."""
        super().__init__()
        self.kind = kind
        label = column(kind.record_type, kind.subject).label
        self.line = TypedLine(subject, placeholder=label, name=_(kind.words))
        self.line.textEdited.connect(self._tell)
        self._editors = {name: self._editor(name, width, needs) for name, width in kind.extras}
        self._error = TextLabel(tone="red", size=TextSize.CAPTION)
        self._error.hide()
        cross = icon_button("dismiss", _("Take it off again"), height=28)
        cross.clicked.connect(lambda: self.removed.emit(self))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        head = LineLabel([Icon(kind.icon, str(kind.family)), Chip(_(kind.words), kind.family)], height=32)
        head.setFixedWidth(head.sizeHint().width())
        for part, stretch in ((head, 0), (self.line, 1), *((e, 0) for e in self._editors.values()), (cross, 0)):
            row.addWidget(part, stretch)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(2)
        column_.addLayout(row)
        column_.addWidget(self._error)

    def _editor(self, name: str, width: int, needs: EditorNeeds) -> Editor:
        known = column(self.kind.record_type, name)
        coded = known.field.codes is not None
        editor = CodeEditor(known, segments=not width, wide=False) if coded else editor_for(known, needs)
        if width:
            editor.setFixedWidth(width)
        if name in _STANDARDS:
            editor.set_value(_STANDARDS[name])
        if isinstance(line := getattr(editor, "line", None), TypedLine):
            line.setPlaceholderText(known.label)
        editor.changed.connect(self._tell)
        return editor

    def _tell(self, *_facts: object) -> None:
        self.show_error("")
        self.changed.emit()

    def editor(self, name: str) -> Editor:
        """The editor of one of the further facts."""
        return self._editors[name]

    def facts(self) -> dict[str, Any]:
        """The record as `log_visit` takes it; BadInput where something is missing or not understood."""
        subject = self.line.text().strip()
        if not subject:
            mark_invalid(self.line, invalid=True)
            known = column(self.kind.record_type, self.kind.subject)
            raise BadInput(_("{field} is required.").format(field=known.label))
        found: dict[str, Any] = {self.kind.subject: subject}
        for name, editor in self._editors.items():
            value = editor.value()
            if name in self.kind.needed and value in (None, ""):
                raise BadInput(_("{field} is required.").format(field=editor.column.label))
            if value not in (None, ""):
                found[name] = value
        return found

    def focus_missing(self) -> None:
        """The first part that still needs something gets the focus."""
        empty = [self._editors[name] for name in self.kind.needed if not self._editors[name].draft()]
        place = empty[0] if empty and self.line.text().strip() else self.line
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> dict[str, Any]:
        """Everything as it stands."""
        extras = {name: editor.draft() for name, editor in self._editors.items()}
        return {"fact": self.kind.fact, "subject": self.line.text(), "extras": extras}

    def set_draft(self, draft: Mapping[str, Any]) -> None:
        """Puts it back."""
        self.line.setText(str(draft.get("subject", "")))
        for name, value in dict(draft.get("extras", {})).items():
            if name in self._editors:
                self._editors[name].set_draft(value)

    def show_error(self, message: str) -> None:
        """What is wrong with this line."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        if not message:
            mark_invalid(self.line, invalid=False)


class YieldList(QWidget):
    """The buttons that add, each with its key and count, and the lines that were added."""

    changed = Signal()
    asked = Signal(object)
    """A kind was asked for by its button; the form adds it with the sentence that is selected."""

    def __init__(self, needs: EditorNeeds) -> None:
        """Nothing added yet."""
        super().__init__()
        self._needs = needs
        self._lines: list[YieldLine] = []
        self._buttons = {kind.fact: self._button(kind) for kind in YIELD_KINDS}
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(TextLabel(_("Nothing at all is fine too"), tone="dim", size=TextSize.CAPTION))
        self._card = Card("sunk", margins=(10, 6, 6, 6))
        self._card.column.setSpacing(6)
        self._card.hide()
        holder = QVBoxLayout(self)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(8)
        holder.addLayout(row)
        holder.addWidget(self._card)

    def _button(self, kind: YieldKind) -> Button:
        button = Button(_(kind.words), kind.icon, key=kind.key)
        button.set_tone(str(kind.family))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._ask, kind))
        return button

    def _ask(self, kind: YieldKind, *_facts: object) -> None:
        self.asked.emit(kind)

    def lines(self) -> list[YieldLine]:
        """What was added, in order."""
        return list(self._lines)

    def add(self, kind: YieldKind, subject: str = "") -> YieldLine:
        """One more line, which gets the focus where it still needs words."""
        line = YieldLine(kind, self._needs, subject)
        line.changed.connect(self.changed)
        line.removed.connect(self.remove)
        self._lines.append(line)
        self._card.add(line)
        self._show_counts()
        self.changed.emit()
        return line

    def remove(self, line: YieldLine) -> None:
        """Takes a line off again."""
        self._lines.remove(line)
        self._card.column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_counts()
        self.changed.emit()

    def clear(self) -> None:
        """Takes everything off."""
        for line in self.lines():
            self.remove(line)

    def facts(self) -> dict[str, list[dict[str, Any]]]:
        """The facts of `log_visit`; BadInput where a line is not complete, which then says so."""
        found: dict[str, list[dict[str, Any]]] = {}
        for line in self._lines:
            try:
                found.setdefault(line.kind.fact, []).append(line.facts())
            except BadInput as error:
                line.show_error(str(error))
                line.focus_missing()
                raise
        return found

    def draft(self) -> list[dict[str, Any]]:
        """Everything as it stands."""
        return [line.draft() for line in self._lines]

    def set_draft(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Puts it back."""
        kinds = {kind.fact: kind for kind in YIELD_KINDS}
        self.clear()
        for draft in drafts:
            if draft.get("fact") in kinds:
                self.add(kinds[str(draft["fact"])]).set_draft(draft)

    def _show_counts(self) -> None:
        self._card.setVisible(bool(self._lines))
        for kind in YIELD_KINDS:
            count = sum(line.kind is kind for line in self._lines)
            words = _(kind.words)
            self._buttons[kind.fact].set_words(f"{words} {count}" if count else words)
