"""What concerns the user and this computer: name and role, language and colours, the passphrase of the file."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from casework.casebook import Casebook
from casework.entities.people import PERSON_ROLES, Person
from casework.language import N_, _, chosen_language
from casework.store.encryption import change_passphrase
from desktop.dialogs.choices import ChoiceCard
from desktop.dialogs.lines import LabelledLine
from desktop.dialogs.passphrase import NewPassphrase
from desktop.session import Session, Told
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, CardHead, row_of
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Chip, caption
from widgets.segmented import Segmented
from widgets.theme import Scheme
from widgets.tokens import Family

_ROLE_NOTES = {
    "caseworker": N_("begins with the day"),
    "staff": N_("begins with the enterprises"),
    "manager": N_("begins with the reports"),
}
_SCHEMES = {Scheme.SYSTEM: N_("Follow the system"), Scheme.LIGHT: N_("Light"), Scheme.DARK: N_("Dark")}
_LANGUAGES = {"zh_CN": ("简体中文", "language_chinese"), "en": ("English", "language_english")}


class UserCard(Card):
    """Who works here, the page to begin with, the daily backup; kept on this computer."""

    def __init__(self, session: Session) -> None:
        """Shows what is remembered."""
        super().__init__()
        self._session = session
        self.user_name = LabelledLine(_("Full name"), session.actor, needed=True)
        self.user_name.line.entered.connect(self._save)
        role = str(session.settings.get("role", "caseworker"))
        self.roles = [ChoiceCard(code, PERSON_ROLES.label(code), _(note)) for code, note in _ROLE_NOTES.items()]
        for card in self.roles:
            card.setChecked(card.code == role)
            card.clicked.connect(partial(self._choose_role, card.code))
        self.daily = QCheckBox(_("Back up every day"))
        self.daily.setChecked(bool(session.settings.get("daily_backup", True)))
        self.daily.toggled.connect(partial(session.settings.put, "daily_backup"))
        save = Button(_("Save"), "checkmark", ButtonKind.PRIMARY)
        save.clicked.connect(self._save)
        self.add(CardHead(_("I and this computer"), _("the name stands in every change")))
        self.add(self.user_name)
        self._known = LineLabel(height=24)
        self._enter = Button(_("Enter me among the persons"), "add")
        self._enter.clicked.connect(self._enter_person)
        self.add(row_of(self._known, self._enter))
        self.add(LineLabel([caption(_("Mainly"), "text2"), caption(_("only chooses the first page, locks nothing"))]))
        for card in self.roles:
            self.add(card)
        self.add(self.daily)
        self.add(row_of(None, save))
        self.refresh()

    def refresh(self) -> None:
        """Says whether the file knows this person."""
        book = self._session.book
        known = book.count(Person, "name = :name and active = 1", {"name": self._session.actor})
        chip = Chip(_("in this case file"), Family.GREEN) if known else Chip(_("not in this case file"), Family.AMBER)
        self._known.set_line([chip])
        self._enter.setVisible(not known and not book.read_only)

    def _save(self, *_facts: object) -> None:
        if not self.user_name.is_given():
            return
        name = self.user_name.text()
        self._session.settings.put("user", name)
        self._session.become(name)
        self._session.said.emit(_("From now on changes carry the name {name}.").format(name=name))
        self.refresh()

    def _choose_role(self, role: str, *_facts: object) -> None:
        self._session.settings.put("role", role)

    def _enter_person(self, *_facts: object) -> None:
        role = str(self._session.settings.get("role", "caseworker"))
        self._session.do("add_person", {"name": self._session.actor, "role": role})


class LooksCard(Card):
    """Language and colours; `asked` tells the command of the frame that does it."""

    asked = Signal(str)

    def __init__(self, session: Session) -> None:
        """Shows what is chosen."""
        super().__init__()
        languages = [(code, words) for code, (words, _command) in _LANGUAGES.items()]
        self.language = Segmented(languages, chosen_language(), name=_("Language"))
        self.language.changed.connect(self._speak)
        schemes = [(str(scheme), _(words)) for scheme, words in _SCHEMES.items()]
        chosen = str(session.settings.get("theme", Scheme.SYSTEM))
        self.scheme = Segmented(schemes, chosen, name=_("Appearance"))
        self.scheme.changed.connect(self._colour)
        self.add(CardHead(_("Language and appearance")))
        self.add(row_of(TextLabel(_("Language"), tone="text2"), self.language, None))
        self.add(row_of(TextLabel(_("Appearance"), tone="text2"), self.scheme, None))
        keys = Button(_("Keys"), "key", key="F1")
        keys.clicked.connect(partial(self._ask, "shortcuts"))
        self.add(row_of(keys, None))
        self.fill()

    def _speak(self, code: str) -> None:
        self.asked.emit(_LANGUAGES[code][1])

    def _colour(self, scheme: str) -> None:
        self.asked.emit(f"theme_{scheme}")

    def _ask(self, command: str, *_facts: object) -> None:
        self.asked.emit(command)


class EncryptionCard(Card):
    """Whether the file is encrypted; a new passphrase."""

    def __init__(self, session: Session) -> None:
        """Says how the file is kept."""
        super().__init__()
        self._session = session
        encrypted = session.book.encrypted
        chip = Chip(_("encrypted"), Family.GREEN, icon="lock_closed") if encrypted else Chip(_("not encrypted"))
        self.add(CardHead(_("Encryption and passphrase"), pieces=(chip,)))
        words = _("Opened by the passphrase, or by the recovery key in the centre's safe; backups by the same.")
        plain = _("Whoever has the file can read it. A new case file can be encrypted when it is made.")
        self.add(TextLabel(words if encrypted else plain, tone="text2"))
        self._old = LabelledLine(_("Present passphrase"), secret=True)
        self._old.setVisible(encrypted)
        self._old.line.entered.connect(self._change)
        self.add(self._old)
        self.change = Button(_("Set another passphrase…"), "key")
        self.change.setVisible(encrypted)
        self.change.clicked.connect(self._change)
        self.add(row_of(self.change, None))
        self.fill()

    def _change(self, *_facts: object) -> None:
        if not self._old.is_given():
            return
        question = NewPassphrase(self)
        question.accepted.connect(lambda: self._set(self._old.secret(), question.passphrase()))
        question.finished.connect(question.deleteLater)
        question.open()

    def _set(self, old: str, new: str) -> None:
        def deed(book: Casebook, told: Told) -> None:
            del told
            change_passphrase(book.path, old, new)

        def done(_nothing: object) -> None:
            self._session.learn_passphrase(new)
            self._old.line.clear()
            self._session.said.emit(_("The passphrase is changed. The recovery key stays the same."))

        self._session.work(_("Changing the passphrase"), deed, done, lambda error: self._old.show_error(str(error)))
