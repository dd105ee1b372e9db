"""One editor for each kind of field: what goes in comes out, what is typed is understood, nothing is lost."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from casework.catalogue import RECORD_TYPES
from casework.entities.appeals import Appeal
from casework.entities.visits import Visit
from casework.errors import BadInput
from casework.fields import CodeList, Column, Field, Kind, column, columns
from tests.widgets.conftest import compose, press, type_in
from tests.widgets.examples import AMOUNT, FIRMS, TODAY, needs
from widgets.code_editor import CodeBox, CodeEditor
from widgets.date_editor import DateEditor
from widgets.editor import Editor, EditorNeeds
from widgets.field_editors import editor_for
from widgets.money_editor import MoneyEditor
from widgets.reference_editor import ReferenceEditor
from widgets.text_editors import IntegerEditor, LineEditor, LongTextEditor
from widgets.typed_line import TypedLine, TypedText

MANY = CodeList("many", {f"code{n}": f"Word {n}" for n in range(9)})
PLAIN = {
    Kind.TEXT: ("试验场地", "试验场地"),
    Kind.LONG_TEXT: ("第一行\n第二行", "第一行\n第二行"),
    Kind.INTEGER: (15, "15"),
    Kind.MONEY: (3000000, "3万元"),
    Kind.DATE: (date(2022, 12, 8), "2022-12-08"),
}


def plain_column(kind: Kind, *, nullable: bool = False) -> Column:
    return Column("value", Field("Amount", kind=kind), kind, nullable)


@pytest.mark.parametrize("kind", PLAIN)
def test_a_value_goes_in_and_comes_out(kind: Kind, qtbot) -> None:
    value, draft = PLAIN[kind]
    editor = editor_for(plain_column(kind), needs())
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.changed):
        editor.set_value(value)
    assert (editor.value(), editor.draft()) == (value, draft)
    other = editor_for(plain_column(kind), needs())
    qtbot.addWidget(other)
    other.set_draft(editor.draft())
    assert other.value() == value


def test_every_field_of_every_record_has_an_editor_that_keeps_its_draft(qtbot) -> None:
    for record_type in RECORD_TYPES.values():
        for each in columns(record_type):
            editor = editor_for(each, needs())
            qtbot.addWidget(editor)
            editor.set_value(each.empty)
            assert editor.value() in (each.empty, "", False, None), (record_type, each.name)
            editor.set_draft(editor.draft())
            assert editor.focusProxy() is not None


def test_an_amount_is_typed_with_its_unit_and_odd_sizes_are_questioned(qtbot) -> None:
    editor = MoneyEditor(AMOUNT, lambda: [30 * 10**6, 50 * 10**6, 40 * 10**6], "wan")
    qtbot.addWidget(editor)
    for typed, fen in (("30", 30 * 10**6), ("1.2亿", 12 * 10**9), ("12500.5元", 1250050), ("", None)):
        editor.set_draft(typed)
        assert editor.value() == fen
    editor.set_draft("45")
    assert editor.doubt() == ""
    editor.set_draft("450000")
    assert "单位写对了吗" in editor.doubt()
    editor.set_draft("近30万")
    with pytest.raises(BadInput, match="金额"):
        editor.value()
    assert editor.doubt() == ""


def test_what_was_understood_stands_in_the_field(qtbot) -> None:
    money = MoneyEditor(AMOUNT, lambda: (), "wan")
    day = DateEditor(column(Visit, "planned_on"), needs())
    for editor in (money, day):
        qtbot.addWidget(editor)
    money.set_draft("30")
    assert money.line.accessibleDescription() == "= 30万元"
    money.set_draft("")
    assert money.line.accessibleDescription() == "按万元"
    day.set_draft("+3")
    assert day.line.accessibleDescription() == "= 2022-11-29 周二"
    day.set_draft("什么")
    assert day.line.accessibleDescription() == ""


def test_a_day_is_written_out_on_leaving(shown, qtbot) -> None:
    editor = DateEditor(column(Visit, "next_contact_on"), needs())
    shown(editor, 300, 40)
    editor.line.setFocus()
    type_in(editor.line, "+3")
    assert editor.value() == date(2022, 11, 29)
    press(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "2022-11-29"
    editor.set_draft("乱写")
    with pytest.raises(BadInput, match="下次联系"):
        editor.value()
    assert editor.draft() == "乱写"


def test_a_day_is_picked_from_the_month(shown, qtbot) -> None:
    editor = DateEditor(column(Visit, "next_contact_on"), needs())
    shown(editor, 300, 40)
    editor.line.setFocus()
    press(editor, Qt.Key.Key_Down, with_=Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    grid = popup.grid
    assert grid.current == TODAY
    press(grid, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
    assert grid.current == date(2023, 1, 2)
    with qtbot.waitSignal(editor.changed):
        press(grid, Qt.Key.Key_Return)
    assert editor.value() == date(2023, 1, 2)


def test_few_codes_are_segments_and_many_a_list(qtbot) -> None:
    few = CodeEditor(column(Appeal, "service_mode"))
    many = CodeEditor(Column("many", Field("Amount", codes=MANY), Kind.CODE, False))
    for editor in (few, many):
        qtbot.addWidget(editor)
    assert few.findChildren(CodeBox) == []
    assert len(many.findChildren(CodeBox)) == 1
    few.set_value("mediation")
    many.set_value("code5")
    assert (few.value(), many.value()) == ("mediation", "code5")
    many.set_value("retired")
    assert many.value() == "retired"
    many.set_value("")
    assert many.value() == ""


def test_the_wheel_passes_a_list_that_has_no_focus(shown) -> None:
    editor = CodeEditor(Column("many", Field("Amount", codes=MANY), Kind.CODE, False))
    shown(editor, 200, 40)
    editor.set_value("code1")
    box = editor.findChildren(CodeBox)[0]
    box.clearFocus()
    centre = box.rect().center()
    from PySide6.QtCore import QPoint, QPointF

    turn = QWheelEvent(
        QPointF(centre),
        QPointF(box.mapToGlobal(centre)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert editor.value() == "code1"


def reference(asked: list[str] | None = None) -> ReferenceEditor:
    def choices(type_name: str, text: str) -> Sequence[tuple[str, str]]:
        if asked is not None:
            asked.append(f"{type_name}:{text}")
        return [(f"e{n}", firm) for n, firm in enumerate(FIRMS) if text in firm]

    answered = EditorNeeds(today=TODAY, choices=choices, label_of=lambda _type, i: FIRMS[int(i[1:])])
    return ReferenceEditor(column(Visit, "enterprise_id"), answered)


def test_a_record_is_found_by_words_and_taken_by_enter(shown, qtbot) -> None:
    asked: list[str] = []
    editor = reference(asked)
    shown(editor, 300, 40)
    editor.line.setFocus()
    type_in(editor.line, "晨曦")
    assert asked[-1] == "enterprise:晨曦"
    with qtbot.waitSignal(editor.changed):
        press(editor.line, Qt.Key.Key_Return)
    assert (editor.value(), editor.line.text()) == ("e1", "示例晨曦氟材")
    type_in(editor.line, "x")
    with pytest.raises(BadInput, match="晨曦氟材x"):
        editor.value()
    assert editor.draft() == {"id": "", "words": "示例晨曦氟材x"}
    other = reference()
    qtbot.addWidget(other)
    other.set_draft(editor.draft())
    with pytest.raises(BadInput):
        other.value()


def test_on_leaving_the_only_record_meant_is_taken(shown, qtbot) -> None:
    editor = reference()
    shown(editor, 300, 40)
    editor.line.setFocus()
    type_in(editor.line, "灯光")
    press(editor.line, Qt.Key.Key_Escape)
    editor.line.clearFocus()
    assert editor.value() == "e2"
    editor.set_value("e4")
    assert (editor.value(), editor.line.text()) == ("e4", FIRMS[4])
    editor.set_value("")
    assert editor.value() == ""


def test_down_shows_what_may_be_chosen(shown, qtbot) -> None:
    editor = reference()
    shown(editor, 300, 40)
    editor.line.setFocus()
    press(editor.line, Qt.Key.Key_Down)
    assert len(editor.line.offered) == len(FIRMS)
    press(editor.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_that_confirms_a_candidate_submits_nothing(shown, qtbot, key: Qt.Key) -> None:
    line = TypedLine()
    shown(line, 300, 40)
    compose(line, "fa zuo")
    assert line.is_composing
    with qtbot.assertNotEmitted(line.entered), qtbot.assertNotEmitted(line.returnPressed):
        press(line, key)
    compose(line, "", "阀座")
    assert (line.text(), line.is_composing) == ("阀座", False)
    with qtbot.waitSignal(line.entered):
        press(line, key)


def test_shortcuts_do_not_take_keys_from_the_input_method(shown, qtbot) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    for part in (TypedLine(), TypedText()):
        shown(part, 300, 80)
        for composing in (True, False):
            compose(part, "fa" if composing else "")
            override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
            override.setAccepted(False)
            QCoreApplication.sendEvent(part, override)
            assert override.isAccepted() is composing


def test_a_count_goes_up_and_down_and_is_never_negative(shown, qtbot) -> None:
    editor = IntegerEditor(column(Appeal, "limit_days"))
    shown(editor, 200, 40)
    assert editor.line.accessibleDescription() == "个工作日"
    editor.set_value(15)
    with qtbot.waitSignal(editor.changed):
        press(editor.line, Qt.Key.Key_Up)
    assert editor.value() == 16
    editor.set_draft("-1")
    with pytest.raises(BadInput, match="不能为负"):
        editor.value()
    editor.set_draft("十五")
    with pytest.raises(BadInput):
        editor.value()


def test_a_read_only_field_can_still_be_copied(qtbot) -> None:
    makers: tuple[Callable[[], Editor], ...] = (
        lambda: LineEditor(plain_column(Kind.TEXT)),
        lambda: LongTextEditor(plain_column(Kind.LONG_TEXT)),
    )
    for make in makers:
        editor = make()
        qtbot.addWidget(editor)
        editor.set_read_only(read_only=True)
        assert editor.isEnabled()
        type_in(editor.focusProxy(), "x")
        assert editor.draft() == ""
