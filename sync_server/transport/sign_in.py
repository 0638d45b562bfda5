"""Finds out who is calling: password or token in, caller out, and not too many guesses.

Proving a password takes a moment and some memory, on purpose; it happens on two threads of its own, so that a queue of
sign-ins delays nobody who is already in.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from sync_server.errors import Refusal, StorageFailed
from sync_server.handlers import Caller, accounts, devices
from sync_server.handlers.devices import Admitted
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import ChangePassword, Resume, Resumed, SignedIn, SignIn
from sync_server.protocol.nouns import Milliseconds
from sync_server.store.accounts import Account
from sync_server.store.database import Database
from sync_server.transport.devices import Departures
from sync_server.transport.hub import Guest
from sync_server.transport.throttles import SignInAttempts

P = ParamSpec("P")
T = TypeVar("T")

_PROOFS_AT_ONCE = 2


class Doorkeeper:
    """Lets people in. A context manager: it owns threads."""

    def __init__(
        self,
        database: Database,
        departures: Departures,
        *,
        now_ms: Callable[[], Milliseconds],
        monotonic: Callable[[], float],
    ) -> None:
        self._database = database
        self._departures = departures
        self._now_ms = now_ms
        self._monotonic = monotonic
        self._attempts = SignInAttempts()
        self._threads = ThreadPoolExecutor(_PROOFS_AT_ONCE, thread_name_prefix="password")
        self._turn = asyncio.Semaphore(_PROOFS_AT_ONCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    async def sign_in(self, request: SignIn, address: str) -> tuple[Caller, SignedIn]:
        """Make a device for somebody who knows the password, or refuse."""
        username = accounts.username_as_stored(request.username)
        self._check_pace(username, address)
        async with self._turn:
            # Others may have failed while this one waited for its turn.
            self._check_pace(username, address)
            account = await self._prove(username, request.password, address)
        new = await asyncio.wrap_future(
            self._database.submit(
                lambda conn: accounts.admit(conn, account, request.device_name, self._now_ms())
            )
        )
        return new.caller, SignedIn(request.id, new.user, new.caller.device, new.token, new.epoch)

    async def resume(self, request: Resume) -> tuple[Caller, Resumed]:
        """Recognise a device by its token, or refuse."""
        admitted = await asyncio.wrap_future(
            self._database.read(lambda conn: devices.resume(conn, request.token))
        )
        self._note_seen(admitted)
        return admitted.caller, Resumed(request.id, admitted.user, admitted.caller.device, admitted.epoch)

    async def change_password(
        self, asker: Guest, caller: Caller, request: ChangePassword, address: str
    ) -> None:
        """Set another password for somebody who knows the old one, and sign their other devices out; or refuse."""
        account = await asyncio.wrap_future(
            self._database.read(lambda conn: accounts.account_of(conn, caller))
        )
        username = account.user.username
        self._check_pace(username, address)
        async with self._turn:
            self._check_pace(username, address)
            await self._verify(account, username, request.old, address)
            password_hash = await self._on_thread(accounts.hash_new_password, request.new)
        await self._departures.revoke(
            asker, lambda conn: accounts.change_password(conn, caller, account, password_hash)
        )

    def _check_pace(self, username: str, address: str) -> None:
        wait_ms = self._attempts.wait_ms(username, address, self._monotonic())
        if wait_ms is not None:
            raise Refusal(ErrorCode.TOO_MANY_ATTEMPTS, "too many wrong passwords; wait a while", wait_ms)

    async def _prove(self, username: str, password: str, address: str) -> Account:
        account = await asyncio.wrap_future(
            self._database.read(lambda conn: accounts.look_up(conn, username))
        )
        return await self._verify(account, username, password, address)

    async def _verify(self, account: Account | None, username: str, password: str, address: str) -> Account:
        try:
            return await self._on_thread(accounts.verify, account, password)
        except Refusal as refusal:
            if refusal.code is ErrorCode.WRONG_CREDENTIALS:
                self._attempts.failed(username, address, self._monotonic())
            raise

    async def _on_thread(self, work: Callable[P, T], *args: P.args, **settings: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, partial(work, *args, **settings)
        )

    def _note_seen(self, admitted: Admitted) -> None:
        """Have it written when a device was here, now and then. Nobody waits for it, and nothing is lost if it fails."""
        now_ms, device = self._now_ms(), admitted.caller.device
        if devices.is_worth_noting(admitted.last_seen_at, now_ms):
            with suppress(StorageFailed):
                self._database.submit(lambda conn: devices.note_seen(conn, device, now_ms))
