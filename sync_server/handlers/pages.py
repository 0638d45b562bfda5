"""How much fits one frame: messages of a page, up to a number and up to a size.

What stands beside them counts towards the size: a chat's row is large with many participants. One message always
fits, so that a page gets on.
"""

from collections.abc import Iterable

import msgspec

from sync_server.protocol import limits
from sync_server.protocol.nouns import Message

_encode = msgspec.json.Encoder().encode


def fitting(messages: Iterable[Message], *, beside: object = None) -> tuple[Message, ...]:
    """Return as many of the messages, from the first on, as fit a frame with what else is in it."""
    left = limits.PAGE_BYTES - (len(_encode(beside)) if beside is not None else 0)
    taken: list[Message] = []
    for message in messages:
        left -= len(_encode(message)) + 1
        if taken and left < 0:
            break
        taken.append(message)
    return tuple(taken)
