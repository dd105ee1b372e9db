"""The bars of the window's frame: top bar with menus and search, banners, status line."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from casework.language import _
from desktop.app_mark import AppMark
from widgets.buttons import Button, ButtonKind, icon_button, key_words, link_button
from widgets.labels import LineLabel
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Bar, Chip, Icon, Key, Person, Piece, Space, Words, caption
from widgets.tokens import Family, tokens_of


def _run(run: Callable[[], object], *_facts: object) -> None:
    run()


class SearchBox(QAbstractButton):
    """What looks like the global search field; a click opens the palette, in which is typed."""

    def __init__(self, key: str) -> None:
        """`key` stands on a cap at the right."""
        super().__init__()
        self._key = key
        self.setText(_("Search enterprises, appeals, projects, or enter a command"))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedHeight(32)
        self.setMinimumWidth(160)
        self.setMaximumWidth(400)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as in the pictures of the look."""
        return QSize(400, 32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A field with its glass, its words and its key."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        paint_box(painter, box, tokens.colour("card"), tokens.colour("border"))
        words: list[Piece] = [Icon("search", "dim", 16), Words(self.text(), "dim")]
        paint_line(painter, tokens, box.adjusted(10, 0, -8, 0), words, [Key(key_words(self._key))])
        if self.hasFocus():
            paint_focus(painter, tokens, box)


class PersonButton(QAbstractButton):
    """Who works here, as a round mark."""

    def __init__(self, name: str) -> None:
        """The tooltip says the whole name."""
        super().__init__()
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(32, 32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The first character of the name."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        paint_line(painter, tokens, QRectF(self.rect()).adjusted(2, 0, 0, 0), [Person(self.text(), 28)])
        if self.hasFocus():
            paint_focus(painter, tokens, QRectF(self.rect()), 16)


class TopBar(QWidget):
    """Mark, menus, search, undo, notices, the primary act, the user."""

    def __init__(self, user: str, sample_day: str) -> None:
        """The frame connects what the buttons do; `sample_day` is the day a sample is looked at from, else empty."""
        super().__init__()
        self.setFixedHeight(48)
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.search = SearchBox("Ctrl+K")
        self.undo = icon_button("arrow_undo", _("Undo"))
        self.bell = icon_button("alert", _("Notices"))
        self.log_contact = Button(_("Log a contact"), "add", ButtonKind.PRIMARY, key="Ctrl+N")
        self.user = PersonButton(user)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(AppMark())
        row.addWidget(self.menus)
        if sample_day:
            row.addWidget(_sample_mark(sample_day))
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for part in (self.undo, self.bell, self.log_contact, self.user):
            row.addWidget(part)


class Banner(QFrame):
    """One line over the pages that stays: why nothing can be changed, that this is the sample."""

    def __init__(self) -> None:
        """Hidden until something is said."""
        super().__init__()
        self.setProperty("surface", "note")
        self._line = LineLabel(height=26)
        self._act = link_button("")
        self._act.clicked.connect(self._acted)
        self._run: Callable[[], object] = self.hide
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 8, 1)
        row.addWidget(self._line, 1)
        row.addWidget(self._act)
        self.hide()

    def say(
        self,
        icon: str,
        tone: str,
        text: str,
        hint: str = "",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Shows a sentence, a hint and the way out."""
        hints = [caption(hint, "text2")] if hint else []
        self._line.set_line([Icon(icon, tone, 16), Words(text, elastic=not hint), *hints])
        self.setAccessibleName(self._line.accessibleName())
        self._act.set_words(action)
        self._act.setVisible(run is not None)
        self._run = run or self.hide
        self.show()

    def text(self) -> str:
        """What is said."""
        return self._line.accessibleName()

    def _acted(self) -> None:
        self._run()


class StatusLine(QWidget):
    """File, user with role and last backup at the left; drafts and long work, which can be cancelled, at the right."""

    cancelled = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setFixedHeight(28)
        self._parts: dict[str, list[Piece]] = {}
        self._left, self._right = LineLabel(height=28), LineLabel(height=28)
        self._cancel = Button(_("Cancel"), kind=ButtonKind.LINK, small=True, height=24)
        self._cancel.hide()
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(8)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)
        row.addWidget(self._cancel)

    def set_part(self, name: str, icon: str, text: str, tone: str = "dim") -> None:
        """Says something under a name (file, user, backup, draft); nothing for an empty text."""
        words = caption(text, "text2", elastic=name == "file")
        self._parts[name] = [Icon(icon, tone, 14), words, Space(14)] if text else []
        self._show()

    def show_work(self, words: str, done: int = 0, total: int = 0) -> None:
        """Long work and how far it is; empty words when it is over."""
        far = f"{done} / {total}" if total > 1 else ""
        share = done / total if total else 0.0
        pieces: list[Piece] = [caption(words, "text2"), Bar(share), caption(far, elastic=False), Space(8)]
        self._parts["work"] = pieces if words else []
        if not self._cancel.isVisibleTo(self):
            self._cancel.setEnabled(True)
        self._cancel.setVisible(bool(words))
        self._show()

    def text(self) -> str:
        """Everything that is said."""
        return f"{self._left.accessibleName()} {self._right.accessibleName()}".strip()

    def _show(self) -> None:
        self._left.set_line([*self._part("file"), *self._part("user"), *self._part("backup")])
        self._right.set_line([*self._part("work"), *self._part("draft")])

    def _part(self, name: str) -> list[Piece]:
        return self._parts.get(name, [])

    def _stop(self, *_facts: object) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()


def _sample_mark(day: str) -> LineLabel:
    """Says in every picture that what is seen is invented."""
    mark = LineLabel([Chip(_("Sample · {day}").format(day=day), Family.AMBER)], height=32)
    words = _("These are the sample's invented records, looked at from {day}.").format(day=day)
    mark.setAccessibleName(words)
    mark.setToolTip(words)
    return mark


def connect(button: QAbstractButton, run: Callable[[], object]) -> None:
    """Lets a button do something without being told whether it is checked."""
    button.clicked.connect(partial(_run, run))
