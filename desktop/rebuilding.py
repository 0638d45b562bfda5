"""The command that makes the index of messages anew: for whoever finds less than is there, and wants more than a restart.

The program itself makes an index anew that it finds broken. This is for one that is whole and wrong all the same, as after a disk
was put back from a copy. It needs no display, and the same key as the program: from the system's keyring, or made of the
passphrase that it asks for.
"""

import asyncio
import getpass
import sys
from pathlib import Path

from desktop.config import KnownAccount, Places, load_settings
from desktop.core.cache.opening import open_cache
from desktop.core.errors import CacheError, CacheInUseError, PassphraseError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId

_RUNNING = "Internal Chat is running: quit it, then try again."
_SIGNED_OUT = "Nobody is signed in on this computer, so there is nothing to search."
_NOTHING_HERE = "There are no chats on this computer yet, so there is nothing to search."
_NO_KEY = "The system's keyring has no key to these chats: start Internal Chat and sign in."
_SILENT = "The system's keyring does not answer: unlock it, then try again."
_WRONG = "This is not the passphrase of these chats."
_SET_ASIDE = "The local file could not be read and was set aside. What was not sent is kept; the rest comes from the server."
_BEGUN = "The index of messages is being made anew. End this whenever you like: Internal Chat goes on with it at its next start."
_DONE = "Done: every message on this computer can be found."


class _CannotError(Exception):
    """Nothing can be done, for the reason that its text gives."""


def rebuild(places: Places) -> int:
    """Make the index of every account that is signed in anew, and wait until it is filled; return the exit code."""
    try:
        accounts = _signed_in(places)
        for known in accounts:
            if len(accounts) > 1:
                print(f"{known.username}, {known.server}")
            folder = places.account(known.server, known.user)
            asyncio.run(_rebuild(folder, _key(known, folder), UserId(known.user)))
    except (_CannotError, CacheError) as error:
        print(_RUNNING if isinstance(error, CacheInUseError) else error, file=sys.stderr)
        return 1
    return 0


def _signed_in(places: Places) -> list[KnownAccount]:
    known = load_settings(places.settings).known
    if not known:
        raise _CannotError(_SIGNED_OUT)
    here = [one for one in known if (places.account(one.server, one.user) / CACHE_FILE).is_file()]
    if not here:
        raise _CannotError(_NOTHING_HERE)
    return here


async def _rebuild(folder: Path, key: bytes, user: UserId) -> None:
    database, recovery = await open_cache(folder, key, user)
    try:
        if recovery is not None:
            print(_SET_ASIDE, file=sys.stderr)
        print(_BEGUN, flush=True)
        await database.make_index_anew()
        while database.to_index.is_set():
            await database.fill_index()
        print(_DONE)
    finally:
        await database.close()


def _key(known: KnownAccount, folder: Path) -> bytes:
    return _key_of_passphrase(folder) if known.protection == "passphrase" else _key_of_keyring(known)


def _key_of_passphrase(folder: Path) -> bytes:
    from desktop.core import lock

    typed = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        return lock.unlock(folder, typed)
    except PassphraseError as error:
        raise _CannotError(_WRONG) from error


def _key_of_keyring(known: KnownAccount) -> bytes:
    from desktop.system import keyring

    try:
        kept = keyring.load(known.server, known.user)
    except keyring.KeyringUnavailableError as error:
        raise _CannotError(_SILENT) from error
    if kept.key is None:
        raise _CannotError(_NO_KEY)
    return kept.key
