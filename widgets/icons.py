"""The icons (Fluent, 20 pixel grid), tinted and drawn at the size the screen really has."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""The scales of screens for which an icon is drawn: a scaled picture loses its thin strokes."""


@lru_cache(maxsize=256)
def _drawing(name: str, filled: bool) -> str:  # noqa: FBT001 - part of the file's name
    """The SVG text of an icon; FileNotFoundError for a name that does not exist."""
    style = "filled" if filled else "regular"
    return (files("resources") / "icons" / f"{name}_20_{style}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def icon_image(name: str, colour: str, size: int, ratio: float = 1.0, *, filled: bool = False) -> QImage:
    """The icon in one colour (#RRGGBB), `size` units wide on a screen with that many pixels a unit; shared."""
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    svg = _drawing(name, filled).replace("<path ", f'<path fill="{colour}" ')
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(pixels / size)
    return image


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF, *, filled: bool = False) -> None:
    """Paints the icon in the middle of `rect`, as large as its smaller side, on whole pixels of the screen."""
    size = int(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatio()
    corner = rect.center() - QPointF(size / 2, size / 2)
    whole = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
    painter.drawImage(whole, icon_image(name, colour, size, ratio, filled=filled))


def icon(name: str, colour: str, *, size: int = 16, filled: bool = False) -> QIcon:
    """The icon for a button or a menu, sharp at every scale of a screen."""
    made = QIcon()
    for ratio in _RATIOS:
        image = icon_image(name, colour, size, ratio, filled=filled)
        made.addPixmap(QPixmap.fromImage(image))
    return made


def icon_size(size: int = 16) -> QSize:
    """The square for Qt's own setIconSize."""
    return QSize(size, size)
