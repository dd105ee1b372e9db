"""The program with its window: arguments, language, looks, the last file, and the way out of a crash."""

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from casework.fields import parse_date
from casework.language import LANGUAGES, _, choose_language, chosen_language, system_language
from desktop.app_mark import app_icon
from desktop.session import Session
from desktop.settings import Settings, account_name
from desktop.window import Window
from widgets.theme import Scheme, Theme


def open_window(arguments: list[str]) -> int:
    """Opens the window on the case file named, on the last one, or on the first start; the exit status."""
    settings = Settings()
    choose_language(str(settings.get("language") or system_language()))
    given = _parser().parse_args(arguments)
    if given.lang:
        choose_language(given.lang)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Huifang")
    application.setWindowIcon(app_icon())
    translate(application)
    theme = Theme(application, Scheme.DARK if given.dark else Scheme(settings.get("theme", Scheme.SYSTEM)))
    session = Session(
        Path(given.file), given.user or account_name(), today=parse_date(given.today) if given.today else None
    )
    window = Window(session, settings, first=given.page or "")
    width, height = (int(part) for part in given.size.split("x"))
    window.resize(width, height)
    window.show()
    window.count()
    if given.grab:
        return _grab(application, window, Path(given.grab))
    status = application.exec()
    session.close()
    del theme
    return status


def _grab(application: QApplication, window: Window, target: Path) -> int:
    """A picture of the window once everything it asked for has arrived."""
    while window.session.reader.is_busy or window.session.writer.is_busy:
        application.processEvents()
    application.processEvents()
    window.grab().save(str(target))
    window.close()
    window.session.close()
    return 0


def translate(application: QApplication) -> None:
    """Lets Qt's own texts speak the chosen language."""
    if chosen_language() == "zh_CN":
        words = QTranslator(application)
        if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huifang", description=_("Casework for technology-transfer centres."))
    parser.add_argument("file", nargs="?", help=_("the case file to open"))
    parser.add_argument("--today", metavar="DATE", help=_("the day the work is looked at from"))
    parser.add_argument("--user", metavar="NAME", help=_("who does it (default: the account)"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of messages and papers"))
    parser.add_argument("--grab", metavar="OUT.png", help=_("write a picture of the window and leave"))
    parser.add_argument("--page", metavar="NAME", help=_("the page to begin with"))
    parser.add_argument("--size", metavar="WxH", default="1440x900", help=_("the size of the picture"))
    parser.add_argument("--dark", action="store_true", help=_("in the dark colours"))
    return parser
