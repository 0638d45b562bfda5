"""Finds out who is calling: password or token in, caller out, and not too many guesses.

Proving a password takes a moment and some memory, on purpose; it happens on two threads of its own, so that a queue of
sign-ins delays nobody who is already in.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from sync_server.errors import Refusal
from sync_server.handlers import Caller, accounts
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Resume, Resumed, SignedIn, SignIn
from sync_server.protocol.nouns import Milliseconds
from sync_server.store.accounts import Account
from sync_server.store.database import Database
from sync_server.transport.throttles import SignInAttempts

_PROOFS_AT_ONCE = 2


class Doorkeeper:
    """Lets people in. A context manager: it owns threads."""

    def __init__(
        self, database: Database, *, now_ms: Callable[[], Milliseconds], monotonic: Callable[[], float]
    ) -> None:
        self._database = database
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
        return new.caller, SignedIn(request.id, new.user, new.caller.device, new.token)

    async def resume(self, request: Resume) -> tuple[Caller, Resumed]:
        """Recognise a device by its token, or refuse."""
        admitted = await asyncio.wrap_future(
            self._database.read(lambda conn: accounts.resume(conn, request.token))
        )
        return admitted.caller, Resumed(request.id, admitted.user, admitted.caller.device)

    async def sign_out(self, caller: Caller) -> None:
        """Take a device's token back."""
        await asyncio.wrap_future(self._database.submit(lambda conn: accounts.sign_out(conn, caller)))

    def _check_pace(self, username: str, address: str) -> None:
        wait_ms = self._attempts.wait_ms(username, address, self._monotonic())
        if wait_ms is not None:
            raise Refusal(ErrorCode.TOO_MANY_ATTEMPTS, "too many wrong passwords; wait a while", wait_ms)

    async def _prove(self, username: str, password: str, address: str) -> Account:
        account = await asyncio.wrap_future(
            self._database.read(lambda conn: accounts.look_up(conn, username))
        )
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, accounts.verify, account, password
            )
        except Refusal as refusal:
            if refusal.code is ErrorCode.WRONG_CREDENTIALS:
                self._attempts.failed(username, address, self._monotonic())
            raise
