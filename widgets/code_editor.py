"""The editor for coded fields: segments where the choices are few, a drop-down list otherwise."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from casework.fields import CodeList, Column
from widgets.chip_families import MODE_ICONS
from widgets.editor import Editor
from widgets.segmented import Segmented
from widgets.typed_line import mark_invalid

MOST_SEGMENTS = 4


class CodeBox(QComboBox):
    """A drop-down list of codes; the wheel scrolls the page unless the list has the focus."""

    def __init__(self, codes: CodeList, *, optional: bool) -> None:
        """`optional` adds an empty choice at the head."""
        super().__init__()
        if optional:
            self.addItem("—", "")
        for code in codes.labels:
            self.addItem(codes.label(code), code)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a form changes nothing in it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeEditor(Editor):
    """One code of a list."""

    def __init__(self, column: Column, *, segments: bool | None = None, wide: bool = True) -> None:
        """`segments` forces or forbids segments; by itself a list of up to four is shown so."""
        super().__init__(column)
        codes = column.field.codes
        if codes is None:
            raise ValueError(f"{column.name} has no code list")
        self._codes = codes
        few = len(codes.labels) <= MOST_SEGMENTS if segments is None else segments
        optional = not column.field.required
        self._segments = self._make_segments(optional=optional, wide=wide) if few else None
        self._box = None if few else CodeBox(codes, optional=optional)
        if self._segments is not None:
            self.hold(self._segments)
            self._segments.changed.connect(self.tell_changed)
        if self._box is not None:
            self.hold(self._box)
            self._box.activated.connect(self.tell_changed)

    def _make_segments(self, *, optional: bool, wide: bool) -> Segmented:
        icons = MODE_ICONS if self._codes.name == "contact_mode" else {}
        options = [(code, self._codes.label(code), icons.get(code, "")) for code in self._codes.labels]
        return Segmented(options, name=self.column.label, optional=optional, wide=wide)

    def value(self) -> str:
        """The code; empty where none is chosen."""
        if self._segments is not None:
            return self._segments.value()
        return str(self._box.currentData() or "") if self._box is not None else ""

    def set_value(self, value: Any) -> None:
        """Chooses a code; one that the list does not know any more is added, so that it is not lost."""
        code = str(value or "")
        if self._segments is not None:
            self._segments.set_value(code)
        if self._box is not None:
            if code and self._box.findData(code) < 0:
                self._box.addItem(self._codes.label(code), code)
            self._box.setCurrentIndex(self._box.findData(code))

    def draft(self) -> str:
        """The code."""
        return self.value()

    def set_draft(self, draft: Any) -> None:
        """The code."""
        self.set_value(draft)

    def set_invalid(self, *, invalid: bool) -> None:
        """Red border, where there is one."""
        mark_invalid(self._box or self, invalid=invalid)
