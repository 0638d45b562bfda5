"""Connects what there is to tell of each account (`viewmodels.notifying`) with the system's one way to show it (`banners`).

Signals come one by one, and the system takes its time, or does not answer at all. So what is wanted is kept by key, only the last
word on each, and one task brings it about: it asks whether the user may be disturbed, shows or withdraws, and plays the sound
where the system does not. What the user does with a banner comes back to the account that it is of.
"""

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, cast

from msgspec import Struct, structs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.app import Desktop, report
from desktop.core.client import present
from desktop.core.errors import CacheError
from desktop.core.values import ChatId
from desktop.open_account import OpenAccount
from desktop.system import sounds
from desktop.system.banners.banner import Banner, BannersUnavailableError, Lack, Look
from desktop.system.banners.choice import banners
from desktop.system.threads import apart
from desktop.ui import icons
from desktop.ui.raising import call_attention
from desktop.viewmodels import banner_words
from desktop.viewmodels.notice import TEST, Notice
from desktop.viewmodels.notification_log import NotificationLog
from desktop.viewmodels.notifying import Notifying
from desktop.viewmodels.pausing import Pausing

if TYPE_CHECKING:
    from desktop.session import Session

log = logging.getLogger(__name__)

_REST_MS = 400
"""Between two changes that nobody is to notice: somebody may write twenty messages in a second, and each is work elsewhere."""
_ENTRY = "internal-chat"
"""The name of the program's .desktop file."""

_WORDS = {
    Lack.SERVICE: banner_words.no_service,
    Lack.SILENT: banner_words.silent_service,
    Lack.FORBIDDEN: banner_words.forbidden,
    Lack.BARE: banner_words.bare_program,
}


class _Wish(Struct, frozen=True):
    """The last word on one banner; not one that stands, but one that has to be seen to."""

    account: str
    notice: Notice | None
    """None: it is to be withdrawn."""


class Notifications(QObject):
    """Shows and withdraws, for all accounts that are open. It goes with the program."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._application = cast("QGuiApplication", QGuiApplication.instance())
        self._choices = desktop.settings.choices
        self._log = NotificationLog(self)
        self._wishes: dict[str, _Wish] = {}
        self._shown: dict[str, _Wish] = {}
        """What a click is about."""
        self._wished = asyncio.Event()
        self._answers: dict[str, list[tuple[ChatId, str]]] = {}
        """What was written into banners of each account and its cache could not take."""
        self._resting = QTimer(self, interval=_REST_MS, singleShot=True)
        self._resting.timeout.connect(self._wished.set)
        self._is_sounding = False
        self._badge = 0
        self._looking = QTimer(self, interval=0, singleShot=True)
        self._looking.timeout.connect(self._look)
        icon = icons.path("app")
        if sys.platform == "win32":
            icon = icon.with_suffix(".png")  # toasts take no drawings
        self._banners = banners(self, Look("Internal Chat", _ENTRY, icon, sounds.message()))
        _ = desktop.background.start(self._banners.run())
        _ = desktop.background.start(self._work())
        self._connect()

    def _connect(self) -> None:
        desktop = self._desktop
        desktop.desk.notifies(Pausing(self._choices, present, self), self._log)
        desktop.desk.test_requested.connect(self._test)
        desktop.roll.model.changed.connect(self._name_accounts)
        desktop.accounts.attend(self._attend)
        desktop.accounts.closing.connect(self._forget)
        desktop.accounts.changed.connect(self._count)
        desktop.shown.connect(self._follow)
        self._choices.changed.connect(self._count)
        # Which window is the active one is settled only after that.
        self._application.focusWindowChanged.connect(self._look_soon)
        self._application.applicationStateChanged.connect(self._look_soon)
        self._follow(desktop.session)
        self._count()

    @property
    def hint(self) -> str:
        """Return why nothing can be shown here, in a sentence; empty where something can."""
        lack = self._banners.lack
        return "" if lack is None else _WORDS[lack]()

    # Each account.

    def _attend(self, opened: OpenAccount) -> Notifying:
        mark = self._desktop.roll.model.mark(opened.key)
        notifying = Notifying(
            opened.client, opened.background, present, self._choices, self._log, self, account=mark
        )
        notifying.wanted.connect(lambda notice: self._wish(opened.key, notice.key, notice))
        notifying.unwanted.connect(lambda key: self._wish(opened.key, key, None))
        notifying.attention.connect(self._call_attention)
        notifying.unsent.connect(lambda chat, text: self._keep_answer(opened, chat, text))
        notifying.set_hint(self.hint)
        self._look_soon()
        if answers := self._answers.pop(opened.key, None):
            _ = opened.background.start(self._put_into_drafts(opened, answers))
        return notifying

    def _forget(self, opened: OpenAccount) -> None:
        """Leave nothing of an account that is closed."""
        notifying, opened.notifying = opened.notifying, None
        if notifying is not None:
            notifying.close()
            notifying.deleteLater()

    def _name_accounts(self) -> None:
        """Say in titles which account it is, where there are several."""
        for opened in self._desktop.accounts.all:
            if opened.notifying is not None:
                opened.notifying.set_account(self._desktop.roll.model.mark(opened.key))

    def _notifying(self, account: str) -> Notifying | None:
        opened = self._desktop.accounts.find(account)
        return None if opened is None else opened.notifying

    # Answers that were not sent.

    def _keep_answer(self, opened: OpenAccount, chat: ChatId, text: str) -> None:
        """Let nothing of an answer be lost, and say where it is."""
        session = self._desktop.session
        if text and session is not None and session.opened is opened:
            session.workspace.composer.bring_back(chat, text)
        elif text:  # until its cache is opened anew, or somebody looks
            self._answers.setdefault(opened.key, []).append((chat, text))
        self._desktop.tell(banner_words.not_sent())

    async def _put_into_drafts(self, opened: OpenAccount, answers: list[tuple[ChatId, str]]) -> None:
        """Keep answers in a cache that was opened anew."""
        while answers:
            try:
                await opened.client.add_to_draft(*answers[0])
            except CacheError as error:
                log.warning("an answer to a notification is in no draft yet: %s", error)
                self._answers.setdefault(opened.key, []).extend(answers)
                return
            del answers[0]

    # What is in view.

    def _follow(self, session: "Session | None") -> None:
        if session is not None:
            session.workspace.chat_opened.connect(self._look_soon)
            for chat, text in self._answers.pop(session.opened.key, ()):
                session.workspace.composer.bring_back(chat, text)
        self._look()

    def _look_soon(self, _what: object = None) -> None:
        self._looking.start()

    def _look(self) -> None:
        """Tell each account which of its chats the user has in view."""
        session = self._desktop.session
        for opened in self._desktop.accounts.all:
            if opened.notifying is None:
                continue
            in_view = None
            if session is not None and session.opened is opened:
                window = session.window.window()
                if window.isVisible() and window.isActiveWindow() and not window.isMinimized():
                    in_view = session.workspace.current
            opened.notifying.look_at(in_view)

    # Showing.

    def _wish(self, account: str, key: str, notice: Notice | None) -> None:
        name = _name(account, key)
        before = self._wishes.pop(name, None)
        if notice is not None and before is not None and before.notice is not None:
            # The one before was never shown: whatever was to be noticed in it still is.
            loud, sound = notice.loud or before.notice.loud, notice.sound or before.notice.sound
            notice = structs.replace(notice, loud=loud, sound=sound)
        self._wishes[name] = _Wish(account, notice)
        if notice is None or notice.loud or not self._resting.isActive():
            self._wished.set()

    async def _work(self) -> None:
        """Bring about what is wished, one after the other."""
        while True:
            await self._wished.wait()
            self._wished.clear()
            while self._wishes:
                name, wish = next(iter(self._wishes.items()))
                if wish.notice is not None and wish.notice.loud:
                    await self._ask_whether_busy()
                    if self._wishes.get(name) is not wish:
                        continue  # it was decided otherwise
                del self._wishes[name]
                try:
                    await self._bring_about(name, wish)
                except Exception as error:  # noqa: BLE001 - the border: one that the system cannot take must not end all others
                    report(error)

    async def _bring_about(self, name: str, wish: _Wish) -> None:
        if wish.notice is not None:
            await self._show(name, wish, wish.notice)
            if not wish.notice.loud:
                self._resting.start()
            return
        self._shown.pop(name, None)
        await self._banners.withdraw(name)

    async def _ask_whether_busy(self) -> None:
        """Ask the system only now, and only where that was chosen: it is nobody's business how the user's day goes."""
        busy = await self._banners.busy() if self._choices.choices.follow_focus else None
        for opened in self._desktop.accounts.all:
            if opened.notifying is not None:
                opened.notifying.set_system_busy(busy)

    async def _show(self, name: str, wish: _Wish, notice: Notice) -> None:
        if notice.loud:
            self._shown[name] = wish
        elif name in self._shown:
            self._shown[name] = wish  # a click leads to where it says now
        said = banner_words.test_shown()
        try:
            await self._banners.show(self._banner(name, notice))
        except BannersUnavailableError as error:
            log.info("a notification is not shown: %s", error)
            said = self.hint or banner_words.not_taken()
        if notice.key == TEST:
            self._desktop.desk.tell_test(said)
        if notice.sound and not self._banners.abilities.sound and self._banners.lack is not Lack.FORBIDDEN:
            _ = self._desktop.background.start(self._play())

    def _banner(self, name: str, notice: Notice) -> Banner:
        can = self._banners.abilities
        return Banner(
            key=name,
            title=notice.title,
            body=notice.body,
            loud=notice.loud,
            sound=notice.sound,
            open=banner_words.open_it(),
            mark=banner_words.mark_as_read() if notice.may_mark else "",
            reply=banner_words.reply() if notice.may_reply and can.reply else "",
            placeholder=banner_words.placeholder(),
            send=banner_words.send(),
        )

    async def _play(self) -> None:
        """Play the sound, unless it is being played: several banners at once are one thing to hear."""
        sound = sounds.message()
        if self._is_sounding or sound is None:
            return
        self._is_sounding = True
        try:
            await apart(sounds.play, sound)
        finally:
            self._is_sounding = False

    def _test(self) -> None:
        """Show how they look here, in the name of the account that is shown."""
        session = self._desktop.session
        if session is not None and session.opened.notifying is not None:
            session.opened.notifying.test()

    # What the user does with a banner; the system calls these.

    def clicked(self, key: str, token: str) -> None:
        """Show what a banner is about."""
        wish = self._shown.get(key)
        if wish is None or wish.notice is None:
            return
        notifying = self._notifying(wish.account)
        if notifying is not None:
            notifying.gone(wish.notice.key)
        self._wish(wish.account, wish.notice.key, None)  # some services leave it there
        self._desktop.go_to(wish.notice.place, wish.account, token)

    def replied(self, key: str, text: str) -> None:
        """Send what was written into a banner, also into one that was being withdrawn."""
        account, _, of = key.rpartition(" ")
        notifying = self._notifying(account)
        if notifying is not None:
            notifying.reply(of, text)

    def marked(self, key: str) -> None:
        """Take what it is about for read."""
        wish = self._shown.get(key)
        notifying = None if wish is None else self._notifying(wish.account)
        if notifying is not None and wish is not None and wish.notice is not None:
            notifying.mark_read(wish.notice.key)

    def gone(self, key: str) -> None:
        """Leave the user alone with what was dismissed."""
        wish = self._shown.pop(key, None)
        notifying = None if wish is None else self._notifying(wish.account)
        if notifying is not None and wish is not None and wish.notice is not None:
            notifying.gone(wish.notice.key)

    def abilities_changed(self) -> None:
        """Say what cannot be done here, or that it can be again."""
        self._desktop.desk.tell_hint(self.hint)
        self._desktop.desk.tell_focus(is_known=self._banners.abilities.focus)
        for opened in self._desktop.accounts.all:
            if opened.notifying is not None:
                opened.notifying.set_hint(self.hint)

    # The icon of the program.

    def _call_attention(self) -> None:
        if self._desktop.window is not None:
            call_attention(self._desktop.window)

    def _count(self) -> None:
        """Show how much is unread at the program's icon, where the desktop has a place for it."""
        unread = sum(opened.unread.messages for opened in self._desktop.accounts.all)
        badge = unread if self._choices.choices.badge else 0
        if badge != self._badge:
            self._badge = badge
            self._application.setBadgeNumber(badge)


def _name(account: str, key: str) -> str:
    """Return the key of a banner among those of all accounts."""
    return f"{account} {key}"
