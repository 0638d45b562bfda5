"""Users and the directory's revision, in SQL."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, Select, insert, select, update

from sync_server.protocol.nouns import User, UserId
from sync_server.store.tables import directory, users

USER_COLUMNS = [users.c[field] for field in User.__struct_fields__]
_IDS_AT_ONCE = 500


class Account(Struct, frozen=True):
    """A user, and what proves who they are."""

    user: User
    password_hash: str
    """Empty where no password was ever set."""


def revision(conn: Connection) -> int:
    """Return the directory's revision: it moves with every change of any account, and when tokens are taken back."""
    found: int = conn.execute(select(directory.c.revision).where(directory.c.id == 1)).scalar_one()
    return found


def next_revision(conn: Connection) -> int:
    """Move the directory on by one, and return its new revision."""
    conn.execute(update(directory).where(directory.c.id == 1).values(revision=directory.c.revision + 1))
    return revision(conn)


def changed_after(conn: Connection, after: int) -> tuple[User, ...]:
    """Return users that are new or changed since a revision, oldest change first."""
    found = conn.execute(select(*USER_COLUMNS).where(users.c.revision > after).order_by(users.c.revision))
    return tuple(user_of(row) for row in found)


def by_username(conn: Connection, username: str) -> Account | None:
    """Return the account of a username, which is stored in lower case."""
    row = conn.execute(
        select(*USER_COLUMNS, users.c.password_hash).where(users.c.username == username)
    ).one_or_none()
    return None if row is None else Account(user=user_of(row), password_hash=row.password_hash)


def by_id(conn: Connection, user: UserId) -> Account | None:
    """Return the account of a user."""
    row = conn.execute(select(*USER_COLUMNS, users.c.password_hash).where(users.c.id == user)).one_or_none()
    return None if row is None else Account(user=user_of(row), password_hash=row.password_hash)


def all_users(conn: Connection) -> tuple[User, ...]:
    """Return everybody, by username."""
    return tuple(user_of(row) for row in conn.execute(select(*USER_COLUMNS).order_by(users.c.username)))


def active_among(conn: Connection, wanted: Collection[UserId]) -> frozenset[UserId]:
    """Return those ids that are users who are not deactivated."""
    return _among(conn, wanted, select(users.c.id).where(users.c.active))


def known_among(conn: Connection, wanted: Collection[UserId]) -> frozenset[UserId]:
    """Return those ids that are users, deactivated or not."""
    return _among(conn, wanted, select(users.c.id))


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


def set_reads_from(conn: Connection, user: UserId, stamp: int, at_revision: int) -> None:
    """Store from which stamp of the read clock on somebody tells how far they read, as a change of the directory."""
    conn.execute(update(users).where(users.c.id == user).values(reads_from=stamp, revision=at_revision))


def set_inactive(conn: Connection, user: UserId, at_revision: int) -> None:
    """Store that a user is deactivated, as a change of the directory."""
    conn.execute(update(users).where(users.c.id == user).values(active=False, revision=at_revision))


def user_of(row: Row[*tuple[Any, ...]]) -> User:
    """Return the user in a row of `USER_COLUMNS`."""
    return User(
        id=row.id,
        username=row.username,
        name=row.name,
        title=row.title,
        active=row.active,
        revision=row.revision,
        reads_from=row.reads_from,
    )


def in_portions(ids: Collection[str]) -> Iterator[list[str]]:
    """Yield ids in lists that are short enough to name in one statement."""
    remaining = iter(ids)
    while some := list(islice(remaining, _IDS_AT_ONCE)):
        yield some


def _among(conn: Connection, wanted: Collection[UserId], candidates: Select[tuple[Any]]) -> frozenset[UserId]:
    found: set[UserId] = set()
    for some in in_portions(wanted):
        found.update(conn.execute(candidates.where(users.c.id.in_(some))).scalars())
    return frozenset(found)
