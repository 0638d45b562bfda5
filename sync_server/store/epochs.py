"""The epoch: a random name of the history that a database tells.

Whoever brings a database back from an older copy takes things back that clients have seen. Revisions are then given once more,
for other changes, so clients that went on with what they hold would never be right again. Therefore a copy has no epoch. The day
it is served it gets a new one, each time that it is brought back; clients see that it is not the one that they know, and begin
anew.
"""

import secrets

from sqlalchemy import Connection, select, update

from sync_server.store.attachments import forget_strays
from sync_server.store.prepared import Prepared
from sync_server.store.tables import epoch

_current = Prepared(select(epoch.c.name).where(epoch.c.id == 1))


def current(conn: Connection) -> str:
    """Return the epoch of a database; empty if it is a copy that was never served."""
    row = _current.one(conn)
    if row is None:
        raise LookupError("the epoch is missing")
    return str(row[0])


def begin_if_copied(conn: Connection) -> None:
    """Give a database an epoch if it has none, because it is a copy that is served for the first time."""
    if not current(conn):
        conn.execute(update(epoch).where(epoch.c.id == 1).values(name=secrets.token_hex(16)))
        forget_strays(conn)
