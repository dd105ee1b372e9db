"""The command line for scripts: arguments, language, exit status; no Qt is ever loaded here."""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from casework.errors import CaseworkError
from casework.language import LANGUAGES, _, choose_language, system_language
from desktop.command_duplicates import DUPLICATES
from desktop.command_files import CommandGroup, Deed
from desktop.command_matching import MATCHING
from desktop.command_papers import PAPERS
from desktop.command_print import PRINTING
from desktop.command_reading import READING
from desktop.command_writing import WRITING
from desktop.settings import log_file

_GROUPS: tuple[CommandGroup, ...] = (READING, WRITING, DUPLICATES, MATCHING, PAPERS, PRINTING)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in the user's language; status 2."""

    def error(self, message: str) -> NoReturn:
        """Prints the usage and the mistake to stderr and leaves with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, _("Wrong usage: {message}").format(message=message) + "\n")


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments name a command (else they are for the window)."""
    return bool(arguments) and (arguments[0] in commands() or arguments[0] in ("-h", "--help"))


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    return tuple(name for group in _GROUPS for name in group.names)


def run(arguments: Sequence[str]) -> int:
    """Runs one command; 0 done, 1 refused or damaged with one clear sentence, 2 wrong usage."""
    choose_language(_language(arguments))
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    try:
        answer = given.deed(given)
    except CaseworkError as error:
        _tell_error(error, as_json=given.json)
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        return 1
    except Exception as bug:  # noqa: BLE001 - a bug is logged and told, never shown as a traceback
        _log_bug(arguments[0], bug)
        return 1
    return _answer(answer, given)


def _language(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        if word == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return system_language()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="huifang", description=_("Casework for technology-transfer centres."))
    deeds = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"), parser_class=_Parser)
    general = _general()
    for group in _GROUPS:
        group.declare(partial(_declared, deeds, general))
    return parser


def _declared(deeds: Any, general: argparse.ArgumentParser, name: str, words: str, deed: Deed) -> Any:
    parser = deeds.add_parser(name, help=words, description=words, parents=[general])
    parser.set_defaults(deed=deed)
    return parser


def _general() -> argparse.ArgumentParser:
    general = argparse.ArgumentParser(add_help=False)
    general.add_argument("--json", action="store_true", help=_("print one JSON document and nothing else"))
    general.add_argument("--lang", choices=LANGUAGES, help=_("language of messages and papers"))
    general.add_argument("--today", metavar="DATE", help=_("the day the work is looked at from"))
    general.add_argument("--passphrase-file", metavar="F", help=_("a file whose first line is the passphrase"))
    general.add_argument("--user", metavar="NAME", help=_("who does it (default: the account)"))
    return general


def _answer(answer: Any, given: argparse.Namespace) -> int:
    """Prints what a command answered: `{"status", "json", "lines"}`; the exit status."""
    status, document, lines = answer
    if given.json:
        print(json.dumps(document, ensure_ascii=False, indent=1, default=str))  # noqa: T201 - the answer itself
    else:
        for line in lines:
            print(line)  # noqa: T201 - the answer itself
    return status


def _tell_error(error: CaseworkError, *, as_json: bool) -> None:
    print(str(error), file=sys.stderr)  # noqa: T201 - the message itself
    if as_json:
        document = {
            "error": {
                "code": error.code,
                "message": error.message,
                "remedy": error.remedy,
                "candidates": list(error.candidates),
            }
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201 - the answer itself


def _log_bug(command: str, bug: Exception) -> None:
    place = log_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=place, format="%(asctime)s %(levelname)s %(message)s", encoding="utf-8", force=True)
    logging.getLogger("huifang").error("bug in command %s", command, exc_info=bug)
    logging.shutdown()
    words = _("This is a fault of the program; nothing was left half done. The details are in {path}.")
    print(words.format(path=place), file=sys.stderr)  # noqa: T201 - the message itself
