"""The viewer's foot: the strip of small pictures, if there are several."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.viewer.strip import Strip
from desktop.viewmodels.viewer import ViewerModel

_HEIGHT = 92
_LOW = 480
"""In a window that is lower, all room is the picture's."""


class Foot(QWidget):
    """The bar below the picture."""

    def __init__(self, theme: Theme, model: ViewerModel, viewer: QWidget) -> None:
        super().__init__(viewer)
        self._theme = theme
        self._model = model
        self._viewer = viewer
        self.strip = Strip(theme, model, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.addStretch(1)
        row.addWidget(self.strip)
        row.addStretch(1)
        self.setFixedHeight(_HEIGHT)
        model.pictures_changed.connect(self.follow)
        theme.changed.connect(self.update)
        self.follow()

    def follow(self) -> None:
        """Be there if there is more than one picture, and room."""
        self.setVisible(len(self._model.pictures) > 1 and self._viewer.height() >= _LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the strip the room that there is."""
        super().resizeEvent(event)
        self.strip.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.viewer_bar))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.tokens.viewer_line))
