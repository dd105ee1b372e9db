"""Work off the window's thread: a lane is one thread with one case file of its own; results come back by signal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from casework.casebook import Casebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a deed gave or raised, with who is to be told."""

    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    result: Any = None
    error: Exception | None = None


class Lane(QObject):
    """One thread that works through deeds in order, each given the lane's own case file (decision 8)."""

    _finished = Signal(object)

    def __init__(self, open_book: Callable[[], Casebook], parent: QObject | None = None) -> None:
        """A lane that opens its case file with `open_book` on its own thread, at the first deed."""
        super().__init__(parent)
        self._open_book = open_book
        self._book: Casebook | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="huifang")
        self._waiting = 0
        self._is_closed = False
        self._finished.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether a deed is running or waiting."""
        return self._waiting > 0

    def run(
        self, deed: Callable[[Casebook], T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Runs `deed` on the lane; `then` or `failed` is called on the window's thread afterwards.

        A closed lane takes nothing any more: what a window still asks while it goes is not answered.
        """
        if self._is_closed:
            return
        self._waiting += 1
        self._thread.submit(self._work, deed, then, failed)

    def _work(
        self, deed: Callable[[Casebook], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            if self._book is None:
                self._book = self._open_book()
            outcome = _Outcome(then, failed, result=deed(self._book))
        except Exception as error:  # noqa: BLE001 - whatever happens there is told on the window's thread
            outcome = _Outcome(then, failed, error=error)
        self._finished.emit(outcome)

    def _tell(self, outcome: _Outcome) -> None:
        self._waiting -= 1
        if outcome.error is None:
            outcome.then(outcome.result)
        else:
            outcome.failed(outcome.error)

    def close(self) -> None:
        """Works off what is waiting, closes the case file and ends the thread; results are no longer told."""
        self._is_closed = True
        self._finished.disconnect(self._tell)
        self._thread.submit(self._close_book)
        self._thread.shutdown(wait=True)

    def _close_book(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None


class Errand(QObject):
    """One deed on a thread of its own, without a case file open: writing the sample, trying backups."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Runs nothing yet."""
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._finished.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether the deed is still running."""
        return self._thread is not None

    def run(self, deed: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Runs `deed`; `then` or `failed` is called on the window's thread afterwards."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="huifang-errand")
        self._thread.submit(self._work, deed, then, failed)

    def _work(self, deed: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        try:
            outcome = _Outcome(then, failed, result=deed())
        except Exception as error:  # noqa: BLE001 - whatever happens there is told on the window's thread
            outcome = _Outcome(then, failed, error=error)
        self._finished.emit(outcome)

    def _tell(self, outcome: _Outcome) -> None:
        self._end()
        if outcome.error is None:
            outcome.then(outcome.result)
        else:
            outcome.failed(outcome.error)

    def close(self) -> None:
        """Waits for the deed; its result is no longer told."""
        if self.is_busy:
            self._finished.disconnect(self._tell)
            self._end()

    def _end(self) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
