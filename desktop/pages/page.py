"""What every page of the window has: its name, its commands, what waits on it, and the record it shows."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.casebook import Casebook
from casework.records import Changes
from desktop.commands import Command
from desktop.listed import Listed
from desktop.session import Session
from widgets.cards import Card


class Page(QWidget):
    """A page of the side bar. It imports no other page: it emits `open_record` and the window goes there."""

    name: ClassVar[str] = ""
    """Unique, never shown."""
    words: ClassVar[str] = ""
    """The English words in the side bar (translated where shown)."""
    icon: ClassVar[str] = ""
    """The name of its icon, as widgets.icons knows it."""

    open_record = Signal(str, str)
    """Type name and id of a record the window should show, on whatever page."""
    asked = Signal(str)
    """The name of a command of the frame that this page wants done (theme_dark, history)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A page on an open session; it selects nothing before it is shown for the first time."""
        super().__init__(parent)
        self.session = session
        self._is_stale = True
        session.changed.connect(self._note_change)

    def shows(self) -> frozenset[str]:
        """The record types whose changes this page must show; the default is all."""
        return frozenset()

    def refresh(self) -> None:
        """Selects anew what the page shows; called when it becomes visible and something changed."""

    def show_record(self, type_name: str, record_id: str) -> bool:  # noqa: ARG002 - a page without records shows none
        """Shows this record and says True, when it is one of this page."""
        return False

    def enterprise_in_view(self) -> str:
        """The id of the enterprise that is looked at, with which a contact logged now begins; empty where none is."""
        return ""

    def listed(self) -> Sequence[Listed]:
        """The lists of this page, those shown and those not."""
        return ()

    def panes(self) -> list[QWidget]:
        """What F6 goes to, from left to right and down; by default the cards of the page."""
        cards = [card for card in self.findChildren(Card) if card.isVisible()]
        return sorted(cards, key=self._column_order)

    def _column_order(self, card: QWidget) -> tuple[int, int]:
        place = card.mapTo(self, card.rect().topLeft())
        return place.x(), place.y()

    def commands(self) -> tuple[Command, ...]:
        """What the user can do here."""
        return ()

    @classmethod
    def waiting(cls, book: Casebook) -> tuple[int, bool]:  # noqa: ARG003 - nothing waits on a page that counts nothing
        """How many things wait on this page, and whether they call (red); counted on the reader's lane."""
        return 0, False

    def _note_change(self, changes: Changes) -> None:
        types = self.shows()
        if not types or any(changes.touches(name) for name in types):
            self._is_stale = True
            self.refresh_if_seen()

    def refresh_if_seen(self) -> None:
        """Refreshes the page when it is visible and out of date."""
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.refresh()

    def showEvent(self, event: object) -> None:
        """Selects what changed while the page was not seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh_if_seen()
