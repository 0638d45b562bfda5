"""The switch at the panel's foot that silences the chat, and the menu beside it: of how long, and what is notified of at all."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.controls import Menu, Switch
from desktop.ui.dialogs.words import Words
from desktop.ui.notify_menu import add_notify_menu
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.details import DetailsModel

_FOOT = 55
_SIDE = 16


class MuteRow(QWidget):
    """Words and switch. A click anywhere on it switches; the right button, or the menu key, asks for how long, and of what."""

    def __init__(self, theme: Theme, details: DetailsModel) -> None:
        super().__init__()
        self._theme = theme
        self._details = details
        title = Words(theme, Style.BODY, "text", self.tr("Mute this chat"), weight=500)
        self._hint = Words(theme, Style.SMALL, "text_2")
        self._hint.setWordWrap(True)
        self.switch = Switch(theme, title.text())
        self.switch.clicked.connect(lambda muted: details.mute(muted=muted))
        title.setBuddy(self.switch)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(self._hint)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE - 4, 0, _SIDE - 4, 0)
        row.addSpacing(4)
        row.addLayout(words, 1)
        row.addWidget(self.switch)
        details.changed.connect(self._show)
        theme.changed.connect(self._fit)
        self._fit()
        self._show()

    def _fit(self) -> None:
        """Be as high as the words need: in some languages the second line is two."""
        usual = self._theme.taller(_FOOT, Style.BODY, Style.SMALL)
        room = self.width() - 2 * _SIDE - self.switch.sizeHint().width()
        more = self._hint.heightForWidth(room) - self._theme.line_height(Style.SMALL)
        self.setFixedHeight(usual + max(0, more))

    def _show(self) -> None:
        details = self._details
        self.switch.setEnabled(details.ready)
        self.switch.setChecked(details.muted)
        self._hint.setText(details.muted_until or details.still_notifies)
        self._fit()
        self.switch.setToolTip(self.tr("Press the right button to choose how long, and what notifies you"))
        said = (details.muted_until, details.still_notifies)
        self.switch.setAccessibleDescription(". ".join(part for part in said if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch by a click on the words too."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.click()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for how long, and of what."""
        if not self._details.ready:
            return
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._menu().popup(event.globalPos() if by_mouse else self.switch.mapToGlobal(QPoint(0, 0)))

    def _menu(self) -> Menu:
        details = self._details
        menu = Menu(self._theme, self)
        menu.setAccessibleName(self.tr("Mute"))
        menu.aboutToHide.connect(menu.deleteLater)
        if details.muted:
            menu.addAction(self.tr("Unmute")).triggered.connect(lambda: details.mute(muted=False))
            menu.addSeparator()
        menu.addAction(self.tr("For 1 hour")).triggered.connect(details.mute_for_an_hour)
        menu.addAction(self.tr("Until tomorrow")).triggered.connect(details.mute_until_tomorrow)
        menu.addAction(self.tr("Always")).triggered.connect(lambda: details.mute(muted=True))
        menu.addSeparator()
        add_notify_menu(menu, details.notify, details.choose_notify)
        return menu
