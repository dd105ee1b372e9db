"""Colours can be read: contrast of every pair in use, and both schemes whole."""

import re
from importlib.resources import files

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListView

from widgets.theme import Scheme, Theme, style_sheet
from widgets.tokens import DARK, LIGHT, Family, Tokens, tokens_of

LEAST = 4.5
"""WCAG 2.1, level AA, for text of this size."""
TEXTS = ("text", "text2", "dim", "accent")
GROUNDS = ("chrome", "card", "sunk", "hover")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(tokens: Tokens) -> list[tuple[str, str]]:
    """Every text on every ground that it is painted on."""
    found = [(text, ground) for text in TEXTS for ground in GROUNDS]
    found += [(family, f"{family}_ground") for family in Family]
    found += [(family, "card") for family in Family]
    found += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("text", "mark"), ("text", "lane")]
    found += [("text", "accent_ground"), ("text2", "accent_ground"), ("dim", "accent_ground"), ("dim", "lane")]
    return found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(tokens: Tokens) -> None:
    values = tokens.values()
    weak = {pair: contrast(values[pair[0]], values[pair[1]]) for pair in pairs(tokens)}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < LEAST} == {}


def test_a_weak_pair_would_be_seen() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast(LIGHT.border, LIGHT.card) < LEAST


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_filled_in(tokens: Tokens) -> None:
    filled = style_sheet(tokens)
    assert re.findall(r"\{[a-z]\w*\}", filled) == []
    assert tokens.accent in filled


@pytest.mark.parametrize(("tokens", "folder"), [(LIGHT, "light"), (DARK, "dark")])
def test_the_arrows_of_the_style_sheet_are_there_in_the_scheme_s_own_colours(tokens: Tokens, folder: str) -> None:
    named = re.findall(r"\{icons\}/(\w+\.svg)", (files("resources") / "style" / "controls.qss").read_text("utf-8"))
    assert named
    for name in named:
        drawing = (files("resources") / "icons" / folder / name).read_text("utf-8")
        assert f'fill="{tokens.dim}"' in drawing or f'fill="{tokens.on_accent}"' in drawing


def test_painted_parts_follow_the_scheme(theme: Theme, qtbot) -> None:
    frame = QFrame()
    qtbot.addWidget(frame)
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.card))
    for scheme, tokens in ((Scheme.DARK, DARK), (Scheme.LIGHT, LIGHT)):
        theme.choose(scheme)
        frame.ensurePolished()
        assert tokens_of(frame) is tokens
        assert theme.tokens is tokens
    assert told == [DARK.card, LIGHT.card]


def test_a_list_on_a_lane_is_not_taken_for_dark(theme: Theme, qtbot) -> None:
    view = QListView()
    view.setProperty("lane", "true")
    qtbot.addWidget(view)
    view.ensurePolished()
    assert tokens_of(view) is LIGHT
    theme.choose(Scheme.DARK)
    assert tokens_of(view) is DARK


def test_the_system_is_followed_until_the_user_chooses(theme: Theme, qapp) -> None:
    theme.choose(Scheme.SYSTEM)
    dark = qapp.styleHints().colorScheme().name == "Dark"
    assert theme.tokens is (DARK if dark else LIGHT)
    theme.choose(Scheme.DARK)
    assert theme.tokens is DARK
