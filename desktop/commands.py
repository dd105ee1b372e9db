"""A command of the window as a value: its words, its key, its place in a menu, when it is possible, what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.language import N_, _

MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "record": N_("&Record"),
    "tools": N_("&Tools"),
    "help": N_("&Help"),
}
"""The menus from left to right, with their English words."""


def always() -> bool:
    """For a command that is possible at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do; window, menus, palette and shortcut sheet are built from such values.

    `name` is unique and never shown, `words` English (translated where shown), `key` as Qt writes it
    (Ctrl+N) or empty, `menu` one of MENUS.
    """

    name: str
    words: str
    do: Callable[[], None]
    menu: str
    key: str = ""
    possible: Callable[[], bool] = always
    icon: str = ""

    @property
    def label(self) -> str:
        """The words in the user's language."""
        return _(self.words)
