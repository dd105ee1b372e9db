"""The program with its window: arguments, language, looks, the last file, and the way out of a crash."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from casework.errors import BadInput, CaseworkError
from casework.fields import parse_date
from casework.language import LANGUAGES, _, choose_language, chosen_language, system_language
from casework.records import Clock
from desktop.app_mark import app_icon
from desktop.case_files import Identity, case_folder, make_case_file, make_sample, sample_path
from desktop.dialogs.crash import Crash, log_bug, start_log
from desktop.dialogs.first_start import FirstStart, NewFile
from desktop.dialogs.open_file import OpenTrouble, choose_case_file
from desktop.dialogs.passphrase import NewPassphrase, RecoveryKey
from desktop.jobs import Errand
from desktop.session import Session, now
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
    program = Program(application, settings, given)
    if given.grab:
        return program.grab(Path(given.grab))
    start_log()
    program.start()
    status = application.exec()
    program.end()
    return status
