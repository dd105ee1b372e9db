"""The window as its user works it: go, press, fill in, save, see; and the same told by the file and by the paper."""

import sqlite3
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.command_line import run
from desktop.pages.page import Page
from desktop.window import Window
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import wait_until_idle


class Driver:
    """A user at an open window; every verb ends when the window has nothing left to do."""

    def __init__(self, window: Window, qtbot: QtBot, folder: Path) -> None:
        """`folder` takes the papers that are printed on the way."""
        self.window, self._qtbot, self._folder = window, qtbot, folder

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.window.page()

    @property
    def path(self) -> Path:
        """Where the case file lies."""
        return self.window.session.book.path

    def wait(self) -> None:
        """Until everything asked for has been told, and what was asked for then."""
        for _time in range(2):
            wait_until_idle(self._qtbot, self.window.session)
            QApplication.processEvents()

    def go(self, page: str) -> Page:
        """Clicks a page in the side bar."""
        item = self.window.side._items[page]
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        self.wait()
        assert self.page.name == page
        return self.page

    def press(self, keys: str, at: QWidget | None = None) -> None:
        """Presses keys as a shortcut names them (`Ctrl+J, A`), in the window or at one of its parts."""
        sequence = QKeySequence(keys)
        for number in range(sequence.count()):
            chord = sequence[number]
            QTest.keyClick(at or self.window, chord.key(), chord.keyboardModifiers())
        self.wait()

    def fill(self, form: Any, **values: str) -> None:
        """Types into the fields of a form: words, days, the words of a record; picks where there is a choice."""
        for name, value in values.items():
            editor = form.editor(name)
            if hasattr(editor, "line"):
                editor.line.clear()
                type_chinese(editor.line, value)
                editor.line.left.emit()
            elif hasattr(editor, "box"):
                type_chinese(editor.box, value)
            else:
                [segment] = [s for s in editor.findChildren(QWidget) if getattr(s, "code", None) == value]
                QTest.mouseClick(segment, Qt.MouseButton.LeftButton)

    def save(self, form: QWidget) -> None:
        """Ctrl+Enter in a form."""
        self.press("Ctrl+Return", form)

    def sees(self, words: str) -> bool:
        """Whether some visible part of the window says these words."""
        parts = [part for part in self.window.findChildren(QWidget) if part.isVisible()]
        return any(words in said for part in parts for said in _said(part))

    # The same, told by others

    def counted(self, sql: str, **values: Any) -> Any:
        """The one value that plain SQL finds in the file, on another SQLite."""
        raw = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return raw.execute(sql, values).fetchone()[0]
        finally:
            raw.close()

    def printed(self, kind: str, *how: str) -> str:
        """The words of a paper, printed by a command beside the open window, without blanks."""
        target = self._folder / f"{kind}.pdf"
        how = (*how, "-o", str(target), "--today", self.window.session.today.isoformat(), "--lang", "zh_CN", "--force")
        assert run(["print", str(self.path), kind, *how]) == 0
        return "".join("".join((page.extract_text() or "").split()) for page in PdfReader(target).pages)


def _said(part: QWidget) -> list[str]:
    """What a part says: to the eye, and to those who cannot see it."""
    text = getattr(part, "text", None)
    said = [part.accessibleName(), str(text()) if callable(text) else ""]
    return [*said, part.toPlainText()] if isinstance(part, QPlainTextEdit) else said
