"""Putting an emoji under a message, and taking one's own away."""

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import in_place
from sync_server.handlers.emoji import checked_emoji
from sync_server.handlers.outcomes import Caller, Outcome
from sync_server.protocol.frames import SetReaction
from sync_server.protocol.nouns import Message


def set_reaction(conn: Connection, caller: Caller, command: SetReaction) -> Outcome:
    """Set or remove one emoji of the caller under a message. Nobody touches those of others."""

    def reacted(message: Message) -> Message:
        policy.check_may_react(message)
        emoji = checked_emoji(command.emoji)
        reactions = (
            policy.reactions_with(message.reactions, emoji, caller.user)
            if command.on
            else policy.reactions_without(message.reactions, emoji, caller.user)
        )
        return replace(message, reactions=reactions)

    return in_place.change(conn, caller, command, reacted)
