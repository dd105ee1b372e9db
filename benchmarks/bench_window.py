"""The window on a file of 300,000 enterprises: pages, sort, scroll, and the longest time its thread was kept.

HUIFANG_BIG_FILE may name a file that `big_file` made, so that it is not made anew for each run.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.big_file import ACTOR, TODAY, big_file
from casework.language import choose_language
from desktop.navigation import places
from desktop.session import Session
from desktop.settings import Settings
from desktop.window import Window
from widgets.record_table import RecordTable
from widgets.theme import Scheme, Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LIMITS = {"today": 300}
"""Milliseconds to the first rows that the issue allows; 150 on every other page."""
LONGEST_WAIT = 60.0


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case file to measure with."""
    known = os.environ.get("HUIFANG_BIG_FILE")
    return Path(known) if known else big_file(tmp_path_factory.mktemp("big") / "big.huifang")


@pytest.fixture(scope="session")
def window(qapp: QApplication, file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The window on that file, with everything settled."""
    choose_language("zh_CN")
    Theme(qapp, Scheme.LIGHT)
    session = Session(
        file, ACTOR, settings=Settings(tmp_path_factory.mktemp("settings") / "settings.json"), today=TODAY
    )
    shown = Window(session, first="settings")
    shown.resize(1440, 900)
    shown.show()
    shown.begin()
    wait(lambda: not shown.is_busy, most=600)  # the counts of all pages, and the backup of the day
    yield shown
    shown.close()
    session.close()


def wait(is_done: Callable[[], bool], most: float = LONGEST_WAIT) -> float:
    """Lets the window work until something is so, for `most` seconds; the seconds it took."""
    loop, start = QEventLoop(), time.perf_counter()
    while not is_done():
        QTimer.singleShot(1, loop.quit)
        loop.exec()
        assert time.perf_counter() - start < most
    return time.perf_counter() - start


class Watchdog(threading.Thread):
    """Knocks at the window's thread every millisecond and notes how long it let it wait."""

    def __init__(self, window: Window) -> None:
        super().__init__(daemon=True)
        self._heard, self._ends = time.perf_counter(), False
        self.longest = 0.0
        self._pulse = QTimer(window)
        self._pulse.timeout.connect(self._hear)
        self._pulse.start(1)

    def _hear(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._heard)
        self._heard = now

    def take(self) -> float:
        """The longest silence since the last question, in milliseconds."""
        self._hear()
        longest, self.longest = self.longest, 0.0
        return longest * 1000


def first_rows(window: Window) -> bool:
    """Whether the page shows rows, or has nothing more to wait for."""
    tables = [t for t in window.page().findChildren(RecordTable) if t.isVisible()]
    return any(t.rows_model.rowCount() and t.row_at(0) is not None for t in tables) or not window.session.is_busy


def test_pages(window: Window) -> None:
    """Each page from the click to its first rows, painted; then to the last thing it asked for."""
    dog = Watchdog(window)
    print(f"\n{'page':<14}{'first rows':>12}{'all told':>12}{'kept the thread':>18}   (ms)")
    for place in places():
        dog.take()
        start = time.perf_counter()
        window.show_page(place.name)
        QApplication.processEvents()
        wait(lambda: first_rows(window))
        window.repaint()
        first = time.perf_counter() - start
        wait(lambda: not window.session.is_busy)
        whole = time.perf_counter() - start
        limit = LIMITS.get(place.name, 150)
        mark = "" if first * 1000 <= limit else f"   over {limit}"
        print(f"{place.name:<14}{first * 1000:>12.0f}{whole * 1000:>12.0f}{dog.take():>18.0f}{mark}")


def test_sort_and_scroll(window: Window) -> None:
    """Every sortable column of the long lists, then a scroll to the end and back."""
    dog = Watchdog(window)
    print()
    for name in ("enterprises", "visits", "appeals"):
        window.show_page(name)
        wait(lambda: not window.session.is_busy)
        for table in (t for t in window.page().findChildren(RecordTable) if t.isVisible()):
            keys = [column.sort_key for column in table.rows_model.columns if column.sort_key]
            for key in keys:
                dog.take()
                start = time.perf_counter()
                table.sorted_by.emit(key, True)
                wait(lambda: not window.session.is_busy)
                print(f"{name:<14}sort {key:<18}{(time.perf_counter() - start) * 1000:>8.0f} ms, kept {dog.take():.0f}")
            bar = table.verticalScrollBar()
            spent = []
            for step in range(40):
                start = time.perf_counter()
                bar.setValue(bar.maximum() * ((step * 17) % 40) // 40)
                wait(lambda: not window.session.is_busy)
                window.repaint()
                spent.append((time.perf_counter() - start) * 1000)
            spent.sort()
            told = f"scroll over {table.rows_model.rowCount()} rows: median {spent[20]:.0f}, longest {spent[-1]:.0f}"
            print(f"{name:<14}{told}, kept {dog.take():.0f}")


BARE = "from PySide6.QtWidgets import QApplication, QMainWindow; a = QApplication([]); w = QMainWindow(); "
TABLE = (
    "import sys; from PySide6.QtWidgets import QApplication, QMainWindow, QTableView;"
    " from PySide6.QtSql import QSqlDatabase, QSqlTableModel; a = QApplication([]); w = QMainWindow();"
    " d = QSqlDatabase.addDatabase('QSQLITE'); d.setDatabaseName(sys.argv[1]); d.open(); m = QSqlTableModel();"
    " m.setTable('enterprise'); m.select(); v = QTableView(); v.setModel(m); w.setCentralWidget(v); "
)
FIRST = (
    "import sys; from PySide6.QtWidgets import QWidget; from desktop import opening; import os;"
    " show = QWidget.show; opening.Opening.show = lambda w: (show(w), w.grab(), os._exit(0));"
    " from desktop.__main__ import main; main(sys.argv[1:])"
)
"""Until the surface is painted that says which file is being opened."""
WHOLE = (
    "import os, sys; from desktop import program; begin = program.Program.start;"
    " program.Program.start = lambda p: (begin(p), p.surface.grab(), os._exit(0));"
    " from desktop.__main__ import main; main(sys.argv[1:])"
)
"""Until the window is painted with the bars and the page, in front of its open file."""
PAINTED = "w.resize(1440, 900); w.show(); a.processEvents(); w.grab()"


def test_start(file: Path, tmp_path: Path) -> None:
    """From nothing to the first painted window, beside what a user would pick instead."""
    from benchmarks.side_by_side import compare

    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, env=surroundings, check=True, capture_output=True)

    said = (str(file), "--today", TODAY.isoformat(), "--user", ACTOR)
    deeds = {
        "Huifang, the window on its open file": run(sys.executable, "-c", WHOLE, *said),
        "Huifang, first painted window": run(sys.executable, "-c", FIRST, *said),
        "a plain table over the same file": run(sys.executable, "-c", TABLE + PAINTED, str(file)),
        "a bare window": run(sys.executable, "-c", BARE + PAINTED),
    }
    print("\nDB Browser for SQLite:", which("sqlitebrowser") or "not installed")
    compare("start to the first painted window", deeds)
