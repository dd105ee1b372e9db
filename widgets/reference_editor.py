"""The editor for references: words are typed, records are offered, one is chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from casework.errors import BadInput
from casework.fields import Column
from casework.language import _
from widgets.editor import EditorNeeds
from widgets.text_editors import LineEditor
from widgets.typed_line import TypedLine


class CompletedLine(TypedLine):
    """A line under which records are offered while words are typed; Down opens the list, Enter takes the first."""

    chosen = Signal(str, str)

    def __init__(self, choices: Callable[[str], Sequence[tuple[str, str]]]) -> None:
        """`choices` gives (id, label) for the typed words, the likeliest first."""
        super().__init__()
        self._choices = choices
        self._offered: Sequence[tuple[str, str]] = ()
        self._model = QStringListModel(self)
        popup = QListView()
        popup.setObjectName("completions")
        popup.setUniformItemSizes(True)
        self._popup = popup
        self._completer = QCompleter(self._model, self)
        self._completer.setPopup(popup)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        popup.clicked.connect(self._take_row)
        self._completer.activated.connect(self._take_words)
        self._completer.setWidget(self)
        self.textEdited.connect(self.offer)

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """What is offered now."""
        return self._offered

    def offer(self, text: str) -> None:
        """Asks for records and shows them; no words, no list."""
        self._offered = tuple(self._choices(text.strip())) if text.strip() else ()
        self._show()

    def _show(self) -> None:
        self._model.setStringList([label for _id, label in self._offered])
        if self._offered and self.isVisible():
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down on a closed list shows what may be chosen; Enter on an open one takes it."""
        popup = self._popup
        if event.key() == Qt.Key.Key_Down and not popup.isVisible() and not self.is_composing:
            self._offered = tuple(self._choices(self.text().strip()))
            self._show()
        elif popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_composing:
            self._take_row(popup.currentIndex())
        elif popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            popup.hide()
        else:
            super().keyPressEvent(event)

    def _take_words(self, words: str) -> None:
        """The completer's own Enter tells the words of the row."""
        del words
        self._take_row(self._popup.currentIndex())

    def _take_row(self, index: QModelIndex) -> None:
        number = max(0, index.row())
        if number < len(self._offered):
            self._popup.hide()
            self.chosen.emit(*self._offered[number])


class ReferenceEditor(LineEditor):
    """The id of another record, shown by its words."""

    line: CompletedLine

    def __init__(self, column: Column, needs: EditorNeeds) -> None:
        """The records offered are of the type that the field refers to."""
        self._type, self._label_of = column.field.refers_to, needs.label_of
        super().__init__(column, CompletedLine(lambda text: needs.choices(self._type, text)))
        self._id = ""
        self._label = ""
        self.line.set_trailing("search")
        self.line.textEdited.connect(self._forget)
        self.line.chosen.connect(self._choose)
        self.line.left.connect(self._settle)

    def value(self) -> str:
        """The id; BadInput where words stand there that name no record."""
        if self.line.text().strip() and not self._id:
            raise BadInput(
                _("{field}: “{text}” names no record.").format(field=self.column.label, text=self.line.text()),
                remedy=_("Choose one from the list; the down key opens it."),
            )
        return self._id

    def set_value(self, value: Any) -> None:
        """Shows the record with this id."""
        self._id = str(value or "")
        self._label = self._label_of(self._type, self._id) if self._id else ""
        self.line.setText(self._label)
        self.line.setCursorPosition(0)

    def draft(self) -> Any:
        """The id and the words as they stand."""
        return {"id": self._id, "words": self.line.text()}

    def set_draft(self, draft: Any) -> None:
        """Puts both back."""
        self._id, self._label = str(draft["id"]), str(draft["words"])
        self.line.setText(self._label)

    def _forget(self, text: str) -> None:
        """Words that were changed name nothing until something is chosen again."""
        if text != self._label:
            self._id = ""

    def _choose(self, record_id: str, label: str) -> None:
        self._id, self._label = record_id, label
        self.line.setText(label)
        self.changed.emit()

    def _settle(self) -> None:
        """On leaving, words for which just one record is offered, or that equal an offered one, mean that record."""
        if self._id or not self.line.text().strip():
            return
        same = [choice for choice in self.line.offered if choice[1] == self.line.text().strip()]
        found = same or self.line.offered
        if len(found) == 1:
            self._choose(*found[0])
