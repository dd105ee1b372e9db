"""Two records side by side to be merged into one: the value of each field is chosen, what goes over is counted."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from casework.casebook import Casebook
from casework.entities.mergers import Merger
from casework.errors import CaseworkError
from casework.fields import Column, Kind
from casework.language import _
from casework.records import Record
from casework.verbs.carrying import counted
from casework.verbs.mergers import choosable
from desktop.choices import label_of
from desktop.dialogs.duplicate_words import clash_words, counted_words
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.stands_in_the_way import StandsInTheWay
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Piece, Words, caption
from widgets.three_values import ValueBox

KEPT, MERGED, BOTH = "kept", "merged", "both"
_WIDTH, _LABELS = 900, 132


@dataclass(frozen=True, slots=True)
class _Compared:
    """Both records with what hangs on the one to be merged, read beside the window's thread."""

    kept: Record
    merged: Record
    texts: dict[str, tuple[str, str]]
    carried: dict[str, int]


class FieldChoice(QWidget):
    """One field in which the two differ: the value of the one kept, of the other, or both texts."""

    def __init__(self, column: Column, kept: str, merged: str) -> None:
        """The kept one's value is chosen, unless it has none."""
        super().__init__()
        self.column = column
        self.boxes = {KEPT: ValueBox(_("Stays"), kept, merged), MERGED: ValueBox(_("Merged"), merged, kept)}
        if column.kind is Kind.LONG_TEXT and kept and merged:
            self.boxes[BOTH] = ValueBox(_("Both"), _("Both, one below the other"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        label = TextLabel(column.label, tone="text2")
        label.setFixedWidth(_LABELS)
        label.setContentsMargins(0, 7, 0, 0)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        for number, box in enumerate(self.boxes.values()):
            group.addButton(box)
            place = (1, 1, 1, 2) if number == len((KEPT, MERGED)) else (0, number + 1, 1, 1)
            grid.addWidget(box, *place)
            grid.setColumnStretch(number + 1, 1 if number < len((KEPT, MERGED)) else 0)
        self.choose(KEPT if kept else MERGED)

    def choose(self, side: str) -> None:
        """Another value."""
        self.boxes[side].setChecked(True)

    def choice(self) -> str:
        """Which value is chosen."""
        return next(side for side, box in self.boxes.items() if box.isChecked())


class MergeRecords(Sheet):
    """Asks which of two records is kept and which values it has; `merged` tells the merger, one step to undo."""

    merged = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None, type_name: str, kept_id: str, merged_id: str) -> None:
        """The first one is kept, unless the two are exchanged."""
        super().__init__(parent, _("Merge two records"), "merge", width=_WIDTH)
        self.session, self._type = session, type_name
        self._ids = (kept_id, merged_id)
        self._is_over = False
        self.choices: list[FieldChoice] = []
        self._heads = (LineLabel(height=26), LineLabel(height=26))
        self.exchange = Button(_("Exchange"), "arrow_swap", key="Alt+X", hint=_("Keep the other one instead"))
        self.exchange.clicked.connect(self._exchange)
        self._fields = Card("plain", margins=(0, 0, 0, 0))
        self._same = TextLabel(tone="dim", size=TextSize.CAPTION)
        self._carried = TextLabel(tone="text2")
        self._trouble = StandsInTheWay()
        self._trouble.confirmed.connect(partial(self.merge, confirm=True))
        self._arrange()
        self._read()

    def _arrange(self) -> None:
        space = QWidget()
        space.setFixedWidth(_LABELS)
        heads = row_of(space, *self._heads)
        for place in (1, 2):
            heads.layout().setStretch(place, 1)  # type: ignore[union-attr] - row_of always lays out
        top = row_of(self._carried, self.exchange)
        self._carried.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.body.addWidget(top)
        for widget in (self._trouble, heads, self._fields, self._same):
            self.body.addWidget(widget)
        leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        leave.clicked.connect(self.reject)
        self._merge = Button(_("Merge"), "merge", ButtonKind.PRIMARY, key="Ctrl+Return")
        self._merge.clicked.connect(self._merge_unasked)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        self.foot.addWidget(self._merge)
        for key, button in (("Ctrl+Return", self._merge), ("Ctrl+Enter", self._merge), ("Alt+X", self.exchange)):
            QShortcut(QKeySequence(key), self).activated.connect(button.click)

    def _read(self) -> None:
        self._merge.setEnabled(False)
        self.session.read(partial(_compared, self._type, *self._ids), self._show)

    def _show(self, compared: _Compared) -> None:
        if self._is_over:
            return
        records = (compared.kept, compared.merged)
        for label, record, told in zip(self._heads, records, self._head_words(), strict=True):
            label.set_line([*told, caption(getattr(record, "number", ""))])
        self._clear()
        columns = choosable(type(compared.kept))
        unlike = [c for c in columns if compared.texts[c.name][0] != compared.texts[c.name][1]]
        unlike.sort(key=lambda c: not all(compared.texts[c.name]))  # first those that ask for a choice
        for column in unlike:
            choice = FieldChoice(column, *compared.texts[column.name])
            self.choices.append(choice)
            self._fields.add(choice)
        same = [c.label for c in columns if compared.texts[c.name][0] and c not in unlike]
        self._same.setText(_("The same in both: {fields}.").format(fields=_(", ").join(same)))
        self._same.setVisible(bool(same))
        self._carried.setText(self._what_goes_over(compared))
        self._trouble.hide()
        self._merge.setEnabled(True)
        if self.choices:
            self.choices[0].boxes[self.choices[0].choice()].setFocus()

    def _head_words(self) -> tuple[list[Piece], list[Piece]]:
        kept = Words(_("Stays"), "accent", bold=True)
        return [Icon("checkmark_circle", "accent", 16), kept], [
            Icon("merge", "dim", 16),
            Words(_("Merged into it"), "dim"),
        ]

    def _what_goes_over(self, compared: _Compared) -> str:
        told = counted_words(compared.carried, self.session.book.types)
        goes = _("Goes over: {counts}.").format(counts=told) if told else _("Nothing hangs on the merged one.")
        if self._type == "enterprise":
            goes += _("Its names, code and number stay known as other names of the one that is kept.")
        return goes + _("Everything can be taken apart again later.")

    def _clear(self) -> None:
        for choice in self.choices:
            choice.hide()
            choice.deleteLater()
        self.choices = []

    def _exchange(self) -> None:
        self._ids = (self._ids[1], self._ids[0])
        self._read()

    def carried_words(self) -> str:
        """What is told to go over."""
        return self._carried.text()

    def choice_of(self, name: str) -> FieldChoice:
        """The choice of the field of that name."""
        return next(choice for choice in self.choices if choice.column.name == name)

    def trouble(self) -> str:
        """What stands in the way; empty where nothing does."""
        return self._trouble.said()

    def _merge_unasked(self) -> None:
        self.merge()

    def merge(self, *, confirm: bool = False) -> None:
        """Merges with the values chosen."""
        facts: dict[str, Any] = {
            "type": self._type,
            "keep": self._ids[0],
            "merge": self._ids[1],
            "take": [c.column.name for c in self.choices if c.choice() == MERGED],
            "join": [c.column.name for c in self.choices if c.choice() == BOTH],
        }
        self.is_saving = True
        self._merge.setEnabled(False)
        told = {**facts, "confirm": True} if confirm else facts
        self.session.do("merge_records", told, then=self._done, refused=self._refused)

    def _done(self, merger: Record) -> None:
        self.is_saving = False
        self.merged.emit(merger)
        told = _("Merged: {title}").format(title=merger.title())
        clashes = clash_words(merger, self.session.book.types) if isinstance(merger, Merger) else ""
        self.session.said.emit(f"{told} {clashes}".strip())
        self.accept()

    def _refused(self, error: CaseworkError) -> None:
        self.is_saving = False
        self._merge.setEnabled(True)
        self._trouble.say(error)

    def done(self, result: int) -> None:
        """What is answered from now on comes too late."""
        self._is_over = True
        super().done(result)


def _compared(type_name: str, kept_id: str, merged_id: str, book: Casebook) -> _Compared:
    kept, merged = (book.get(book.types[type_name], i) for i in (kept_id, merged_id))
    texts = {c.name: (_text(book, c, kept), _text(book, c, merged)) for c in choosable(type(kept))}
    return _Compared(kept, merged, texts, counted(book, type_name, merged_id))


def _text(book: Casebook, column: Column, record: Record) -> str:
    value = getattr(record, column.name)
    if column.kind is Kind.REFERENCE:
        return label_of(book, column.field.refers_to, value) if value else ""
    return column.text(value)
