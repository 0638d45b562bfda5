"""Files that are dragged over the conversation: an outline says which chat they go to, and where they may be dropped.

They may be dropped anywhere on it. What is taken is a copy, whatever the other program proposes: it must never take a file away
because it was dropped here. Words that are dragged are the text field's alone, and what is dragged from this window stays.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.attaching import AttachingModel
from desktop.viewmodels.isolates import isolated, without_isolates
from desktop.viewmodels.offered import Kind, kind_of, sources_in
from desktop.viewmodels.placeholders import filled

_INSET = 8
_RADIUS = 12
_ICON = 28
_GAP = 10
_SIDE = 24
_MOST_WIDE = 480
_COVERED = 0.94
"""How much of what lies below is covered, so that the words can be read."""
_GONE_AFTER_MS = 60
"""From one part of the conversation to the next a drag leaves the one before it enters the other."""


class DropOutline(QWidget):
    """Says where dragged files go; the mouse does not notice it."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_words(self, words: str) -> None:
        """Be seen, and heard."""
        heard = without_isolates(words)
        self._words = words
        self.setAccessibleName(heard)
        self.raise_()
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, heard))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline and the words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tokens.accent_tint)
        ground.setAlphaF(_COVERED)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(tokens.focus), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        font = self._theme.font(Style.HEADING, weight=QFont.Weight.DemiBold)
        wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        wide = max(1, min(_MOST_WIDE, self.width() - 2 * _SIDE))
        room = QRect(0, 0, wide, max(1, self.height() - _ICON - _GAP - 2 * _SIDE))
        words = QFontMetrics(font).boundingRect(room, wrapped, self._words)
        high = min(words.height(), room.height())
        top = (self.height() - _ICON - _GAP - high) // 2
        colour = tokens.accent_text
        picture = icons.pixmap("paperclip", _ICON, colour, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _ICON) // 2, top, picture)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(
            QRect((self.width() - wide) // 2, top + _ICON + _GAP, wide, high), wrapped, self._words
        )


class DropArea(QObject):
    """Takes what is dropped on the conversation.

    Signals:
        dropped: files were; whoever dropped them goes on in the text.
    """

    dropped = Signal()

    def __init__(
        self, theme: Theme, pane: QWidget, model: AttachingModel, title: Callable[[], str], below: QWidget
    ) -> None:
        """`title` returns how the open chat is called; the outline begins under `below`."""
        super().__init__(pane)
        self._pane = pane
        self._model = model
        self._title = title
        self._below = below
        self.outline = DropOutline(theme, pane)
        self._kind = Kind.FILES
        self._gone = QTimer(self, singleShot=True, interval=_GONE_AFTER_MS)
        self._gone.timeout.connect(self.outline.hide)
        model.changed.connect(self._follow_chat)
        pane.setAcceptDrops(True)
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the pane, and take what is dropped."""
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
            return True
        if isinstance(event, QDragMoveEvent):
            self._accept(event)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._gone.start()
            return True
        if isinstance(event, QDropEvent):
            self._drop(event)
            return True
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> None:
        kind = kind_of(event.mimeData())
        if not self._takes(event, kind):
            event.ignore()
            return
        self._accept(event)
        if event.isAccepted():
            self._gone.stop()
            self._place()
            self._kind = kind
            if self.outline.isHidden():
                self.outline.show_words(self._words())

    def _takes(self, event: QDropEvent, kind: Kind) -> bool:
        from_here = event.source() is not None
        blocked = QApplication.activeModalWidget() is not None
        return kind in {Kind.FILES, Kind.PICTURE} and not from_here and not blocked and self._model.can_attach

    @staticmethod
    def _accept(event: QDropEvent) -> None:
        """Take a copy or a link, which is the same to us, but never let the other program move anything here."""
        for action in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction):
            if event.possibleActions() & action:
                event.setDropAction(action)
                event.accept()
                return
        event.ignore()

    def _drop(self, event: QDropEvent) -> None:
        self._gone.stop()
        self.outline.hide()
        sources = sources_in(event.mimeData()) if self._model.can_attach else ()
        if not sources:
            event.ignore()
            return
        self._accept(event)
        self._model.attach(sources)
        self._pane.window().activateWindow()
        self.dropped.emit()

    def _follow_chat(self) -> None:
        """Name another chat if another one is opened meanwhile."""
        if not self.outline.isHidden() and self.outline.words != self._words():
            self.outline.show_words(self._words())

    def _words(self) -> str:
        words = (
            self.tr("Drop files here to attach them to %1")
            if self._kind is Kind.FILES
            else self.tr("Drop the picture here to attach it to %1")
        )
        return filled(words, isolated(self._title()))

    def _place(self) -> None:
        top = self._below.geometry().bottom() + 1
        area = self._pane.rect().adjusted(0, top, 0, 0)
        self.outline.setGeometry(area.adjusted(_INSET, _INSET, -_INSET, -_INSET))
