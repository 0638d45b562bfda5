"""The emoji picker's grid as a table: rows of nine cells under the label of their section, or what a search has found.

Sections are the emoji that were used last and then Unicode's groups. What was used last stays in its place until the picker is
opened again, so that nothing moves under the hand that chooses several.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import EmojiBook

COLUMNS = 9
RECENT = 0
"""The section of what was used last; the groups follow it, from 1 on."""
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class CellRole(IntEnum):
    """What can be asked of a cell beside its picture and its spoken name."""

    LABEL = Qt.ItemDataRole.UserRole + 1
    """Words over a section, in the first cell of their row; else empty."""
    NAME = Qt.ItemDataRole.UserRole + 2
    """The emoji in words, whatever its skin tone."""
    CODE = Qt.ItemDataRole.UserRole + 3
    """Its usual short code, with colons."""


class _Row(Struct, frozen=True):
    section: int
    label: str = ""
    """Set for the row over a section, which has no cells."""
    emoji: tuple[str, ...] = ()


class EmojiGrid(QAbstractTableModel):
    """The cells. The picture of each, in the skin tone that was chosen, is its `DisplayRole`.

    Signals:
        refilled(): there are other cells now.
    """

    refilled = Signal()

    def __init__(self, book: EmojiBook, choices: ChoicesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._choices = choices
        self._recent: tuple[str, ...] = ()
        self._query = ""
        self._rows: tuple[_Row, ...] = ()
        self._tone = choices.choices.skin_tone
        choices.changed.connect(self._take_choices)

    @property
    def query(self) -> str:
        """What is searched for; empty while the sections are shown."""
        return self._query

    @property
    def labels(self) -> tuple[int, ...]:
        """The rows that hold a label."""
        return tuple(number for number, row in enumerate(self._rows) if row.label)

    def begin(self) -> None:
        """Show the sections, with what was used last as it is now."""
        self._recent = self._choices.choices.recent_emoji
        self._query = ""
        self._fill(self._sections())

    def search(self, query: str) -> None:
        """Show what a query finds; the sections for an empty one."""
        query = query.strip()
        if query == self._query:
            return
        self._query = query
        self._fill(self._found() if query else self._sections())

    def section_of(self, row: int) -> int:
        """Return the section that a row belongs to."""
        return self._rows[row].section if 0 <= row < len(self._rows) else RECENT

    def first_row(self, section: int) -> int:
        """Return the row where a section begins, its label; -1 if it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.section == section), -1)

    def first_cell(self) -> QModelIndex:
        """Return the first emoji; an invalid index if there is none."""
        return self.next_cell(-1, 0, 1)

    def next_cell(self, row: int, column: int, step: int) -> QModelIndex:
        """Return the cell below (`step` 1) or above (-1), past labels; in a short row the last one. Invalid if none."""
        row += step
        while 0 <= row < len(self._rows) and self._rows[row].label:
            row += step
        if not 0 <= row < len(self._rows):
            return QModelIndex()
        return self.index(row, min(column, len(self._rows[row].emoji) - 1))

    def cells_in(self, row: int) -> int:
        """Return how many emoji stand in a row."""
        return len(self._rows[row].emoji)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are, labels among them."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many cells a row has room for."""
        return 0 if parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only emoji can be chosen."""
        if not index.isValid() or (not self._emoji(index) and not self._label(index)):
            return Qt.ItemFlag.NoItemFlags
        if self._label(index):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is asked of a cell."""
        if not index.isValid():
            return None
        if role == CellRole.LABEL:
            return self._label(index)
        emoji = self._emoji(index)
        return self._of_emoji(emoji, role) if emoji else self._of_label(self._label(index), role)

    def _of_emoji(self, emoji: str, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return emoji
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._book.name(emoji)
            case CellRole.NAME:
                return self._book.name(self._book.toned(emoji, 0))
            case CellRole.CODE:
                return self._book.code(emoji)
            case _:
                return None

    def _of_label(self, label: str, role: int) -> object:
        return label or None if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _emoji(self, index: Index) -> str:
        row = self._rows[index.row()]
        if index.column() >= len(row.emoji):
            return ""
        emoji = row.emoji[index.column()]
        # What was used last is shown as it was used.
        return emoji if row.section == RECENT and not self._query else self._book.toned(emoji, self._tone)

    def _label(self, index: Index) -> str:
        return self._rows[index.row()].label if index.column() == 0 else ""

    def _sections(self) -> Iterable[_Row]:
        yield from _section(RECENT, self._recent)
        groups: dict[int, list[str]] = {}
        for each in self._book.emoji:
            groups.setdefault(each.group, []).append(each.text)
        for group in sorted(groups):
            yield from _section(group + 1, groups[group])

    def _found(self) -> Iterable[_Row]:
        found = [each.text for each in self._book.find(self._query)]
        return _under(_tr("Search results"), RECENT, found)

    def _fill(self, rows: Iterable[_Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        self.refilled.emit()

    def _take_choices(self) -> None:
        if self._choices.choices.skin_tone == self._tone:
            return
        self._tone = self._choices.choices.skin_tone
        if self._rows:
            last = self.index(len(self._rows) - 1, COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def section_name(section: int) -> str:
    """Return what a section is called."""
    return (
        _tr("Recent"),
        _tr("Smileys"),
        _tr("People"),
        _tr("Animals and nature"),
        _tr("Food and drink"),
        _tr("Travel and places"),
        _tr("Activities"),
        _tr("Objects"),
        _tr("Symbols"),
        _tr("Flags"),
    )[section]


def _section(section: int, emoji: Sequence[str]) -> Iterable[_Row]:
    return _under(section_name(section), section, emoji)


def _under(label: str, section: int, emoji: Sequence[str]) -> Iterable[_Row]:
    if emoji:
        yield _Row(section, label=label)
    for first in range(0, len(emoji), COLUMNS):
        yield _Row(section, emoji=tuple(emoji[first : first + COLUMNS]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EmojiGrid", text)
