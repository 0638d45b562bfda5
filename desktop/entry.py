"""The way into an account: which key opens what lies on this computer, where that key comes from, and how both go.

There are three ways (`Keep`): the system's keyring holds the key; a passphrase makes it; or it is only in memory and the folder
goes with the session. Two rules hold everywhere. A keyring that does not answer is never taken for one that has lost the key:
nothing is written then. And the key goes before the files: without it they are noise.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from threading import Event
from typing import IO, TYPE_CHECKING

from msgspec import Struct, structs

from desktop.config import KnownAccount, Places, account_key
from desktop.core import lock
from desktop.core.client import Account
from desktop.core.folder import CACHE_FILE, make_private_folder, remove_account_folder
from desktop.core.keeping import remove_copies
from desktop.core.values import UserId
from desktop.system.processes import hold, is_held, lives
from desktop.system.threads import apart
from desktop.viewmodels.patience import GivenUpError
from desktop.viewmodels.sign_in import Choice, Keep

_TOKEN_SECONDS = 2.0
"""So long a user waits for a keyring that is only told of a new token."""
_PLAIN = b"SQLite format 3\0"
"""What a file begins with that an earlier version wrote, before files were encrypted."""

if TYPE_CHECKING:
    from desktop.system.keyring import Kept

Wait = Callable[[Awaitable[None]], Awaitable[None]]
"""Waits for an answer, or raises GivenUpError."""

log = logging.getLogger(__name__)


async def _wait(answer: Awaitable[None]) -> None:
    """Wait for as long as it takes."""
    await answer


class Access(Struct, frozen=True):
    """All that opens an account's chats on this computer."""

    account: Account
    folder: Path
    key: bytes
    keep: Keep

    def __repr__(self) -> str:
        """Leave the key out: what is printed may end in a log."""
        return f"Access({self.account!r}, {self.keep})"

    @property
    def known(self) -> KnownAccount | None:
        """Return what is remembered of an account that stays; None for one that is to leave no trace."""
        account = self.account
        match self.keep:
            case Keep.NOTHING:
                return None
            case Keep.KEYRING:
                return KnownAccount(account.server, account.user, account.username, account.name, "keyring")
            case Keep.PASSPHRASE:
                return KnownAccount(
                    account.server, account.user, account.username, account.name, "passphrase"
                )


class Leftovers(Struct, frozen=True):
    """What could not be taken off this computer."""

    files: tuple[str, ...] = ()
    keyring: bool = False
    """The key or the token may still be in the keyring."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.files) or self.keyring


class LockedError(Exception):
    """The chats of this account on this computer are protected with a passphrase already: it has to be asked for."""


class KeptByKeyringError(Exception):
    """The key to the chats of this account on this computer is the keyring's, which does not answer."""


class Entrance:
    """Finds and makes the way into accounts, and closes it. It remembers what only the memory holds.

    Whatever asks the keyring or the disk runs in a thread. A locked keyring answers only once its prompt was answered, if ever:
    so each question to it has a thread for which nobody has to wait, and who is cancelled meanwhile has written nothing.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._held: dict[str, Access] = {}
        self._fleeting: dict[Path, IO[bytes] | None] = {}
        """Folders of sessions that keep nothing, and what says that they are this process's."""

    async def keyring_found(self) -> bool:
        """Tell whether this system has a keyring that can be used."""
        from desktop.system import keyring

        return await apart(keyring.available)

    async def keyring_answers(self) -> bool:
        """Tell whether the keyring answers; a locked one asks its owner."""
        from desktop.system import keyring

        try:
            # Nothing is kept under this name: it is asked only to be open.
            await apart(keyring.load, "", "")
        except keyring.KeyringUnavailableError as error:
            log.warning("the keyring does not answer: %s", error)
            return False
        return True

    async def recall(self, known: KnownAccount) -> Access | None:
        """Return the way into an account that stayed signed in with the keyring; None where the keyring knows nothing of it.

        Without a token the chats can be read, and the user has to sign in. Raises KeyringUnavailableError.
        """
        from desktop.system import keyring

        kept = await apart(keyring.load, known.server, known.user)
        if kept == keyring.Kept():
            return None
        return await self._kept_by_keyring(structs.replace(account_of(known), token=kept.token or ""), kept)

    async def recall_quietly(self, known: KnownAccount) -> Access | None:
        """Return the way into such an account if it is to be had at once, and without a question to the user; else None."""
        from desktop.system import keyring

        kept = await apart(keyring.load_at_once, known.server, known.user)
        if kept is None or kept.key is None:
            return None
        account = structs.replace(account_of(known), token=kept.token or "")
        return Access(account, self._places.account(known.server, known.user), kept.key, Keep.KEYRING)

    async def tidy_locked(self, account: Account) -> None:
        """Remove what lies in plain here of an account whose passphrase is asked for: a program that was cut short left it."""
        await asyncio.to_thread(remove_copies, self._places.account(account.server, account.user))

    async def unlock(self, account: Account, passphrase: str) -> Access:
        """Return the way into an account that a passphrase protects. Raises PassphraseError or CacheError."""
        folder = self._places.account(account.server, account.user)
        key = await asyncio.to_thread(lock.unlock, folder, passphrase)
        return Access(account, folder, key, Keep.PASSPHRASE)

    async def admit(self, account: Account, choice: Choice) -> Access:
        """Make the way in for who has just signed in; what lies here of the same account is kept.

        Raises LockedError, KeptByKeyringError or KeyringUnavailableError: then nothing was written. Raises CacheError, OSError.
        """
        held = self._held.get(key_of(account))
        if held is not None:
            access = structs.replace(held, account=account)
            await self._keep_token(access)
            del self._held[key_of(account)]
            return access
        if choice.keep is Keep.NOTHING:
            folder = await asyncio.to_thread(self._begin_fleeting)
            return Access(account, folder, lock.fresh_key(), Keep.NOTHING)
        folder = self._places.account(account.server, account.user)
        if await asyncio.to_thread(lock.is_locked, folder):
            raise LockedError
        if choice.keep is Keep.PASSPHRASE:
            if await asyncio.to_thread(_is_encrypted, folder / CACHE_FILE):
                raise KeptByKeyringError
            key = await asyncio.to_thread(lock.set_passphrase, folder, choice.passphrase)
            return Access(account, folder, key, Keep.PASSPHRASE)
        from desktop.system import keyring

        kept = await apart(keyring.load, account.server, account.user)
        return await self._kept_by_keyring(account, kept)

    def hold(self, access: Access) -> None:
        """Remember the way in until the same user has signed in again: the key may be nowhere else."""
        self._held[key_of(access.account)] = access

    async def remove(self, access: Access, wait: Wait = _wait) -> Leftovers:
        """Take an account off this computer, its key and token first. `wait` is how the keyring is waited for."""
        from desktop.system import keyring

        account = access.account
        self._held.pop(key_of(account), None)
        forgotten = True
        if access.keep is Keep.KEYRING:
            try:
                await wait(apart(keyring.forget, account.server, account.user))
            except (GivenUpError, keyring.KeyringUnavailableError) as error:
                log.warning("the keyring does not answer: %s", error)
                forgotten = False
        files = await self._remove_folder(access.folder)
        return Leftovers(files, keyring=not forgotten)

    async def remove_locked(self, account: Account) -> Leftovers:
        """Take an account off this computer whose passphrase nobody has given."""
        folder = self._places.account(account.server, account.user)
        return Leftovers(await asyncio.to_thread(remove_account_folder, folder))

    async def end(self, accesses: Iterable[Access]) -> None:
        """Remove what sessions of this process kept only as long as they lasted."""
        for access in accesses:
            if access.keep is Keep.NOTHING:
                self._fleeting.setdefault(access.folder, None)
        for folder in tuple(self._fleeting):
            await self._remove_folder(folder)

    async def sweep(self) -> None:
        """Remove what a session left behind that meant to keep nothing and was cut short."""
        await asyncio.to_thread(self._sweep)

    async def _kept_by_keyring(self, account: Account, kept: "Kept") -> Access:
        """Use the key of the keyring, or give it one; the account's token stands beside it from now on."""
        from desktop.system import keyring

        folder = self._places.account(account.server, account.user)
        key = kept.key or lock.fresh_key()
        kept_now = keyring.Kept(account.token or None, key)
        if kept_now != kept:
            given_up = Event()
            try:
                await apart(_store, account, kept_now, kept, given_up)
            except asyncio.CancelledError:
                given_up.set()
                raise
        return Access(account, folder, key, Keep.KEYRING)

    @staticmethod
    async def _keep_token(access: Access) -> None:
        """Keep the fresh token where the key is kept. A keyring that does not answer soon gets it whenever it does."""
        from desktop.system import keyring

        account = access.account
        if access.keep is not Keep.KEYRING:
            return
        kept = keyring.Kept(account.token, access.key)
        try:
            async with asyncio.timeout(_TOKEN_SECONDS):
                await apart(keyring.store, account.server, account.user, kept)
        except (TimeoutError, keyring.KeyringUnavailableError) as error:
            log.warning("the token is not kept yet: %r", error)

    def _sweep(self) -> None:
        if not self._places.fleeting.is_dir():
            return
        for folder in sorted(self._places.fleeting.iterdir()):
            process = self._places.process_of(folder)
            if process is None:
                continue
            held = is_held(folder)
            if not (lives(process) if held is None else held):
                remove_account_folder(folder)

    async def _remove_folder(self, folder: Path) -> tuple[str, ...]:
        left = await asyncio.to_thread(remove_account_folder, folder)
        held = self._fleeting.pop(folder, None)
        if held is not None:
            held.close()
        return left

    def _begin_fleeting(self) -> Path:
        """Make the folder of a session that keeps nothing, and hold it. Raises OSError."""
        folder = self._places.fleeting_account()
        self._fleeting[folder] = None
        make_private_folder(folder)
        self._fleeting[folder] = hold(folder)
        return folder


def account_of(known: KnownAccount) -> Account:
    """Return a remembered account; its token is found later."""
    return Account(known.server, UserId(known.user), known.username, known.name, "")


def key_of(account: Account) -> str:
    """Return what tells an account from all others."""
    return account_key(account.server, account.user)


def _store(account: Account, kept: "Kept", before: "Kept", given_up: Event) -> None:
    """Keep a key and a token; but take them back if, while the keyring asked its owner, nobody waited any more."""
    from desktop.system import keyring

    keyring.store(account.server, account.user, kept)
    if given_up.is_set():
        keyring.store(account.server, account.user, before)


def _is_encrypted(cache: Path) -> bool:
    """Whether a cache lies there that cannot be read without its key. An empty file is none: it was cut short at its making."""
    try:
        with cache.open("rb") as file:
            return file.read(len(_PLAIN)) not in (b"", _PLAIN)
    except FileNotFoundError:
        return False
