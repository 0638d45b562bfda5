"""Shows an empty window with an empty list, and says when that was painted: what every program with Qt from Python pays at its start."""

import sys

from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget

SIZE = (1280, 800)
"""As our own window begins."""


def main() -> int:
    """Show it until the process is ended."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QListView(window))
    window.resize(*SIZE)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
