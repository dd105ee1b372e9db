"""The faces and sizes of the letters on screen."""

import sys
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES = ("Huifang Sans", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")
"""The faces that come with the program, then what a machine may have."""
_FACES = ("HuifangSans-Regular.ttf", "HuifangSans-Bold.ttf")
_POINT_OF_PLATFORM = 96 / 72 if sys.platform == "darwin" else 1.0  # a point on a Mac is one pixel


class TextSize(Enum):
    """The sizes in points, each with its places."""

    PAGE = 15.0
    """page title, big figure"""
    RECORD = 12.0
    """title of a record or dialog"""
    CARD = 10.5
    """title of a card; long text of a report"""
    BODY = 10.0
    """everything read all day"""
    CAPTION = 9.0
    """captions, headers of tables, chips, second lines"""
    KEY = 8.5
    """key caps, small chips, axes; never sentences"""


def load_fonts() -> bool:
    """Makes the program's own faces known to Qt; False where none could be read (Qt then takes another family)."""
    if FAMILIES[0] in QFontDatabase.families():
        return True
    folder = files("resources") / "fonts"
    wanted = [folder / name for name in _FACES]
    found = [QFontDatabase.addApplicationFont(str(face)) for face in wanted if face.is_file()]
    return bool(found) and -1 not in found


@lru_cache(maxsize=32)
def text_font(size: TextSize = TextSize.BODY, bold: bool = False, struck: bool = False) -> QFont:  # noqa: FBT001, FBT002 - a font is called so: text_font(size, bold)
    """The font of that size; shared, so take a copy before changing it."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(size.value * _POINT_OF_PLATFORM)
    font.setBold(bold)
    font.setStrikeOut(struck)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
