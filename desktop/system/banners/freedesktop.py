"""Banners on Linux: an own thin client of `org.freedesktop.Notifications`, the notification service of every desktop.

What is to stand is remembered here by key, so that a service which comes later, or is started anew and has forgotten everything,
is shown it again, quietly. The numbers that a service gives are its own: with the service they are void. What is heard counts
only if it comes from the service itself: anybody on the bus could send us an "answer of the user" otherwise.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message
from msgspec import structs

from desktop.system.banners import bus as session_bus
from desktop.system.banners import wording
from desktop.system.banners.banner import Abilities, Banner, BannersUnavailableError, Heard, Lack, Look
from desktop.system.banners.bus import BUS, Bus, BusError, Method, RefusedError, SilentError

log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", _NAME, _NAME)
_CAPABILITIES = Method(_SERVICE, "GetCapabilities", gives="as")
_NOTIFY = Method(_SERVICE, "Notify", "susssasa{sv}i", "u")
_CLOSE = Method(_SERVICE, "CloseNotification", "u")
_PROPERTY = Method(_SERVICE.with_interface("org.freedesktop.DBus.Properties"), "Get", "ss", "v")
_OWNER = Method(BUS, "GetNameOwner", "s", "s")
_STARTABLE = Method(BUS, "ListActivatableNames", gives="as")
_MATCH = Method(BUS, "AddMatch", "s")
_EXPIRED, _DISMISSED = 1, 2
"""Why a notification was closed."""
_AGAIN_SECONDS = 30.0
"""Until a bus, or a service that did not answer, is tried again."""
_FIRST_SECONDS = 12.0
"""How long the first banners wait for what is not known yet: a service may have to be started."""


class FreedesktopBanners:
    """The banners of one process. `run` has to run while they are used."""

    def __init__(self, heard: Heard, look: Look) -> None:
        self.abilities = Abilities()
        self.lack: Lack | None = None
        self._heard = heard
        self._look = look
        self._bus: Bus | None = None
        self._owner = ""
        """The name on the bus of the service that runs; it changes with each start."""
        self._coming: dict[str, Banner] = {}
        """What is about to be shown."""
        self._standing: dict[str, Banner] = {}
        """What is to be seen."""
        self._numbers: dict[str, int] = {}
        """What the service that runs calls it."""
        self._expired: set[str] = set()
        """Keys of what was shown for long enough. Some services keep it in a list, where it may still be withdrawn."""
        self._lost: list[int] = []
        """What a service showed after nobody waited for it any more."""
        self._outdated: set[str] = set()
        """Keys of such that say by now what is not so any more."""
        self._tokens: dict[int, str] = {}
        self._turn = asyncio.Lock()
        """One banner after the other: the second of a key replaces the number of the first."""
        self._known = asyncio.Event()
        """It was found out whether there is a service."""
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Follow the bus and the service on it until cancelled, or until there can be none; then take everything back."""
        while (where := session_bus.address()) is not None:
            try:
                self._bus = await Bus.open(where)
                await self._follow(self._bus)
            except BusError as error:
                log.info("no notifications over this bus: %s", error)
            finally:
                self._end_bus()
            self._set(lack=Lack.SERVICE)
            await asyncio.sleep(_AGAIN_SECONDS)
        self._set(lack=Lack.SERVICE)

    async def show(self, banner: Banner) -> None:
        """Show it, in the place of the one with the same key. Raises BannersUnavailableError."""
        key, before = banner.key, self._coming.get(banner.key)
        if not banner.loud and before is not None:
            # What was not shown yet is not shown at all; that it was to be noticed still holds.
            banner = structs.replace(banner, loud=before.loud, sound=before.sound)
        elif not banner.loud and key not in self._standing:
            return
        self._coming[key] = banner
        async with self._turn:
            if self._coming.get(key) is not banner:  # there is a newer one, or it was withdrawn
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(_FIRST_SECONDS):
                    await self._known.wait()
            if self._coming.get(key) is banner:
                self._standing[key] = self._coming.pop(key)
                await self._notify(banner)

    async def withdraw(self, key: str) -> None:
        """Take it back, if it stands."""
        self._coming.pop(key, None)
        async with self._turn:
            if key not in self._coming:
                self._standing.pop(key, None)
                self._expired.discard(key)
                # Until then an answer may come that somebody was just sending.
                await self._close(self._numbers.get(key))
                self._numbers.pop(key, None)

    async def busy(self) -> bool | None:
        """Return whether the user does not want to be disturbed, where the service says it."""
        if self._bus is None or not self.abilities.focus:
            return None
        try:
            (value,) = await self._bus.call(_PROPERTY, _NAME, "Inhibited", starts=False)
        except BusError:
            return None
        return bool(value[1])

    # The bus and the service.

    async def _follow(self, bus: Bus) -> None:
        """Use a bus until it ends."""
        try:
            async with asyncio.TaskGroup() as tasks:
                listening = tasks.create_task(bus.listen(self._on_message))
                working = tasks.create_task(self._keep_up(bus))
                await asyncio.wait((listening, working), return_when=asyncio.FIRST_COMPLETED)
                listening.cancel()
                working.cancel()
        finally:
            for number in self._numbers.values():  # nobody would hear a click any more
                await bus.tell(_CLOSE, number)
            await bus.close()

    async def _keep_up(self, bus: Bus) -> None:
        """Find out what there is, now and whenever it changes, and show it what is to stand."""
        try:
            await self._subscribe(bus)
            starts = True
            while True:
                self._changed.clear()
                await self._find_service(bus, starts=starts)
                self._known.set()
                starts = False  # who ends a service does not want it back for nothing
                if self.lack is None:
                    await self._show_again()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_AGAIN_SECONDS if self.lack is Lack.SILENT else None):
                        await self._changed.wait()
        except BusError as error:
            log.info("the bus cannot be used: %s", error)

    async def _subscribe(self, bus: Bus) -> None:
        await bus.hello()
        owner = MatchRule(
            type="signal", sender=BUS.bus_name, interface=BUS.interface, member="NameOwnerChanged"
        )
        owner.add_arg_condition(0, _NAME)
        said = MatchRule(type="signal", sender=_NAME, interface=_NAME, path=_SERVICE.object_path)
        for rule in (owner, said):
            await bus.call(_MATCH, rule.serialise())

    async def _find_service(self, bus: Bus, *, starts: bool) -> None:
        try:
            (capabilities,) = await bus.call(_CAPABILITIES, starts=starts)
            (self._owner,) = await bus.call(_OWNER, _NAME)
        except SilentError:
            self._set(lack=Lack.SILENT)
        except RefusedError as error:
            log.info("no notification service answers: %s", error)
            startable = not starts and await self._can_be_started(bus)
            self._set(lack=None if startable else Lack.SERVICE)
        else:
            self._set(lack=None, abilities=wording.abilities_of(capabilities))

    @staticmethod
    async def _can_be_started(bus: Bus) -> bool:
        """Whether the next banner will start the service: some end when there is nothing to show."""
        (names,) = await bus.call(_STARTABLE)
        return _NAME in names

    async def _show_again(self) -> None:
        """Show what is to stand and does not, without a pop-up; take back what nobody wants."""
        async with self._turn:
            lost, self._lost = self._lost, []
            outdated, self._outdated = self._outdated, set()
            for number in lost:
                await self._close(number)
            for key, banner in tuple(self._standing.items()):
                if (key in outdated or key not in self._numbers) and self._owner:
                    with suppress(BannersUnavailableError):
                        await self._notify(structs.replace(banner, loud=False, sound=False))

    def _end_bus(self) -> None:
        self._bus = None
        self._forget_numbers()

    def _forget_numbers(self) -> None:
        """Begin with a service that knows nothing of ours."""
        self._owner = ""
        for key in self._expired:
            self._standing.pop(key, None)
        for known in (self._expired, self._numbers, self._tokens, self._lost, self._outdated):
            known.clear()

    def _set(self, *, lack: Lack | None, abilities: Abilities | None = None) -> None:
        before = (self.lack, self.abilities)
        self.lack = lack
        if lack is not None:
            self.abilities = Abilities()
            self._known.set()
        elif abilities is not None:
            self.abilities = abilities
        if (self.lack, self.abilities) != before:
            self._tell(self._heard.abilities_changed)

    # One banner.

    async def _notify(self, banner: Banner) -> None:
        """Show it now. Raises BannersUnavailableError."""
        key, bus = banner.key, self._bus
        if bus is None or self.lack is not None:
            raise BannersUnavailableError(self.lack or Lack.SERVICE)
        if key in self._expired:
            self._expired.discard(key)
            if (
                not banner.loud
            ):  # to show it would pop up what is old; to leave it would show what is not true any more
                del self._standing[key]
                await self._close(self._numbers.pop(key, None))
                return
        owner, replaced = self._owner, self._numbers.get(key, 0)
        put = wording.arguments(banner, replaced, self.abilities, self._look)
        try:
            (number,) = await bus.call(_NOTIFY, *put, late=lambda answer: self._adopt(banner, answer))
        except BusError as error:
            log.info("a notification was not taken: %s", error)
            lack = Lack.SILENT if isinstance(error, SilentError) else Lack.SERVICE
            if not isinstance(error, RefusedError):
                self._set(lack=lack)
            self._changed.set()
            raise BannersUnavailableError(lack) from error
        if not owner or owner == self._owner:  # else it was shown by one that has ended meanwhile
            self._numbers[key] = number

    async def _close(self, number: int | None) -> None:
        if number is None or self._bus is None:
            return
        with suppress(BusError):  # it is gone already, or the service is
            await self._bus.call(_CLOSE, number, starts=False)

    def _adopt(self, banner: Banner, answer: tuple[Any, ...]) -> None:
        """Take the number of a notification that was waited for in vain."""
        (number,) = answer
        key, wanted = banner.key, self._standing.get(banner.key)
        if wanted is None or key in self._numbers:
            self._lost.append(number)
        else:
            self._numbers[key] = number
            if (wanted.title, wanted.body) != (banner.title, banner.body):
                self._outdated.add(key)
        self._changed.set()

    # What is said.

    def _on_message(self, message: Message) -> None:
        sender = message.header.fields.get(HeaderFields.sender)
        member = message.header.fields.get(HeaderFields.member, "")
        if sender == BUS.bus_name and member == "NameOwnerChanged":
            self._on_owner(*message.body)
        elif self._owner and sender == self._owner and message.body:
            number = message.body[0]
            match (member, message.body[1:]):
                case ("ActivationToken", (str(token),)):
                    self._tokens[number] = token
                case ("ActionInvoked", (str(action),)):
                    self._on_action(number, action)
                case ("NotificationReplied", (str(text),)):
                    self._on_reply(number, text)
                case ("NotificationClosed", (int(reason),)):
                    self._on_closed(number, reason)
                case _:
                    return

    def _on_owner(self, name: str, _before: str, now: str) -> None:
        if name == _NAME:
            self._forget_numbers()
            self._owner = now
            self._changed.set()

    def _on_action(self, number: int, action: str) -> None:
        key, token = self._key(number), self._tokens.pop(number, "")
        if key is None:
            return
        if action == wording.MARK:
            self._tell(self._heard.marked, key)
        else:  # also a field for an answer that is not one: then it is written in the window
            self._tell(self._heard.clicked, key, token)

    def _on_reply(self, number: int, text: str) -> None:
        key = self._key(number)
        if key is not None:
            self._tell(self._heard.replied, key, text)

    def _on_closed(self, number: int, reason: int) -> None:
        key = self._key(number)
        self._tokens.pop(number, None)
        if key is None:
            return
        if reason == _EXPIRED:
            self._expired.add(key)
            return
        del self._numbers[key]
        self._expired.discard(key)
        self._standing.pop(key, None)
        if reason == _DISMISSED:
            self._tell(self._heard.gone, key)

    @staticmethod
    def _tell(hear: Callable[..., None], *what: str) -> None:
        """Let it be heard soon, and not by the task that has to go on listening, whatever comes of it."""
        asyncio.get_running_loop().call_soon(hear, *what)

    def _key(self, number: int) -> str | None:
        return next((key for key, known in self._numbers.items() if known == number), None)
