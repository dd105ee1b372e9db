"""The colours of the look, light and dark, as data."""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

_MIDDLE_GREY = 128


@lru_cache(maxsize=256)
def _colour(written: str, opacity: float) -> QColor:
    colour = QColor(written)
    if opacity < 1:
        colour.setAlphaF(opacity)
    return colour


class Family(StrEnum):
    """The colour families of chips, charts and state words."""

    NEUTRAL = "neutral"
    VIOLET = "violet"
    BLUE = "blue"
    TEAL = "teal"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour by its use; a family `x` has its ground in `x_ground`."""

    chrome: str
    """window, side bar, bars"""
    card: str
    """cards, fields, tables"""
    sunk: str
    """group rows, inset boxes"""
    lane: str
    """board columns, the stage behind a preview"""
    hover: str
    """row and button under the pointer"""
    line: str
    """hairlines"""
    border: str
    """borders of fields and buttons, base lines of charts"""
    text: str
    text2: str
    """second text"""
    dim: str
    """captions, headers, icons"""
    accent: str
    accent_hover: str
    on_accent: str
    """text on the accent"""
    accent_ground: str
    """selected row, locked number"""
    accent_line: str
    """border of a blue note"""
    mark: str
    """search hits, matched phrases"""
    paper: str
    """a page in the preview: white in both schemes"""
    veil: str
    """what darkens the window behind a dialog"""
    neutral: str
    neutral_ground: str
    violet: str
    violet_ground: str
    blue: str
    blue_ground: str
    teal: str
    teal_ground: str
    green: str
    green_ground: str
    amber: str
    amber_ground: str
    red: str
    red_ground: str

    def colour(self, name: str, opacity: float = 1.0) -> QColor:
        """The colour of that name for a painter; `opacity` from 0 to 1. Shared, so never change it."""
        return _colour(getattr(self, name), opacity)

    def values(self) -> dict[str, str]:
        """All colours by name, as the style sheet is filled in."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


LIGHT = Tokens(
    chrome="#F1F3F6",
    card="#FFFFFF",
    sunk="#F7F8FA",
    lane="#E7EBF0",
    hover="#F0F3F7",
    line="#E1E5EA",
    border="#C9D0D9",
    text="#1B1F24",
    text2="#414955",
    dim="#606A78",
    accent="#1F5FBF",
    accent_hover="#184C99",
    on_accent="#FFFFFF",
    accent_ground="#E8F0FB",
    accent_line="#B5CDF0",
    mark="#FFE9A8",
    paper="#FFFFFF",
    veil="#0F1A2A",
    neutral="#4A5462",
    neutral_ground="#E4E8ED",
    violet="#5F40A8",
    violet_ground="#EEE9FA",
    blue="#1B57AE",
    blue_ground="#D6E5FB",
    teal="#0B6569",
    teal_ground="#DDF2F2",
    green="#1A6B40",
    green_ground="#E1F3E8",
    amber="#855600",
    amber_ground="#FFF1D1",
    red="#B0231B",
    red_ground="#FCE7E5",
)
DARK = Tokens(
    chrome="#17191C",
    card="#202327",
    sunk="#1B1E22",
    lane="#1B1E22",
    hover="#2A2E34",
    line="#31363D",
    border="#48505A",
    text="#DEE1E5",
    text2="#BAC1CA",
    dim="#98A2AF",
    accent="#7FB0FF",
    accent_hover="#A5C8FF",
    on_accent="#0D1E38",
    accent_ground="#22334D",
    accent_line="#3A5680",
    mark="#413410",
    paper="#FFFFFF",
    veil="#000000",
    neutral="#BBC3CD",
    neutral_ground="#3A4048",
    violet="#BFA8F5",
    violet_ground="#322A4B",
    blue="#8FBAFF",
    blue_ground="#26416D",
    teal="#6CCFD0",
    teal_ground="#173536",
    green="#78CF9C",
    green_ground="#1B3727",
    amber="#E7BE62",
    amber_ground="#3B2F14",
    red="#F59A92",
    red_ground="#45211F",
)


def tokens_in(palette: QPalette) -> Tokens:
    """The scheme that a palette belongs to: painted parts follow the window without being told.

    Asked by its text: a transparent ground (a list on a lane) counts as black.
    """
    return DARK if palette.color(QPalette.ColorRole.WindowText).lightness() > _MIDDLE_GREY else LIGHT


def tokens_of(widget: QWidget) -> Tokens:
    """The scheme in which a widget is to paint itself."""
    return tokens_in(widget.palette())


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for everything that Qt itself paints."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: tokens.chrome,
        role.WindowText: tokens.text,
        role.Base: tokens.card,
        role.AlternateBase: tokens.sunk,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.dim,
        role.Button: tokens.card,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.violet,
        role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.text,
        role.Light: tokens.card,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.veil,
    }
    palette = QPalette()
    for use, colour in colours.items():
        palette.setColor(use, QColor(colour))
    for use in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(group.Disabled, use, QColor(tokens.dim))
    return palette
