"""The strip over the composer: offline, signed out, or back online. It is there only while there is something to say."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.controls.focus import paint_ring
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.controls.mirror import mirrored
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.status import Notice, Remedy, StatusModel, Tone

_RADIUS = 7
_HEIGHT = 32
_ICON = 16
_SIDE = 12


class NoticeStrip(QWidget):
    """What is said of the connection, with what can be done about it."""

    def __init__(self, theme: Theme, status: StatusModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = status
        self._notice: Notice | None = None
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = LeadingLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._remedy = _Remedy(theme, self)
        self._remedy.clicked.connect(status.remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE - 4, 6, _SIDE - 4, 6)
        row.setSpacing(12)
        row.addSpacing(4 + _ICON + 8)  # a spacing, unlike a margin, changes sides with the reading direction
        row.addWidget(self._words, 1)
        row.addWidget(self._remedy)
        status.changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self._notice = self._status.notice
        if self._notice is None:
            self.hide()
            return
        _, colour, _ = _look(self._notice.tone, self._theme.tokens)
        self._words.setText(self._notice.text)
        self._words.setAccessibleName(self._name(self._notice))
        self._words.setAccessibleDescription(self._notice.text)
        self._words.setFont(self._theme.font(Style.SMALL))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self._words.setPalette(palette)
        self._remedy.show_notice(self._notice, colour)
        # Last: Qt forgets colours that are set between a widget's first showing and its move into another parent.
        self.show()
        self.update()

    def _name(self, notice: Notice) -> str:
        if notice.remedy is Remedy.SHOW:
            return self.tr("Waited long notice")
        match notice.tone:
            case Tone.DANGER:
                return self.tr("Signed-out notice")
            case Tone.GOOD:
                return self.tr("Back online notice")
            case _:
                return self.tr("Offline notice")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        if self._notice is None:
            return
        ground, colour, icon = _look(self._notice.tone, self._theme.tokens)
        if self._notice.remedy is Remedy.SHOW:
            icon = "circle-help"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        picture = icons.pixmap(icon, _ICON, colour, self.devicePixelRatioF())
        place = mirrored(self, QRectF(_SIDE, (self.height() - _ICON) // 2, _ICON, _ICON))
        painter.drawPixmap(place.topLeft(), picture)


class _Remedy(QAbstractButton):
    """The notice's button: words in the notice's own colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_notice(self, notice: Notice, colour: str) -> None:
        """Offer what can be done, if there is anything."""
        self._colour = colour
        self.setText(notice.action)
        self.setAccessibleName(self.tr("Try now") if notice.remedy is Remedy.TRY_NOW else notice.action)
        self.setVisible(notice.remedy is not None)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the words' size, with room for the ring."""
        return QSize(QFontMetrics(self._words_font()).horizontalAdvance(self.text()) + 10, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, underlined under the mouse."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.tokens.focus, 4)
        font = self._words_font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(self._colour))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _words_font(self) -> QFont:
        return self._theme.font(Style.SMALL, weight=600)


def _look(tone: Tone, tokens: Tokens) -> tuple[str, str, str]:
    """Return the colours of ground and words, and the icon."""
    match tone:
        case Tone.DANGER:
            return tokens.danger_bg, tokens.danger, "circle-alert"
        case Tone.GOOD:
            return tokens.internal_bg, tokens.internal_text, "check"
        case _:
            return tokens.warn_bg, tokens.warn_text, "cloud-off"
