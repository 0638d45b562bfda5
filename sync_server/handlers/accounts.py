"""Signing in and out, and the directory of users.

Signing in takes three steps, so that the slow and memory-hungry proof of a password holds up neither the writer nor the event
loop: `look_up` on a reader, `verify` on any worker thread, `admit` on the writer. A wrong name costs the same work as a wrong
password. Tokens are random; only their SHA-256 is stored, which is enough for what cannot be guessed.
"""

import re
import secrets
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256

import argon2
import msgspec
import uuid_utils
from msgspec import Struct
from sqlalchemy import Connection

from sync_server.errors import AccountRefused, Refusal
from sync_server.handlers.outcomes import Caller
from sync_server.handlers.texts import clean_line
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import DeviceId, Milliseconds, Revision, User
from sync_server.store import accounts as store
from sync_server.store.accounts import Account

_hasher = argon2.PasswordHasher()
_TOKEN_PREFIX = "ict_"  # noqa: S105 - by which a leaked token is recognised, not a secret
_UNNAMED_DEVICE = "unnamed device"
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


class Admitted(Struct, frozen=True):
    """Somebody who is signed in."""

    caller: Caller
    user: User


class NewDevice(Struct, frozen=True):
    """Somebody who has just signed in with a password, and the token that is shown this once."""

    caller: Caller
    user: User
    token: str


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
        raise _deactivated()
    return account


def admit(conn: Connection, account: Account, device_name: str, now_ms: Milliseconds) -> NewDevice:
    """Make a verified account's device, or refuse if the account changed since it was looked up."""
    current = store.by_id(conn, account.user.id)
    if current is None or current.password_hash != account.password_hash:
        raise _wrong_credentials()
    if not current.user.active:
        raise _deactivated()
    device = DeviceId(str(uuid_utils.uuid7()))
    token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
    name = clean_line(device_name) or _UNNAMED_DEVICE
    store.add_device(conn, device, current.user.id, name=name, token_hash=_token_hash(token), now_ms=now_ms)
    return NewDevice(caller=Caller(user=current.user.id, device=device), user=current.user, token=token)


def resume(conn: Connection, token: str) -> Admitted:
    """Return who a token was given to, or refuse. Reads only."""
    device = store.device_of_token(conn, _token_hash(token))
    if device is None:
        raise _token_refused()
    if not device.user.active:
        raise _deactivated()
    if device.revoked:
        raise _token_refused()
    return Admitted(caller=Caller(user=device.user.id, device=device.id), user=device.user)


def sign_out(conn: Connection, caller: Caller) -> None:
    """Take a device's token back."""
    store.revoke(conn, caller.device)


def accounts_revision(conn: Connection) -> Revision:
    """Return a number that moves with everything an operator does to accounts and devices. Cheap enough to ask all the time."""
    return store.revision(conn)


def good_devices(conn: Connection, devices: Collection[DeviceId]) -> frozenset[DeviceId]:
    """Return which of these devices may stay connected: not revoked, and their user not deactivated."""
    return store.good_among(conn, devices)


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


def _token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _wrong_credentials() -> Refusal:
    return Refusal(ErrorCode.WRONG_CREDENTIALS, "there is no such user, or the password is another")


def _token_refused() -> Refusal:
    return Refusal(ErrorCode.TOKEN_REFUSED, "this token is not good, or no longer: sign in again")


def _deactivated() -> Refusal:
    return Refusal(ErrorCode.DEACTIVATED, "this account was closed")
