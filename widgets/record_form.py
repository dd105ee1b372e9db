"""A form over the fields of a record: sections given by the page, errors below their fields, drafts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from casework.errors import BadInput, CaseworkError
from casework.fields import Column, Kind
from casework.language import _
from widgets.field_editors import Editor, EditorNeeds, editor_for
from widgets.fonts import TextSize
from widgets.form_field import FormField
from widgets.labels import TextLabel

_STEPS = 12
"""A row is parted into twelfths, so that two, three and four fields beside each other line up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """Rows of field names under a title; a row shares its width among its fields."""

    rows: Sequence[Sequence[str]]
    title: str = ""


class RecordForm(QWidget):
    """Takes the values of a record. Nothing typed is ever lost: `draft` gives it all back as plain values.

    `changed` is told on every edit by the user, `submitted` by Ctrl+Enter.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        sections: Sequence[FormSection],
        needs: EditorNeeds,
        *,
        make: Mapping[str, Callable[[Column], Editor]] | None = None,
    ) -> None:
        """`make` gives editors of the page's own for some fields (segments with all six modes, a closed choice)."""
        super().__init__()
        self._columns = {column.name: column for column in columns}
        self._needs, self._make = needs, dict(make or {})
        self._fields: dict[str, FormField] = {}
        self._start: dict[str, Any] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for section in sections:
            self._add_section(section)
        self._column.addStretch(1)
        self._start = self.draft()

    def _add_section(self, section: FormSection) -> None:
        if section.title:
            self._column.addWidget(TextLabel(section.title, size=TextSize.CARD, bold=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for step in range(_STEPS):
            grid.setColumnStretch(step, 1)
        for number, row in enumerate(section.rows):
            span = _STEPS // len(row)
            for place, name in enumerate(row):
                grid.addWidget(self._field(name), number, place * span, 1, span, Qt.AlignmentFlag.AlignTop)
            if all(self._columns[name].kind is Kind.YES_NO for name in row):
                for name in row:
                    self._fields[name].hide_label()
        self._column.addLayout(grid)

    def _field(self, name: str) -> FormField:
        column = self._columns[name]
        make = self._make.get(name)
        editor = make(column) if make else editor_for(column, self._needs)
        field = FormField(column, editor)
        editor.changed.connect(lambda: self._edited(field))
        self._fields[name] = field
        return field

    def _edited(self, field: FormField) -> None:
        field.show_error("")
        field.show_doubt()
        self.changed.emit()

    # Values

    def names(self) -> list[str]:
        """The fields of the form, in order."""
        return list(self._fields)

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._fields[name].editor

    def field(self, name: str) -> FormField:
        """Label, editor and error line of a field, to be hidden or shown."""
        return self._fields[name]

    def set_values(self, values: object) -> None:
        """Shows the values of a record or of a mapping by field name; the form is then unchanged."""
        for name, field in self._fields.items():
            found = values.get(name) if isinstance(values, Mapping) else getattr(values, name)
            field.editor.set_value(field.column.empty if found is None else found)
            field.show_error("")
            field.show_doubt()
        self._start = self.draft()

    def values(self) -> dict[str, Any]:
        """The values by field name; BadInput for the first that cannot be understood (see `check`)."""
        return {name: field.editor.value() for name, field in self._fields.items()}

    def changed_values(self) -> dict[str, Any]:
        """Only the values that the user has changed."""
        now = self.draft()
        return {name: self._fields[name].editor.value() for name in now if now[name] != self._start.get(name)}

    @property
    def is_dirty(self) -> bool:
        """Whether anything stands otherwise than it was shown."""
        return self.draft() != self._start

    # Drafts

    def draft(self) -> dict[str, Any]:
        """Everything as it stands, understood or not, as plain JSON values."""
        return {name: field.editor.draft() for name, field in self._fields.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Puts back what `draft` gave; fields it does not know stay as they are."""
        for name, value in draft.items():
            if name in self._fields:
                self._fields[name].editor.set_draft(value)
                self._fields[name].show_doubt()
        self.changed.emit()

    # Errors

    def check(self) -> bool:
        """Shows below each field what is wrong with it; the focus goes to the first. True where nothing is."""
        wrong = [field for field in self._fields.values() if not field.isHidden() and not _is_right(field)]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def show_error(self, name: str, message: str) -> None:
        """Shows below a field what a rule says about it, and goes there."""
        self._fields[name].show_error(message)
        self._fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: CaseworkError) -> bool:
        """Shows a refusal at the field it names; False where it names none of this form (tell it otherwise)."""
        name = str(getattr(error, "field", ""))
        if name not in self._fields:
            return False
        self.show_error(name, str(error))
        return True

    def errors(self) -> dict[str, str]:
        """What is shown as wrong, by field name."""
        return {name: field.error() for name, field in self._fields.items() if field.error()}

    def focus_first(self) -> None:
        """The first field gets the focus."""
        next(iter(self._fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)


def _is_right(field: FormField) -> bool:
    try:
        value = field.editor.value()
    except BadInput as error:
        field.show_error((error.remedy and f"{error.message} {error.remedy}") or error.message)
        return False
    needed = field.column.field.required and field.column.kind is not Kind.YES_NO
    if needed and value in (None, ""):
        field.show_error(_("{field} is required.").format(field=field.column.label))
        return False
    field.show_error("")
    return True
