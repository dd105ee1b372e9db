"""Which editor a field gets, by its kind."""

from casework.fields import Column, Kind
from widgets.code_editor import CodeEditor
from widgets.date_editor import DateEditor
from widgets.editor import Editor, EditorNeeds
from widgets.money_editor import MoneyEditor
from widgets.reference_editor import ReferenceEditor
from widgets.text_editors import IntegerEditor, LineEditor, LongTextEditor, YesNoEditor

__all__ = ["Editor", "EditorNeeds", "editor_for"]


def editor_for(column: Column, needs: EditorNeeds) -> Editor:
    """The editor that shows and takes a value of this field."""
    match column.kind:
        case Kind.LONG_TEXT:
            return LongTextEditor(column)
        case Kind.INTEGER:
            return IntegerEditor(column)
        case Kind.MONEY:
            unit = needs.money_units.get(column.name, "yuan")
            return MoneyEditor(column, lambda: needs.neighbours(column.name), unit)
        case Kind.DATE:
            return DateEditor(column, needs)
        case Kind.YES_NO:
            return YesNoEditor(column)
        case Kind.CODE:
            return CodeEditor(column) if column.field.codes else LineEditor(column)
        case Kind.REFERENCE:
            return ReferenceEditor(column, needs)
        case Kind.TEXT | Kind.MOMENT:
            return LineEditor(column)
