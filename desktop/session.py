"""One open case file in the window: read here, written on one lane, told by one signal."""

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from casework.casebook import Casebook
from casework.entities.settings import setting
from casework.errors import CaseworkError
from casework.fields import parse_date
from casework.language import _
from casework.records import Changes, Clock, Record
from casework.store.history import Action
from desktop.jobs import Lane
from desktop.known_names import KnownNames
from desktop.settings import Settings

Told = Callable[[int, int], bool]
"""Told by long work how much is done of how much; answers False once the user has cancelled."""


class Session(QObject):
    """What every page is given: the case file, the verbs, the day, and the signal that something changed."""

    changed = Signal(object)
    """Changes of an action that was committed; each page selects anew what it shows of the touched types."""
    refused = Signal(object)
    """A CaseworkError nobody asked for by a callback of its own; shown in the notice bar."""
    failed = Signal(object)
    """A bug; shown in the crash dialog."""
    said = Signal(str)
    """One line for the notice bar."""
    progressed = Signal(str, int, int)
    """Long work: what is being done, how much is done, of how much (0: nobody knows); no words when it is over."""
    closing = Signal()
    """The file is about to be closed: what is only typed yet is to be kept now."""
    draft_kept = Signal(str)
    """The time of day at which something typed was kept (09:52:18); shown in the status line."""

    user_changed = Signal(str)
    """Who works here is called otherwise from now on."""

    def __init__(
        self,
        path: Path,
        actor: str,
        *,
        passphrase: str = "",
        today: dt.date | None = None,
        settings: Settings | None = None,
        as_of: dt.date | None = None,
    ) -> None:
        """Opens the case file for one window; FileTrouble and NotFound as Casebook.open.

        With `as_of` it is shown as it stood at the end of that day, for reading only.
        """
        super().__init__()
        self.settings = settings or Settings()
        self._path, self._passphrase, self._actor = path, passphrase, actor
        self._clock = Clock(today or dt.datetime.now().astimezone().date(), now)
        self.as_of = as_of
        self.book = self._open_again() if as_of else self._open(window=True)
        sample_day = "" if as_of else setting(self.book, "sample")
        if as_of:
            self._clock = self.book.clock
        if sample_day and today is None:
            self._clock = Clock(parse_date(sample_day), now)
            self.book.store.look_from(self._clock)
        self.writer = Lane(self._open_again, self)
        self.reader = Lane(self._open_again, self)
        self.maker = Lane(self._open_again, self)
        self.searcher = Lane(self._open_again, self)
        self.matcher = Lane(self._open_again, self)
        self.names = KnownNames(self.reader, self.failed.emit, self)
        self.changed.connect(self.names.note)
        self._cancelled = threading.Event()

    def _open_again(self) -> Casebook:
        """The same file on another thread, as of the same day."""
        if self.as_of is None:
            return self._open()
        with self._open() as present:
            return present.as_of(self.as_of)

    def _open(self, *, window: bool = False) -> Casebook:
        return Casebook.open(
            self._path, clock=self._clock, actor=self._actor, passphrase=self._passphrase, window=window
        )

    def again(self, today: dt.date | None, as_of: dt.date | None) -> "Session":
        """Another session on the same file for the same user, as of a day or (None) in the present."""
        return Session(
            self._path, self._actor, passphrase=self._passphrase, today=today, settings=self.settings, as_of=as_of
        )

    @property
    def today(self) -> dt.date:
        """The day the work is looked at from."""
        return self._clock.today

    @property
    def actor(self) -> str:
        """Who works here."""
        return self._actor

    def become(self, actor: str) -> None:
        """Whoever works here is called so in every change from now on."""
        self._actor = actor
        self.book.actor = actor
        for lane in (self.writer, self.maker):
            lane.run(partial(_be_called, actor), lambda _done: None, self.failed.emit)
        self.user_changed.emit(actor)

    def learn_passphrase(self, passphrase: str) -> None:
        """The passphrase was changed; backups made from now on open with the new one."""
        self._passphrase = passphrase

    @property
    def passphrase(self) -> str:
        """What opened the file; backups of it are opened with the same."""
        return self._passphrase

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample file."""
        return bool(setting(self.book, "sample"))

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked of a lane is still to be told."""
        return any(lane.is_busy for lane in (self.reader, self.writer, self.maker, self.searcher, self.matcher))

    def do(
        self,
        verb: str,
        facts: Mapping[str, Any],
        *,
        then: Callable[[Record], None] | None = None,
        refused: Callable[[CaseworkError], None] | None = None,
    ) -> None:
        """One verb on the writer's lane; `then` gets the record as saved, `refused` the reason why not."""
        self.write(lambda book: book.do(verb, facts), then=then, refused=refused)

    def write(
        self,
        deed: Callable[[Casebook], Any],
        *,
        then: Callable[[Any], None] | None = None,
        refused: Callable[[CaseworkError], None] | None = None,
    ) -> None:
        """Any other deed that writes, on the writer's lane."""

        def told(outcome: tuple[Any, Changes | None]) -> None:
            result, changes = outcome
            self._announce(changes)
            if then:
                then(result)

        self.writer.run(lambda book: _watched(book, deed), told, lambda error: self._failed(error, refused))

    def read(self, question: Callable[[Casebook], Any], then: Callable[[Any], None]) -> None:
        """A question that may take longer than 10 ms, on the reader's lane."""
        self.reader.run(question, then, lambda error: self._failed(error, None))

    def read_or_refuse(
        self,
        question: Callable[[Casebook], Any],
        then: Callable[[Any], None],
        refused: Callable[[CaseworkError], None],
    ) -> None:
        """Such a question whose known errors are told where it was asked."""
        self.reader.run(question, then, lambda error: self._failed(error, refused))

    def search(
        self,
        question: Callable[[Casebook], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """A question of the search box, on a lane of its own: typing never waits for what a page reads."""
        self.searcher.run(question, then, failed)

    def match(self, question: Callable[[Casebook, Told], Any], then: Callable[[Any], None]) -> None:
        """A question to the libraries, on a lane of its own: reading them for the first time may take a while.

        Only then does the frame show how far it is, and a way to cancel.
        """
        self._cancelled.clear()
        self.matcher.run(lambda book: self._reading(book, question), then, lambda error: self._failed(error, None))

    def _reading(self, book: Casebook, question: Callable[[Casebook, Told], Any]) -> Any:
        shown: list[int] = []

        def told(done: int, total: int) -> bool:
            shown.append(done)
            self.progressed.emit(_("Reading the libraries for matching"), done, total)
            return not self._cancelled.is_set()

        try:
            return question(book, told)
        finally:
            if shown:
                self.progressed.emit("", 0, 0)

    def work(
        self,
        words: str,
        deed: Callable[[Casebook, Told], Any],
        then: Callable[[Any], None],
        refused: Callable[[CaseworkError], None] | None = None,
        *,
        writes: bool = False,
    ) -> None:
        """Long work on the maker's lane, one at a time; the frame shows `words`, how far it is, and a way to cancel.

        One that `writes` in a single long transaction takes its turn on the writer's lane instead.
        """
        self._cancelled.clear()
        self.progressed.emit(words, 0, 0)

        def told(done: int, total: int) -> bool:
            self.progressed.emit(words, done, total)
            return not self._cancelled.is_set()

        def over(outcome: tuple[Any, Changes | None]) -> None:
            result, changes = outcome
            self.progressed.emit("", 0, 0)
            self._announce(changes)
            then(result)

        def failed(error: Exception) -> None:
            self.progressed.emit("", 0, 0)
            self._failed(error, refused)

        lane = self.writer if writes else self.maker
        lane.run(lambda book: _watched(book, lambda same: deed(same, told)), over, failed)

    def cancel_work(self) -> None:
        """Asks the long work to stop where it next tells how far it is."""
        self._cancelled.set()

    def undo(self, then: Callable[[Action], None]) -> None:
        """Takes back the newest action."""
        self.write(lambda book: book.undo(), then=then)

    def redo(self, then: Callable[[Action], None]) -> None:
        """Does again what was undone last."""
        self.write(lambda book: book.redo(), then=then)

    def _announce(self, changes: Changes | None) -> None:
        if changes:
            self.changed.emit(changes)

    def _failed(self, error: Exception, refused: Callable[[CaseworkError], None] | None) -> None:
        if not isinstance(error, CaseworkError):
            self.failed.emit(error)
        elif refused:
            refused(error)
        else:
            self.refused.emit(error)

    def close(self) -> None:
        """Works off what is waiting and closes the file; long work is asked to stop."""
        self.closing.emit()
        self.cancel_work()
        for lane in (self.writer, self.reader, self.maker, self.searcher, self.matcher):
            lane.close()
        self.book.close()


def _be_called(actor: str, book: Casebook) -> None:
    book.actor = actor


def _watched(book: Casebook, deed: Callable[[Casebook], Any]) -> tuple[Any, Changes | None]:
    """What a deed gave, and what it changed; None where it changed nothing."""
    before = book.last_changes
    result = deed(book)
    return result, None if book.last_changes is before else book.last_changes


def now() -> dt.datetime:
    """The moment by the machine's clock, with its offset."""
    return dt.datetime.now().astimezone()
