"""Icons are sharp, tinted and all there; the program's own letters are used."""

import ast
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter

from casework.catalogue import RECORD_TYPES
from casework.fields import columns
from widgets.chip_families import FAMILIES, MODE_ICONS, family_of
from widgets.fonts import FAMILIES as FACES
from widgets.fonts import TextSize, load_fonts, text_font
from widgets.icons import icon, icon_image, paint_icon
from widgets.tokens import Family

ROOT = Path(__file__).resolve().parents[2]


def icon_names(folder: str) -> set[str]:
    """Every text of a room that is an icon's name in another place than a docstring."""
    known = {path.name.split("_20_")[0] for path in (ROOT / "resources" / "icons").glob("*_20_*.svg")}
    named: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for word in node.keywords:
                    if word.arg == "icon" and isinstance(word.value, ast.Constant) and word.value.value:
                        named.add(str(word.value.value))
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                if called in ("Icon", "icon_button", "paint_icon") and node.args:
                    first = node.args[1 if called == "paint_icon" else 0]
                    if isinstance(first, ast.Constant):
                        named.add(str(first.value))
    return {name for name in named if name not in known}


@pytest.mark.parametrize("folder", ["widgets", "desktop"])
def test_every_icon_that_is_named_is_there(folder: str) -> None:
    assert icon_names(folder) == set()


def test_an_icon_is_drawn_at_the_size_the_screen_has() -> None:
    for ratio, pixels in ((1.0, 16), (1.25, 20), (1.5, 24), (2.0, 32)):
        image = icon_image("add", "#1F5FBF", 16, ratio)
        assert (image.width(), image.devicePixelRatio()) == (pixels, ratio)


def test_an_icon_takes_its_colour() -> None:
    image = icon_image("add", "#B0231B", 20, 2.0)
    colours = {
        image.pixelColor(x, y).name() for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#b0231b"}


def test_an_icon_stands_on_whole_pixels_at_one_and_a_half() -> None:
    stage = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    stage.fill(QColor("white"))
    stage.setDevicePixelRatio(1.5)
    painter = QPainter(stage)
    paint_icon(painter, "add", "#000000", QRectF(4.3, 4.3, 16, 16))
    painter.end()
    drawn = icon_image("add", "#000000", 16, 1.5)
    middle = [stage.pixelColor(x, 18).lightness() for x in range(60)]
    assert min(middle) == min(255 - drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_a_button_s_icon_has_a_picture_for_each_scale(qapp) -> None:
    del qapp
    sizes = {size.width() for size in icon("add", "#000000", size=16).availableSizes()}
    assert {16, 20, 24, 28, 32} <= sizes


def test_an_unknown_icon_is_a_bug_that_shows() -> None:
    with pytest.raises(FileNotFoundError):
        icon_image("no_such_icon", "#000000", 16)


def test_the_program_s_own_letters_are_used(theme) -> None:
    del theme
    assert load_fonts()
    for bold in (False, True):
        assert QFontInfo(text_font(TextSize.BODY, bold)).family() == FACES[0]


def test_the_licences_lie_beside_what_they_cover() -> None:
    assert "MIT" in (files("resources") / "icons" / "LICENSE").read_text("utf-8")
    assert (files("resources") / "fonts" / "OFL.txt").is_file()


def test_every_coloured_code_is_one_the_records_know() -> None:
    lists = {c.field.codes.name: c.field.codes for t in RECORD_TYPES.values() for c in columns(t) if c.field.codes}
    for name, families in FAMILIES.items():
        assert set(families) <= set(lists[name].labels), name
    assert set(MODE_ICONS) == set(lists["contact_mode"].labels)
    assert family_of("case_state", "confirmed") is Family.GREEN
    assert family_of("no_such_list", "x") is Family.NEUTRAL
