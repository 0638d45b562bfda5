"""What may be sent next: one command at a time in each chat, in the order in which the user gave them.

Knows neither network nor disk. Chats do not wait for each other. What was refused or asks lets later commands pass, but for the
start of a chat, which holds back all that was written into it, and a message that is not sent, which holds back what changes or
answers it. So does what waits for its files: a large or bad one keeps nothing from going but what is about it.
"""

from collections.abc import Collection, Iterator

from msgspec import structs

from desktop.core.cache.commands import ASKS, RELEASED, Pending
from desktop.core.errors import ErrorCode
from desktop.core.values import ChatId, CommandId, Delivery, MessageId, Milliseconds
from sync_server.protocol.frames import CreateChat, SendMessage

Line = dict[CommandId, Pending]


class Queue:
    """What is to be sent, chat by chat. `engine` asks it what may go."""

    def __init__(self) -> None:
        self._chats: dict[ChatId, Line] = {}

    def put(self, pending: Pending) -> None:
        """Take in a stored command, waiting or not; one that is here already is replaced."""
        line = self._chats.setdefault(pending.frame.chat, {})
        line[pending.number] = pending
        if next(reversed(line)) != max(line):
            self._chats[pending.frame.chat] = dict(sorted(line.items()))

    def remove(self, number: CommandId) -> None:
        """Forget a command that was confirmed or dropped."""
        for chat, line in self._chats.items():
            if line.pop(number, None) is not None:
                if not line:
                    del self._chats[chat]
                return

    def refuse(self, number: CommandId, code: ErrorCode) -> None:
        """Hold a command back until the user decides."""
        for line in self._chats.values():
            if number in line:
                line[number] = structs.replace(line[number], refusal=str(code))

    def hold(self, number: CommandId) -> None:
        """Hold a message back until its author has said whether it is still to go."""
        for line in self._chats.values():
            if number in line:
                line[number] = structs.replace(line[number], held=ASKS)

    def ready(self) -> Iterator[Pending]:
        """Yield the first command of every chat that may be sent."""
        for line in self._chats.values():
            first = _first(line)
            if first is not None:
                yield first

    def stale(
        self,
        now: Milliseconds,
        patience: Milliseconds,
        *,
        besides: Collection[CommandId] = (),
        uploading: Collection[CommandId] | None = None,
    ) -> Iterator[CommandId]:
        """Yield the messages that could go and have waited so long that their authors are to be asked first.

        `besides` are those that are on their way already. To be asked only once catch-up is complete: before, it is not known
        what has arrived. Of what waits for its files only `uploading` is looked at, all of it if that is not given.
        """
        for line in self._chats.values():
            if any(isinstance(pending.frame, CreateChat) for pending in line.values()):
                continue
            for number, pending in line.items():
                is_slow = pending.uploading and uploading is not None and number not in uploading
                if number not in besides and not is_slow and _waited(pending, now, patience):
                    yield number

    def contains(self, number: CommandId) -> bool:
        """Whether a command is still to be sent or decided on."""
        return any(number in line for line in self._chats.values())


def _waited(pending: Pending, now: Milliseconds, patience: Milliseconds) -> bool:
    """Whether a message waits for so long and its author has not decided on it. While its files come forward, it does not wait.

    One from far in the future was written before the clock was set back: how long it waits nobody knows, so it counts as long.
    """
    return (
        isinstance(pending.frame, SendMessage)
        and pending.delivery is Delivery.WAITING
        and pending.held != RELEASED
        and abs(now - max(pending.created_at, pending.moved_at)) >= patience
    )


def _first(line: Line) -> Pending | None:
    for pending in line.values():
        if pending.delivery is Delivery.WAITING:
            if not pending.uploading and not _waits_for_another(pending, line):
                return pending
        elif isinstance(pending.frame, CreateChat):
            return None
    return None


def _waits_for_another(pending: Pending, line: Line) -> bool:
    """Whether a command is about a message that is not sent, wherever in the queue that stands."""
    about: MessageId | None = pending.target
    if isinstance(pending.frame, SendMessage):
        about = pending.frame.reply_to
    if about is None:
        return False
    return any(isinstance(each.frame, SendMessage) and each.frame.message == about for each in line.values())
