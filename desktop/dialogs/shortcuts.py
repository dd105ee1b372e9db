"""All keys on one sheet: those of the commands as they are now, and those that every list and form has."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casework.language import N_, _
from desktop.commands import MENUS, Command
from desktop.dialogs.side_window import SideWindow
from widgets.buttons import key_words
from widgets.cards import Card
from widgets.fonts import TextSize
from widgets.labels import LineLabel
from widgets.pieces import Key, Words

_LISTS = (
    ("↑ ↓", N_("Another row")),
    ("J  K", N_("Another row, with the hands where they are")),
    ("Enter", N_("Open the record")),
    ("Space", N_("Preview")),
    ("Alt+↓", N_("Sort by the current column")),
    ("Ctrl+C", N_("Copy the rows")),
)
_FORMS = (
    ("Ctrl+↵", N_("The primary act: save, go on")),
    ("Esc", N_("Back; what is typed stays as a draft")),
    ("Tab", N_("Next field")),
    ("↓", N_("In a reference: what can be chosen")),
    ("+3", N_("In a date: in three working days; 下周四 and 12-8 are understood too")),
)


class ShortcutsWindow(SideWindow):
    """The sheet; it is made anew for the commands of the page shown."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None) -> None:
        """Commands without a key are left out: they stand in the menus."""
        super().__init__(_("Keys"), _("of this page and of the whole program"), parent, QSize(860, 620))
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(8)
        left, right = QVBoxLayout(), QVBoxLayout()
        for name, words in MENUS.items():
            keys = [(key_words(c.key), c.label.rstrip("…")) for c in commands if c.menu == name and c.key]
            if keys:
                (right if name in ("view", "help") else left).addWidget(_card(_plain(_(words)), keys))
        right.addWidget(_card(_("In lists"), [(key, _(told)) for key, told in _LISTS]))
        left.addWidget(_card(_("In forms"), [(key, _(told)) for key, told in _FORMS]))
        for column in (left, right):
            column.setSpacing(8)
            column.addStretch(1)
            row.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        self.column.addWidget(scroll, 1)


def _plain(words: str) -> str:
    """The name of a menu without its mnemonic: 文件(&F) is 文件."""
    return words.split("(&", 1)[0].replace("&", "")


def _card(title: str, keys: Sequence[tuple[str, str]]) -> Card:
    card = Card(margins=(14, 8, 14, 10))
    card.column.setSpacing(2)
    card.add(LineLabel([Words(title, size=TextSize.CARD, bold=True)], height=28))
    for key, told in keys:
        card.add(LineLabel([Words(told, "text2")], [Key(key)], height=26))
    return card
