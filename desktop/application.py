"""The program with its window: what is said on the command line, and the picture of a window without a screen."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.errors import CaseworkError
from casework.fields import parse_date
from casework.language import LANGUAGES, _, choose_language, system_language
from desktop.app_mark import app_icon
from desktop.opening import Opening
from desktop.settings import Settings
from widgets.row_clipboard import keep_as_text
from widgets.theme import Scheme, Theme


def open_window(arguments: Sequence[str]) -> int:
    """Opens the window on the case file named, on the last one, or on the first start; the exit status."""
    settings = Settings()
    choose_language(_language(arguments) or str(settings.get("language") or system_language()))
    given = _parser().parse_args(arguments)
    try:
        today = parse_date(given.today) if given.today else None
    except CaseworkError as error:
        print(str(error), file=sys.stderr)  # noqa: T201 - there is no window yet to say it in
        return 2
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Huifang")
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)
    theme = Theme(application, Scheme.DARK if given.dark else Scheme(settings.get("theme", Scheme.SYSTEM)))
    opening = Opening(settings, Path(given.file or str(settings.get("last_file", ""))).name)
    if not given.grab:
        opening.show()
        application.processEvents()
    from desktop.dialogs.crash import start_log
    from desktop.program import Program, Start

    file = Path(given.file).absolute() if given.file else None
    start = Start(file=file, user=given.user or "", today=today, page=given.page or "")
    program = Program(application, settings, start, theme)
    if given.grab:
        width, _by, height = given.size.partition("x")
        return program.grab(Path(given.grab), int(width), int(height))
    start_log()
    program.catch_bugs()
    program.start()
    opening.close()
    status = application.exec()
    program.end()
    keep_as_text()
    return status


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything is said in it."""
    known = argparse.ArgumentParser(add_help=False)
    known.add_argument("--lang", choices=LANGUAGES, default="")
    return known.parse_known_args([word for word in arguments if word not in ("-h", "--help")])[0].lang


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huifang", description=_("Casework for technology-transfer centres."))
    parser.add_argument("file", nargs="?", help=_("the case file to open"))
    parser.add_argument("--today", metavar="DATE", help=_("the day the work is looked at from"))
    parser.add_argument("--user", metavar="NAME", help=_("who does it (default: the account)"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of messages and papers"))
    parser.add_argument("--page", metavar="NAME", help=_("the page to begin with"))
    parser.add_argument("--grab", metavar="OUT.png", help=_("write a picture of the window and leave"))
    parser.add_argument("--size", metavar="WxH", default="1440x900", help=_("the size of the picture"))
    parser.add_argument("--dark", action="store_true", help=_("in the dark colours"))
    return parser
