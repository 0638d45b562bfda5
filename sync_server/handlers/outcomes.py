"""What a handler is asked by, and what it gives back: values only, so that the transport needs no knowledge of the store."""

from msgspec import Struct

from sync_server.protocol.frames import Push, Reply
from sync_server.protocol.nouns import ChatId, DeviceId, UserId


class Caller(Struct, frozen=True):
    """Who asks: a signed-in user on one of their devices."""

    user: UserId
    device: DeviceId


class Delivery(Struct, frozen=True):
    """One push, and everybody whose connected devices get it. Encoded once for all of them.

    The device that caused it is no exception: it may have a second connection that has heard no reply.
    """

    to: frozenset[UserId]
    push: Push


class Moved(Struct, frozen=True):
    """Somebody has read on in a chat; the others in it are told later, of many at once."""

    chat: ChatId
    user: UserId


class Outcome(Struct, frozen=True):
    """What became of a command: the reply to who sent it, and what others are told once it is durable."""

    reply: Reply
    deliveries: tuple[Delivery, ...] = ()
    moved: Moved | None = None
    everyone: Push | None = None
    """What every device that listens is told, before anything that is committed later."""
