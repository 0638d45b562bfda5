"""The line over the messages: what the chat is called, who is in it, and that no customer can be."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.values import ChatDetails
from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.names import chat_title, participants_summary

HEIGHT = 56
SIDE = 20
CHIP_HEIGHT = 24
CHIP_ICON = 13
SHORT_CHIP_BELOW = 520


class ElidedText(QLabel):
    """A line of text that ends in … where there is no room, and is read out whole."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleDescription(text)
        self._explain()

    def _explain(self) -> None:
        cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self.font())
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut off."""
        super().resizeEvent(event)
        self._explain()


class InternalChip(QWidget):
    """The permanent chip "Internal – teammates only". It becomes shorter, and is never hidden."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._short = False
        self.setAccessibleName(self.tr("Internal – teammates only"))
        self.setToolTip(self.tr("Only your teammates can be in this chat. Customers never see it."))
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def set_short(self, short: bool) -> None:  # noqa: FBT001 - a setter
        """Say only "Internal", where there is little room."""
        if short != self._short:
            self._short = short
            self._take_theme()

    @property
    def words(self) -> str:
        """What the chip says just now."""
        return self.tr("Internal") if self._short else self.tr("Internal – teammates only")

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.SMALL, weight=QFont.Weight.Medium))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the lock and the words."""
        return QSize(
            8 + CHIP_ICON + 5 + QFontMetrics(self.font()).horizontalAdvance(self.words) + 10, CHIP_HEIGHT
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the green pill."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.internal_bg))
        painter.drawRoundedRect(QRectF(self.rect()), CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        picture = icons.pixmap("lock", CHIP_ICON, tokens.internal_text, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(8, (CHIP_HEIGHT - CHIP_ICON) // 2), picture)
        painter.setPen(QColor(tokens.internal_text))
        painter.setFont(self.font())
        words = QRectF(8 + CHIP_ICON + 5, 0, self.width(), CHIP_HEIGHT)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.words)


class ConversationHeader(QWidget):
    """Subject, participants, the chip, and the button for the details.

    Signals:
        details_toggled (bool): the details are to be shown, or hidden.
    """

    details_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        self.subject = ElidedText(self.tr("Chat subject"), self)
        self.people = ElidedText(self.tr("Participants summary"), self)
        self.chip = InternalChip(theme, self)
        self.details = IconButton(theme, "panel-right", self.tr("Show details"), self)
        self.details.setCheckable(True)
        self.details.toggled.connect(self._details_toggled)
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.subject)
        words.addWidget(self.people)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, 12, 1)
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.chip)
        row.addWidget(self.details)

    def show_details(self, details: ChatDetails | None) -> None:
        """Show a chat's name and people; nothing while it is being read."""
        others = [part.person for part in details.participants if not part.is_me] if details else []
        self.subject.show_text(chat_title(details.subject, others) if details else "")
        self.people.show_text(participants_summary(others) if details else "")

    def set_details_shown(self, shown: bool) -> None:  # noqa: FBT001 - a setter
        """Show the button as on or off, without asking for anything."""
        blocked = self.details.blockSignals(True)  # noqa: FBT003 - Qt's
        self.details.setChecked(shown)
        self.details.blockSignals(blocked)
        self._name_button()

    def _details_toggled(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self._name_button()
        self.details_toggled.emit(shown)

    def _name_button(self) -> None:
        name = self.tr("Hide details") if self.details.isChecked() else self.tr("Show details")
        self.details.set_name(name)

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        for label, style, color in (
            (self.subject, Style.HEADING, tokens.text),
            (self.people, Style.SMALL, tokens.text_2),
        ):
            label.setFont(self._theme.font(style))
            label.setFixedHeight({Style.HEADING: 20}.get(style, 16))
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
            label.setPalette(palette)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the chip where there is little room."""
        super().resizeEvent(event)
        self.chip.set_short(self.width() < SHORT_CHIP_BELOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.bg_base))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.tokens.border))
