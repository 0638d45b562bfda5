"""The left pane: start a chat, search, the list of chats, and who is signed in. Narrow windows have the rail instead."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.account_footer import HEIGHT as FOOTER_HEIGHT
from desktop.ui.account_footer import AccountFooter, OwnAvatar
from desktop.ui.chat_list.filter_line import FilterLine
from desktop.ui.chat_list.look import FIELD_BELOW
from desktop.ui.chat_list.new_menu import NewMenu
from desktop.ui.chat_list.search_field import SearchField
from desktop.ui.chat_list.view import ChatListView
from desktop.ui.controls import IconButton, PrimaryButton
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.search.results import SearchResults  # which is there once somebody searches

WIDTH = 300
NARROWEST = 240
WIDEST = 420
RAIL_WIDTH = 72
_SIDE = 16
_FIELD_SIDE = 12
_PLUS = 18


class _Side(QWidget):
    """The ground both forms share."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.bg_sidebar))


class LeftPane(_Side):
    """Everything about all chats.

    Signals:
        message_teammates(): a chat is to be started.
        chat_chosen(object): the user opened a chat here; its id.
        edit_participants_requested(object): people are to be added to a chat; its id.
        change_subject_requested(object): a chat is to be called otherwise; its id.
        settings_requested(): the user wants to see what can be set.
        shortcuts_requested(): the user wants to see the keyboard shortcuts.
        sign_out_requested(): the user wants to leave the account on this computer.
        new_chat_wanted(object): a chat is to be started with people who were found; their ids.
    """

    message_teammates = Signal()
    new_chat_wanted = Signal(object)
    chat_chosen = Signal(object)
    edit_participants_requested = Signal(object)
    change_subject_requested = Signal(object)
    settings_requested = Signal()
    shortcuts_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._workspace = workspace
        self.new = PrimaryButton(theme, self.tr("New"), self, icon="plus", trailing="chevron-down", height=28)
        self.menu = NewMenu(theme, self)
        self.search = SearchField(theme, self)
        self.search.suggest(workspace.search_filters)
        self.unread = IconButton(theme, "list-filter", self.tr("Unread only"), self)
        keys = native(window_keys()[Deed.UNREAD_ONLY][0])
        self.unread.setToolTip(self.tr("Unread only (%1)").replace("%1", keys))
        self.unread.setCheckable(True)
        self._filter = FilterLine(theme, self)
        self.list = ChatListView(theme, workspace, self)
        self.results: SearchResults | None = None
        """What is found, in the list's place; it is made when somebody searches for the first time."""
        self.footer = AccountFooter(theme, workspace, self)
        self._title = _Heading(self.tr("Conversations"), self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._explain_emptiness()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(_SIDE - 4, 0, _SIDE - 4, 0)
        header.setSpacing(6)
        header.addSpacing(4)  # a spacing, unlike a margin, changes sides with the reading direction
        header.addWidget(self._title, 1)
        header.addWidget(self.unread)
        header.addWidget(self.new)
        self._head = QWidget(self)
        self._head.setLayout(header)
        field = QHBoxLayout()
        field.setContentsMargins(_FIELD_SIDE, 0, _FIELD_SIDE, FIELD_BELOW)
        field.addWidget(self.search)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(field)
        column.addWidget(self._filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.footer)
        stops = (
            self.new,
            self.search,
            self.search.filters,
            self.unread,
            self._filter.show_all,
            self.list,
            self.list.empty.action,
        )
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)

    def _connect(self) -> None:
        order = self._workspace.chat_order
        self.new.clicked.connect(lambda: self.menu.open_below(self.new))
        self.menu.message_teammates.connect(self.message_teammates)
        self.search.textChanged.connect(self._search_for)
        self.search.entered.connect(self._prepare_search)
        self.unread.clicked.connect(self._show_unread_only)
        self._filter.show_all.clicked.connect(self.show_all)
        self.list.empty.action_chosen.connect(self.show_all)
        self.search.left_downwards.connect(self._go_into_list)
        self.search.first_wanted.connect(self._open_first)
        self.list.chosen.connect(self.chat_chosen)
        self.list.edit_participants_requested.connect(self.edit_participants_requested)
        self.list.change_subject_requested.connect(self.change_subject_requested)
        self.footer.settings_requested.connect(self.settings_requested)
        self.footer.shortcuts_requested.connect(self.shortcuts_requested)
        self.footer.sign_out_requested.connect(self.sign_out_requested)
        self._workspace.chat_list.loaded.connect(self._explain_emptiness)
        self._workspace.status.changed.connect(self._explain_emptiness)
        for changed in (order.rowsInserted, order.rowsRemoved):
            changed.connect(self._explain_emptiness)
        order.filter_changed.connect(self._on_filter)

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        """Put the keyboard into the list, or into what was found, which is in its place."""
        if not self.is_searching:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.results is None or not self.results.enter():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def is_searching(self) -> bool:
        """Whether results stand in the place of the list."""
        return self.results is not None and not self.results.isHidden()

    @property
    def is_left_for_result(self) -> bool:
        """Whether the keyboard is elsewhere because a result was opened: then Esc comes back to the results."""
        here = QApplication.focusWidget()
        has_keyboard = here is not None and self.isAncestorOf(here)
        return self.results is not None and self.is_searching and self.results.has_opened and not has_keyboard

    def toggle_unread(self) -> None:
        """Show only chats with something unread, or all again."""
        self._show_unread_only(not self._workspace.chat_order.is_unread_only)

    def _show_unread_only(self, only: bool) -> None:  # noqa: FBT001 - a slot
        """Show only what is unread, or all: of the list, in whose place nothing else stands then."""
        self.search.clear()
        self._workspace.chat_order.show_unread_only(only=only)

    def show_all(self) -> None:
        """Show all chats."""
        self._workspace.chat_order.show_unread_only(only=False)
        self.focus_list()

    # Searching.

    def _search_for(self, text: str) -> None:
        if text.strip():
            self._prepare_search()
        if self.results is not None:
            self.results.search(text)

    def _prepare_search(self) -> None:
        """Make what shows results, so that the first letter does not wait for it."""
        if self.results is None:
            from desktop.ui.search.results import SearchResults  # what needs no search does not wait for it

            self.results = SearchResults(self._theme, self._workspace, self)
            self._column.insertWidget(self._column.indexOf(self.list), self.results, 1)
            stops = (self.list, self.results.view, self.results.nothing.action)
            for before, after in pairwise(stops):
                self.setTabOrder(before, after)
            self.results.answered.connect(self._show_results)
            self.results.opened.connect(self._on_result_opened)
            self.results.left.connect(self._go_into_field)
            self.results.typed.connect(self._type)
            self.results.another_wanted.connect(self._search_anew)
            self.results.new_chat_wanted.connect(self.new_chat_wanted)

    def _show_results(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """Let the results stand in the place of the list, or the list again."""
        if self.results is not None:
            had_keyboard = self.results.isAncestorOf(QApplication.focusWidget() or self)
            self.list.setHidden(shown)
            self.results.setVisible(shown)
            self._explain_emptiness()
            if had_keyboard and not shown:
                self._go_into_field()

    def _go_into_list(self) -> None:
        if self.is_searching or self._workspace.chat_order.rowCount():
            self.focus_list()
        if not self.is_searching:
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _go_into_field(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, key: QKeyEvent) -> None:
        """Go on typing in the field what was begun among the results."""
        self._go_into_field()
        QApplication.sendEvent(self.search, key)

    def _search_anew(self, text: str) -> None:
        self.search.setText(text)
        self._go_into_field()

    def _open_first(self) -> None:
        if self.results is not None and self.search.text().strip():
            self.results.open_first()
            return
        chat = self._workspace.chat_order.chat_at(0)
        if chat is not None:
            self._workspace.open_chat(chat)
            self.chat_chosen.emit(chat)

    def _on_result_opened(self, chat: object) -> None:
        if self._workspace.search.place is not None:  # a link has led there, and is of no more use
            self.search.clear()
        self.chat_chosen.emit(chat)

    # What is to be said.

    def _on_filter(self) -> None:
        self.unread.setChecked(self._workspace.chat_order.is_unread_only)
        self._explain_emptiness()

    def _explain_emptiness(self) -> None:
        order, say = self._workspace.chat_order, self.list.say_when_empty
        # Where the list is empty, it is that which says so.
        self._filter.setVisible(order.is_unread_only and order.rowCount() > 0 and not self.is_searching)
        if order.rowCount() or not self._workspace.chat_list.is_loaded:
            say("")
        elif order.is_unread_only:
            words = self.tr("You have read everything.")
            say(self.tr("Nothing unread"), words, icon="check", action=self.tr("Show all"))
        elif self._workspace.chats_are_coming:
            say(self.tr("Getting your chats…"))
        elif not self._workspace.status.is_online:
            words = self.tr("They appear here as soon as there is a connection.")
            say(self.tr("No chats on this computer yet"), words)
        else:
            say(self.tr("No chats yet"), self.tr("Chats you start or are added to appear here."))

    def _take_theme(self) -> None:
        self._head.setFixedHeight(self._theme.header)
        self._title.setFont(self._theme.font(Style.TITLE))
        palette = self._title.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.text))
        self._title.setPalette(palette)

    def sizeHint(self) -> QSize:
        """Return the usual width."""
        return QSize(WIDTH, 480)


class _Heading(QLabel):
    """A word that is cut rather than to make the pane wider."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of it as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)


class Rail(_Side):
    """The left pane of a narrow window: avatars only, and a way to the full list.

    Signals:
        list_wanted(): the full list is to be shown.
        search_wanted(): the full list is to be shown, with the keyboard in the search field.
        message_teammates(): a chat is to be started.
        chat_chosen(object): the user opened a chat here; its id.
        edit_participants_requested(object): people are to be added to a chat; its id.
        change_subject_requested(object): a chat is to be called otherwise; its id.
    """

    list_wanted = Signal()
    search_wanted = Signal()
    message_teammates = Signal()
    chat_chosen = Signal(object)
    edit_participants_requested = Signal(object)
    change_subject_requested = Signal(object)

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFixedWidth(RAIL_WIDTH)
        self.show_list = IconButton(theme, "panel-left-open", self.tr("Show conversation list"), self)
        self.new = NewTile(theme, self)
        self.search = IconButton(theme, "search", self.tr("Search conversations"), self)
        self.list = ChatListView(theme, workspace, self, rail=True)
        self.show_list.clicked.connect(self.list_wanted)
        self.new.clicked.connect(self.message_teammates)
        self.search.clicked.connect(self.search_wanted)
        self.list.chosen.connect(self.chat_chosen)
        self.list.edit_participants_requested.connect(self.edit_participants_requested)
        self.list.change_subject_requested.connect(self.change_subject_requested)
        foot = QWidget(self)
        foot.setFixedHeight(FOOTER_HEIGHT)
        middle = QHBoxLayout(foot)
        middle.setContentsMargins(0, 0, 0, 0)
        self.avatar = OwnAvatar(theme, workspace, foot)
        middle.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 13, 0, 0)
        column.setSpacing(0)
        for button in (self.show_list, self.new, self.search):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the line to the right and the one over the foot."""
        super().paintEvent(event)
        line = QColor(self._theme.tokens.border)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        painter.fillRect(0, self.height() - FOOTER_HEIGHT, self.width(), 1, line)


class NewTile(PrimaryButton):
    """The New button of the rail: a plus and no words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, height=34)
        self.setFixedWidth(40)
        self.setAccessibleName(self.tr("New"))
        self.setToolTip(self.tr("Message teammates"))

    def sizeHint(self) -> QSize:
        """Return the tile's size."""
        return QSize(40, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and the plus in its middle."""
        super().paintEvent(event)
        picture = icons.pixmap("plus", _PLUS, self._theme.tokens.on_accent, self.devicePixelRatioF())
        QPainter(self).drawPixmap((self.width() - _PLUS) // 2, (self.height() - _PLUS) // 2, picture)
