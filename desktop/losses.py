"""What would be lost with this process: its user is asked before.

As a rule that is nothing. But a session that keeps nothing goes with what it has not sent; so does what could not be saved since
the disk is full, a change of a message that is being written, and what stood in the fields while the cache broke.
"""

import logging
from collections.abc import Iterable

from desktop.core.errors import CacheError
from desktop.core.values import Unsent
from desktop.open_account import OpenAccount
from desktop.session import Session
from desktop.viewmodels.drafts import Paper

log = logging.getLogger(__name__)


class Losses:
    """Knows of sessions that were closed and of those that are open."""

    def __init__(self) -> None:
        self._held: dict[str, Unsent] = {}
        self._carried: dict[str, tuple[Paper, ...]] = {}

    async def hold(self, session: Session) -> None:
        """Remember what waits in the folder of a session that keeps nothing, until its user has signed in again."""
        if session.opened.leaves_no_trace:
            self._held[session.opened.key] = await _unsent(session)

    def carry(self, session: Session) -> None:
        """Remember what stands in its fields: its cache is broken, and is opened anew."""
        self._carried[session.opened.key] = session.workspace.composer.written

    async def carry_unkept(self, session: Session) -> None:
        """Remember what stands in the fields of a window that is about to go, if the cache does not hold all of it."""
        if await session.workspace.unkept():
            self.carry(session)

    def restore(self, session: Session) -> None:
        """Give an account that is shown again what was kept for it."""
        self._held.pop(session.opened.key, None)
        carried = self._carried.pop(session.opened.key, ())
        if carried:
            session.workspace.composer.take_over(carried)

    def forget(self, key: str) -> None:
        """Count nothing any more of an account that its user took off this computer."""
        self._held.pop(key, None)
        self._carried.pop(key, None)

    async def by_quitting(self, session: Session | None, waiting: Iterable[OpenAccount] = ()) -> Unsent:
        """Return what is nowhere but in memory, or in folders that go with this process.

        `waiting` are the accounts that are open without a window.
        """
        lost = Unsent(drafts=sum(map(len, self._carried.values())))
        for unsent in self._held.values():
            lost = _sum(lost, unsent)
        for opened in waiting:
            if opened.leaves_no_trace:
                lost = _sum(lost, await _unsent_of(opened))
        if session is None:
            return lost
        fleeting = session.opened.leaves_no_trace
        return _sum(lost, await (_unsent(session) if fleeting else session.workspace.unkept()))


async def _unsent(session: Session) -> Unsent:
    """Return what would be lost; where the cache cannot be read any more, what is known without it."""
    try:
        return await session.workspace.unsent()
    except CacheError as error:
        return _known_unsent(session.opened, error)


async def _unsent_of(opened: OpenAccount) -> Unsent:
    try:
        return await opened.client.unsent()
    except CacheError as error:
        return _known_unsent(opened, error)


def _known_unsent(opened: OpenAccount, error: CacheError) -> Unsent:
    log.warning("what was not sent cannot be counted: %s", error)
    return Unsent(messages=opened.client.connection.waiting)


def _sum(one: Unsent, other: Unsent) -> Unsent:
    return Unsent(one.messages + other.messages, one.changes + other.changes, one.drafts + other.drafts)
