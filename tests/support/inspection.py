"""Looks over whatever is on a screen: what it says, whether there is room for it, and whether everybody can reach it.

Each check yields what is wrong in words, with the place. What is painted by hand has no widget to ask, so painting is listened to.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from desktop.ui.controls import LinkButton

_SLACK = 1
"""Fonts round."""
_MARGIN = 6
"""How far around a control its focus may be shown."""
_ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Dialog,
    QAccessible.Role.EditableText,
    QAccessible.Role.Link,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.MenuItem,
    QAccessible.Role.PageTab,
    QAccessible.Role.PageTabList,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Slider,
    QAccessible.Role.Switch,
    QAccessible.Role.Table,
}
"""What nobody can use without knowing what it is called."""


@dataclass(frozen=True)
class Painted:
    """A text that was painted by hand."""

    where: str
    text: str
    fits: bool


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield a window and all that can be seen in it."""
    yield root
    yield from (each for each in root.findChildren(QWidget) if each.isVisible() and each.window() is root)


def place(widget: QObject) -> str:
    """Name a widget: its kind, and what it is called."""
    name = widget.accessibleName() if isinstance(widget, QWidget) else ""
    return f"{type(widget).__name__}({name})" if name else type(widget).__name__


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield all that a window says to anybody, with the place."""
    for widget in shown(root):
        for text in (*_own_texts(widget), *_heard(widget)):
            if text:
                yield place(widget), unescape(re.sub(r"<[^>]*>", "", text))


def _own_texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QMenu():
            yield from (action.text().partition("\t")[0] for action in widget.actions() if action.isVisible())


def _heard(widget: QWidget) -> Iterator[str]:
    """Yield what a screen reader says of the parts that are not widgets, such as rows."""
    interface = QAccessible.queryAccessibleInterface(widget)
    for number in range(interface.childCount() if interface is not None else 0):
        child = interface.child(number)
        if child is not None and child.object() is None:
            yield from (child.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description))


def cramped(root: QWidget) -> Iterator[str]:
    """Yield what has less room than its words need."""
    for widget in shown(root):
        match widget:
            case QLabel() if widget.text() and widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + _SLACK:
                    yield f"{place(widget)}: too low for {widget.text()!r}"
            case QLabel() | QAbstractButton() if widget.text():
                if _smaller(widget):
                    yield f"{place(widget)}: too small for {widget.text()!r}"
            case QMenu():
                if _smaller(widget):
                    yield f"{place(widget)}: too small for its items"
        if isinstance(widget, QLabel | QAbstractButton) and widget.text() and not _inside(widget, root):
            yield f"{place(widget)}: stands out of what is around it, {widget.text()!r}"


def _smaller(widget: QWidget) -> bool:
    """Tell whether something is smaller than it asks for. What cuts its words off by design asks for no width."""
    wanted, has = widget.sizeHint(), widget.size()
    told_elsewhere = isinstance(widget, QRadioButton | LinkButton)  # what they paint is listened to
    elides = told_elsewhere or widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
    return (wanted.width() > has.width() + _SLACK and not elides) or wanted.height() > has.height() + _SLACK


def _inside(widget: QWidget, root: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None and widget is not root:
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return True  # it can be scrolled to
        area = QRect(widget.mapTo(around, QPoint()), widget.size())
        if not around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            return False
        if around is root:
            return True
        around = around.parentWidget()
    return True


@contextmanager
def listening() -> Iterator[list[Painted]]:
    """Listen to what is painted by hand, in all windows."""
    heard: list[Painted] = []
    plain: Callable[..., None] = QPainter.drawText

    def draw(painter: QPainter, *arguments: object) -> None:
        heard.append(_painted(painter, *arguments))
        plain(painter, *arguments)

    QPainter.drawText = draw  # type: ignore[method-assign,assignment]
    try:
        yield heard
    finally:
        QPainter.drawText = plain  # type: ignore[method-assign]


def _painted(painter: QPainter, *arguments: object) -> Painted:
    text = next((str(each) for each in arguments if isinstance(each, str)), "")
    area = next((each for each in arguments if isinstance(each, QRect | QRectF)), None)
    device = painter.device()
    where = place(device) if isinstance(device, QWidget) else type(device).__name__
    return Painted(where, text, area is None or _has_room(painter, QRectF(area), text, arguments))


def _has_room(painter: QPainter, area: QRectF, text: str, arguments: tuple[object, ...]) -> bool:
    flags = next((int(each) for each in arguments if isinstance(each, int | Qt.AlignmentFlag)), 0)
    needed = painter.fontMetrics().boundingRect(
        QRect(0, 0, int(area.width()) + _SLACK, 1 << 20), flags & int(Qt.TextFlag.TextWordWrap), text
    )
    return needed.width() <= area.width() + 2 * _SLACK and needed.height() <= area.height() + 2 * _SLACK


def unnamed(root: QWidget) -> Iterator[str]:
    """Yield the controls that a screen reader can say nothing of."""
    yield from _unnamed(QAccessible.queryAccessibleInterface(root), place(root))


def _unnamed(interface: QAccessibleInterface, where: str) -> Iterator[str]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        name = child.text(QAccessible.Text.Name)
        here = f"{where} > {place(child.object()) if child.object() else child.role().name}"
        if child.role() in _ROLES and not name:
            yield f"{here}: {child.role().name} without a name"
        yield from _unnamed(child, here)


def out_of_reach(root: QWidget) -> Iterator[str]:
    """Yield what can be used with the mouse only."""
    ring = set(_ring(root))
    for widget in shown(root):
        policy = widget.focusPolicy()
        if isinstance(widget, QAbstractButton) and not policy & Qt.FocusPolicy.TabFocus:
            yield f"{place(widget)}: a button that the Tab key does not come to"
        elif policy is Qt.FocusPolicy.ClickFocus:
            yield f"{place(widget)}: takes the focus by a click, and not by Tab"
        elif policy & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None and id(widget) not in ring:
            yield f"{place(widget)}: not in the order of the Tab key"


def _ring(root: QWidget) -> Iterator[int]:
    widget = root.nextInFocusChain()
    yield id(root)
    while widget is not root:
        yield id(widget)
        widget = widget.nextInFocusChain()


def focusable(root: QWidget) -> list[QWidget]:
    """Return what the Tab key comes to."""
    return [
        each
        for each in shown(root)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isEnabled()
        and each.focusProxy() is None
        and _in_sight(each, root)
    ]


def _in_sight(widget: QWidget, root: QWidget) -> bool:
    """Tell whether nothing stands over it, such as a drawer, and it is not scrolled away."""
    there = root.childAt(widget.mapTo(root, widget.rect().center()))
    return there is not None and (there is widget or widget.isAncestorOf(there))


def unseen_focus(root: QWidget) -> Iterator[str]:
    """Yield the controls that look the same with the keyboard's focus as without it."""
    before = QApplication.focusWidget()
    for widget in focusable(root):
        area = QRect(widget.mapTo(root, QPoint()), widget.size()).adjusted(*(-_MARGIN,) * 2, *(_MARGIN,) * 2)
        _leave(root)
        without = root.grab(area).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is widget and root.grab(area).toImage() == without:
            yield f"{place(widget)}: nobody sees that it has the focus"
    if before is not None:
        before.setFocus(Qt.FocusReason.OtherFocusReason)


def _leave(root: QWidget) -> None:
    focused = QApplication.focusWidget()
    if focused is not None and focused.window() is root:
        focused.clearFocus()
