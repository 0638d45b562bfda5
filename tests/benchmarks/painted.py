"""Runs a program's `main` and prints, from outside, when its list was painted: `python painted.py MODULE ROWS`.

The program knows nothing of it. As soon as it has imported QtWidgets, its QApplication is one that sees all events; the moment is
the turn of the event loop after the first paint event of a list that has so many rows, when what was painted has gone to the display. It is told in
nanoseconds of the system's monotonic clock, which is the same in all processes. Our program has two such moments: the chats as they were
last seen, and the list of the whole window.
"""

import importlib
import sys
import time
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any


class Watch:
    """Waits for the import of QtWidgets; nothing of Qt is imported earlier than the program wants it."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        """Let the usual finder find it, and do more once it has been executed."""
        if name != "PySide6.QtWidgets":
            return None
        spec = PathFinder.find_spec(name, path, target)
        loader: Any = spec.loader if spec else None
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            _watch(module, self._rows)

        loader.exec_module = exec_module
        return spec


def _watch(widgets: Any, rows: int) -> None:
    from PySide6.QtCore import QEvent, QTimer

    paint = QEvent.Type.Paint

    class Application(widgets.QApplication):  # type: ignore[misc, name-defined]
        """Sees the first paint event of any list, and that of the list of the whole window."""

        seen = 0

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.installEventFilter(self)

        def eventFilter(self, receiver: Any, event: Any) -> bool:
            if event.type() == paint and _is_list(receiver) and (not self.seen or self._is_real(receiver)):
                self.seen += 1
                if self.seen > 1 or not rows:
                    self.removeEventFilter(self)
                QTimer.singleShot(0, _tell)
                if self.seen == 1 and self._is_real(receiver):
                    self.removeEventFilter(self)
                    QTimer.singleShot(0, _tell)
            return False

        @staticmethod
        def _is_real(receiver: Any) -> bool:
            return type(receiver.parent()).__name__ == "ChatListView"

    def _is_list(receiver: Any) -> bool:
        view = receiver.parent()
        if not isinstance(view, widgets.QListView):
            return False
        model = view.model()
        return (model.rowCount() if model else 0) >= rows

    widgets.QApplication = Application


def _tell() -> None:
    print(time.monotonic_ns(), flush=True)


if __name__ == "__main__":
    module, rows = sys.argv[1], int(sys.argv[2])
    sys.argv[1:] = []
    sys.meta_path.insert(0, Watch(rows))  # type: ignore[arg-type]
    sys.exit(importlib.import_module(module).main())
