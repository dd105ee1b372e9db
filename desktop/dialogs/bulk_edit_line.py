"""The line of a bulk edit: which field, what is done to it, and with what."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casework.errors import BadInput
from casework.fields import Column, Field, Kind
from casework.language import N_, _
from casework.records import Record
from casework.verbs.bulk_edits import DEEDS, BulkEdit, bulk_deeds, bulk_fields
from widgets.code_editor import CodeEditor
from widgets.editor import Editor, EditorNeeds
from widgets.field_editors import editor_for
from widgets.labels import TextLabel
from widgets.segmented import Segmented
from widgets.text_editors import LineEditor
from widgets.typed_line import TypedLine

_FIELD_WIDTH, _FIND_WIDTH = 190, 170
_DAYS = Column("days", Field(N_("Days")), Kind.INTEGER, nullable=False)


class BulkEditLine(QWidget):
    """`changed` is told on every edit by the user."""

    changed = Signal()

    def __init__(self, record_type: type[Record], needs: EditorNeeds) -> None:
        """Over the fields that may be changed in bulk."""
        super().__init__()
        self._type, self._needs = record_type, needs
        self._fields = bulk_fields(record_type)
        self.is_touched = False
        """whether the user has given anything yet"""
        self.field = QComboBox()
        self.field.setAccessibleName(_("Field"))
        self.field.setFixedWidth(_FIELD_WIDTH)
        self.field.setMaxVisibleItems(16)
        for known in self._fields:
            self.field.addItem(known.label, known.name)
        self.deed = Segmented([(code, DEEDS.label(code)) for code in DEEDS.labels], "set", name=_("What is done"))
        self.wanted = TypedLine(placeholder=_("Words to be replaced"), name=_("Words to be replaced"))
        self.wanted.setFixedWidth(_FIND_WIDTH)
        self._by = TextLabel(_("by"), tone="dim")
        self.editor: Editor = LineEditor(self._fields[0])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for part in (self.field, self.deed, self.wanted, self._by):
            self._row.addWidget(part)
        self._row.addWidget(self.editor, 1)
        self.setFocusProxy(self.field)
        self.field.currentIndexChanged.connect(self._take_field)
        self.deed.changed.connect(self._take_deed)
        self.wanted.textEdited.connect(self._touch)
        self._take_field()

    def column(self) -> Column:
        """The field chosen."""
        return self._fields[max(0, self.field.currentIndex())]

    def choose(self, field: str, deed: str) -> Editor:
        """Chooses field and deed; gives the editor of the value."""
        self.field.setCurrentIndex(max(0, self.field.findData(field)))
        self.deed.set_value(deed)
        self._take_deed(deed)
        return self.editor

    def edit(self) -> BulkEdit:
        """What is to be done; BadInput where a value is missing or not understood."""
        known, deed = self.column(), self.deed.value()
        if deed == "replace":
            if not self.wanted.text():
                raise BadInput(_("Give the words to be replaced."))
            value = self.editor.value() or ""
            return BulkEdit(record_type=self._type, field=known.name, deed=deed, value=value, find=self.wanted.text())
        value = None if deed == "clear" else self.editor.value()
        if deed != "clear" and value in (None, ""):
            raise BadInput(_("{field} is required.").format(field=known.label))
        return BulkEdit(record_type=self._type, field=known.name, deed=deed, value=value)

    def _take_field(self) -> None:
        deeds = bulk_deeds(self.column())
        with QSignalBlocker(self.deed):
            self.deed.set_value(deeds[0])
            for segment in self.deed.segments():
                segment.setVisible(segment.code in deeds)
        self._take_deed(deeds[0])

    def _take_deed(self, deed: str) -> None:
        is_word = deed == "replace"
        self.wanted.setVisible(is_word)
        self._by.setVisible(is_word)
        old = self.editor
        self.editor = self._editor(deed)
        self._row.replaceWidget(old, self.editor)
        old.hide()
        old.deleteLater()
        self.editor.setVisible(deed != "clear")
        self.editor.changed.connect(self._touch)
        self.is_touched = False
        self.changed.emit()

    def _editor(self, deed: str) -> Editor:
        known = self.column()
        if deed == "add" and known.kind is Kind.DATE:
            return LineEditor(_DAYS)
        if known.kind is Kind.LONG_TEXT and deed != "set":
            return LineEditor(known)
        if known.kind is Kind.CODE and known.field.codes:
            return CodeEditor(known, segments=False)
        return editor_for(known, self._needs)

    def _touch(self, *_facts: object) -> None:
        self.is_touched = True
        self.changed.emit()
