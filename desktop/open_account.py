"""One account whose chats are open on this computer: it syncs and has news, whether a window shows it or not.

The window comes and goes (`session`); what is here stays from the moment at which the account's key is known until the program
ends, or the account leaves it. So another account is shown at once, and what waits to be sent goes on its way meanwhile.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.client import Account, Client
from desktop.core.errors import CacheError, ClientError
from desktop.core.news_values import UnreadTotal
from desktop.core.values import ChatId, Connection, ConnectionState
from desktop.entry import Access, key_of
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import Keep

if TYPE_CHECKING:
    from desktop.viewmodels.notifying import Notifying

log = logging.getLogger(__name__)

_CONNECTING = Connection(ConnectionState.CONNECTING)


class OpenAccount:
    """An account's cache and what follows it. Made by `open`."""

    notifying: "Notifying | None" = None
    """What there is to tell of it; there soon after the first paint."""
    last_chat: ChatId | None = None
    """The chat that was open when its window went."""

    def __init__(self, access: Access, client: Client, background: Background) -> None:
        self.access = access
        self.client = client
        self.background = background
        """Of this account alone: it ends before the cache is closed."""

    @classmethod
    async def open(
        cls, access: Access, tasks: asyncio.TaskGroup, report: Callable[[Exception], None]
    ) -> "OpenAccount":
        """Open the cache. Raises CacheError."""
        client = await Client.open(
            access.account,
            access.folder,
            key=access.key,
            keep_token=access.keep is Keep.PASSPHRASE,
            connection=_CONNECTING,
        )
        return cls(access, client, Background(tasks, report))

    @property
    def key(self) -> str:
        """Return what tells this account from all others."""
        return key_of(self.access.account)

    @property
    def account(self) -> Account:
        """Return whose chats these are."""
        return self.access.account

    @property
    def folder(self) -> Path:
        """Return where they lie."""
        return self.access.folder

    @property
    def unread(self) -> UnreadTotal:
        """Return what is unread in all its chats, as far as it has been counted."""
        return UnreadTotal() if self.notifying is None else self.notifying.unread

    @property
    def leaves_no_trace(self) -> bool:
        """Whether all of it goes with this process."""
        return self.access.keep is Keep.NOTHING

    async def holds(self, chat: ChatId) -> bool:
        """Whether it has a chat; where its cache is broken, or closed by now, it has none."""
        try:
            return await self.client.chat(chat) is not None
        except CacheError:
            return False

    async def close(self) -> None:
        """Stop syncing and close the cache, whatever becomes of the rest: where it is broken, not everything can be kept."""
        for end in (self.background.finish, self.client.close):
            try:
                await end()
            except ClientError as error:
                log.warning("%s could not end in good order: %s", self.access, error)
