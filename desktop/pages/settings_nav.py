"""The list of settings at the left: what can be set, under three heads, each with its present value."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal

from casework.language import N_, _
from widgets.cards import Card, row_of
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Icon, Piece, Words, caption
from widgets.record_table import RecordTable
from widgets.table_columns import GroupRow, TableColumn
from widgets.typed_line import TypedLine

WIDTH = 226
_ROW = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to set: its English words, its icon, the head it stands under; `command` opens a window instead."""

    id: str
    words: str
    icon: str
    head: str
    command: str = ""


_ME, _CENTRE, _FILE = N_("Me"), N_("This centre, in the case file"), N_("The file")
TOPICS: tuple[Topic, ...] = (
    Topic(id="me", words=N_("I and this computer"), icon="person", head=_ME),
    Topic(id="looks", words=N_("Language and appearance"), icon="paint_brush", head=_ME),
    Topic(id="keys", words=N_("Keys"), icon="key", head=_ME, command="shortcuts"),
    Topic(id="centre", words=N_("Centre and scope"), icon="building", head=_CENTRE),
    Topic(id="calendar", words=N_("Working calendar"), icon="calendar_ltr", head=_CENTRE),
    Topic(id="deadlines", words=N_("Deadlines"), icon="timer", head=_CENTRE),
    Topic(id="codes", words=N_("Code lists"), icon="list", head=_CENTRE),
    Topic(id="people", words=N_("Persons and units"), icon="people", head=_CENTRE),
    Topic(id="backups", words=N_("Backup and restore"), icon="shield_checkmark", head=_FILE),
    Topic(id="encryption", words=N_("Encryption and passphrase"), icon="lock_closed", head=_FILE),
    Topic(id="history", words=N_("History"), icon="history", head=_FILE, command="history"),
    Topic(id="bin", words=N_("Recycle bin"), icon="dismiss_circle", head=_FILE, command="recycle_bin"),
    Topic(id="about", words=N_("About and licences"), icon="info", head=_FILE, command="about"),
)


class SettingsNav(Card):
    """`chosen` tells the topic."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """All topics, without values."""
        super().__init__(margins=(1, 10, 1, 7))
        self.setFixedWidth(WIDTH)
        self._values: Mapping[str, str] = {}
        self.find_line = TypedLine(placeholder=_("Find a setting"), name=_("Find a setting"))
        self.find_line.set_trailing("search")
        self.find_line.textChanged.connect(self._narrow)
        column = TableColumn(
            key="topic", label="", text=lambda topic: _(topic.words), pieces=_pieces, right=self._value, stretch=True
        )
        self.table = RecordTable([column], header=False, row_height=_ROW, name=_("Settings"))
        self.table.empty.say(_("No setting is called so."))
        self.table.current_changed.connect(self._choose)
        title = LineLabel([Words(_("Settings"), size=TextSize.PAGE, bold=True)], height=32)
        self.add(row_of(title, margins=(15, 0, 13, 0)))
        self.add(row_of(self.find_line, margins=(13, 0, 13, 0)))
        self.add(self.table, 1)
        self._narrow("")

    def show_values(self, values: Mapping[str, str]) -> None:
        """The present values, by topic."""
        self._values = values
        self.table.viewport().update()

    def choose(self, topic_id: str) -> None:
        """Makes a topic current."""
        self.table.choose(topic_id)

    def _value(self, topic: Topic) -> list[Piece]:
        value = self._values.get(topic.id, "")
        return [caption(value, elastic=False)] if value else []

    def _narrow(self, words: str) -> None:
        wanted = words.strip().casefold()
        found = [topic for topic in TOPICS if wanted in f"{_(topic.words)} {topic.words}".casefold()]
        rows: list[Topic | GroupRow] = []
        for head in dict.fromkeys(topic.head for topic in found):
            rows.append(GroupRow(label=_(head), quiet=True))
            rows += [topic for topic in found if topic.head == head]
        self.table.show_rows(rows)

    def _choose(self, topic_id: str) -> None:
        if topic_id:
            self.chosen.emit(topic_id)


def _pieces(topic: Topic) -> list[Piece]:
    return [Icon(topic.icon, "text2"), Words(_(topic.words))]
