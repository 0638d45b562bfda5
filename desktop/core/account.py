"""Who is signed in where, and becoming that."""

import time

import uuid_utils
from msgspec import Struct

from desktop.core.sync.address import websocket_address
from desktop.core.values import Milliseconds, UserId


class Account(Struct, frozen=True):
    """Who is signed in where."""

    server: str
    """Address of the websocket, as `core.sync.address` makes it."""
    user: UserId
    username: str
    name: str
    token: str
    """Secret of this device, never in a log; kept in the system keyring or, where there is none, in the encrypted cache. Empty
    where it has to be found there, or nobody knows it."""

    def __repr__(self) -> str:
        """Leave the token out: what is printed may end in a log."""
        return f"Account(server={self.server!r}, user={self.user!r})"


def present() -> Milliseconds:
    """Return the time of this computer, in milliseconds since the Unix epoch, UTC."""
    return time.time_ns() // 1_000_000


def fresh_id() -> str:
    """Make an id for a chat or a message."""
    return str(uuid_utils.uuid7())


async def sign_in(server: str, username: str, password: str, *, device_name: str) -> Account:
    """Prove who one is to a server, and become a device of it.

    Raises AddressError, ConnectError or RefusedError (wrong_credentials, deactivated, too_many_attempts, …).
    """
    # As late as possible: the library behind it costs more than painting the chat list.
    from desktop.core.sync.connection import Session

    url = websocket_address(server)
    async with Session.open(url) as session:
        signed_in = await session.sign_in(username, password, device_name=device_name)
    user = signed_in.user
    return Account(url, user.id, user.username, user.name, signed_in.token)
