"""What the palette finds: records by their words, pages and commands by theirs."""

from collections.abc import Callable, Sequence
from itertools import groupby

from casework.catalogue import RECORD_TYPES
from casework.language import _
from casework.store.search import Hit
from desktop.choices import label_of
from desktop.commands import Command
from desktop.navigation import page_of
from desktop.session import Session
from widgets.buttons import key_words
from widgets.palette import PaletteGroup, PaletteHit
from widgets.pieces import Key

COMMANDS = "command"
_MOST = 60
_MOST_A_GROUP = 6
_ICONS = {
    "enterprise": ("building", "blue"),
    "contact_person": ("person", "blue"),
    "visit": ("location", "blue"),
    "revisit_round": ("arrow_repeat_all", "blue"),
    "appeal": ("chat_bubbles_question", "violet"),
    "commitment": ("ribbon_star", "amber"),
    "demand": ("lightbulb", "violet"),
    "offer": ("beaker", "teal"),
    "expert": ("hat_graduation", "teal"),
    "project": ("rocket", "green"),
    "list_line": ("clipboard_task", "blue"),
    "policy": ("gavel", "blue"),
    "policy_clause": ("gavel", "blue"),
    "partner": ("globe", "blue"),
    "agreement": ("document", "neutral"),
    "event": ("people_team", "blue"),
    "unit": ("branch_fork", "neutral"),
    "person": ("person", "neutral"),
}
_ORDER = tuple(_ICONS)


class Finder:
    """Answers typed words with groups of hits; `>` asks for commands alone."""

    def __init__(self, session: Session, commands: Callable[[], Sequence[Command]]) -> None:
        """`commands` gives those that are offered now."""
        self._session, self._commands = session, commands

    def groups(self, words: str) -> list[PaletteGroup]:
        """Records first, commands last; for empty words the commands."""
        commands = self._command_group(words.lstrip("> "))
        if not words or words.startswith(">"):
            return [commands]
        return [*self._record_groups(words.lstrip("#@")), commands]

    def _record_groups(self, words: str) -> list[PaletteGroup]:
        hits = [hit for hit in self._session.book.search(words, limit=_MOST) if page_of(hit.type_name)]
        hits.sort(key=_place)
        return [self._group(name, list(found)) for name, found in groupby(hits, key=lambda hit: hit.type_name)]

    def _group(self, type_name: str, hits: list[Hit]) -> PaletteGroup:
        label = _(RECORD_TYPES[type_name].label)
        return PaletteGroup(
            key=type_name, label=label, hits=[self._hit(hit) for hit in hits[:_MOST_A_GROUP]], count=len(hits)
        )

    def _hit(self, hit: Hit) -> PaletteHit:
        """A record by its number and title; its other words follow, without the number said already."""
        icon, tone = _ICONS.get(hit.type_name, ("document", "neutral"))
        title = label_of(self._session.book, hit.type_name, hit.record_id)
        note = " ".join(word for word in hit.snippet.split(" ") if word not in title.split(" "))
        return PaletteHit(id=hit.record_id, title=title, note=note, icon=icon, tone=tone)

    def _command_group(self, words: str) -> PaletteGroup:
        wanted = words.casefold().split()
        found = [c for c in self._commands() if c.possible() and _matches(c, wanted)]
        hits = [
            PaletteHit(
                id=command.name,
                title=_label(command),
                icon=command.icon or "chevron_right",
                tone="accent",
                right=[Key(key_words(command.key))] if command.key else [],
            )
            for command in found
        ]
        return PaletteGroup(key=COMMANDS, label=_("Commands"), hits=hits)


def _place(hit: Hit) -> int:
    return _ORDER.index(hit.type_name) if hit.type_name in _ORDER else len(_ORDER)


def _label(command: Command) -> str:
    return command.label.rstrip("…")


def _matches(command: Command, wanted: Sequence[str]) -> bool:
    """Whether all words stand in the command's words, in the user's language or in English."""
    words = f"{command.label} {command.words}".casefold()
    return all(word in words for word in wanted)
