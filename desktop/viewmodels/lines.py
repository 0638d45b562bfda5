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
        if not self._show_in_place(lines):
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def show_moved(self, lines: tuple[Line, ...]) -> None:
        """Show other lines of which most are as before, in the same order: what is current, and in sight, stays so."""
        if self._show_in_place(lines) or self._show_longer(lines):
            return
        old, new = list(map(self._identity, self._lines)), list(map(self._identity, lines))
        staying, known = set(new), set(old)
        if [each for each in old if each in staying] == [each for each in new if each in known]:
            for first, last in reversed(_runs([each not in staying for each in old])):
                self.beginRemoveRows(_NOWHERE, first, last)
                self._lines = (*self._lines[:first], *self._lines[last + 1 :])
                self.endRemoveRows()
            for first, last in _runs([each not in known for each in new]):
                self.beginInsertRows(_NOWHERE, first, last)
                self._lines = (*self._lines[:first], *lines[first : last + 1], *self._lines[first:])
                self.endInsertRows()
        self.show(lines)

    def _show_in_place(self, lines: tuple[Line, ...]) -> bool:
        """Show lines if they stand for the same things as those before. There may be thousands, of which one is another."""
        before = self._lines
        if len(lines) != len(before):
            return False
        others = [row for row, (old, new) in enumerate(zip(before, lines, strict=True)) if old is not new]
        if any(self._identity(lines[row]) != self._identity(before[row]) for row in others):
            return False
        self._lines = lines
        for row in others:
            if lines[row] != before[row]:
                self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def _show_longer(self, lines: tuple[Line, ...]) -> bool:
        """Show lines if they are those before, and more at their end."""
        count = len(self._lines)
        if lines[:count] != self._lines:
            return False
        self.beginInsertRows(_NOWHERE, count, len(lines) - 1)
        self._lines = lines
        self.endInsertRows()
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or what it says in a role."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        return line if role == self.LINE else self._texts(line, role)


def _runs(wanted: list[bool]) -> list[tuple[int, int]]:
    """Return the first and last places of each run of True."""
    edges = [
        at
        for at in range(len(wanted) + 1)
        if (at < len(wanted) and wanted[at]) != (at > 0 and wanted[at - 1])
    ]
    return [(first, end - 1) for first, end in zip(edges[::2], edges[1::2], strict=True)]
