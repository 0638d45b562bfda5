"""What would be lost with this process: its user is asked before.

As a rule that is nothing. But a session that keeps nothing goes with what it has not sent; so does what could not be saved since
the disk is full, a change of a message that is being written, and what stood in the fields while the cache broke.
"""

import logging

from desktop.core.errors import CacheError
from desktop.core.values import Unsent
from desktop.session import Session
from desktop.viewmodels.drafts import Paper
from desktop.viewmodels.sign_in import Keep

log = logging.getLogger(__name__)


class Losses:
    """Knows of sessions that were closed and of the one that is open."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Unsent] = {}
        self._carried: tuple[Paper, ...] = ()

    async def hold(self, session: Session) -> None:
        """Remember what waits in the folder of a session that keeps nothing, until its user has signed in again."""
        if session.access.keep is Keep.NOTHING:
            self._held[_identity(session)] = await _unsent(session)

    def carry(self, session: Session) -> None:
        """Remember what stands in its fields: its cache is broken, and is opened anew."""
        self._carried = session.workspace.composer.written

    def restore(self, session: Session) -> None:
        """Give an account that is open again what was kept for it."""
        self._held.pop(_identity(session), None)
        carried, self._carried = self._carried, ()
        if carried:
            session.workspace.composer.take_over(carried)

    async def by_quitting(self, session: Session | None) -> Unsent:
        """Return what is nowhere but in memory, or in a folder that goes with this process."""
        lost = Unsent(drafts=len(self._carried))
        for unsent in self._held.values():
            lost = _sum(lost, unsent)
        if session is None:
            return lost
        keeps = session.access.keep is not Keep.NOTHING
        return _sum(lost, await (session.workspace.unkept() if keeps else _unsent(session)))


async def _unsent(session: Session) -> Unsent:
    """Return what would be lost; where the cache cannot be read any more, what is known without it."""
    try:
        return await session.workspace.unsent()
    except CacheError as error:
        log.warning("what was not sent cannot be counted: %s", error)
        return Unsent(messages=session.client.connection.waiting)


def _sum(one: Unsent, other: Unsent) -> Unsent:
    return Unsent(one.messages + other.messages, one.changes + other.changes, one.drafts + other.drafts)


def _identity(session: Session) -> tuple[str, str]:
    return session.account.server, session.account.user
