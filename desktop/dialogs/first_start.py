"""The start window: who you are, and where to begin — a new case file, one that is there, or the sample."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.entities.people import PERSON_ROLES
from casework.errors import CaseworkError
from casework.language import N_, _, chosen_language
from desktop.app_mark import AppMark
from desktop.case_files import ENDING, Identity, case_folder, new_path
from desktop.dialogs.choices import ChoiceCard, ChoiceHead
from desktop.dialogs.lines import LabelledLine
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, column_of, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Icon, Words, caption
from widgets.theme import Scheme

_ROLES = {
    "caseworker": N_("Visits, appeals, matching; begins with today"),
    "staff": N_("Sends and takes in sheets, imports; begins with enterprises"),
    "manager": N_("Coverage, deadlines, results; begins with reports"),
}
_PROMISES = (
    ("wifi_off", N_("Works offline"), N_("No network, no upload, no account.")),
    ("save", N_("Not a word is lost"), N_("Kept while you type; a power cut costs the last second at most.")),
    ("arrow_undo", N_("Everything can be undone"), N_("One record, many, an import, a merge: one step back.")),
    (
        "arrow_sync",
        N_("Comes in, goes out"),
        N_("Rosters from Excel; sheets go out and come home; summaries as PDF."),
    ),
)
_SCHEMES = {Scheme.SYSTEM: N_("Follow the system"), Scheme.LIGHT: N_("Light"), Scheme.DARK: N_("Dark")}
_LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
_SEPARATORS = "、，,;；"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A case file to be made: where, for whom, whether encrypted."""

    path: Path
    identity: Identity
    encrypted: bool
    daily_backup: bool


class StartCard(Card):
    """One way to begin; what it asks for is shown when it is chosen."""

    def __init__(self, head: ChoiceHead, body: QWidget | None = None) -> None:
        """A click on the head chooses it."""
        super().__init__(margins=(14, 8, 14, 8))
        self.head, self._body = head, body
        self.column.setSpacing(4)
        self.add(head)
        if body is not None:
            self.add(body)
        self.show_chosen(chosen=False)

    def show_chosen(self, *, chosen: bool) -> None:
        """Blue and open, or white and closed."""
        self.head.setChecked(chosen)
        if self._body is not None:
            self._body.setVisible(chosen)
        self.setProperty("surface", "note" if chosen else "card")
        self.style().unpolish(self)
        self.style().polish(self)


class FirstStart(QWidget):
    """Two questions on one surface. It makes and opens nothing itself; it tells what is wanted."""

    new_wanted = Signal(NewFile)
    open_wanted = Signal(Identity, str)
    """The path of a case file; empty where the user is to choose one."""
    sample_wanted = Signal(Identity)
    language_chosen = Signal(str)
    scheme_chosen = Signal(Scheme)
    closed = Signal()

    def __init__(self, identity: Identity) -> None:
        """`identity` is what is remembered of the user."""
        super().__init__()
        self.setWindowTitle(_("Huifang"))
        self.setAcceptDrops(True)
        self.setMinimumSize(860, 560)
        self._folder = case_folder()
        self._way = "new"
        self._make_fields(identity)
        self._arrange()
        self._choose("new")
        self._set_keys()

    def _make_fields(self, identity: Identity) -> None:
        self.user_name = LabelledLine(_("Full name"), identity.name, needed=True)
        self.centre = LabelledLine(_("Your centre"), identity.centre, needed=True)
        self.territories = LabelledLine(
            _("Districts and parks in your care"), "、".join(identity.territories), note=_("several with a comma")
        )
        self.phone = LabelledLine(_("Mobile"), identity.phone, note=_("optional; masked in exports"))
        self.roles = [ChoiceCard(code, PERSON_ROLES.label(code), _(note)) for code, note in _ROLES.items()]
        for card in self.roles:
            card.setChecked(card.code == identity.role)
        self.file_name = LabelledLine(_("File name"), identity.centre, note=ENDING)
        self.centre.line.textEdited.connect(self._name_file)
        self.folder = LabelledLine(_("In folder"), str(self._folder), note=_("on this computer's own disk"))
        self.folder.line.set_trailing("folder_open", _("Choose another folder"), self._choose_folder)
        self.encrypted = QCheckBox(_("Encrypt"))
        self.encrypted.setChecked(True)
        self.daily_backup = QCheckBox(_("Back up every day"))
        self.daily_backup.setChecked(True)
        self.go_on = Button("", "arrow_right", ButtonKind.PRIMARY, key="Ctrl+Return")
        self.go_on.clicked.connect(self._submit)
        self.refusal = TextLabel(tone="red")
        self.refusal.hide()
        self._working = QProgressBar()
        self._working.setRange(0, 0)
        self._working.setTextVisible(False)
        self._doing = TextLabel(tone="text2", size=TextSize.CAPTION)
        self._progress = column_of(self._doing, self._working, spacing=4)
        self._progress.hide()

    def _arrange(self) -> None:
        surface = Card(margins=(28, 20, 28, 16))
        surface.column.setSpacing(10)
        surface.setMaximumWidth(840)
        for part in (*self._who(), _hairline(), *self._where()):
            surface.add(part)
        surface.fill()
        for part in (self.refusal, self._progress, _hairline(), self._foot()):
            surface.add(part)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(48, 40, 48, 40)
        row.setSpacing(44)
        row.addStretch(1)
        row.addWidget(_side(), 3)
        row.addWidget(surface, 8)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(middle)
        scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _who(self) -> tuple[QWidget, ...]:
        return (
            _title("1", _("Who you are"), _("stands in every change; can be changed in the settings")),
            _pair(self.user_name, self.centre),
            _pair(self.territories, self.phone),
            LineLabel(
                [caption(_("Mainly"), "text2"), caption(_("only chooses the first page, locks nothing"))], height=20
            ),
            _pair(*self.roles),
        )

    def _where(self) -> tuple[QWidget, ...]:
        encryption = row_of(self.encrypted, _note(_("a passphrase is set next; the centre keeps a recovery key")), None)
        backup = row_of(self.daily_backup, _note(_("into a folder beside the file, the last 30 are kept")), None)
        body = column_of(_pair(self.file_name, self.folder), encryption, backup, spacing=6, margins=(38, 0, 0, 4))
        self._cards = {
            "new": StartCard(
                ChoiceHead(
                    "document_add", _("New case file"), _("empty; a roster (Excel) can be imported next"), "Alt+1"
                ),
                body,
            ),
            "open": StartCard(
                ChoiceHead(
                    "folder_open",
                    _("Open a case file"),
                    _("handed over by a colleague, from another computer or a backup; or drop a file here"),
                    "Alt+2",
                )
            ),
            "sample": StartCard(
                ChoiceHead(
                    "play",
                    _("Try the sample first"),
                    _("five places, 18 enterprises, four rounds, seen from 2022-12-30; kept apart from your data"),
                    "Alt+3",
                )
            ),
        }
        for way, card in self._cards.items():
            card.head.clicked.connect(partial(self._choose, way))
        place = Card("sunk", margins=(12, 4, 12, 4))
        words = _(
            "On a network share, in a synchronised folder or on a stick a file can only be read. Backups may lie there."
        )
        place.add(LineLabel([Icon("info", "accent"), Words(words, "text2")], height=24))
        return (_title("2", _("Where to begin"), _("one case file holds all records")), *self._cards.values(), place)

    def _foot(self) -> QWidget:
        language = Button(_LANGUAGES[chosen_language()], "local_language", ButtonKind.GHOST, opens=True)
        language.clicked.connect(partial(self._offer_languages, language))
        scheme = Button(_("Appearance"), "weather_moon", ButtonKind.GHOST, opens=True)
        scheme.clicked.connect(partial(self._offer_schemes, scheme))
        leave = Button(_("Quit"), kind=ButtonKind.GHOST, key="Esc")
        leave.clicked.connect(self.close)
        return row_of(language, scheme, None, leave, self.go_on)

    def _set_keys(self) -> None:
        for number, way in enumerate(self._cards, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._choose, way))
        for key, run in (("Ctrl+Return", self._submit), ("Ctrl+Enter", self._submit), ("Esc", self.close)):
            QShortcut(QKeySequence(key), self, run)

    # What is chosen

    def _choose(self, way: str, *_facts: object) -> None:
        self._way = way
        for name, card in self._cards.items():
            card.show_chosen(chosen=name == way)
        words = {"new": _("Make it and begin"), "open": _("Choose a file…"), "sample": _("Open the sample")}
        self.go_on.set_words(words[way])

    def _name_file(self, centre: str) -> None:
        """The file is called after the centre until the user calls it otherwise."""
        if not self.file_name.line.isModified():
            self.file_name.line.setText(centre.strip())

    def identity(self) -> Identity:
        """What is typed about the user."""
        names = self.territories.text()
        for sign in _SEPARATORS:
            names = names.replace(sign, "\n")
        role = next((card.code for card in self.roles if card.isChecked()), "caseworker")
        return Identity(
            name=self.user_name.text(),
            centre=self.centre.text(),
            territories=tuple(name.strip() for name in names.split("\n") if name.strip()),
            phone=self.phone.text(),
            role=role,
        )

    def _submit(self, *_facts: object) -> None:
        self.show_refusal("")
        if not self.user_name.is_given() or self._progress.isVisibleTo(self):
            return
        if self._way == "open":
            self.open_wanted.emit(self.identity(), "")
        elif self._way == "sample":
            self.sample_wanted.emit(self.identity())
        elif self.centre.is_given():
            self._ask_for_new()

    def _ask_for_new(self) -> None:
        try:
            path = new_path(Path(self.folder.text() or self._folder).expanduser(), self.file_name.text())
        except CaseworkError as error:
            (self.folder if getattr(error, "code", "") == "place" else self.file_name).show_error(str(error))
            return
        self.new_wanted.emit(
            NewFile(
                path=path,
                identity=self.identity(),
                encrypted=self.encrypted.isChecked(),
                daily_backup=self.daily_backup.isChecked(),
            )
        )

    def show_refusal(self, message: str) -> None:
        """Says above the buttons what could not be done."""
        self.refusal.setText(message)
        self.refusal.setVisible(bool(message))

    def show_work(self, words: str) -> None:
        """Says what is being done; nothing can be asked meanwhile. Empty words end it."""
        self._doing.setText(words)
        self._progress.setVisible(bool(words))
        self.go_on.setEnabled(not words)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("In folder"), self.folder.text())
        if chosen:
            self.folder.line.setText(chosen)
            self.folder.show_error("")

    def _offer_languages(self, button: Button, *_facts: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, words in _LANGUAGES.items():
            menu.addAction(words, partial(self.language_chosen.emit, code))
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    def _offer_schemes(self, button: Button, *_facts: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scheme, words in _SCHEMES.items():
            menu.addAction(_(words), partial(self.scheme_chosen.emit, scheme))
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    # What Qt asks

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped file is opened."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path and self.user_name.is_given():
            self._choose("open")
            self.open_wanted.emit(self.identity(), path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving the start window leaves the program, unless a file was opened meanwhile."""
        super().closeEvent(event)
        self.closed.emit()


def _side() -> QWidget:
    side = QWidget()
    side.setMinimumWidth(220)
    side.setMaximumWidth(290)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(AppMark(52))
    column.addSpacing(12)
    column.addWidget(TextLabel(_("Huifang"), size=TextSize.PAGE, bold=True))
    column.addWidget(
        TextLabel(
            _("Offline casework of a transfer centre: visits, appeals, matches, projects and lists in one file."),
            tone="text2",
        )
    )
    column.addSpacing(14)
    for icon, title, text in _PROMISES:
        column.addWidget(LineLabel([Icon(icon, "accent", 18), Words(_(title), bold=True)], height=24))
        words = TextLabel(_(text), tone="text2", size=TextSize.CAPTION)
        words.setContentsMargins(24, 0, 0, 8)
        column.addWidget(words)
    column.addStretch(1)
    column.addWidget(TextLabel(_("Version and licences: see Help"), tone="text2", size=TextSize.CAPTION))
    return side


def _title(number: str, title: str, note: str) -> LineLabel:
    words = Words(f"{number}  {title}", size=TextSize.CARD, bold=True, elastic=False)
    return LineLabel([words, caption(note)], height=26)


def _note(text: str) -> LineLabel:
    return LineLabel([caption(text, "text2")])


def _pair(*widgets: QWidget) -> QWidget:
    """Widgets of the same width beside each other, their heads on one line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def _hairline() -> QWidget:
    line = Card("rule", margins=(0, 0, 0, 0))
    line.setFixedHeight(1)
    return line
