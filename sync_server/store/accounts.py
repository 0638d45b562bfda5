"""Users, their devices and the directory's revision, in SQL."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select, update

from sync_server.protocol.nouns import DeviceId, Milliseconds, User, UserId
from sync_server.store.tables import devices, directory, users

_USER = [users.c[field] for field in User.__struct_fields__]
_IDS_AT_ONCE = 500


class Account(Struct, frozen=True):
    """A user, and what proves who they are."""

    user: User
    password_hash: str
    """Empty where no password was ever set."""


class Device(Struct, frozen=True):
    """An installation that was signed in, and its user."""

    id: DeviceId
    user: User
    revoked: bool


def revision(conn: Connection) -> int:
    """Return the directory's revision: it moves with every change of any account or, by an operator, of its devices."""
    found: int = conn.execute(select(directory.c.revision).where(directory.c.id == 1)).scalar_one()
    return found


def next_revision(conn: Connection) -> int:
    """Move the directory on by one, and return its new revision."""
    conn.execute(update(directory).where(directory.c.id == 1).values(revision=directory.c.revision + 1))
    return revision(conn)


def changed_after(conn: Connection, after: int) -> tuple[User, ...]:
    """Return users that are new or changed since a revision, oldest change first."""
    found = conn.execute(select(*_USER).where(users.c.revision > after).order_by(users.c.revision))
    return tuple(_user(row) for row in found)


def by_username(conn: Connection, username: str) -> Account | None:
    """Return the account of a username, which is stored in lower case."""
    row = conn.execute(
        select(*_USER, users.c.password_hash).where(users.c.username == username)
    ).one_or_none()
    return None if row is None else Account(user=_user(row), password_hash=row.password_hash)


def by_id(conn: Connection, user: UserId) -> Account | None:
    """Return the account of a user."""
    row = conn.execute(select(*_USER, users.c.password_hash).where(users.c.id == user)).one_or_none()
    return None if row is None else Account(user=_user(row), password_hash=row.password_hash)


def all_users(conn: Connection) -> tuple[User, ...]:
    """Return everybody, by username."""
    return tuple(_user(row) for row in conn.execute(select(*_USER).order_by(users.c.username)))


def active_among(conn: Connection, wanted: Collection[UserId]) -> frozenset[UserId]:
    """Return those ids that are users who are not deactivated."""
    found: set[UserId] = set()
    for some in _in_portions(wanted):
        found.update(conn.execute(select(users.c.id).where(users.c.id.in_(some), users.c.active)).scalars())
    return frozenset(found)


def known_among(conn: Connection, wanted: Collection[UserId]) -> frozenset[UserId]:
    """Return those ids that are users, deactivated or not."""
    found: set[UserId] = set()
    for some in _in_portions(wanted):
        found.update(conn.execute(select(users.c.id).where(users.c.id.in_(some))).scalars())
    return frozenset(found)


def add_accounts(conn: Connection, accounts: Sequence[Account]) -> None:
    """Store new accounts."""
    conn.execute(
        insert(users),
        [
            {
                "id": account.user.id,
                "username": account.user.username,
                "name": account.user.name,
                "title": account.user.title,
                "password_hash": account.password_hash,
                "active": account.user.active,
                "revision": account.user.revision,
            }
            for account in accounts
        ],
    )


def set_password(conn: Connection, user: UserId, password_hash: str) -> None:
    """Store another password."""
    conn.execute(update(users).where(users.c.id == user).values(password_hash=password_hash))


def set_inactive(conn: Connection, user: UserId, at_revision: int) -> None:
    """Store that a user is deactivated, as a change of the directory."""
    conn.execute(update(users).where(users.c.id == user).values(active=False, revision=at_revision))


def add_device(
    conn: Connection, device: DeviceId, user: UserId, *, name: str, token_hash: str, now_ms: Milliseconds
) -> None:
    """Store a device that has just signed in."""
    conn.execute(
        insert(devices).values(
            id=device, user=user, name=name, token_hash=token_hash, created_at=now_ms, revoked=False
        )
    )


def device_of_token(conn: Connection, token_hash: str) -> Device | None:
    """Return the device that a token was given to."""
    row = conn.execute(
        select(*_USER, devices.c.id.label("device"), devices.c.revoked)
        .join(users, users.c.id == devices.c.user)
        .where(devices.c.token_hash == token_hash)
    ).one_or_none()
    return None if row is None else Device(id=row.device, user=_user(row), revoked=row.revoked)


def revoke(conn: Connection, device: DeviceId) -> None:
    """Store that a device's token is no longer good."""
    conn.execute(update(devices).where(devices.c.id == device).values(revoked=True))


def revoke_all(conn: Connection, user: UserId) -> None:
    """Store that none of a user's tokens is good any longer."""
    conn.execute(update(devices).where(devices.c.user == user).values(revoked=True))


def good_among(conn: Connection, wanted: Collection[DeviceId]) -> frozenset[DeviceId]:
    """Return those devices whose tokens are still good."""
    found: set[DeviceId] = set()
    for some in _in_portions(wanted):
        found.update(
            conn.execute(
                select(devices.c.id)
                .join(users, users.c.id == devices.c.user)
                .where(devices.c.id.in_(some), devices.c.revoked.is_(False), users.c.active)
            ).scalars()
        )
    return frozenset(found)


def _user(row: Row[*tuple[Any, ...]]) -> User:
    return User(
        id=row.id,
        username=row.username,
        name=row.name,
        title=row.title,
        active=row.active,
        revision=row.revision,
    )


def _in_portions(ids: Collection[str]) -> Iterator[list[str]]:
    """Yield ids in lists that are short enough to name in one statement."""
    remaining = iter(ids)
    while some := list(islice(remaining, _IDS_AT_ONCE)):
        yield some
