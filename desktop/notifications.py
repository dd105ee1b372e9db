"""What was told in the notice bar since the window was opened, to be read once more."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from casework.language import _
from desktop.dialogs.side_window import SideWindow
from desktop.session import now
from widgets.cards import Card
from widgets.pieces import Icon, Words, fixed
from widgets.record_table import RecordTable
from widgets.table_columns import TableColumn

MOST_KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told: when, what, whether it was a warning."""

    id: str
    at: str
    text: str
    warned: bool


class Notices(QObject):
    """Remembers what was told; a warning that nobody looked at yet marks the bell."""

    added = Signal()

    def __init__(self, parent: QObject) -> None:
        """Nothing told."""
        super().__init__(parent)
        self._told: list[Notice] = []
        self._unseen = False

    @property
    def told(self) -> list[Notice]:
        """The newest first."""
        return self._told[::-1]

    @property
    def unseen(self) -> bool:
        """Whether a warning came since the list was last looked at."""
        return self._unseen

    def add(self, text: str, *, warned: bool = False) -> None:
        """Remembers one thing told."""
        number = int(self._told[-1].id) + 1 if self._told else 1
        self._told.append(Notice(id=str(number), at=f"{now():%H:%M:%S}", text=text, warned=warned))
        del self._told[:-MOST_KEPT]
        self._unseen = self._unseen or warned
        self.added.emit()

    def see(self) -> None:
        """The list was looked at."""
        self._unseen = False
        self.added.emit()


class NoticesWindow(SideWindow):
    """The list of what was told."""

    def __init__(self, notices: Notices, parent: QWidget | None) -> None:
        """Follows what is told while it is open."""
        super().__init__(_("Notices"), _("since the file was opened"), parent, QSize(680, 460))
        self._notices = notices
        self.table = RecordTable(_columns(), name=_("Notices"))
        self.table.empty.say(_("Nothing was told yet."))
        card = Card(margins=(1, 1, 1, 7))
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        notices.added.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows what was told."""
        self.table.show_rows(self._notices.told)


def _columns() -> list[TableColumn]:
    return [
        TableColumn(key="at", label=_("When"), text=lambda r: r.at, pieces=lambda r: [fixed(r.at)], width=90),
        TableColumn(
            key="text",
            label=_("Told"),
            text=lambda r: r.text,
            pieces=lambda r: [
                Icon("warning", "red") if r.warned else Icon("checkmark_circle", "green"),
                Words(r.text),
            ],
            stretch=True,
        ),
    ]
