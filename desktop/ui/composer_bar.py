"""The strip in the composer's card that says what is being answered or changed, and lets go of it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import markup
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.placeholders import filled

AROUND = 18
"""What the strip is higher than its two lines."""
ICON = 15
ICON_LEFT = 15
WORDS_LEFT = 39
WORDS_TOP = 9
CLOSE = 26
RIGHT = 10


class ComposerBar(QWidget):
    """The words "Reply to Chen Wei" or "Edit message" over the field, with a button that ends it."""

    def __init__(self, theme: Theme, model: ComposerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._title = ""
        self._line = ""
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.close_button = IconButton(theme, "x", self.tr("Cancel reply"), self, size=CLOSE, icon_size=ICON)
        self.close_button.clicked.connect(model.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(RIGHT, 0, RIGHT, 0)
        row.addStretch(1)
        row.addWidget(self.close_button)
        theme.changed.connect(self._take_theme)
        self.hide()

    def show_state(self) -> None:
        """Show what is answered or changed; be gone where it is neither."""
        model = self._model
        if model.rewording is not None:
            self._icon, self._title = "pencil", self.tr("Edit message")
            self._line = markup.plain(model.rewording.before)
            self.close_button.set_name(self.tr("Cancel edit"))
        elif model.reply is not None:
            self._icon, self._title = "reply", filled(self.tr("Reply to %1"), model.reply.author_name)
            self._line = model.reply.text or self.tr("Message deleted")
            self.close_button.set_name(self.tr("Cancel reply"))
        shown = model.rewording is not None or model.reply is not None
        self.setAccessibleName(self._title if shown else "")
        self.setAccessibleDescription(self._line if shown else "")
        self.setVisible(shown)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height for two lines."""
        return QSize(200, AROUND + 2 * self._theme.line_height(Style.SMALL))

    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and the line that parts them from the field."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of the words, not of the window
        painter.fillRect(QRectF(2, self.height() - 1, self.width() - 4, 1), QColor(tokens.border))
        picture = icons.pixmap(self._icon, ICON, tokens.text_2, self.devicePixelRatioF())
        place = QRectF(ICON_LEFT, (self.height() - ICON) // 2, ICON, ICON)
        painter.drawPixmap(mirrored(self, place).topLeft(), picture)
        room = self.width() - WORDS_LEFT - CLOSE - RIGHT - 8
        strong = self._theme.font(Style.SMALL, weight=QFont.Weight.DemiBold)
        parts = (
            (strong, tokens.text, self._title),
            (self._theme.font(Style.SMALL), tokens.text_2, self._line),
        )
        high = self._theme.line_height(Style.SMALL)
        for number, (font, colour, words) in enumerate(parts):
            line = mirrored(self, QRectF(WORDS_LEFT, WORDS_TOP + number * high, room, high))
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(line, leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter, shown)
