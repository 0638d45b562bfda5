"""Devices, in SQL. Only the SHA-256 of a token is kept."""

from collections.abc import Collection

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from sync_server.protocol.nouns import Device, DeviceId, Milliseconds, User, UserId
from sync_server.store.accounts import USER_COLUMNS, in_portions, user_of
from sync_server.store.tables import devices, users


class KnownDevice(Struct, frozen=True):
    """An installation that was signed in, and its user."""

    id: DeviceId
    user: User
    revoked: bool
    last_seen_at: Milliseconds


def add(
    conn: Connection, device: DeviceId, user: UserId, *, name: str, token_hash: str, now_ms: Milliseconds
) -> None:
    """Store a device that has just signed in."""
    conn.execute(
        insert(devices).values(
            id=device,
            user=user,
            name=name,
            token_hash=token_hash,
            created_at=now_ms,
            last_seen_at=now_ms,
            revoked=False,
        )
    )


def of_token(conn: Connection, token_hash: str) -> KnownDevice | None:
    """Return the device that a token was given to."""
    row = conn.execute(
        select(*USER_COLUMNS, devices.c.id.label("device"), devices.c.revoked, devices.c.last_seen_at)
        .join(users, users.c.id == devices.c.user)
        .where(devices.c.token_hash == token_hash)
    ).one_or_none()
    if row is None:
        return None
    return KnownDevice(id=row.device, user=user_of(row), revoked=row.revoked, last_seen_at=row.last_seen_at)


def good_of(conn: Connection, user: UserId, limit: int) -> tuple[Device, ...]:
    """Return a user's devices whose tokens are still good, the latest seen first, up to a number."""
    found = conn.execute(
        select(devices.c.id, devices.c.name, devices.c.created_at, devices.c.last_seen_at)
        .where(devices.c.user == user, devices.c.revoked.is_(False))
        .order_by(devices.c.last_seen_at.desc(), devices.c.id.desc())
        .limit(limit)
    )
    return tuple(Device(*row) for row in found)


def good_among(conn: Connection, wanted: Collection[DeviceId]) -> frozenset[DeviceId]:
    """Return those devices whose tokens are still good."""
    found: set[DeviceId] = set()
    for some in in_portions(wanted):
        found.update(
            conn.execute(
                select(devices.c.id)
                .join(users, users.c.id == devices.c.user)
                .where(devices.c.id.in_(some), devices.c.revoked.is_(False), users.c.active)
            ).scalars()
        )
    return frozenset(found)


def belongs_to(conn: Connection, device: DeviceId, user: UserId) -> bool:
    """Return whether this is a device of that user, revoked or not."""
    found = conn.execute(select(devices.c.id).where(devices.c.id == device, devices.c.user == user))
    return found.first() is not None


def note_seen(conn: Connection, device: DeviceId, now_ms: Milliseconds) -> None:
    """Store when a device was last seen; never earlier than before."""
    conn.execute(
        update(devices)
        .where(devices.c.id == device, devices.c.last_seen_at < now_ms)
        .values(last_seen_at=now_ms)
    )


def revoke(conn: Connection, device: DeviceId) -> tuple[DeviceId, ...]:
    """Store that a device's token is no longer good; return the device, or nothing if it was not good before."""
    changed = update(devices).where(devices.c.id == device, devices.c.revoked.is_(False))
    return tuple(conn.execute(changed.values(revoked=True).returning(devices.c.id)).scalars())


def revoke_all(conn: Connection, user: UserId, *, but: DeviceId | None = None) -> tuple[DeviceId, ...]:
    """Store that none of a user's tokens is good any longer, or only that of one device; return those that were."""
    changed = update(devices).where(devices.c.user == user, devices.c.revoked.is_(False))
    if but is not None:
        changed = changed.where(devices.c.id != but)
    return tuple(conn.execute(changed.values(revoked=True).returning(devices.c.id)).scalars())
