"""The sections of the settings: their order, names and pictures, and the list in which one of them is chosen."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui import icons
from desktop.ui.controls.focus import by_keyboard, paint_ring
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme

_HIGH = 34
_GAP = 2
_ICON = 17
_ICON_AT = 9
_TEXT_AT = 35
_RADIUS = 8
_Index = QModelIndex | QPersistentModelIndex


class SettingsSection(StrEnum):
    """What can be set, in the order in which it is listed."""

    NOTIFICATIONS = "notifications"
    APPEARANCE = "appearance"
    WRITING = "writing"
    PRIVACY = "privacy"
    STORAGE = "storage"
    ACCOUNT = "account"


ICONS = {
    SettingsSection.NOTIFICATIONS: "bell",
    SettingsSection.APPEARANCE: "palette",
    SettingsSection.WRITING: "pencil",
    SettingsSection.PRIVACY: "shield",
    SettingsSection.STORAGE: "hard-drive",
    SettingsSection.ACCOUNT: "circle-user",
}


def name_of(section: SettingsSection) -> str:
    """Return how a section is called."""
    names = {
        SettingsSection.NOTIFICATIONS: QCoreApplication.translate("SettingsSections", "Notifications"),
        SettingsSection.APPEARANCE: QCoreApplication.translate("SettingsSections", "Appearance"),
        SettingsSection.WRITING: QCoreApplication.translate("SettingsSections", "Writing"),
        SettingsSection.PRIVACY: QCoreApplication.translate("SettingsSections", "Privacy"),
        SettingsSection.STORAGE: QCoreApplication.translate("SettingsSections", "Storage"),
        SettingsSection.ACCOUNT: QCoreApplication.translate("SettingsSections", "Account and devices"),
    }
    return names[section]


class SectionList(QListWidget):
    """The list of sections: one tab stop; the arrows go from one to the next, and its page is shown at once."""

    def __init__(self, theme: Theme, sections: tuple[SettingsSection, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.sections = sections
        self.shows_ring = False
        self.setAccessibleName(QCoreApplication.translate("SettingsSections", "Settings sections"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setItemDelegate(_SectionDelegate(theme, self))
        for section in sections:
            self.addItem(QListWidgetItem(name_of(section)))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def lie_down(self, *, lies: bool) -> None:
        """Stand one below the other, or lie beside each other in as many lines as that needs."""
        ways = QListView.Flow
        self.setFlow(ways.LeftToRight if lies else ways.TopToBottom)
        self.setWrapping(lies)
        self.setSpacing(0)
        self.scheduleDelayedItemsLayout()

    def height_for(self, width: int) -> int:
        """Return how high the lines are, lying in that width."""
        lines, taken = 1, 0
        for at in range(self.count()):
            wide = self.wide(self.item(at).text())
            if taken and taken + wide > width:
                lines, taken = lines + 1, 0
            taken += wide
        return lines * self.high()

    def widest(self) -> int:
        """Return how wide the widest of them is, standing one below the other."""
        return max(self.wide(self.item(at).text()) for at in range(self.count()))

    def high(self) -> int:
        """Return how high one of them is, with the gap below it."""
        return self._theme.taller(_HIGH, Style.BODY) + _GAP

    def wide(self, words: str) -> int:
        """Return how wide one of them is, with the gap behind it."""
        metrics = QFontMetrics(self._theme.font(Style.BODY, weight=500))
        return _TEXT_AT + metrics.horizontalAdvance(words) + 10 + _GAP

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring if the keyboard came here."""
        self.shows_ring = by_keyboard(event)
        super().focusInEvent(event)


class _SectionDelegate(QStyledItemDelegate):
    """Paints a section: its picture and its name."""

    def __init__(self, theme: Theme, sections: SectionList) -> None:
        super().__init__(sections)
        self._theme = theme
        self._list = sections

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room that a section takes."""
        lies = self._list.flow() is QListView.Flow.LeftToRight
        wide = self._list.wide(str(index.data())) if lies else self._list.viewport().width()
        return QSize(wide, self._list.high())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint it."""
        tokens = self._theme.tokens
        state = option.state
        area = QRect(option.rect)
        direction = self._list.layoutDirection()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lies = self._list.flow() is QListView.Flow.LeftToRight
        ground = area.adjusted(0, 0, -_GAP if lies else 0, -_GAP)
        if lies:
            ground = QStyle.visualRect(direction, area, ground)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_selected if chosen else tokens.bg_hover_side))
            painter.drawRoundedRect(QRectF(ground), _RADIUS, _RADIUS)
        if self._list.hasFocus() and self._list.shows_ring and self._list.currentIndex() == index:
            paint_ring(painter, QRectF(ground), tokens.focus, _RADIUS - 1)
        icon = QRect(ground.left() + _ICON_AT, ground.top() + (ground.height() - _ICON) // 2, _ICON, _ICON)
        picture = icons.pixmap(
            ICONS[self._list.sections[index.row()]],
            _ICON,
            tokens.accent_text if chosen else tokens.text_2,
            self._list.devicePixelRatioF(),
        )
        painter.drawPixmap(QStyle.visualRect(direction, ground, icon).topLeft(), picture)
        painter.setFont(self._theme.font(Style.BODY, weight=500 if chosen else 400))
        painter.setPen(QColor(tokens.text if chosen else tokens.text_2))
        words = QStyle.visualRect(direction, ground, ground.adjusted(_TEXT_AT, 0, -6, 0))
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, leading(direction) | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
