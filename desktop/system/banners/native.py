"""Banners on Windows and macOS, through `desktop-notifier`: toasts of the Windows Runtime, and the notification centre.

The library is given our keys as identifiers, so that one banner takes the place of another, and tells what the user does through
handlers of the whole program. What it cannot do decides the rest here:

- It cannot be made where the notification platform of Windows is switched off, as on some servers.
- It knows no quiet replacement on Windows: every toast pops up. A banner that only changes is taken back there.
- It says of a failure nothing but a line in the log, and calls `on_dispatched` where there was none.
- Without a signed bundle macOS shows nothing; then the library has no capabilities.
- Sounds of a file it plays on neither system, so the program does.
- Its own name for a group of toasts would be shown as their heading: no groups.
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from desktop_notifier import Button, Capability, DesktopNotifier, Icon, Notification, ReplyField, Urgency

from desktop.system.banners.banner import Abilities, Banner, BannersUnavailableError, Heard, Lack, Look

log = logging.getLogger(__name__)

_MARK = "mark-read"
_TAG_CHARACTERS = 64
"""Windows takes no longer identifier."""
_CLOSE_SECONDS = 2.0


class NativeBanners:
    """The banners of one process. Made by `native_banners`."""

    def __init__(
        self, heard: Heard, notifier: DesktopNotifier, is_busy: Callable[[], bool | None], *, quietly: bool
    ) -> None:
        self.abilities = Abilities()
        self.lack: Lack | None = None
        self._heard = heard
        self._notifier = notifier
        self._is_busy = is_busy
        self._quietly = quietly
        """A banner can be replaced without popping up."""
        self._loop = asyncio.get_running_loop()
        self._keys: dict[str, str] = {}
        """The keys of the identifiers that stand."""
        self._sent = ""
        """What was really shown last."""
        self._turn = asyncio.Lock()
        self._connect()

    async def run(self) -> None:
        """Find out what there is; the library calls by itself then. When cancelled, take everything back."""
        known = await self._notifier.get_capabilities()
        if not known:
            self._set(Lack.BARE)
            return
        self.abilities = Abilities(
            actions=Capability.BUTTONS in known,
            reply=Capability.REPLY_FIELD in known,
            focus=self._is_busy() is not None,
        )
        self._heard.abilities_changed()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            await self._take_all_back()

    async def show(self, banner: Banner) -> None:
        """Show it, in the place of the one with the same key. Raises BannersUnavailableError."""
        if self.lack is Lack.BARE:
            raise BannersUnavailableError(self.lack)
        identifier = _identifier(banner.key)
        async with self._turn:
            if not banner.loud and identifier not in self._keys:
                return
            if not banner.loud and not self._quietly:
                await self._take_back(identifier)
                return
            # macOS asks the user the first time, and nobody knows for how long; later both systems answer at once.
            if not await self._notifier.request_authorisation():
                self._set(Lack.FORBIDDEN)
                raise BannersUnavailableError(Lack.FORBIDDEN)
            self._set(None)
            self._sent = ""
            self._keys[identifier] = banner.key
            await self._notifier.send_notification(_notification(banner, identifier))
            if self._sent != identifier:
                del self._keys[identifier]
                raise BannersUnavailableError(Lack.SERVICE)

    async def withdraw(self, key: str) -> None:
        """Take it back, if it stands."""
        identifier = _identifier(key)
        async with self._turn:
            if identifier in self._keys:
                await self._take_back(identifier)

    async def busy(self) -> bool | None:
        """Return whether the user does not want to be disturbed; None on macOS, which tells no program."""
        return self._is_busy()

    async def _take_all_back(self) -> None:
        with suppress(TimeoutError):  # macOS may be asking the user just now whether we may show anything
            async with asyncio.timeout(_CLOSE_SECONDS):
                for key in tuple(self._keys.values()):
                    await self.withdraw(key)

    async def _take_back(self, identifier: str) -> None:
        try:
            await self._notifier.clear(identifier)
        except OSError as error:  # of the Windows Runtime, where the system's list of toasts is switched off
            log.info("a notification could not be withdrawn: %s", error)
        # Somebody may have been sending an answer just then, which is heard in the loop's next step.
        await asyncio.sleep(0)
        self._keys.pop(identifier, None)

    def _connect(self) -> None:
        # They may be called by any thread of the system, and within a task's step.
        notifier = self._notifier
        notifier.on_dispatched = self._on_dispatched
        notifier.on_clicked = lambda identifier: self._later(self._on_clicked, identifier)
        notifier.on_button_pressed = lambda identifier, _: self._later(self._on_marked, identifier)
        notifier.on_replied = lambda identifier, text: self._later(self._on_replied, identifier, text)
        notifier.on_dismissed = lambda identifier: self._later(self._on_dismissed, identifier)

    def _later(self, hear: Callable[..., None], *what: str) -> None:
        self._loop.call_soon_threadsafe(hear, *what)

    def _on_dispatched(self, identifier: str) -> None:
        self._sent = identifier

    def _on_clicked(self, identifier: str) -> None:
        if key := self._keys.pop(identifier, None):
            self._heard.clicked(key, "")

    def _on_marked(self, identifier: str) -> None:
        if key := self._keys.pop(identifier, None):
            self._heard.marked(key)

    def _on_replied(self, identifier: str, text: str) -> None:
        if key := self._keys.pop(identifier, None):
            self._heard.replied(key, text)

    def _on_dismissed(self, identifier: str) -> None:
        if key := self._keys.pop(identifier, None):
            self._heard.gone(key)

    def _set(self, lack: Lack | None) -> None:
        if lack is not self.lack:
            self.lack = lack
            self._heard.abilities_changed()


class MissingBanners:
    """Those of a system that shows none."""

    abilities = Abilities()
    lack = Lack.SERVICE

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def run(self) -> None:
        """Say so."""
        self._heard.abilities_changed()

    async def show(self, banner: Banner) -> None:
        """Raise BannersUnavailableError."""
        log.debug("%s is not shown", banner.key)
        raise BannersUnavailableError(self.lack)

    async def withdraw(self, key: str) -> None:
        """Take nothing back."""

    async def busy(self) -> bool | None:
        """Return None: nobody is disturbed here."""
        return None


def native_banners(heard: Heard, look: Look) -> NativeBanners | MissingBanners:
    """Return the banners of Windows or macOS."""
    from desktop.system.banners.windows_focus import is_busy

    # At a lower level it writes every notification's text into the log.
    logging.getLogger("desktop_notifier").setLevel(logging.INFO)
    try:
        notifier = DesktopNotifier(look.name, None if look.icon is None else Icon(path=look.icon))
    except (OSError, RuntimeError) as error:
        log.warning("this system shows no notifications: %s", error)
        return MissingBanners(heard)
    return NativeBanners(heard, notifier, is_busy, quietly=sys.platform == "darwin")


def _notification(banner: Banner, identifier: str) -> Notification:
    return Notification(
        banner.title,
        banner.body,
        urgency=Urgency.Normal if banner.loud else Urgency.Low,
        buttons=(Button(banner.mark, identifier=_MARK),) if banner.mark else (),
        reply_field=ReplyField(banner.reply, banner.send or banner.reply) if banner.reply else None,
        identifier=identifier,
    )


def _identifier(key: str) -> str:
    return key if len(key) <= _TAG_CHARACTERS else sha256(key.encode()).hexdigest()
