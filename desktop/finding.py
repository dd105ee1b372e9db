"""What the palette finds: records by their words off the window's thread, pages and commands by theirs at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from casework.casebook import Casebook
from casework.catalogue import RECORD_TYPES
from casework.insight.query_fields import Asker
from casework.insight.query_language import Query, understood
from casework.language import N_, _
from casework.store.search_finder import Likeness, Narrowing
from casework.store.search_hits import ON_SCREEN, Hit
from desktop.commands import Command
from desktop.found_rows import ICONS, palette_hits
from desktop.navigation import page_of
from desktop.session import Session
from widgets.buttons import key_words
from widgets.palette import Answering, PaletteAnswer, PaletteGroup, PaletteHit, PaletteQuestion
from widgets.pieces import Key

COMMANDS = "command"
_EARLIER, _EXAMPLES = "earlier", "examples"
_ORDER = tuple(ICONS)
_MOST_A_GROUP = 6
_MOST_EARLIER = 12
_SHOWN_EARLIER = 4
_SETTING = "searches"
_TYPED = (
    (N_("type:appeal state:overdue"), N_("cases that are overdue")),
    (N_("district:Da'an type:enterprise"), N_("the enterprises of a district or park")),
    (N_("type:visit date:this month person:me"), N_("my own visits of this month")),
)
"""What may be typed, and what it finds; shown while nothing is typed."""


class Finder:
    """Answers the palette. One question at a time is under way, and only the newest waits behind it.

    Further pages of one group are read in order, none is left out.
    """

    def __init__(self, session: Session, commands: Callable[[], Sequence[Command]]) -> None:
        """`commands` gives those that are offered now."""
        self._session, self._commands = session, commands
        self._waiting: tuple[PaletteQuestion, Answering] | None = None
        self._is_busy = False

    def ask(self, question: PaletteQuestion, answer: Answering) -> None:
        """Answers with groups: without words what was searched before and what may be typed; `>` commands alone."""
        if not question.words:
            answer(PaletteAnswer(groups=[*self._usual(), self._command_group("")]))
        elif question.words.startswith(">") or question.only == COMMANDS:
            answer(PaletteAnswer(groups=[self._command_group(question.words.lstrip("> "))]))
        elif question.offset:
            ask = partial(_found, question, self._session.actor)
            self._session.search(ask, lambda found: answer(self._answer(question, found)), self._session.failed.emit)
        else:
            self._waiting = (question, answer)
            self._go_on()

    def target(self, group: str, record_id: str) -> tuple[str, str]:
        """The record to be opened for a hit: an attachment is looked at where it hangs."""
        if group != "attachment":
            return group, record_id
        found = self._session.book.get(RECORD_TYPES[group], record_id)
        return str(getattr(found, "owner_type", "")), str(getattr(found, "owner_id", ""))

    def remember(self, words: str) -> None:
        """Keeps what was searched for, the newest first."""
        if words and not words.startswith(">"):
            earlier = [one for one in self._earlier() if one != words]
            self._session.settings.put(_SETTING, [words, *earlier][:_MOST_EARLIER])

    def _earlier(self) -> list[str]:
        kept = self._session.settings.get(_SETTING, [])
        return [str(one) for one in kept] if isinstance(kept, list) else []

    def _go_on(self) -> None:
        if self._is_busy or self._waiting is None:
            return
        (question, answer), self._waiting = self._waiting, None
        self._is_busy = True
        self._session.search(
            partial(_found, question, self._session.actor), partial(self._tell, question, answer), self._fail
        )

    def _fail(self, error: Exception) -> None:
        self._is_busy = False
        self._session.failed.emit(error)

    def _tell(self, question: PaletteQuestion, answer: Answering, found: "_Found") -> None:
        """Hands the hits over, then asks for the counts, unless something newer waits."""
        self._is_busy = False
        if self._waiting is not None:
            self._go_on()
            return
        answer(self._answer(question, found))
        if found.counts is None and found.may_be_counted:
            self._is_busy = True
            counted = partial(_counted, found)
            self._session.search(counted, partial(self._tell, question, answer), self._fail)

    def _answer(self, question: PaletteQuestion, found: "_Found") -> PaletteAnswer:
        groups = found.groups()
        commands = [] if question.only else [self._command_group(question.words)]
        return PaletteAnswer(groups=[*groups, *commands], hint=found.hint())

    def _usual(self) -> list[PaletteGroup]:
        """What was searched before, and what may be typed."""
        earlier = [
            PaletteHit(id=words, title=words, icon="clock", tone="dim", fills=words)
            for words in self._earlier()[:_SHOWN_EARLIER]
        ]
        typed = [
            PaletteHit(id=words, title=_(words), note=_(told), icon="search", tone="dim", fills=_(words))
            for words, told in _TYPED
        ]
        return [
            PaletteGroup(key=_EARLIER, label=_("Searched before"), hits=earlier),
            PaletteGroup(key=_EXAMPLES, label=_("Conditions beside words"), hits=typed),
        ]

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
                marks=tuple(wanted),
            )
            for command in found
        ]
        return PaletteGroup(key=COMMANDS, label=_("Commands"), hits=hits)


class _Found:
    """The hits of one question, grouped, with their counts once they are known."""

    def __init__(self, query: Query, hits: Sequence[Hit], book: Casebook, only: str) -> None:
        self.query = query
        self.narrowing = _narrowed(query, only)
        self._hits = sorted(hits, key=_place)
        self._shown = palette_hits(book, self._hits, letters=query.words)
        self.counts: dict[str, int] | None = None

    def groups(self) -> list[PaletteGroup]:
        """A group a record type; their counts None as long as they are not known."""
        pairs = zip(self._hits, self._shown, strict=True)
        return [
            PaletteGroup(
                key=name,
                label=_(RECORD_TYPES[name].label),
                hits=[shown for _hit, shown in together],
                count=None if self.counts is None else self.counts.get(name, 0),
            )
            for name, together in groupby(pairs, key=lambda pair: pair[0].type_name)
        ]

    @property
    def may_be_counted(self) -> bool:
        """Whether the hits are counted while typing; those of a single character are too many to be waited for."""
        return len(self.query.words) != 1

    def hint(self) -> str:
        """What of the typed text was not understood."""
        missed = " ".join(map(str, self.query.not_understood))
        return _("Nothing is known by “{condition}”.").format(condition=missed) if missed else ""


def _found(question: PaletteQuestion, actor: str, book: Casebook) -> _Found:
    """The answer to a question, read on the lane of searches."""
    query = understood(question.words, Asker(today=book.clock.today, actor=actor))
    narrowing = _narrowed(query, question.only)
    if question.only:
        hits = book.search(
            query.words, limit=question.limit, offset=question.offset, narrowing=narrowing, masked=ON_SCREEN
        )
    else:
        hits = book.search(query.words, narrowing=narrowing, masked=ON_SCREEN, each=_MOST_A_GROUP)
    found = _Found(query, [hit for hit in hits if _is_shown(hit.type_name)], book, question.only)
    if question.only:
        found.counts = book.search_counts(query.words, narrowing=narrowing)
    return found


def _counted(found: _Found, book: Casebook) -> _Found:
    found.counts = book.search_counts(found.query.words, narrowing=found.narrowing)
    return found


def _narrowed(query: Query, only: str) -> Narrowing | None:
    if not only:
        return query.narrowing
    if query.narrowing is None:
        return Narrowing(types={only: ""})
    return replace(query.narrowing, types={name: sql for name, sql in query.narrowing.types.items() if name == only})


def _is_shown(type_name: str) -> bool:
    return type_name == "attachment" or bool(page_of(type_name))


def _place(hit: Hit) -> tuple[bool, int]:
    """A name that is just so comes first, whatever it names; otherwise the kinds in the order of the side bar."""
    place = _ORDER.index(hit.type_name) if hit.type_name in _ORDER else len(_ORDER)
    return hit.likeness is not Likeness.EXACT, place


def _label(command: Command) -> str:
    return command.label.rstrip("…")


def _matches(command: Command, wanted: Sequence[str]) -> bool:
    """Whether all words stand in the command's words, in the user's language or in English."""
    words = f"{command.label} {command.words}".casefold()
    return all(word in words for word in wanted)
