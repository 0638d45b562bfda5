"""The chat's subject at the top of the panel: up to three lines, and with the pencil a field to change it in place."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.controls import IconButton, LineField
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.tips import tip

_MOST_LINES = 3


class ElidedText(QWidget):
    """Wrapped text of at most three lines; what does not fit is elided, and told by the tooltip."""

    def __init__(self, theme: Theme, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._style = style
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self._fit()
        self.update()

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self._fit()
            self.update()

    def _fit(self) -> None:
        lines = self.lines()
        self.setFixedHeight(max(1, len(lines)) * self._line_height())
        self.setToolTip(tip(self._text) if "".join(lines) != self._text else "")

    def lines(self) -> list[str]:
        """Return the text in lines at this width, the last of them elided if there is more."""
        width = max(1, self.width())
        font = self._theme.font(self._style)
        layout = QTextLayout(self._text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while len(starts) <= _MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        return self._cut(starts, width)

    def _cut(self, starts: list[int], width: int) -> list[str]:
        # Qt counts UTF-16 units where Python counts code points.
        units = self._text.encode("utf-16-le")
        ends = [*starts[1:], len(units) // 2]
        lines = [
            units[2 * start : 2 * end].decode("utf-16-le") for start, end in zip(starts, ends, strict=True)
        ]
        if len(lines) <= _MOST_LINES:
            return lines
        rest = "".join(lines[_MOST_LINES - 1 :])
        metrics = QFontMetricsF(self._theme.font(self._style))
        return [*lines[: _MOST_LINES - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]

    def _line_height(self) -> int:
        return self._theme.line_height(self._style)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines at this width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of the words, not of the window
        painter.setFont(self._theme.font(self._style))
        painter.setPen(QColor(self._theme.tokens.text))
        height = self._line_height()
        for number, line in enumerate(self.lines()):
            area = QRect(0, number * height, self.width(), height)
            where = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, where, line.strip())


class SubjectEditor(QWidget):
    """The subject with its pencil, or the field while it is being changed.

    Signals:
        submitted(str): Enter was pressed; the field stays until `close_editor`.
        abandoned(): Esc was pressed, and the field is gone.
    """

    submitted = Signal(str)
    abandoned = Signal()

    def __init__(self, theme: Theme, below: QWidget, parent: QWidget | None = None) -> None:
        """`below` stands under the subject, beside the pencil."""
        super().__init__(parent)
        self.words = ElidedText(theme, Style.HEADING)
        self.words.setAccessibleName(self.tr("Subject"))
        self.pencil = IconButton(theme, "pencil", self.tr("Change subject"), size=26)
        self.field = LineField(theme, self.tr("Subject"), height=28)
        self.field.setPlaceholderText(self.tr("What is it about?"))
        self.field.returnPressed.connect(lambda: self.submitted.emit(self.field.text()))
        self.field.installEventFilter(self)
        self.field.hide()
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 3, 0, 0)
        texts.setSpacing(0)
        for part in (self.words, self.field, below):
            texts.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(texts, 1)
        layout.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return not self.field.isHidden()

    def open_editor(self, subject: str) -> None:
        """Show the field with the present subject selected, ready to be written over."""
        if not self.editing:
            self.field.setText(subject)
            self.field.show()
            self.words.hide()
            self.pencil.hide()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def unfinished(self) -> str | None:
        """What was typed and neither kept nor given up; None for nothing."""
        return self.field.text() if self.editing and self.field.isModified() else None

    def bring_back(self, subject: str) -> None:
        """Show the field as it was left, without taking the keyboard."""
        self.field.setText(subject)
        self.field.setModified(True)
        self.field.show()
        self.words.hide()
        self.pencil.hide()

    def close_editor(self) -> None:
        """Show the subject again; the keyboard goes back to the pencil if it was in the field."""
        if not self.editing:
            return
        had_keyboard = self.field.hasFocus()
        self.field.set_invalid(invalid=False)
        self.words.show()
        self.pencil.show()
        if had_keyboard:
            self.pencil.setFocus(Qt.FocusReason.MouseFocusReason)
        self.field.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc put everything back as it was."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_editor()
            self.abandoned.emit()
            return True
        return super().eventFilter(watched, event)
