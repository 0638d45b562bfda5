"""The widget that shows the open chat's messages: a scroll area that paints rows itself.

It has no widget per message. Where it stands is kept by `Column`; this module turns wheel, keys, mouse and the scroll bar into
moves of it, asks the model for more rows near either end, and tells the model what was seen.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.accessibility import ReadableRows, install
from desktop.ui.timeline.actions import Aids, RowActions
from desktop.ui.timeline.announcing import news
from desktop.ui.timeline.bar import DerivedBar
from desktop.ui.timeline.column import Column
from desktop.ui.timeline.jump_button import JumpButton
from desktop.ui.timeline.keys import TimelineKeys
from desktop.ui.timeline.layout import SCROLL_BAR, Gaps, Measurer
from desktop.ui.timeline.matched import MatchedRows
from desktop.ui.timeline.mouse import TimelineMouse
from desktop.ui.timeline.paint import Look, RowPainter
from desktop.ui.timeline.picture import Picture
from desktop.ui.timeline.row_bar import RowBar
from desktop.ui.timeline.selection import Selection
from desktop.ui.timeline.sight import Sight
from desktop.ui.timeline.travel import Travel
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.toast import Toast

NOTCH = 120
"""What Qt calls one click of a wheel."""
NOTCH_PIXELS = 60
ROWS_AHEAD = 30
"""With fewer rows than this beyond an edge, more are fetched."""
OPENING_MS = 400
"""How long opening a chat may take before anything is said about it."""


class TimelineView(QAbstractScrollArea):
    """The list "Messages".

    Signals:
        row_focused (int): the keyboard's row is another one.
        rows_changed: which rows there are, or where they stand, is different.
    """

    row_focused = Signal(int)
    rows_changed = Signal()

    _built = False
    """Qt sends the first events while the widget is being made."""

    def __init__(
        self,
        theme: Theme,
        model: TimelineModel,
        parent: QWidget | None = None,
        *,
        aids: Aids | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._choices = aids.choices if aids is not None else ChoicesModel(parent=self)
        self._compact = self._choices.choices.compact
        self._measurer = self._new_measurer()
        self.painter = RowPainter(theme, self._measurer)
        self.column = Column(self._measurer.row)
        self.selection: Selection | None = None
        self._follows_end = True
        self._focused_key: str | None = None
        self._bar = DerivedBar(self)
        self.readable = ReadableRows(self)
        self._setup_widget()
        self.jump = JumpButton(theme, self)
        self.row_actions = RowActions(theme, model, aids or Aids(EmojiBook(), self._choices), self)
        self.mouse = TimelineMouse(self, self.row_actions)
        self.keys = TimelineKeys(self, self.row_actions)
        self.sight = Sight(self)
        self.matched = MatchedRows(self)
        self._picture = Picture(self)
        self.travel = Travel(self)
        self.row_bar = RowBar(theme, self, self.row_actions)
        self.viewport().installEventFilter(self.mouse)
        self._slow = QTimer(self, singleShot=True, interval=OPENING_MS)
        self._slow.timeout.connect(self.viewport().update)
        self._connect()
        install(TimelineView)
        self._built = True
        self._on_theme_changed()
        self._on_changed()

    def _connect(self) -> None:
        model = self._model
        model.opened.connect(self._on_opened)
        model.placed.connect(self.travel.placed)
        model.changed.connect(self._on_changed)
        model.unseen_changed.connect(self._settle)
        model.not_here.connect(self._say_not_here)
        model.code.found.connect(self._on_colours_found)
        self._theme.changed.connect(self._on_theme_changed)
        self._choices.changed.connect(self._on_chosen)
        self.row_focused.connect(self.readable.tell_focus)
        self.rows_changed.connect(self.readable.forget_trimmed)
        self.rows_changed.connect(self.row_actions.rows_changed)
        self.rows_changed.connect(self.row_bar.follow)
        self.row_focused.connect(self.row_bar.follow)
        self.mouse.hovered.connect(self.row_bar.follow)

    def _setup_widget(self) -> None:
        self.setAccessibleName(self.tr("Messages"))
        self.setAccessibleDescription(self.tr("Up and down go from message to message."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What others ask of the view.

    @property
    def model(self) -> TimelineModel:
        """The chat that is shown."""
        return self._model

    @property
    def gaps(self) -> Gaps:
        """How close together the rows stand."""
        return self._measurer.gaps

    @property
    def at_end(self) -> bool:
        """Whether the newest message is in sight."""
        return self._model.window.reaches_end and self.column.pixels_to_end(1) == 0

    @property
    def focused_index(self) -> int | None:
        """The row that the keyboard is at."""
        return self.column.indexes.get(self._focused_key) if self._focused_key is not None else None

    def row_area(self, index: int) -> QRect:
        """Return where a row stands in the viewport; empty if it is out of sight."""
        for at, y, row in self.column.visible():
            if at == index:
                return QRect(0, y, self.viewport().width(), row.height)
        return QRect()

    def scroll_by(self, pixels: int) -> None:
        """Move towards the end by some pixels, as the user wants."""
        self._model.stay()
        self.travel.stop()
        self.glide_by(pixels)

    def glide_by(self, pixels: int) -> None:
        """Move towards the end by some pixels, as a step of a longer way."""
        # First, where these stand now: what is to be painted anew moves along with the pixels.
        self.row_bar.stay_away()
        self.mouse.hover_lost()
        before = self._picture.tops()
        self.column.scroll_by(pixels)
        self._follows_end = self.at_end
        self._picture.move(before)
        self._settle()

    def moved_far(self) -> None:
        """Show another place altogether."""
        self._follows_end = self.at_end
        if self._follows_end and self.hasFocus() and self.focused_index is None:
            self.keys.step(0)
        self.viewport().update()
        self._settle()

    def update_row(self, index: int) -> None:
        """Paint a row anew, if it is in sight."""
        self.viewport().update(self.row_area(index))

    def focus_row(self, index: int) -> None:
        """Put the keyboard at a row and bring it into sight."""
        if not self.column.entries:
            return
        self._model.stay()
        self.travel.stop()
        index = max(0, min(index, len(self.column.entries) - 1))
        self._focused_key = self.column.entries[index].key
        self.column.reveal(index)
        self._follows_end = self.at_end
        self.viewport().update()
        self._settle()
        self.row_focused.emit(index)

    def light_focus(self, key: str) -> None:
        """Put the keyboard at a message that was gone to, if it is here."""
        if self.hasFocus():
            self._focused_key = key
            self.row_focused.emit(self.column.indexes[key])

    def go_to_latest(self) -> None:
        """Go to the newest message, with the keyboard too."""
        self._focused_key = None
        self._model.jump_to_latest()

    def select(self, selection: Selection | None) -> None:
        """Select another stretch of text, or none."""
        if selection != self.selection:
            self.selection = selection
            self.viewport().update()

    def selected_words(self) -> tuple[str, int | None]:
        """Return what is selected of one message, and its place in the chat; nothing for more than one."""
        return ("", None) if self.selection is None else self.selection.of_one(self.column)

    def copied_text(self) -> str:
        """Return what Copy takes: the selection, or else what was written in the message that the keyboard is at."""
        if self.selection is not None and self.selection.parts(self.column):
            return self.selection.text(self.column)
        index = self.focused_index
        return self.column.entries[index].copied if index is not None else ""

    # Following the model.

    def _on_opened(self) -> None:
        self._focused_key, self.selection, self._follows_end = None, None, True
        self.travel.opened()
        self._slow.start()
        self._on_changed()

    def _say_not_here(self) -> None:
        words = self.tr("That message is not on this computer yet.")
        self.row_actions.told.emit(Toast(words, failed=True))

    def _on_changed(self) -> None:
        followed = self._follows_end and self._model.window.reaches_end and not self.travel.is_under_way
        shown, entries = self._picture.rows(), self.column.entries
        self.take_entries()
        for words in news(entries, self.column.entries, me=self._model.me):
            self.readable.announce(words)
        if followed:
            self._follow_end()
        self._picture.update_changed(shown)
        self._settle()

    def _follow_end(self) -> None:
        """Show the newest message; while nobody looks, only as far as the first that they have not seen stays in sight."""
        self.column.go_to_end()
        line = self.column.indexes.get("unread")
        if line is not None and not self.sight.is_looked_at():
            area = self.row_area(line)
            if area.isEmpty() or area.top() < 0:
                self.column.go_to(line)

    def take_entries(self) -> None:
        """Show what the model has. A stretch that begins or ends in a text that is now another is selected no more."""
        before = {} if self.selection is None else self.selection.ends(self.column)
        self.column.set_entries(self._model.entries)
        after = {} if self.selection is None else self.selection.ends(self.column)
        if any(key in after and after[key] != text for key, text in before.items()):
            self.selection = None

    def _new_measurer(self) -> Measurer:
        mirrored = self.isRightToLeft()
        return Measurer(
            self._theme,
            self._model.code.tints,
            mirrored=mirrored,
            files=self._model.files,
            compact=self._compact,
        )

    def _on_colours_found(self) -> None:
        """Colour what stands there without colours; nothing moves by that."""
        self.column.forget_code()
        self.viewport().update()

    def unfold(self, key: str, *, more: bool) -> None:
        """Show more of a long text, or only its beginning again."""
        self.column.unfold(key) if more else self.column.fold(key)
        self._follows_end = self.at_end
        self.viewport().update()
        self._settle()

    def _on_chosen(self, choices: Choices) -> None:
        if choices.compact is not self._compact:
            self._compact = choices.compact
            self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self._measurer = self._new_measurer()
        self.painter = RowPainter(self._theme, self._measurer)
        self.column.forget_rows(self._measurer.row)
        self.column.settle()
        self._stay_at_end()
        self.viewport().update()
        self._settle()

    def _stay_at_end(self) -> None:
        if self._follows_end and self._model.window.reaches_end:
            self.column.go_to_end()

    def _settle(self) -> None:
        """After any move: derive the scroll bar, fetch what is near, tell what was seen, place the button."""
        self._bar.derive()
        if self._model.loaded and self.column.entries:
            if self.column.top < ROWS_AHEAD:
                self._model.load_older()
            if len(self.column.entries) - self.column.top < 2 * ROWS_AHEAD:
                self._model.load_newer()
        self.jump.follow()
        self.sight.tell()
        self.rows_changed.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Go where the user has moved the scroll bar."""
        if self._bar.moved():
            self._follows_end = self.at_end
            self.viewport().update()
            self._settle()

    # Painting.

    def landmark(self) -> tuple[str, int] | None:
        """Return the first row in sight, by its key, and where it begins."""
        found = next(self.column.visible(), None)
        return (found[2].entry.key, found[1]) if found is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event's area touches."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The ground a pixel beyond the area: at fractional scales its edge lies within a pixel, which antialiasing fills in part.
        painter.fillRect(event.rect().adjusted(-1, -1, 1, 1), QColor(self._theme.tokens.bg_base))
        painter.setClipRect(self.viewport().rect())  # for those who draw only what can be seen of a long text
        width = self.column.width
        selected = self.selection.parts(self.column) if self.selection is not None else {}
        # The region, and not what surrounds it: what is under the button and the new strip lie far from each other.
        region = event.region()
        for _, y, row in self.column.visible():
            area = QRect(0, y, width, row.height)
            if region.intersects(area):
                key = row.entry.key
                focused = key == self._focused_key and (self.hasFocus() or self.row_bar.has_keyboard)
                hovered = key == self.mouse.hovered_key
                hit = self.mouse.hovered_hit if hovered else None
                lit = self.travel.lit if key == self.travel.lit_key else 0.0
                look = Look(hovered, focused, selected.get(key), hit, lit, self.matched.of(row))
                self.painter.paint(painter, area, row, look)
        if not self._model.loaded and self._model.chat is not None and not self._slow.isActive():
            painter.setFont(self._measurer.body)
            painter.setPen(QColor(self._theme.tokens.text_3))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Opening…"))

    # Keyboard and wheel.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by what a touchpad says in pixels, or by the clicks of a wheel."""
        self.mouse.came_to(self.viewport().mapFrom(self, event.position().toPoint()))
        pixels = event.pixelDelta().y()
        self.scroll_by(-pixels if pixels else -event.angleDelta().y() * NOTCH_PIXELS // NOTCH)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the rows, copy, or do something with a row."""
        if self.keys.handle(event):
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keyboard is at, if it was the keyboard that came here."""
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_key and self.focused_index is None:
            self.keys.step(0)
        self.row_bar.follow()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.row_bar.follow_soon()
        self.viewport().update()

    # Size and window.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in sight: the end, or else the first row."""
        super().resizeEvent(event)
        # The scroll bar comes and goes; the rows must not be broken anew for it.
        self.column.resize(self.width() - SCROLL_BAR, self.viewport().height())
        self._stay_at_end()
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what has come in sight."""
        super().showEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        """Tell what is in sight once the window is the active one. Qt says so in this way only to what lies in a window."""
        taken = super().event(event)
        if self._built and self.sight.is_news(event):
            self.sight.tell()
        return taken

    def changeEvent(self, event: QEvent) -> None:
        """Measure all rows anew for reading from the other side."""
        super().changeEvent(event)
        if self._built and event.type() == QEvent.Type.LayoutDirectionChange:
            self._on_theme_changed()

    def sizeHint(self) -> QSize:
        """Return a size that shows some messages."""
        return QSize(700, 500)

    def to_row(self, point: QPoint) -> tuple[int, QPointF] | None:
        """Return which row is at a point of the viewport, and where in the row."""
        found = self.column.at(point.y())
        if found is None:
            return None
        index, y, _ = found
        return index, QPointF(point.x(), point.y() - y)
