"""The look of the whole program, light or dark, following the system unless the user chose."""

from enum import StrEnum
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyleFactory

from widgets.fonts import load_fonts, text_font
from widgets.pieces import text_width
from widgets.tokens import DARK, LIGHT, Tokens, palette_of
from widgets.wrapped import wrapped_lines


class Scheme(StrEnum):
    """What the user chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def style_sheet(tokens: Tokens) -> str:
    """The style sheet with its colours filled in, and the arrows of the same scheme."""
    folder = files("resources")
    text = (folder / "style" / "controls.qss").read_text("utf-8")
    arrows = str(folder / "icons" / ("dark" if tokens is DARK else "light")).replace("\\", "/")
    for name, colour in {**tokens.values(), "icons": arrows}.items():
        text = text.replace("{" + name + "}", colour)
    return text


class Theme(QObject):
    """Gives an application its fonts, palette and style sheet, and keeps them in step with the system."""

    changed = Signal()

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        """Loads the fonts and shows the scheme at once."""
        super().__init__(application)
        self._application = application
        self._tokens: Tokens | None = None
        load_fonts()
        for measured in (text_font, text_width, wrapped_lines):  # before the letters were there
            measured.cache_clear()
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(text_font())
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(scheme)

    @property
    def tokens(self) -> Tokens:
        """The colours shown now."""
        return self._tokens or LIGHT

    def choose(self, scheme: Scheme) -> None:
        """Shows what the user chose; SYSTEM follows the system from now on."""
        self._scheme = scheme
        self._application.styleHints().setColorScheme(_SCHEMES[scheme])
        self._follow()

    def _follow(self) -> None:
        wanted = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}.get(self._scheme) or self._of_the_system()
        if wanted is not self._tokens:
            self._tokens = wanted
            self._application.setPalette(palette_of(wanted))
            self._application.setStyleSheet(style_sheet(wanted))
            self.changed.emit()

    def _of_the_system(self) -> Tokens:
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
