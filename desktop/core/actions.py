"""What a user does and that can wait: each action is stored in the outbox, then shown, then sent.

Writes happen in the order of the calls. So what is typed after a message was sent, and saved as a draft, is not cleared with it.
"""

from collections.abc import Sequence as Seq

from desktop.core import outbox
from desktop.core.attaching import Attaching
from desktop.core.cache import drafts, glance, own_words
from desktop.core.cache.drafts import Draft
from desktop.core.changes import ChangeSet
from desktop.core.values import ChatId, CommandId, MessageId, Milliseconds, Notify, Sequence, UserId
from sync_server.protocol.frames import (
    CreateChat,
    DeleteMessage,
    EditMessage,
    MarkRead,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
)
from sync_server.protocol.nouns import CommandId as ChangeId


class Actions(Attaching):
    """The part of `Client` that writes into the outbox.

    What cannot be sent as it is raises InvalidInputError, and nothing is stored.
    """

    # Chats and messages.

    async def start_chat(self, people: Seq[UserId], *, subject: str = "") -> ChatId:
        """Start a chat with some teammates; it can be written into at once."""
        chat = ChatId(self._new_id())
        frame = CreateChat(0, chat, MessageId(self._new_id()), tuple(people), subject)
        await self._store(outbox.start_chat, self.me.id, frame, self._clock())
        return chat

    async def send(
        self, chat: ChatId, text: str, *, reply_to: MessageId | None = None, mentions: Seq[UserId] = ()
    ) -> MessageId:
        """Say something, perhaps as an answer, with the files of the chat's draft, and clear that.

        With files there need be no text.
        """
        frame = SendMessage(0, chat, MessageId(self._new_id()), text, reply_to, tuple(mentions))
        await self._store(outbox.send, frame, self._clock())
        return frame.message

    async def say_aside(self, chat: ChatId, text: str) -> MessageId:
        """Say something that was written outside the chat, in a notification: the chat's draft and its files stay as they are."""
        frame = SendMessage(0, chat, MessageId(self._new_id()), text)
        await self._store(outbox.send_aside, frame, self._clock())
        return frame.message

    async def edit(
        self, chat: ChatId, message: MessageId, text: str, *, mentions: Seq[UserId] | None = None
    ) -> None:
        """Change the text of one's own message, sent or not; without `mentions`, whom it mentions stays."""
        frame = EditMessage(0, chat, message, self._new_change(), text)
        named = None if mentions is None else tuple(mentions)
        await self._store(outbox.edit, self.me.id, frame, self._clock(), mentions=named)

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        """Take one's own message back, sent or not."""
        frame = DeleteMessage(0, chat, message, self._new_change())
        await self._store(outbox.delete, self.me.id, frame, self._clock())

    async def react(self, chat: ChatId, message: MessageId, emoji: str, on: bool) -> None:  # noqa: FBT001 - part of what is said
        """Put an emoji under a message, or take one's own away."""
        frame = SetReaction(0, chat, message, self._new_change(), emoji, on)
        await self._store(outbox.react, self.me.id, frame, self._clock())

    async def set_subject(self, chat: ChatId, subject: str) -> None:
        """Name the chat; an empty subject takes the name away."""
        frame = SetSubject(0, chat, MessageId(self._new_id()), subject)
        await self._store(outbox.set_subject, self.me.id, frame, self._clock())

    # What the user keeps for themselves.

    async def mark_read(self, chat: ChatId, seq: Sequence) -> None:
        """Note that everything up to `seq` was on screen. Read positions only grow; what was marked as unread is read again."""
        unmark = SetPreferences(0, chat, self._new_change())
        await self._store(outbox.mark_read, MarkRead(0, chat, seq), self._clock(), unmark=unmark)

    async def mark_unread(self, chat: ChatId, seq: Sequence) -> None:
        """Let what stands from `seq` on count as unread, though it was on screen."""
        frame = SetPreferences(0, chat, self._new_change(), unread_from=seq)
        await self._store(outbox.mark_unread, frame, self._clock())

    async def set_muted(self, chat: ChatId, until: Milliseconds) -> None:
        """Let a chat be quiet until then, `FOR_EVER` for no end; 0 ends it."""
        frame = SetPreferences(0, chat, self._new_change(), muted_until=until)
        await self._store(outbox.set_preferences, self.me.id, frame, self._clock())

    async def set_pinned(self, chat: ChatId, pinned: bool) -> None:  # noqa: FBT001 - part of what is said
        """Keep a chat at the top of the list, or no longer."""
        frame = SetPreferences(0, chat, self._new_change(), pinned=pinned)
        await self._store(outbox.set_preferences, self.me.id, frame, self._clock())

    async def set_notify(self, chat: ChatId, notify: Notify) -> None:
        """Say what the user is notified of in a chat; empty for as in every other chat."""
        frame = SetPreferences(0, chat, self._new_change(), notify=notify)
        await self._store(outbox.set_preferences, self.me.id, frame, self._clock())

    async def save_draft(self, chat: ChatId, text: str, *, reply_to: MessageId | None = None) -> None:
        """Keep what is written and not sent, and what it answers, on this computer only; without either, it is removed.

        The files of the draft are left as they are.
        """
        if await self._database.write(drafts.save, chat, Draft(text, reply_to), self._clock()):
            self._publish(ChangeSet(drafts=frozenset((chat,))))

    async def add_to_draft(self, chat: ChatId, text: str) -> None:
        """Put a text behind what is written in a chat and not sent, also while somebody writes there."""
        await self._database.write(drafts.add, chat, Draft(text), self._clock())
        chats = frozenset((chat,))
        self._publish(ChangeSet(chats=chats, drafts=chats))

    async def keep_last_seen(self, rows: str) -> None:
        """Keep the chat list as it is seen now, in a form that is the caller's, for the first moments of the next start."""
        await self._database.write(glance.keep, rows)

    async def keep_own_word(self, word: str) -> None:
        """Keep a word that the user writes and no spelling dictionary has, on this computer only."""
        await self._database.write(own_words.keep, word)

    # What becomes of pending commands.

    async def release(self, command: CommandId) -> None:
        """Send a message that waited long and asks, at the end of its chat's queue."""
        await self._store(outbox.release, command)

    async def retry(self, command: CommandId) -> None:
        """Let a refused command be sent again, at the end of its chat's queue."""
        await self._store(outbox.retry, command, self._clock())

    async def take_back(self, command: CommandId) -> None:
        """Put the text of a message or edit that is not sent, and its files, into its chat's draft, and drop it.

        What may be on its way already is deleted behind it.
        """
        undo = self._new_change()
        await self._store(outbox.take_back, command, self._clock(), undo=undo, new_id=self._new_id)
        await self._keeping.look_again()

    async def discard(self, command: CommandId) -> str:
        """Drop a refused, asking or waiting command for good, and return its text.

        With the command that starts a chat goes all that was written into it. A message that may be on its way already is deleted
        behind it. What else reached the server before, its answer lost on the way, comes back as confirmed.
        """
        written = await self._store(outbox.discard, command, self._clock(), undo=self._new_change())
        return written.text

    def _new_change(self) -> ChangeId:
        return ChangeId(self._new_id())
