"""The language of every word the user reads, through gettext.

The chosen language belongs to the process (as in gettext itself); it is the one piece of module
state in the house, set once at start and by the language switch in the settings.
"""

import gettext
import locale
import os
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh_CN", "en")
_DOMAIN = "huifang"
_chosen: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def choose_language(code: str) -> None:
    """Speak `zh_CN` or `en` from now on; an unknown code falls back to English."""
    _chosen[0] = _translation(code)


@cache
def _translation(code: str) -> gettext.NullTranslations:
    """The words of a language, read once."""
    if code != "zh_CN":
        return gettext.NullTranslations()
    with (files("resources") / "locale" / code / "LC_MESSAGES" / f"{_DOMAIN}.mo").open("rb") as words:
        return gettext.GNUTranslations(words)


def in_every_language(message: str) -> tuple[str, ...]:
    """`message` (English) in each of `LANGUAGES`: a sheet may come home to a program that speaks another."""
    return tuple(dict.fromkeys(_translation(code).gettext(message) for code in LANGUAGES))


def chosen_language() -> str:
    """The language spoken now, as one of `LANGUAGES` (wordings differ in grammar, not only in words)."""
    return "zh_CN" if isinstance(_chosen[0], gettext.GNUTranslations) else "en"


def system_language() -> str:
    """The language of the system as one of `LANGUAGES`; Chinese first where nothing is said."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return "zh_CN" if value.lower().startswith("zh") else "en"
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh_CN"


def _(message: str) -> str:
    """`message` (English) in the chosen language."""
    return _chosen[0].gettext(message)


def in_all_languages(message: str) -> tuple[str, ...]:
    """`message` (English) in every language of the program: what is typed is understood in each of them."""
    return (message, _translation("zh_CN").gettext(message))


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name
    """Marks a word for translation where it is declared; it is translated where it is shown."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that fits `count` things."""
    return _chosen[0].ngettext(singular, plural, count)
