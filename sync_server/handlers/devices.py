"""Devices: recognising one by its token, listing one's own, and taking tokens back.

Tokens are random; only their SHA-256 is stored, which is enough for what cannot be guessed. Whatever takes a token back moves
the directory's revision in the same transaction: so every server of the workspace looks at who is connected to it.
"""

import secrets
from collections.abc import Collection
from hashlib import sha256

import uuid_utils
from msgspec import Struct
from sqlalchemy import Connection

from sync_server.errors import Refusal
from sync_server.handlers.outcomes import Caller
from sync_server.handlers.texts import clean_line
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Devices, ListDevices, RevokeDevice
from sync_server.protocol.nouns import DeviceId, Milliseconds, User
from sync_server.store import accounts as account_store
from sync_server.store import devices as store
from sync_server.store import epochs

_TOKEN_PREFIX = "ict_"  # noqa: S105 - by which a leaked token is recognised, not a secret
_UNNAMED = "unnamed device"
_SEEN_EVERY_MS = 60 * 60 * 1000
"""When a device was last seen is kept to the hour: coming back writes nothing most of the time."""


class Admitted(Struct, frozen=True):
    """Somebody who is signed in."""

    caller: Caller
    user: User
    epoch: str
    last_seen_at: Milliseconds
    """When the device was last seen before."""


class NewDevice(Struct, frozen=True):
    """Somebody who has just signed in with a password, and the token that is shown this once."""

    caller: Caller
    user: User
    epoch: str
    token: str


def add(conn: Connection, user: User, name: str, now_ms: Milliseconds) -> NewDevice:
    """Make a device of a user who has proved who they are."""
    device = DeviceId(str(uuid_utils.uuid7()))
    token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
    name = clean_line(name) or _UNNAMED
    store.add(conn, device, user.id, name=name, token_hash=_token_hash(token), now_ms=now_ms)
    caller = Caller(user=user.id, device=device)
    return NewDevice(caller=caller, user=user, epoch=epochs.current(conn), token=token)


def resume(conn: Connection, token: str) -> Admitted:
    """Return who a token was given to, or refuse. Reads only."""
    device = store.of_token(conn, _token_hash(token))
    if device is None:
        raise token_refused()
    if not device.user.active:
        raise deactivated()
    if device.revoked:
        raise token_refused()
    caller = Caller(user=device.user.id, device=device.id)
    return Admitted(
        caller=caller, user=device.user, epoch=epochs.current(conn), last_seen_at=device.last_seen_at
    )


def is_worth_noting(last_seen_at: Milliseconds, now_ms: Milliseconds) -> bool:
    """Return whether a device was last seen so long ago that it is worth a write to say that it is here."""
    return now_ms - last_seen_at > _SEEN_EVERY_MS


def note_seen(conn: Connection, device: DeviceId, now_ms: Milliseconds) -> None:
    """Store that a device is here."""
    store.note_seen(conn, device, now_ms)


def list_devices(conn: Connection, caller: Caller, request: ListDevices) -> Devices:
    """Return where the caller is signed in, the latest first; as many as fit a frame."""
    return Devices(id=request.id, devices=store.good_of(conn, caller.user, limits.DEVICES_LISTED))


def sign_out(conn: Connection, caller: Caller) -> tuple[DeviceId, ...]:
    """Take the caller's own token back; return the device, or nothing if that was done before."""
    return _noted(conn, store.revoke(conn, caller.device))


def revoke_device(conn: Connection, caller: Caller, request: RevokeDevice) -> tuple[DeviceId, ...]:
    """Take the token of one of the caller's devices back; return the device, or nothing if that was done before.

    What is no device at all and what is somebody else's are refused alike. A device that was itself revoked meanwhile revokes
    no other: whoever found a lost laptop could lock its owner out.
    """
    check_good(conn, caller)
    if not store.belongs_to(conn, request.device, caller.user):
        raise Refusal(ErrorCode.DEVICE_NOT_FOUND, "you have no such device")
    return _noted(conn, store.revoke(conn, request.device))


def revoke_others(conn: Connection, caller: Caller) -> tuple[DeviceId, ...]:
    """Take the tokens of all other devices of the caller back; return those that were good."""
    return _noted(conn, store.revoke_all(conn, caller.user, but=caller.device))


def check_good(conn: Connection, caller: Caller) -> None:
    """Refuse if the caller's token was taken back, or their account closed, since they connected."""
    if not store.good_among(conn, [caller.device]):
        raise token_refused()


def good_devices(conn: Connection, devices: Collection[DeviceId]) -> frozenset[DeviceId]:
    """Return which of these devices may stay connected: not revoked, and their user not deactivated."""
    return store.good_among(conn, devices)


def token_refused() -> Refusal:
    """Return the answer to a device whose token is no longer good, or never was."""
    return Refusal(ErrorCode.TOKEN_REFUSED, "this token is not good, or no longer: sign in again")


def deactivated() -> Refusal:
    """Return the answer to somebody who has proved who they are, and whose account was closed."""
    return Refusal(ErrorCode.DEACTIVATED, "this account was closed")


def _noted(conn: Connection, revoked: tuple[DeviceId, ...]) -> tuple[DeviceId, ...]:
    if revoked:
        account_store.next_revision(conn)
    return revoked


def _token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
