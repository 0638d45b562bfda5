"""What can be sent at all: the server's rules, applied before anything is stored, so that nothing waits that must be refused."""

from collections.abc import Iterable

from desktop.core.cache import chats, commands
from desktop.core.cache.database import Connection
from desktop.core.cache.projection import starting
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import ChatId, UserId
from sync_server.protocol import limits


def checked_text(text: str, *, has_files: bool = False) -> str:
    """Return a message as it is sent, without space around it; with files it may be empty. Raises InvalidInputError."""
    cleaned = _sendable(text)
    if not cleaned and not has_files:
        raise InvalidInputError(ErrorCode.MESSAGE_EMPTY)
    if len(cleaned) > limits.MESSAGE_CHARACTERS:
        raise InvalidInputError(ErrorCode.MESSAGE_TOO_LONG)
    return cleaned


def checked_subject(subject: str) -> str:
    """Return a subject as it is sent: one line, without space around it. Raises InvalidInputError."""
    cleaned = " ".join(_sendable(subject).split())
    if len(cleaned) > limits.SUBJECT_CHARACTERS:
        raise InvalidInputError(ErrorCode.SUBJECT_TOO_LONG)
    return cleaned


def checked_others(users: Iterable[UserId], me: UserId) -> tuple[UserId, ...]:
    """Return the other people of a new chat, each once. Raises InvalidInputError."""
    others = tuple(dict.fromkeys(user for user in users if user != me))
    if not others:
        raise InvalidInputError(ErrorCode.NO_OTHER_PARTICIPANT)
    if len(others) >= limits.PARTICIPANTS:
        raise InvalidInputError(ErrorCode.TOO_MANY_PARTICIPANTS)
    return others


def checked_emoji(emoji: str) -> str:
    """Return what may be a reaction; the server alone knows every emoji. Raises InvalidInputError."""
    cleaned = _sendable(emoji)
    if not cleaned or len(cleaned) > limits.EMOJI_CHARACTERS or cleaned.isascii():
        raise InvalidInputError(ErrorCode.EMOJI_REFUSED)
    return cleaned


def require_chat(connection: Connection, chat: ChatId) -> None:
    """Raise InvalidInputError unless a chat is confirmed, or was started here."""
    started = starting(commands.of_chats(connection, (chat,)))
    if started is None and not chats.exists(connection, chat):
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)


def _sendable(text: str) -> str:
    """Half a character, as an input method may leave behind, cannot be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
