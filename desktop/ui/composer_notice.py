"""The line over the composer's card that says who is mentioned and is not in the chat, and offers to add them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.controls import LinkButton
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import composer_words
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.isolates import without_isolates

_ICON = 14
_LEFT = 15
_GAP = 10
_BELOW = 6


class AbsentNotice(QWidget):
    """What is said of people who will not see the message that mentions them; gone while there are none."""

    def __init__(self, theme: Theme, model: ComposerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._words = LeadingLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("Not in this chat"))
        self.add_button = LinkButton(theme, "", self)
        self.add_button.clicked.connect(model.add_absent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, _BELOW)
        row.setSpacing(_GAP)
        # A spacing, unlike a margin, changes sides with the reading direction.
        row.addSpacing(_LEFT + _ICON - 4 + _GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.add_button)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def show_state(self) -> None:
        """Say who is mentioned and is not in the chat."""
        people = self._model.absent
        if not people:
            self.hide()
            return
        words = composer_words.not_here(people)
        new = self.isHidden() or words != self._words.text()
        label = composer_words.add_them(people)
        self._words.setText(words)
        said = without_isolates(words)
        self._words.setAccessibleDescription(said)
        self.add_button.setText(label)
        self.add_button.setAccessibleName(label)
        self.add_button.updateGeometry()
        self.add_button.setEnabled(self._model.can_add)
        self.add_button.setToolTip("" if self._model.can_add else self.tr("Needs a connection"))
        self.show()
        if new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, said))

    def minimumSizeHint(self) -> QSize:
        """Return a height in which no word is cut; the width is whatever there is."""
        return QSize(0, super().minimumSizeHint().height())

    def _take_theme(self) -> None:
        self._words.setFont(self._theme.font(Style.SMALL))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.text_2))
        self._words.setPalette(palette)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon where the words begin."""
        painter = QPainter(self)
        picture = icons.pixmap("eye-off", _ICON, self._theme.tokens.text_2, self.devicePixelRatioF())
        left = self.width() - _LEFT - _ICON if self.isRightToLeft() else _LEFT
        painter.drawPixmap(left, (self.height() - _BELOW - _ICON) // 2, picture)
