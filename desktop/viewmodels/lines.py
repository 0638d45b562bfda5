"""A list model over a tuple of frozen values: for lists that are short enough to be given whole."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

Line = TypeVar("Line")


class LinesModel(QAbstractListModel, Generic[Line]):
    """Shows one value per row. Where only values change and not who they stand for, the view does not jump."""

    LINE = int(Qt.ItemDataRole.UserRole)
    """Role of the whole value."""

    def __init__(
        self,
        identity: Callable[[Line], Hashable],
        texts: Callable[[Line, int], object],
        parent: QObject | None = None,
    ) -> None:
        """`identity` says who a line stands for; `texts` gives its data for any role but `LINE`."""
        super().__init__(parent)
        self._identity = identity
        self._texts = texts
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return what is shown, from the top."""
        return self._lines

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show other lines."""
        before = self._lines
        if [self._identity(line) for line in lines] != [self._identity(line) for line in before]:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return
        self._lines = lines
        for row, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or what it says in a role."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        return line if role == self.LINE else self._texts(line, role)
