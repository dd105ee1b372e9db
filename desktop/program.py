"""The running program: one surface at a time — the start window, or a window on an open case file."""

import datetime as dt
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog

from casework.casebook import Casebook
from casework.errors import CaseworkError
from casework.language import _, choose_language, chosen_language
from casework.records import Clock
from desktop.case_files import Identity, case_folder, free_path, make_case_file, make_sample, sample_path
from desktop.dialogs.crash import Crash, log_bug
from desktop.dialogs.first_start import FirstStart, NewFile
from desktop.dialogs.open_file import OpenTrouble, choose_case_file
from desktop.dialogs.passphrase import NewPassphrase, RecoveryKey
from desktop.jobs import Errand
from desktop.session import Session, Told, now
from desktop.settings import Settings, account_name
from desktop.window import Window
from widgets.theme import Scheme, Theme

_FIRST_PAINT = 30
"""Milliseconds in which the window is painted before it does what can wait."""
_PAUSE = 50
"""Milliseconds until it is asked again whether the window is still busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What was said on the command line."""

    file: Path | None = None
    user: str = ""
    today: dt.date | None = None
    page: str = ""


class Program(QObject):
    """Opens, makes and changes case files for the user; ends when the last surface is closed."""

    def __init__(self, application: QApplication, settings: Settings, start: Start, theme: Theme) -> None:
        """Nothing is shown yet."""
        super().__init__(application)
        self._application, self._settings, self._start = application, settings, start
        self._theme = theme
        self._words: QTranslator | None = None
        self._errand = Errand(self)
        self._first: FirstStart | None = None
        self._window: Window | None = None
        self._crash: Crash | None = None
        self._asked: list[QDialog] = []
        self._translate()

    @property
    def surface(self) -> FirstStart | Window | None:
        """What the user has before them: the start window, or a window on a case file."""
        return self._first or self._window

    @property
    def window(self) -> Window | None:
        """The window on the open case file."""
        return self._window

    def start(self) -> None:
        """Shows the file named or the last one; without any the start window."""
        last = str(self._settings.get("last_file", ""))
        path = self._start.file or (Path(last) if last and Path(last).exists() else None)
        if path is None:
            self.show_start()
        else:
            self.open(path)

    def end(self) -> None:
        """Closes what is still open."""
        self._errand.close()
        self._put_away_first()
        self._put_away_window()

    # Surfaces

    def show_start(self) -> None:
        """Shows the start window; an open case file stays open behind it until another is opened."""
        before = self._first
        first = FirstStart(self.identity())
        first.new_wanted.connect(self._make_new)
        first.open_wanted.connect(self._open_as)
        first.sample_wanted.connect(self._open_sample_as)
        first.language_chosen.connect(self._speak)
        first.scheme_chosen.connect(self._choose_scheme)
        first.closed.connect(self._first_closed)
        first.resize(1280, 860)
        first.show()
        if before is not None:
            self._put_away_first()
        self._first = first

    def _first_closed(self) -> None:
        self._put_away_first()
        self._end_if_alone()

    def _put_away_first(self) -> None:
        if self._first is not None:
            first, self._first = self._first, None
            first.closed.disconnect(self._first_closed)
            first.close()
            first.deleteLater()

    def _show_window(self, session: Session, page: str = "") -> None:
        """A new window stands before the old one goes."""
        window = Window(session, first=page or self._start.page)
        window.new_asked.connect(self.show_start)
        window.open_asked.connect(self.open_asked)
        window.move_asked.connect(self._copy_here)
        window.sample_asked.connect(self.open_sample)
        window.close_asked.connect(self._close_file)
        window.past_asked.connect(self._look_back)
        window.language_chosen.connect(self._speak)
        window.scheme_chosen.connect(self._choose_scheme)
        window.closed.connect(self._window_closed)
        geometry = QByteArray.fromBase64(str(self._settings.get("geometry", "")).encode())
        if geometry.isEmpty() or not window.restoreGeometry(geometry):
            window.resize(1440, 900)
        window.show()
        self._put_away_first()
        self._put_away_window(keep=session)
        self._window = window
        QTimer.singleShot(_FIRST_PAINT, window, window.begin)

    def _window_closed(self) -> None:
        self._put_away_window()
        self._end_if_alone()

    def _close_file(self) -> None:
        self.show_start()
        self._put_away_window()

    def _put_away_window(self, *, keep: Session | None = None) -> None:
        """Closes the window, and its case file unless another window goes on with it."""
        if self._window is None:
            return
        window, self._window = self._window, None
        window.closed.disconnect(self._window_closed)
        window.close()
        window.deleteLater()
        if window.session is not keep:
            window.session.close()
            window.session.deleteLater()

    def _end_if_alone(self) -> None:
        if self.surface is None:
            self._application.quit()

    # Opening

    def identity(self) -> Identity:
        """The user as this computer remembers them."""
        known = self._settings
        return Identity(
            name=self._start.user or str(known.get("user", "")) or account_name(),
            centre=str(known.get("centre", "")),
            territories=tuple(known.get("territories", ())),
            role=str(known.get("role", "caseworker")),
        )

    def open(self, path: Path, passphrase: str = "") -> None:
        """Opens a case file in place of what is shown; says what is wrong where it cannot."""
        if self._window is not None and self._window.session.book.path == path:
            self._put_away_first()
            self._window.activateWindow()
            return
        try:
            session = Session(
                path,
                self.identity().name,
                passphrase=passphrase,
                today=self._start.today,
                settings=self._settings,
            )
        except CaseworkError as error:
            self._show_trouble(path, error, passphrase)
            return
        session.failed.connect(self.tell_bug)
        if path != sample_path():
            self._settings.put("last_file", str(path))
        self._show_window(session)

    def _look_back(self, day: dt.date | None) -> None:
        """The file of the window as it stood on a day, in place of the present; None shows the present again."""
        if self._window is None:
            return
        try:
            session = self._window.session.again(self._start.today, day)
        except CaseworkError as error:
            self._window.notices.warn(error)
            return
        session.failed.connect(self.tell_bug)
        self._show_window(session, self._window.page().name)

    def open_asked(self, path: str = "") -> None:
        """Opens the file at `path`, or asks for one."""
        chosen = Path(path) if path else choose_case_file(self.surface, self._folder())
        if chosen is not None:
            self.open(chosen)

    def _copy_here(self) -> None:
        """A file that can only be read is copied to this computer; the work goes on in the copy."""
        if self._window is None:
            return
        session = self._window.session
        target = free_path(case_folder(), session.book.path.stem)
        copied = partial(self.open, target, session.passphrase)
        session.work(_("Copying"), partial(_copy_to, target), lambda _done: copied())

    def _folder(self) -> Path:
        last = str(self._settings.get("last_file", ""))
        return Path(last).parent if last else case_folder()

    def _show_trouble(self, path: Path, error: CaseworkError, passphrase: str) -> None:
        trouble = OpenTrouble(path, error, now, passphrase=passphrase, parent=self.surface)
        trouble.unlocked.connect(partial(self.open, path))
        trouble.restored.connect(partial(self._open_restored, path, passphrase))
        trouble.other_wanted.connect(self.open_asked)
        trouble.finished.connect(self._after_trouble)
        self._ask(trouble)

    def _open_restored(self, path: Path, passphrase: str, aside: Path | None) -> None:
        self.open(path, passphrase)
        if self._window is not None and aside is not None:
            self._window.notices.tell(_("The damaged file is kept as {path}.").format(path=aside.name))

    def _after_trouble(self, _result: int) -> None:
        """A file that did not open leaves the start window, where nothing else is shown."""
        if self.surface is None:
            self.show_start()

    # New files and the sample

    def _remember(self, identity: Identity) -> None:
        self._start = replace(self._start, user="")
        for key, value in (
            ("user", identity.name),
            ("centre", identity.centre),
            ("territories", list(identity.territories)),
            ("role", identity.role),
        ):
            self._settings.put(key, value)

    def _open_as(self, identity: Identity, path: str) -> None:
        self._remember(identity)
        self.open_asked(path)

    def _make_new(self, wanted: NewFile) -> None:
        self._remember(wanted.identity)
        self._settings.put("daily_backup", wanted.daily_backup)
        if not wanted.encrypted:
            self._make(wanted, "")
            return
        question = NewPassphrase(self.surface)
        question.accepted.connect(lambda: self._make(wanted, question.passphrase()))
        self._ask(question)

    def _make(self, wanted: NewFile, passphrase: str) -> None:
        self._work(_("Making the case file…"))
        clock = Clock(now().date(), now)
        self._errand.run(
            lambda: make_case_file(wanted.path, wanted.identity, clock, passphrase),
            partial(self._made, wanted.path, passphrase),
            self._not_done,
        )

    def _made(self, path: Path, passphrase: str, recovery_key: str) -> None:
        self._work("")
        if not recovery_key:
            self.open(path)
            return
        shown = RecoveryKey(recovery_key, path.name, self.surface)
        shown.accepted.connect(lambda: self.open(path, passphrase))
        self._ask(shown)

    def _open_sample_as(self, identity: Identity) -> None:
        self._remember(identity)
        self.open_sample()

    def open_sample(self) -> None:
        """Opens this computer's sample file; the first time it is written."""
        path = sample_path()
        if path.exists():
            self.open(path)
            return
        self._work(_("Writing the sample…"))
        clock, actor = Clock(now().date(), now), self.identity().name
        self._errand.run(lambda: make_sample(path, clock, actor), lambda _done: self._sample_made(path), self._not_done)

    def _sample_made(self, path: Path) -> None:
        self._work("")
        self.open(path)

    def _work(self, words: str) -> None:
        if self.surface is not None:
            self.surface.show_work(words)

    def _not_done(self, error: Exception) -> None:
        self._work("")
        if not isinstance(error, CaseworkError):
            self.tell_bug(error)
        elif self._first is not None:
            self._first.show_refusal(str(error))
        elif self._window is not None:
            self._window.notices.warn(error)

    def _ask(self, question: QDialog) -> None:
        """Shows a question; one without a window behind it lives as long as it is asked."""
        self._asked.append(question)
        question.finished.connect(partial(self._answered, question))
        question.open()

    def _answered(self, question: QDialog, _result: int) -> None:
        self._asked.remove(question)
        question.deleteLater()

    # Language, looks, bugs

    def _speak(self, code: str) -> None:
        """Another language: the surface is made anew, the case file stays open.

        What is under way is waited for: its results are told to the window that asked.
        """
        if self._window is not None and self._window.is_busy:
            QTimer.singleShot(_PAUSE, self, partial(self._speak, code))
            return
        choose_language(code)
        self._settings.put("language", code)
        self._translate()
        had_start = self._first is not None
        if self._window is not None:
            self._show_window(self._window.session, self._window.page().name)
        if had_start:
            self.show_start()

    def _translate(self) -> None:
        """Lets Qt's own texts speak the chosen language."""
        if self._words is not None:
            self._application.removeTranslator(self._words)
            self._words = None
        if chosen_language() == "zh_CN":
            words = QTranslator(self)
            if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._application.installTranslator(words)
                self._words = words

    def _choose_scheme(self, scheme: Scheme) -> None:
        self._theme.choose(scheme)
        self._settings.put("theme", str(scheme))

    def catch_bugs(self) -> None:
        """From now on a bug is logged and told instead of ending the program."""

        def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
            del kind, trace
            self.tell_bug(bug)

        sys.excepthook = hook

    def tell_bug(self, bug: BaseException) -> None:
        """Logs a bug and tells the user; a second one while the first is being told is only logged."""
        log_bug(bug)
        if self._crash is None:
            self._crash = Crash(bug, self.surface)
            self._crash.finished.connect(self._crash_told)
            self._ask(self._crash)

    def _crash_told(self, _result: int) -> None:
        self._crash = None

    # Pictures

    def grab(self, target: Path, width: int, height: int) -> int:
        """A picture of the surface once everything it asked for has arrived; 1 where there is none."""
        self.start()
        surface = self.surface
        if surface is None:
            return 1
        surface.resize(width, height)
        while isinstance(surface, Window) and surface.is_busy:
            self._application.processEvents()
        self._application.processEvents()
        saved = surface.grab().save(str(target))
        self.end()
        return 0 if saved else 1


def _copy_to(target: Path, book: Casebook, told: Told) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return book.back_up_to(target, lambda left, total: told(total - left, total))
