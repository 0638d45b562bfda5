"""Runs a program's `main` and prints, from outside, when its list was painted first: `python painted.py MODULE ROWS`.

The program knows nothing of it. As soon as it has imported QtWidgets, its QApplication is one that sees all events; the moment is
the turn of the event loop after the first paint event of a list that has so many rows, when what was painted has gone to the display. It is told in
nanoseconds of the system's monotonic clock, which is the same in all processes.
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
        told = False

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.installEventFilter(self)

        def eventFilter(self, receiver: Any, event: Any) -> bool:
            if not self.told and event.type() == paint and _is_list(receiver):
                self.told = True
                self.removeEventFilter(self)
                QTimer.singleShot(0, _tell)
            return False

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
