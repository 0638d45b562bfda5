"""The way into an account: which key opens what lies on this computer, where that key comes from, and how both go.

There are three ways (`Keep`): the system's keyring holds the key; a passphrase makes it; or it is only in memory and the folder
goes with the session. Two rules hold everywhere. A keyring that does not answer is never taken for one that has lost the key:
nothing is written then. And the key goes before the files: without it they are noise.
"""

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from desktop.config import KnownAccount, Places
from desktop.core import lock
from desktop.core.client import Account
from desktop.core.folder import CACHE_FILE, remove_account_folder
from desktop.core.values import UserId
from desktop.system.processes import lives
from desktop.viewmodels.sign_in import Choice, Keep

_PLAIN = b"SQLite format 3\0"
"""What a file begins with that an earlier version wrote, before files were encrypted."""

if TYPE_CHECKING:
    from desktop.system.keyring import Kept

log = logging.getLogger(__name__)


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

    Whatever asks the keyring or the disk runs in a thread: a locked keyring answers only once its prompt was answered.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._held: dict[tuple[str, str], Access] = {}

    async def keyring_found(self) -> bool:
        """Tell whether this system has a keyring that can be used."""
        from desktop.system import keyring

        return await asyncio.to_thread(keyring.available)

    async def recall(self, known: KnownAccount) -> Access | None:
        """Return the way into an account that stayed signed in with the keyring; None where the keyring knows nothing of it.

        Without a token the chats can be read, and the user has to sign in. Raises KeyringUnavailableError.
        """
        return await asyncio.to_thread(self._recall, known)

    async def unlock(self, account: Account, passphrase: str) -> Access:
        """Return the way into an account that a passphrase protects. Raises PassphraseError or CacheError."""
        folder = self._places.account(account.server, account.user)
        key = await asyncio.to_thread(lock.unlock, folder, passphrase)
        return Access(account, folder, key, Keep.PASSPHRASE)

    async def admit(self, account: Account, choice: Choice) -> Access:
        """Make the way in for who has just signed in; what lies here of the same account is kept.

        Raises LockedError, KeptByKeyringError or KeyringUnavailableError: then nothing was written.
        """
        held = self._held.pop(_identity(account), None)
        if held is not None:
            return await asyncio.to_thread(self._readmit, structs.replace(held, account=account))
        if choice.keep is Keep.NOTHING:
            return Access(account, self._places.fleeting_account(), lock.fresh_key(), Keep.NOTHING)
        return await asyncio.to_thread(self._admit, account, choice)

    def hold(self, access: Access) -> None:
        """Remember the way in until the same user has signed in again: the key may be nowhere else."""
        self._held[_identity(access.account)] = access

    async def remove(self, access: Access) -> Leftovers:
        """Take an account off this computer, its key and token first."""
        self._held.pop(_identity(access.account), None)
        return await asyncio.to_thread(self._remove, access)

    async def remove_locked(self, account: Account) -> Leftovers:
        """Take an account off this computer whose passphrase nobody has given."""
        folder = self._places.account(account.server, account.user)
        return Leftovers(await asyncio.to_thread(remove_account_folder, folder))

    async def end(self, access: Access | None) -> None:
        """Remove what sessions of this process kept only as long as they lasted."""
        ending = [*self._held.values()] + ([] if access is None else [access])
        for one in ending:
            if one.keep is Keep.NOTHING:
                await asyncio.to_thread(remove_account_folder, one.folder)

    async def sweep(self) -> None:
        """Remove what a session left behind that meant to keep nothing and was cut short."""
        await asyncio.to_thread(self._sweep)

    def _recall(self, known: KnownAccount) -> Access | None:
        from desktop.system import keyring

        kept = keyring.load(known.server, known.user)
        if kept == keyring.Kept():
            return None
        return self._kept_by_keyring(structs.replace(account_of(known), token=kept.token or ""), kept)

    def _admit(self, account: Account, choice: Choice) -> Access:
        from desktop.system import keyring

        folder = self._places.account(account.server, account.user)
        if lock.is_locked(folder):
            raise LockedError
        if choice.keep is Keep.PASSPHRASE:
            if _is_encrypted(folder / CACHE_FILE):
                raise KeptByKeyringError
            return Access(account, folder, lock.set_passphrase(folder, choice.passphrase), Keep.PASSPHRASE)
        return self._kept_by_keyring(account, keyring.load(account.server, account.user))

    def _kept_by_keyring(self, account: Account, kept: "Kept") -> Access:
        """Use the key of the keyring, or give it one; the account's token stands beside it from now on."""
        from desktop.system import keyring

        folder = self._places.account(account.server, account.user)
        key = kept.key or lock.fresh_key()
        kept_now = keyring.Kept(account.token or None, key)
        if kept_now != kept:
            keyring.store(account.server, account.user, kept_now)
        return Access(account, folder, key, Keep.KEYRING)

    @staticmethod
    def _readmit(access: Access) -> Access:
        """Keep the fresh token where the key is kept. A keyring that does not answer now is asked for it at the next start."""
        from desktop.system import keyring

        account = access.account
        if access.keep is Keep.KEYRING:
            try:
                keyring.store(account.server, account.user, keyring.Kept(account.token, access.key))
            except keyring.KeyringUnavailableError as error:
                log.warning("the token cannot be kept: %s", error)
        return access

    @staticmethod
    def _remove(access: Access) -> Leftovers:
        forgotten = access.keep is not Keep.KEYRING or _forgotten(access.account)
        return Leftovers(remove_account_folder(access.folder), keyring=not forgotten)

    def _sweep(self) -> None:
        if not self._places.fleeting.is_dir():
            return
        for folder in sorted(self._places.fleeting.iterdir()):
            process = self._places.process_of(folder)
            if process is not None and not lives(process):
                remove_account_folder(folder)


def account_of(known: KnownAccount) -> Account:
    """Return a remembered account; its token is found later."""
    return Account(known.server, UserId(known.user), known.username, known.name, "")


def _identity(account: Account) -> tuple[str, str]:
    return account.server, account.user


def _forgotten(account: Account) -> bool:
    from desktop.system import keyring

    try:
        keyring.forget(account.server, account.user)
    except keyring.KeyringUnavailableError as error:
        log.warning("the keyring does not answer: %s", error)
        return False
    return True


def _is_encrypted(cache: Path) -> bool:
    """Whether a cache lies there that cannot be read without its key."""
    try:
        with cache.open("rb") as file:
            return file.read(len(_PLAIN)) != _PLAIN
    except FileNotFoundError:
        return False
