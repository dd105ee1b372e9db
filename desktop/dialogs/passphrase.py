"""Questions about secrets: a new passphrase typed twice, and the recovery key shown once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from casework.errors import CaseworkError
from casework.language import _
from casework.store.encryption import LEAST_PASSPHRASE, check_passphrase
from desktop.dialogs.lines import LabelledLine
from desktop.dialogs.question import Question
from widgets.buttons import Button, ButtonKind
from widgets.cards import Card, row_of
from widgets.fonts import TextSize
from widgets.labels import TextLabel


class NewPassphrase(Question):
    """Asks for a new passphrase twice; it is never kept anywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing typed."""
        super().__init__(
            _("Set a passphrase"),
            _("The case file is encrypted with it. Nobody can look it up: write it down, or keep the recovery key."),
            parent,
        )
        self.first = LabelledLine(
            _("Passphrase"),
            note=_("at least {n} characters; a short sentence is good").format(n=LEAST_PASSPHRASE),
            secret=True,
        )
        self.second = LabelledLine(_("Once more"), secret=True)
        shown = QCheckBox(_("Show what is typed"))
        shown.toggled.connect(self._show)
        go_on = Button(_("Set it"), "lock_closed", ButtonKind.PRIMARY, key="Return")
        go_on.clicked.connect(self._check)
        self.first.line.entered.connect(self.second.setFocus)
        self.second.line.entered.connect(self._check)
        for part in (self.first, self.second, shown):
            self.column.addWidget(part)
        self.end_with(go_on)

    def passphrase(self) -> str:
        """What was set."""
        return self.first.secret()

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - as the box tells it
        mode = self.first.line.EchoMode.Normal if shown else self.first.line.EchoMode.Password
        for part in (self.first, self.second):
            part.line.setEchoMode(mode)

    def _check(self) -> None:
        try:
            check_passphrase(self.passphrase())
        except CaseworkError as error:
            self.first.show_error(str(error))
            return
        if self.first.secret() != self.second.secret():
            self.second.show_error(_("The two are not the same."))
            return
        self.accept()


class RecoveryKey(QDialog):
    """Shows the recovery key of a new encrypted file, once; it is left only when the user says it is kept."""

    def __init__(self, key: str, file_name: str, parent: QWidget | None = None) -> None:
        """`key` opens the file when the passphrase is lost."""
        super().__init__(parent)
        self._key, self._file_name = key, file_name
        self.setWindowTitle(_("Recovery key"))
        self.setMinimumWidth(560)
        text = _(
            "This key opens {file} when the passphrase is lost. It is shown only now. "
            "Keep it in the centre's safe, on paper or on a stick, not on this computer."
        )
        words = TextLabel(key, size=TextSize.RECORD, bold=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setAccessibleName(_("Recovery key"))
        card = Card("sunk")
        card.add(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(_("Recovery key"), size=TextSize.RECORD, bold=True))
        column.addWidget(TextLabel(text.format(file=file_name), tone="text2"))
        column.addWidget(card)
        self._fill_foot(column)

    def _fill_foot(self, column: QVBoxLayout) -> None:
        copy = Button(_("Copy"), "copy")
        copy.clicked.connect(self._copy)
        save = Button(_("Save as text…"), "save")
        save.clicked.connect(self._save)
        self.kept = QCheckBox(_("I have kept the key in a safe place"))
        self.go_on = Button(_("Go on"), "arrow_right", ButtonKind.PRIMARY, key="Return")
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.accept)
        self.kept.toggled.connect(self.go_on.setEnabled)
        column.addWidget(row_of(copy, save, None))
        column.addWidget(row_of(self.kept, None, self.go_on))

    def reject(self) -> None:
        """Escape does not lose the key: it is left by saying that it is kept."""
        if self.kept.isChecked():
            super().reject()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)

    def _save(self) -> None:
        name = _("{file} recovery key.txt").format(file=self._file_name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as text…"), name, "*.txt")
        if chosen:
            Path(chosen).write_text(f"{self._file_name}\n{self._key}\n", encoding="utf-8")
