"""A step the user may take, as a value, and the card that asks for its facts and takes it by its verb."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.errors import CaseworkError
from casework.fields import Column, column
from casework.language import _
from casework.records import Record
from desktop.drafts import DraftKeeper
from desktop.session import Session
from widgets.buttons import Button, ButtonKind, icon_button
from widgets.cards import Card, CardHead, row_of
from widgets.editor import Editor, EditorNeeds
from widgets.fonts import TextSize
from widgets.labels import TextLabel
from widgets.record_form import FormSection, RecordForm
from widgets.text_editors import LongTextEditor

_QUESTIONED = "questioned"
_LONG_TEXT = 84
"""How high a field of several lines becomes: about four."""


def asked(record_type: type[Record], name: str, *, label: str = "", required: bool = False) -> Column:
    """A field as a step asks for it: under another (English) label, or required where the record leaves it open."""
    known = column(record_type, name)
    return replace(known, field=replace(known.field, label=label or known.field.label, required=required))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One step: the verb that takes it, the fields it asks for, and what stands in them at first.

    `words` names it on its button and in menus, `title` heads its card, `hint` says what it needs (all
    English); `fixed` facts go to the verb as they are; `facts` turns the values into facts where they
    do not go by their own names. `only_changed` sends nothing that the user left as it was.
    """

    key: str
    words: str
    verb: str
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str]] = ()
    title: str = ""
    hint: str = ""
    icon: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    start: Mapping[str, Any] = field(default_factory=dict[str, Any])
    facts: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    make: Mapping[str, Callable[[Column], Editor]] = field(default_factory=dict[str, Callable[[Column], Editor]])
    tall: Sequence[str] = ()
    """Fields of several lines that take all the room there is."""
    only_changed: bool = False
    said: str = ""
    """What the notice bar says afterwards (English); nothing where it is empty."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken at once: nothing required is missing."""
        return all(self.start.get(one.name) for one in self.columns if one.field.required)

    def given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The facts for the verb from the values of the form; without what was left empty, unless it was emptied."""
        kept = values if self.only_changed else {k: v for k, v in values.items() if v not in (None, "", False)}
        return {**self.fixed, **self.facts(kept)}


class ActCard(Card):
    """Asks for the facts of a step; what is typed is kept as a draft until the step is taken.

    `taken` tells the record as saved, `left` that the user does not want this step now.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(
        self,
        session: Session,
        act: Act,
        needs: EditorNeeds,
        *,
        draft: str,
        surface: str = "next",
        may_leave: bool = False,
    ) -> None:
        """`draft` names what is kept of it while it is typed."""
        super().__init__(surface)
        self.act = act
        self._session = session
        self._confirmed = False
        self._head = CardHead(_(act.title or act.words), _(act.hint) if act.hint else "")
        self.form = RecordForm(act.columns, [FormSection(rows=act.rows)], needs, make=act.make)
        for name in self.form.names():
            editor = self.form.editor(name)
            if isinstance(editor, LongTextEditor) and name not in act.tall:
                editor.box.setMaximumHeight(_LONG_TEXT)
        self._trouble = TextLabel(tone="red", size=TextSize.CAPTION)
        self._trouble.hide()
        self.button = Button(_(act.words), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")
        self._stamp = TextLabel(tone="dim", size=TextSize.CAPTION)
        self._stamp.setWordWrap(False)
        self._drafts = DraftKeeper(session, draft, self._typed, self)
        self._build(may_leave=may_leave)
        self.form.set_values(_whole(act))
        self._bring_back_draft()

    def _build(self, *, may_leave: bool) -> None:
        close = icon_button("dismiss", _("Not now (Esc)"), height=28)
        close.clicked.connect(self.left)
        self.add(row_of(self._head, close, spacing=4))
        close.setVisible(may_leave)
        if self.act.columns:
            self.add(self.form)
        else:
            self.form.setParent(self)
            self.form.hide()
        self.add(self._trouble)
        self.foot = row_of(self._stamp, None, self.button)
        self.add(self.foot)
        self.button.clicked.connect(self.take)
        self.button.setEnabled(not self._session.book.read_only)
        self.form.submitted.connect(self.take)
        self.form.changed.connect(self._edited)
        self._drafts.kept.connect(self._say_kept)
        self._may_leave = may_leave

    def add_beside(self, widget: QWidget) -> None:
        """Puts something the user may do instead at the left of the button."""
        layout = self.foot.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(0, widget)

    def take(self) -> None:
        """Takes the step, where the fields are right."""
        if not self.form.check():
            return
        values = self.form.changed_values() if self.act.only_changed else self.form.values()
        facts = self.act.given(values)
        if self._confirmed:
            facts["confirm"] = True
        self.button.setEnabled(False)
        self._session.do(self.act.verb, facts, then=self._taken, refused=self._refused)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Puts values into the form as if they had been typed."""
        for name, value in values.items():
            self.form.editor(name).set_value(value)
        self._edited()

    def keep(self) -> None:
        """Keeps what is typed before the card goes."""
        self._drafts.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the step; what is typed stays as a draft. Ctrl+Enter takes it."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape and self._may_leave:
            self.keep()
            self.left.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def _taken(self, record: Record) -> None:
        self._drafts.forget()
        self._confirmed = False
        if self.act.said:
            self._session.said.emit(_(self.act.said).format(title=record.title()))
        self.taken.emit(record)

    def _refused(self, error: CaseworkError) -> None:
        self.button.setEnabled(True)
        if error.code == _QUESTIONED:
            self._confirmed = True
            self.button.set_words(_("It is right: {what}").format(what=_(self.act.words)))
        if not self.form.show_refusal(error):
            self._trouble.setText(str(error))
            self._trouble.show()

    def _edited(self) -> None:
        self._trouble.hide()
        self._drafts.touch()
        if self._confirmed:
            self._confirmed = False
            self.button.set_words(_(self.act.words))

    def _typed(self) -> Mapping[str, Any]:
        return self.form.draft() if self.form.is_dirty else {}

    def _bring_back_draft(self) -> None:
        found = self._drafts.found()
        if found:
            self.form.restore(found.values)
            self._say_kept(found.saved_at[11:])

    def _say_kept(self, moment: str) -> None:
        self._stamp.setText(_("Draft kept {moment}").format(moment=moment[:5]) if self.form.is_dirty else "")


def _whole(act: Act) -> dict[str, Any]:
    """A value for each field of the step: what it starts with, or nothing."""
    return {one.name: act.start.get(one.name, one.empty) for one in act.columns}
