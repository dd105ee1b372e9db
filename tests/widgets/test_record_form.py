"""The form: values in and out, errors below their fields, drafts that lose nothing."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from casework.entities.visits import Visit
from casework.errors import CaseworkError, RuleForbids
from casework.fields import columns
from tests.widgets.conftest import press, type_in
from tests.widgets.examples import TODAY, needs
from widgets.code_editor import CodeEditor
from widgets.record_form import FormSection, RecordForm

ROWS = [
    ["enterprise_id"],
    ["contact_mode", "occurred_on"],
    ["findings"],
    ["next_contact_on", "next_contact_note"],
    ["is_revisit"],
]
VISIT = Visit(
    enterprise_id="e0",
    contact_mode="phone",
    occurred_on=TODAY,
    findings="阀座密封失效",
    next_contact_on=date(2022, 12, 8),
    next_contact_note="问送检结果",
    is_revisit=True,
)


@pytest.fixture
def form(shown: Callable) -> RecordForm:
    """The form of a contact."""
    made = RecordForm(
        columns(Visit),
        [FormSection(rows=ROWS)],
        needs(),
        make={"contact_mode": lambda c: CodeEditor(c, segments=True)},
    )
    shown(made, 600, 500)
    return made


def test_a_record_is_shown_and_taken_back(form: RecordForm) -> None:
    form.set_values(VISIT)
    assert form.values() == {name: getattr(VISIT, name) for name in form.names()}
    assert not form.is_dirty
    assert form.changed_values() == {}


def test_only_what_was_changed_is_told(form: RecordForm, qtbot) -> None:
    form.set_values(VISIT)
    with qtbot.waitSignal(form.changed):
        type_in(form.editor("next_contact_note").focusProxy(), "；带合同")
    assert form.is_dirty
    assert set(form.changed_values()) == {"next_contact_note"}


def test_errors_stand_below_their_fields_and_the_first_gets_the_focus(form: RecordForm) -> None:
    form.set_values({"occurred_on": None})
    form.restore({"next_contact_on": "乱写"})
    assert not form.check()
    assert set(form.errors()) == {"enterprise_id", "contact_mode", "next_contact_on"}
    assert "必填" in form.errors()["enterprise_id"]
    assert form.editor("enterprise_id").isAncestorOf(form.focusWidget())
    assert form.editor("enterprise_id").focusProxy().property("invalid") == "true"
    form.set_values(VISIT)
    assert form.check()
    assert form.errors() == {}


def test_an_error_goes_when_the_field_is_edited(form: RecordForm, qtbot) -> None:
    form.set_values(VISIT)
    form.show_error("next_contact_note", "要说明下次联系谈什么。")
    assert form.field("next_contact_note").error()
    type_in(form.editor("next_contact_note").focusProxy(), "x")
    assert form.errors() == {}


def test_a_refusal_is_shown_at_the_field_it_names(form: RecordForm) -> None:
    refusal = RuleForbids("下次联系早于这次。", field="next_contact_on", remedy="改日期。")
    assert form.show_refusal(refusal)
    assert form.errors() == {"next_contact_on": "下次联系早于这次。 改日期。"}
    assert not form.show_refusal(RuleForbids("不行。", field="rating"))
    assert not form.show_refusal(CaseworkError("磁盘满了。"))


def test_a_draft_is_plain_and_gives_everything_back_even_what_is_not_understood(form: RecordForm, qtbot) -> None:
    form.set_values(VISIT)
    form.restore({"next_contact_on": "下下周", "enterprise_id": {"id": "", "words": "示例龙"}, "gone": 1})
    draft = json.loads(json.dumps(form.draft()))
    other = RecordForm(
        columns(Visit), [FormSection(rows=ROWS)], needs(), make={"contact_mode": lambda c: CodeEditor(c, segments=True)}
    )
    qtbot.addWidget(other)
    other.restore(draft)
    assert other.draft() == draft
    assert other.editor("next_contact_on").draft() == "下下周"
    assert other.editor("contact_mode").value() == "phone"
    assert other.is_dirty


def test_ctrl_enter_submits_from_every_field_and_plain_enter_does_not(form: RecordForm, qtbot) -> None:
    for name in ("next_contact_note", "findings", "enterprise_id"):
        part = form.editor(name).focusProxy()
        part.setFocus()
        with qtbot.waitSignal(form.submitted, timeout=500):
            press(part, Qt.Key.Key_Return, with_=Qt.KeyboardModifier.ControlModifier)
        with qtbot.assertNotEmitted(form.submitted):
            press(part, Qt.Key.Key_Return)


def test_a_hidden_field_is_not_checked(form: RecordForm) -> None:
    form.set_values(VISIT)
    form.restore({"next_contact_on": "乱写"})
    form.field("next_contact_on").hide()
    assert form.check()


def test_every_editor_is_named_after_its_field(form: RecordForm) -> None:
    labels = {c.name: c.label for c in columns(Visit)}
    for name in form.names():
        assert form.editor(name).focusProxy().accessibleName() in (labels[name], "电话沟通", "实地走访")
