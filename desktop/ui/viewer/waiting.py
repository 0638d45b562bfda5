"""What stands over the picture's place until it is there: how much has come, or why it does not come and what can be done."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.values import TransferState
from desktop.ui.controls import SecondaryButton
from desktop.ui.controls.card import paint_card
from desktop.ui.controls.progress import paint_progress
from desktop.ui.dialogs.words import Icon, Words, announce
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.attached import progress_told, size_told
from desktop.viewmodels.viewer import Phase, ViewerModel

_WIDE = 320
_PATIENCE_MS = 250
"""Most pictures come in less; only after this it is said that one is coming."""
_RADIUS = 12
_BAR = 4


class Waiting(QWidget):
    """The card in the middle of the canvas, as long as there is something to say."""

    def __init__(self, theme: Theme, model: ViewerModel, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._model = model
        self._over = over
        self._phase: Phase | None = None
        self._icon = Icon(theme, "image", 24, "text_2")
        self._title = Words(theme, Style.BODY, "text", weight=600)
        self._why = Words(theme, Style.SMALL, "text_2")
        self._track = _Track(theme)
        for words in (self._title, self._why):
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setAccessibleName(self.tr("Image status"))
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._again = SecondaryButton(theme, self.tr("Retry"), icon="rotate-cw")
        self._again.clicked.connect(model.try_again)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._track)
        column.addWidget(self._why)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self._again)
        last.addStretch(1)
        column.addLayout(last)
        self.setFixedWidth(_WIDE)
        model.changed.connect(self.follow)
        model.moved.connect(self.follow)
        theme.changed.connect(self.update)
        self.follow()

    def follow(self) -> None:
        """Say what is to be said now."""
        model, phase = self._model, self._model.phase
        icon, title, why = self._words_for(phase)
        self._icon.show_icon(icon)
        self._icon.setVisible(phase not in {Phase.COMING, Phase.OPENING})
        self._title.setText(title)
        self._title.setAccessibleDescription(f"{title}. {why}" if why else title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        transfer = model.transfer
        done = transfer.done if transfer is not None else 0
        self._track.show_share(done / max(1, transfer.size) if transfer is not None else 0.0)
        self._track.setVisible(phase is Phase.COMING)
        self._again.setVisible(phase in {Phase.FAILED, Phase.OFFLINE})
        if phase is not Phase.COMING or not title:
            self._patience.stop()
            self.setVisible(bool(title))
        elif self.isHidden() and not self._patience.isActive():
            self._patience.start()
        if phase is not self._phase and phase in {Phase.FAILED, Phase.OFFLINE, Phase.BROKEN}:
            announce(self, title)
        self._phase = phase
        self.place()

    def _words_for(self, phase: Phase) -> tuple[str, str, str]:
        model = self._model
        size = size_told(model.file.attachment.size) if model.file is not None else ""
        match phase:
            case Phase.COMING:
                transfer = model.transfer
                if transfer is None or transfer.state is not TransferState.RUNNING:
                    return "", self.tr("Loading…"), size
                return "", self.tr("Loading…"), progress_told(transfer.done, transfer.size)
            case Phase.OFFLINE:
                why = self.tr("It comes by itself as soon as there is a connection.")
                return "cloud-off", self.tr("Not on this computer"), why
            case Phase.FAILED:
                return "circle-alert", self.tr("The image did not come"), model.problem
            case Phase.BROKEN:
                why = self.tr("The file is damaged, or no image that can be shown here. You can save it.")
                return "image-off", self.tr("This image cannot be shown"), why
            case Phase.READING | Phase.OPENING | Phase.SHOWN:
                return "", "", ""

    def place(self) -> None:
        """Stand in the middle."""
        over = self._over
        self.setFixedWidth(min(_WIDE, over.width() - 32))
        self._column.activate()
        flows = self._column.hasHeightForWidth()
        needed = self._column.totalHeightForWidth(self.width()) if flows else self._column.sizeHint().height()
        self.setFixedHeight(needed)
        self.move((over.width() - self.width()) // 2, (over.height() - self.height()) // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        paint_card(QPainter(self), QRectF(self.rect()), _RADIUS, self._theme.tokens)


class _Track(QWidget):
    """The bar of how much has come; the words below say it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(_BAR + 8)

    def show_share(self, share: float) -> None:
        """Show another share of one."""
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, from where reading begins."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_progress(painter, tokens, QRectF(0, 4, self.width(), _BAR), self._share, mirrored=mirrored)
