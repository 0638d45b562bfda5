"""Makes `resources/icons/app.png` from `app.svg`: the icon of the program for systems that take no drawing, as Windows’ toasts.

It takes nothing and is the same each time: `python packaging/make_app_icon.py`.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

OURS = Path(__file__).parents[1] / "resources" / "icons"
PIXELS = 256


def main() -> None:
    """Write the file."""
    picture = QImage(PIXELS, PIXELS, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(OURS / "app.svg")).render(painter)
    painter.end()
    if not picture.save(str(OURS / "app.png")):
        raise OSError("the picture could not be written")


if __name__ == "__main__":
    main()
