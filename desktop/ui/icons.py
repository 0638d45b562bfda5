"""Icons: SVG files in Lucide's style, drawn in any colour and size, and kept once drawn.

Every file is a 24-unit drawing whose strokes have the colour `currentColor`; the stroke is about 1.5 px at any size.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_STROKE = 1.5
"""Width of a line in logical pixels."""
_UNITS = 24
_PLACES = (
    Path(__file__).parents[1] / "_resources" / "icons",
    Path(__file__).parents[2] / "resources" / "icons",
)
"""Where an installed and where a checked-out program has them."""


@lru_cache(maxsize=512)
def pixmap(name: str, size: int, color: str, dpr: float, stroke: float = _STROKE) -> QPixmap:
    """Return an icon as a square picture of `size` logical pixels for a screen of `dpr` device pixels each.

    Raises FileNotFoundError for a name that is no icon.
    """
    from PySide6.QtSvg import QSvgRenderer  # the first picture of the window may need no icon

    renderer = QSvgRenderer(QByteArray(_source(name, size, color, stroke).encode()))
    picture = QPixmap(round(size * dpr), round(size * dpr))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def icon(name: str, size: int, color: str, dpr: float, disabled: str | None = None) -> QIcon:
    """Return an icon for a Qt control, with another colour while it is disabled if one is given."""
    made = QIcon(pixmap(name, size, color, dpr))
    if disabled is not None:
        made.addPixmap(pixmap(name, size, disabled, dpr), QIcon.Mode.Disabled)
    return made


def _source(name: str, size: int, color: str, stroke: float) -> str:
    colour = QColor(color)
    width = stroke * _UNITS / size
    text = path(name).read_text(encoding="utf-8")
    return text.replace("currentColor", colour.name()).replace(
        'stroke-width="2"', f'stroke-width="{width:.3f}"'
    )


def path(name: str) -> Path:
    """Return the file of an icon. Raises FileNotFoundError for a name that is no icon."""
    for place in _PLACES:
        if (place / f"{name}.svg").is_file():
            return place / f"{name}.svg"
    raise FileNotFoundError(f"there is no icon named {name!r}")
