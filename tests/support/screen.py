"""Finds what a person (or a screen reader) finds in a window: controls by accessible name, and every word that is shown.

Tests of whole screens go through this and through real mouse and key events, never through a widget's private parts.
"""

import asyncio
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget

understand: Callable[[str], str] = str
"""Turns a name on the screen into the English one that tests know; another one while screens speak another language."""


async def until(condition: Callable[[], object], what: str = "", *, seconds: float = 20) -> None:
    """Let the event loop turn until something holds; fail with `what` when it does not come about in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not happen within {seconds} s: {what or condition}"
        await asyncio.sleep(0.01)


def find(window: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Return the one visible control of an accessible name and type."""
    named = (w for w in (window, *window.findChildren(kind)) if understand(w.accessibleName()) == name)
    found = [w for w in named if w.isVisible()]
    assert len(found) == 1, f"{len(found)} controls named {name!r}; there are {sorted(names(window))}"
    return found[0]


def shows(window: QWidget, name: str) -> bool:
    """Tell whether a control of that accessible name is visible."""
    return name in names(window)


def names(window: QWidget) -> set[str]:
    """Return the accessible names of every visible control."""
    visible = (w for w in window.findChildren(QWidget) if w.isVisible())
    return {understand(w.accessibleName()) for w in visible if w.accessibleName()}


def click(window: QWidget, name: str, kind: type[QWidget] = QWidget) -> None:
    """Press and release the left button in the middle of a control."""
    control = find(window, name, kind)
    assert control.isEnabled(), f"{name!r} is disabled"
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def type_into(window: QWidget, name: str, text: str) -> None:
    """Click a field and write with the keyboard."""
    field = find(window, name)
    QTest.mouseClick(_receiver(field), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    QTest.keyClicks(field, text)


def press(
    window: QWidget, name: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press one key in a control."""
    QTest.keyClick(find(window, name), key, modifiers)


def click_row(window: QWidget, list_name: str, words: str) -> None:
    """Click the row of a list whose accessible text holds `words`."""
    view = find(window, list_name, QAbstractItemView)
    assert isinstance(view, QAbstractItemView)
    rows = row_texts(view)
    number = next((i for i, row in enumerate(rows) if words in understand(row)), None)
    assert number is not None, f"no row with {words!r} in {list_name}: {rows}"
    index = view.model().index(number, 0)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def row_texts(view: QAbstractItemView) -> list[str]:
    """Return what a screen reader says of each row of a list."""
    model = view.model()
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    return [
        " ".join(str(model.index(i, 0).data(role) or "") for role in roles) for i in range(model.rowCount())
    ]


def rows_of(window: QWidget, list_name: str) -> list[str]:
    """Return the rows of the list of that name."""
    view = find(window, list_name, QAbstractItemView)
    assert isinstance(view, QAbstractItemView)
    return row_texts(view)


def every_word(window: QWidget) -> str:
    """Return all that the window tells anybody: the accessible tree with names, values, descriptions, tool tips and list rows."""
    said = [window.windowTitle()]
    for widget in (window, *window.findChildren(QWidget)):
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            said += row_texts(widget)
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            said += _said_by(interface)
    return "\n".join(text for text in said if text)


def _said_by(interface: QAccessibleInterface) -> Iterator[str]:
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Value,
        QAccessible.Text.Description,
        QAccessible.Text.Help,
    )
    for kind in kinds:
        yield interface.text(kind)
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.object() is None:
            for kind in kinds:
                yield child.text(kind)


def _receiver(field: QWidget) -> QWidget:
    viewport = getattr(field, "viewport", None)
    return viewport() if callable(viewport) else field
