"""The centre and its usual numbers: what the office sets for itself and the file carries along."""

from collections.abc import Mapping
from typing import Any

from casework.casebook import Casebook
from casework.entities.people import Unit
from casework.entities.settings import SETTING_KEYS, Setting
from casework.errors import CaseworkError
from casework.facts import Facts
from casework.fields import Column, Field, Kind
from casework.insight.silence import SILENCE_RULES
from casework.language import N_, _
from casework.verbs.office import set_setting
from desktop.choices import editor_needs
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, CardHead, row_of
from widgets.record_form import FormSection, RecordForm
from widgets.text_editors import LineEditor

_SCOPE = "default_scope"
_NUMBERS = ("silence_days", "stalled_days", "unmatched_days", "quiet_match_days", "expiry_days")
_FACES = ("print_body_face", "print_title_face")
_WORDS = ("centre_name", "print_addressee", *_FACES)
_WHY = N_("Change the settings of the centre")


class CentreCard(Card):
    """Name, scope and the days after which something counts as silent; saved together as one step."""

    def __init__(self, session: Session) -> None:
        """Empty until `refresh`."""
        super().__init__()
        self._session = session
        rows = [
            ["centre_name"],
            [_SCOPE, "print_addressee"],
            list(_NUMBERS[:2]),
            list(_NUMBERS[2:4]),
            [_NUMBERS[4]],
            list(_FACES),
        ]
        self.form = RecordForm(_columns(), [FormSection(rows=rows)], editor_needs(session))
        for rule in SILENCE_RULES:
            editor = self.form.editor(rule.setting) if rule.setting in _NUMBERS else None
            if isinstance(editor, LineEditor):
                editor.line.setPlaceholderText(str(rule.days))
        for face in _FACES:
            editor = self.form.editor(face)
            if isinstance(editor, LineEditor):
                editor.line.setPlaceholderText(_("empty: ours; else a TrueType file, as simfang.ttf"))
        self.save_button = Button(_("Save"), "checkmark", ButtonKind.PRIMARY, key="Ctrl+Return")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(not session.book.read_only)
        self.form.submitted.connect(self.save)
        self.add(CardHead(_("Centre and scope"), _("written into the case file, so it travels along")))
        self.add(self.form)
        self.add(row_of(None, self.save_button))

    def refresh(self) -> None:
        """Reads the settings anew, unless something is being typed."""
        if not self.form.is_dirty:
            self.form.set_values(_values(self._session.book))

    def save(self, *_facts: object) -> None:
        """Saves what was changed, as one step."""
        if not self.form.check():
            return
        changed = self.form.changed_values()
        if changed:
            self._session.write(lambda book: _save(book, changed), then=self._saved, refused=self._refused)

    def _saved(self, _nothing: object) -> None:
        self.form.set_values(_values(self._session.book))
        self._session.said.emit(_("The settings of the centre are saved."))

    def _refused(self, error: CaseworkError) -> None:
        self._session.refused.emit(error)


def _columns() -> list[Column]:
    """The settings as fields of a form: words, a unit, numbers of days."""
    made = [Column(name, Field(SETTING_KEYS.labels[name]), Kind.TEXT, nullable=False) for name in _WORDS]
    scope = Field(SETTING_KEYS.labels[_SCOPE], refers_to="unit")
    made.append(Column(_SCOPE, scope, Kind.REFERENCE, nullable=False))
    numbers = [Column(name, Field(SETTING_KEYS.labels[name]), Kind.INTEGER, nullable=True) for name in _NUMBERS]
    return [*made, *numbers]


def _values(book: Casebook) -> dict[str, Any]:
    """What is set, as the form shows it; what is not set stays empty."""
    known = {one.key: one.value for one in book.select(Setting)}
    values: dict[str, Any] = {name: known.get(name, "") for name in _WORDS}
    values |= {name: int(known[name]) if known.get(name, "").isdigit() else None for name in _NUMBERS}
    units = book.select(Unit, "name = :name", {"name": known.get(_SCOPE, "")}, limit=1)
    return {**values, _SCOPE: units[0].id if units else ""}


def _save(book: Casebook, changed: Mapping[str, Any]) -> None:
    with book.change(_(_WHY)) as write:
        for key, value in changed.items():
            words = book.get(Unit, value).name if key == _SCOPE and value else "" if value is None else str(value)
            set_setting(write, Facts({"key": key, "value": words}, write))
