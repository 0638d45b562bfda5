"""The line over the messages: what the chat is called, who is in it, and that no customer can be."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import OneLine, leading
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.details import DetailsModel

SIDE = 20
CHIP_HEIGHT = 24
CHIP_ICON = 13
_END = 12
_CHIP_EDGE = 8
_CHIP_GAP = 5
_CHIP_END = 10
SHORT_CHIP_BELOW = 520


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
        wide = QFontMetrics(self.font()).horizontalAdvance(self.words)
        height = self._theme.taller(CHIP_HEIGHT, Style.SMALL)
        return QSize(_CHIP_EDGE + CHIP_ICON + _CHIP_GAP + wide + _CHIP_END, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the green pill."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.internal_bg))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        lock = mirrored(self, QRectF(_CHIP_EDGE, (self.height() - CHIP_ICON) // 2, CHIP_ICON, CHIP_ICON))
        picture = icons.pixmap("lock", CHIP_ICON, tokens.internal_text, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(lock.topLeft()), picture)
        painter.setPen(QColor(tokens.internal_text))
        painter.setFont(self.font())
        left = _CHIP_EDGE + CHIP_ICON + _CHIP_GAP
        words = mirrored(self, QRectF(left, 0, self.width() - left, self.height()))
        where = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, where, self.words)


class ConversationHeader(QWidget):
    """Subject, participants, the chip, and the button for the details.

    Signals:
        details_toggled (bool): the details are to be shown, or hidden.
        find_wanted (): something is to be looked for in this chat.
    """

    details_toggled = Signal(bool)
    find_wanted = Signal()

    def __init__(self, theme: Theme, details: DetailsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = details
        self.subject = OneLine(theme, Style.HEADING, "text")
        self.subject.setAccessibleName(self.tr("Chat subject"))
        self.people = OneLine(theme, Style.SMALL, "text_2")
        self.people.setAccessibleName(self.tr("Participants summary"))
        self.chip = InternalChip(theme, self)
        self.search = IconButton(theme, "search", self.tr("Search in this chat"), self)
        keys = native(window_keys()[Deed.FIND_IN_CHAT][0])
        self.search.setToolTip(self.tr("Search in this chat (%1)").replace("%1", keys))
        self.search.clicked.connect(self.find_wanted)
        self.details = IconButton(theme, "panel-right", self.tr("Show details"), self)
        self.details.setCheckable(True)
        self.details.toggled.connect(self._details_toggled)
        self._lay_out()
        details.changed.connect(self._show)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.subject)
        words.addWidget(self.people)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(_END, 0, _END, 1)
        row.setSpacing(14)
        row.addSpacing(SIDE - _END)
        row.addLayout(words, 1)
        row.addWidget(self.chip)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.search)
        buttons.addWidget(self.details)
        row.addLayout(buttons)

    def _show(self) -> None:
        """Show the chat's name and people; nothing while it is being read."""
        self.subject.show_text(self._model.heading)
        self.people.show_text(self._model.summary)

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
        self.setFixedHeight(self._theme.header)
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
