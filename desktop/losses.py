"""What would be lost with this process: its user is asked before.

As a rule that is nothing. But a session that keeps nothing goes with what it has not sent; so does what could not be saved since
the disk is full, a change of a message that is being written, and what stood in the fields while the cache broke.
"""

import logging
from collections.abc import Awaitable, Iterable

from desktop.core.client import Client
from desktop.core.errors import CacheError, ClientError
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

    async def hold(self, opened: OpenAccount, session: Session | None = None) -> None:
        """Remember what waits in the folder of an account that keeps nothing, until its user has signed in again.

        `session` is its window, if it has one.
        """
        if opened.leaves_no_trace:
            self._held[opened.key] = await (_unsent_of(opened) if session is None else _unsent(session))

    def carry(self, session: Session) -> None:
        """Remember what stands in its fields: its cache is broken, and is opened anew."""
        self._carried[session.opened.key] = session.workspace.composer.written

    async def carry_unkept(self, session: Session) -> None:
        """Remember what stands in the fields of a window that is about to go, if the cache does not hold all of it."""
        if await session.workspace.unkept():
            written = session.workspace.composer.written
            self._carried[session.opened.key] = tuple(paper for paper in written if _holds_more(paper))

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
        lost = Unsent()
        for papers in self._carried.values():
            lost = _sum(lost, _unsent_on(papers))
        for unsent in self._held.values():
            lost = _sum(lost, unsent)
        for opened in waiting:
            if opened.leaves_no_trace:
                lost = _sum(lost, await _unsent_of(opened))
        if session is None:
            return lost
        fleeting = session.opened.leaves_no_trace
        return _sum(lost, await (_unsent(session) if fleeting else session.workspace.unkept()))

    async def unkept(self, session: Session | None) -> bool:
        """Save whatever can be; return whether something is only in memory, in this window or of one before."""
        return bool(self._carried) or (session is not None and bool(await session.workspace.unkept()))

    async def rescue(self, session: Session | None, accounts: Iterable[OpenAccount]) -> None:
        """Make drafts of what is only in memory: the program ends and nobody can be asked."""
        if session is not None:
            await _kept(session.workspace.composer.rescue())
        for opened in accounts:
            for paper in self._carried.pop(opened.key, ()):
                await _kept(_rescue(opened.client, paper))


async def _kept(rescue: Awaitable[None]) -> None:
    try:
        await rescue
    except ClientError as error:
        log.warning("something could not be kept as a draft: %s", error)


async def _rescue(client: Client, paper: Paper) -> None:
    if not paper.is_kept:
        await client.save_draft(paper.chat, paper.draft.text, reply_to=paper.draft.reply_to)
    for text in _changes(paper):
        await client.add_to_draft(paper.chat, text)


def _changes(paper: Paper) -> list[str]:
    """Return what messages are to say that are being changed."""
    return [each.text for each in paper.rewordings.values() if each.text.strip() != each.before.strip()]


def _holds_more(paper: Paper) -> bool:
    """Whether something stands there that the cache does not hold."""
    return not paper.is_kept or bool(paper.rewordings) or paper.tray.would_be_lost


def _unsent_on(papers: Iterable[Paper]) -> Unsent:
    changes = [len(_changes(paper)) for paper in papers]
    drafts = sum(bool(paper.draft.text.strip() or paper.tray.shown_coming) for paper in papers)
    return Unsent(drafts=drafts, changes=sum(changes))


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
