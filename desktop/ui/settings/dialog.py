"""The settings: a sheet with a list of sections at its side, and the page of the one that is chosen.

A page is made when its section is first shown. Where the window is small the sheet is, too: its page scrolls, and below some
width the sections lie above it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.controls.card import SHEET_RADIUS
from desktop.ui.dialogs.sheet import MARGIN, BareSheet
from desktop.ui.dialogs.words import Words
from desktop.ui.settings.page_account import AccountPage
from desktop.ui.settings.page_appearance import AppearancePage
from desktop.ui.settings.page_notifications import NotificationsPage
from desktop.ui.settings.page_privacy import PrivacyPage
from desktop.ui.settings.page_storage import StoragePage
from desktop.ui.settings.page_writing import WritingPage
from desktop.ui.settings.sections import SectionList, SettingsSection, name_of
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.desk import Desk
from desktop.viewmodels.workspace import Workspace

_WIDTH = 800
_HEIGHT = 600
_SECTIONS_WIDTH = 208
_UPRIGHT_FROM = 640
"""Narrower, the sections lie above the page."""
_ASIDE = 10
_SIDE = 24
_NARROW_SIDE = 16


class SettingsDialog(BareSheet):
    """The settings.

    Signals:
        appearance_chosen(str): `system`, `light` or `dark`; the theme has taken it already.
        sign_out_requested(): the user wants to leave the account on this computer.
    """

    makes_room = True

    appearance_chosen = Signal(str)
    sign_out_requested = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, desk: Desk, window: QWidget, *, section: str = ""
    ) -> None:
        """Show a section by its name in `SettingsSection`, or the first."""
        super().__init__(theme, self.tr("Settings"), window)
        self._workspace = workspace
        self._desk = desk
        self._pages: dict[SettingsSection, QScrollArea] = {}
        self._sections = SectionList(theme, tuple(SettingsSection))
        self._side = _Side(theme)
        self._heading = Words(theme, Style.TITLE, "text", weight=600)
        self._stack = QStackedWidget()
        self._lay_out()
        self._fit()
        self._sections.currentRowChanged.connect(self._on_row)
        self.show_section(section)
        self._sections.setFocus(Qt.FocusReason.PopupFocusReason)
        desk.look()

    @property
    def section(self) -> SettingsSection:
        """Return what is shown."""
        return self._sections.sections[self._sections.currentRow()]

    def show_section(self, section: str) -> None:
        """Show a section by its name; the one that is shown, or the first, for none."""
        if section or self._sections.currentRow() < 0:
            at = self._sections.sections.index(SettingsSection(section)) if section else 0
            self._sections.setCurrentRow(at)

    def _lay_out(self) -> None:
        title = Words(self._theme, Style.TITLE, "text", self.tr("Settings"), weight=700)
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setSpacing(12)
        title_line = QHBoxLayout()
        title_line.addSpacing(8)
        title_line.addWidget(title, 1)
        self._side_column.addLayout(title_line)
        self._side_column.addWidget(self._sections, 1)
        self._heading.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._page_column = QVBoxLayout()
        self._page_column.setSpacing(0)
        self._page_column.addLayout(self._head)
        self._page_column.addWidget(self._stack, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.card)
        self._both.setContentsMargins(1, 1, 1, 1)
        self._both.setSpacing(0)
        self._both.addWidget(self._side)
        self._both.addLayout(self._page_column, 1)
        QWidget.setTabOrder(self._sections, self.close_button)

    def _on_row(self, row: int) -> None:
        section = self._sections.sections[row]
        self._heading.setText(name_of(section))
        if section not in self._pages:
            area = self._pages[section] = _scrolling(self._make_page(section), name_of(section))
            self._stack.addWidget(area)
            area.verticalScrollBar().rangeChanged.connect(self._keep_sides)
            self._close_comes_last(area)
            self._keep_sides()
        self._stack.setCurrentWidget(self._pages[section])

    def _close_comes_last(self, page: QWidget) -> None:
        """Let Tab go from the sections into the page, and only then to the cross."""
        last, following = page, page.nextInFocusChain()
        while following is not None and page.isAncestorOf(following):
            last, following = following, following.nextInFocusChain()
        QWidget.setTabOrder(last, self.close_button)

    def _make_page(self, section: SettingsSection) -> QWidget:
        match section:
            case SettingsSection.APPEARANCE:
                page = AppearancePage(self._theme, self._workspace)
                page.appearance_chosen.connect(self.appearance_chosen)
                return page
            case SettingsSection.WRITING:
                return WritingPage(self._theme, self._workspace)
            case SettingsSection.PRIVACY:
                privacy = PrivacyPage(self._theme, self._workspace)
                privacy.storage_requested.connect(lambda: self.show_section(SettingsSection.STORAGE))
                return privacy
            case SettingsSection.STORAGE:
                return StoragePage(self._theme, self._workspace)
            case SettingsSection.ACCOUNT:
                account = AccountPage(self._theme, self._workspace)
                account.sign_out_requested.connect(self.accept)  # whoever asks stands in front of the window
                account.sign_out_requested.connect(self.sign_out_requested)
                return account
            case SettingsSection.NOTIFICATIONS:
                return NotificationsPage(self._theme, self._workspace.choices, self._desk)

    def _fit(self) -> None:
        window = self._window
        wide = min(self._theme.scaled(_WIDTH), window.width() - 2 * MARGIN)
        high = min(self._theme.scaled(_HEIGHT), window.height() - 2 * MARGIN)
        self.card.setFixedSize(wide, high)
        lies = wide < self._theme.scaled(_UPRIGHT_FROM)
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._side.lies = lies
        self._sections.lie_down(lies=lies)
        if lies:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(wide)
            self._side_column.setContentsMargins(_ASIDE, 12, _ASIDE, 8)
            self._side_column.setSpacing(6)
            self._sections.setFixedHeight(self._sections.height_for(wide - 2 * _ASIDE - 2))
        else:
            needed = min(self._sections.widest() + 2 * _ASIDE + 2, wide // 2)
            self._side.setFixedWidth(max(self._theme.scaled(_SECTIONS_WIDTH), needed))
            self._side_column.setContentsMargins(
                _ASIDE + int(from_right), 17, _ASIDE + int(not from_right), _ASIDE
            )
            self._side_column.setSpacing(12)
            self._sections.setMinimumHeight(0)
            self._sections.setMaximumHeight(high)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if lies else ways.LeftToRight)
        side = _NARROW_SIDE if lies else _SIDE
        end = side - 8
        self._head.setContentsMargins(
            end if from_right else side, 8 if lies else 15, side if from_right else end, 8 if lies else 18
        )
        self._keep_sides()

    def _keep_sides(self) -> None:
        """Let pages begin below the heading, and be as wide with a scroll bar beside them as without."""
        side = _NARROW_SIDE if self._side.lies else _SIDE
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for area in self._pages.values():
            page, bar = area.widget(), area.verticalScrollBar()
            layout = page.layout() if page is not None else None
            if layout is not None:
                end = side - (bar.sizeHint().width() if bar.maximum() else 0)
                layout.setContentsMargins(end if from_right else side, 2, side if from_right else end, 4)


class _Side(QWidget):
    """The ground of the list of sections, with a line towards the page."""

    lies = False

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, round where the card is."""
        tokens = self._theme.tokens
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = self.rect()
        whole = QPainterPath()
        more = SHEET_RADIUS + 1
        if self.lies:
            rounded = area.adjusted(0, 0, 0, more)
            line = area.adjusted(0, area.height() - 1, 0, 0)
        elif from_right:
            rounded = area.adjusted(-more, 0, 0, 0)
            line = area.adjusted(0, 0, 1 - area.width(), 0)
        else:
            rounded = area.adjusted(0, 0, more, 0)
            line = area.adjusted(area.width() - 1, 0, 0, 0)
        whole.addRoundedRect(rounded, SHEET_RADIUS - 1, SHEET_RADIUS - 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        painter.fillPath(whole, QColor(tokens.bg_sidebar))
        painter.fillRect(line, QColor(tokens.border))


def _scrolling(page: QWidget, name: str) -> QScrollArea:
    """Return a page that scrolls where it is higher than its room."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what scrolls into sight is what the keyboard comes to
    area.setWidget(page)
    for ground in (area.viewport(), page):
        ground.setAutoFillBackground(False)
    return area
