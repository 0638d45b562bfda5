"""Messages that are there and can be changed: finding them, and storing the change."""

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import ChatId, MessageId, Text, TimelineRow
from desktop.viewmodels import sentences
from desktop.viewmodels.drafts import Drafts, Paper, Rewording

LOOKED_BACK = 60
"""Among so many newest rows the user's last message is looked for, to change it."""


class OwnMessages:
    """What the user wrote, as far as the composer needs it."""

    def __init__(self, client: Client, drafts: Drafts) -> None:
        self._client = client
        self._drafts = drafts

    async def row(self, message: MessageId) -> TimelineRow | None:
        """Return a message as it is now, whoever wrote it. Raises ClientError."""
        return next(iter(await self._client.rows(frozenset((message,)))), None)

    async def last(self, chat: ChatId) -> TimelineRow | None:
        """Return the last message of the user's in a chat, if it is not long ago. Raises ClientError."""
        page = await self._client.latest(chat, limit=LOOKED_BACK)
        return next((row for row in reversed(page.rows) if self.change_of(row) is not None), None)

    def change_of(self, row: TimelineRow) -> Rewording | None:
        """Return the beginning of a change of a message; None where it is not the user's to change."""
        body = row.body
        if row.author != self._client.me.id or not isinstance(body, Text):
            return None
        return Rewording(row.id, body.text, body.text, body.mentions, has_files=bool(body.attachments))

    async def store(self, paper: Paper, rewording: Rewording) -> bool:
        """Store a change that was taken off its paper; if that fails, it says why and stands, or rests, there again.

        Unchanged or not: a change that was refused is tried again by that, and of what is so already nothing is stored.
        """
        try:
            mentions = await self._drafts.mentioned_after_edit(paper.chat, rewording)
            text = rewording.text.strip()
            await self._client.edit(paper.chat, rewording.message, text, mentions=mentions)
        except ClientError as error:
            rewording.problem = sentences.failure(error)
            if paper.rewording is None:
                paper.begin_rewording(rewording)
            else:
                paper.rewordings.setdefault(rewording.message, rewording)
            return False
        return True
