"""Signing in, passwords, and the directory of users.

Signing in takes three steps, so that the slow and memory-hungry proof of a password holds up neither the writer nor the event
loop: `look_up` on a reader, `verify` on any worker thread, `admit` on the writer. A wrong name costs the same work as a wrong
password.
"""

import re
import secrets
from collections.abc import Iterator
from functools import cache

import argon2
import msgspec
from sqlalchemy import Connection

from sync_server.errors import AccountRefused, Refusal
from sync_server.handlers import devices
from sync_server.handlers.devices import NewDevice
from sync_server.handlers.outcomes import Caller
from sync_server.handlers.texts import clean_line
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import DeviceId, Milliseconds, Revision, User
from sync_server.store import accounts as store
from sync_server.store.accounts import Account

_hasher = argon2.PasswordHasher()
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


def hash_password(password: str) -> str:
    """Return what is stored of a password, or raise `AccountRefused`. Takes a moment, on purpose."""
    if not password or len(password) > limits.PASSWORD_CHARACTERS:
        raise AccountRefused(f"a password has 1 to {limits.PASSWORD_CHARACTERS} characters")
    try:
        return _hasher.hash(password)
    except UnicodeEncodeError as error:
        # Python reads bytes that are no UTF-8 as characters that no client can send.
        raise AccountRefused("a password is text in UTF-8") from error


def new_account(user: User, *, password_hash: str) -> Account:
    """Return an account with its names as they are kept, or raise `AccountRefused`."""
    username = username_as_stored(user.username)
    if not _USERNAME.fullmatch(username):
        raise AccountRefused(
            f"{user.username!r} cannot be a username: letters a to z, digits, and . _ - between them"
        )
    name, title = clean_line(user.name), clean_line(user.title)
    if not name:
        raise AccountRefused("a user needs a name")
    if max(len(username), len(name), len(title)) > limits.NAME_CHARACTERS:
        raise AccountRefused(f"usernames, names and titles have at most {limits.NAME_CHARACTERS} characters")
    return Account(
        user=msgspec.structs.replace(user, username=username, name=name, title=title),
        password_hash=password_hash,
    )


def look_up(conn: Connection, username: str) -> Account | None:
    """Return the account of a username, however it is written; None if there is none. Not to be told to anybody."""
    return store.by_username(conn, username_as_stored(username))


def verify(account: Account | None, password: str) -> Account:
    """Return the account if that is its password, or refuse. Slow, and equally so for an account that does not exist."""
    known_hash = account.password_hash if account is not None and account.password_hash else None
    try:
        _hasher.verify(known_hash or _hash_of_nothing(), password)
    except argon2.exceptions.VerifyMismatchError:
        raise _wrong_credentials() from None
    if account is None or known_hash is None:
        raise _wrong_credentials()
    if not account.user.active:
        raise devices.deactivated()
    return account


def admit(conn: Connection, account: Account, device_name: str, now_ms: Milliseconds) -> NewDevice:
    """Make a verified account's device, or refuse if the account changed since it was looked up."""
    current = store.by_id(conn, account.user.id)
    if current is None or current.password_hash != account.password_hash:
        raise _wrong_credentials()
    if not current.user.active:
        raise devices.deactivated()
    return devices.add(conn, current.user, device_name, now_ms)


def account_of(conn: Connection, caller: Caller) -> Account:
    """Return the caller's account, or refuse if there is none any more. Not to be told to anybody."""
    account = store.by_id(conn, caller.user)
    if account is None:
        raise devices.token_refused()
    return account


def hash_new_password(password: str) -> str:
    """Return what is stored of a password that a user chose, or refuse it. Takes a moment, on purpose."""
    try:
        return hash_password(password)
    except AccountRefused as refused:
        raise Refusal(ErrorCode.PASSWORD_REFUSED, str(refused)) from None


def change_password(
    conn: Connection, caller: Caller, account: Account, password_hash: str
) -> tuple[DeviceId, ...]:
    """Store the caller's new password, and take the tokens of all their other devices back; return those devices.

    `account` is as it was when the old password was verified: if another one was set since, that proof is worth nothing.
    """
    devices.check_good(conn, caller)
    if account_of(conn, caller).password_hash != account.password_hash:
        raise _wrong_credentials()
    store.set_password(conn, caller.user, password_hash)
    return devices.revoke_others(conn, caller)


def accounts_revision(conn: Connection) -> Revision:
    """Return a number that moves with every change of an account, and when tokens are taken back. Cheap to ask for."""
    return store.revision(conn)


def directory_since(conn: Connection, held: Revision) -> Iterator[Directory]:
    """Yield users that are new or changed, in frames that are not too large. Nothing if nobody is."""
    page: list[User] = []
    size = 0
    for user in store.changed_after(conn, min(held, store.revision(conn))):
        user_size = len(msgspec.json.encode(user)) + 1
        if page and size + user_size > limits.PAGE_BYTES:
            yield Directory(users=tuple(page), revision=page[-1].revision)
            page, size = [], 0
        page.append(user)
        size += user_size
    if page:
        yield Directory(users=tuple(page), revision=page[-1].revision)


def username_as_stored(username: str) -> str:
    """Return a username as it is kept and compared: without outer blanks, in lower case."""
    return clean_line(username).casefold()


@cache
def _hash_of_nothing() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))


def _wrong_credentials() -> Refusal:
    return Refusal(ErrorCode.WRONG_CREDENTIALS, "there is no such user, or the password is another")
