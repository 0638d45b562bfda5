"""Error and close codes. They are persisted by clients and read by bots: a value, once released, keeps its meaning."""

from enum import IntEnum, StrEnum

SUBPROTOCOL = "internal-chat.v1"
PROTOCOL_VERSION = 1


class ErrorCode(StrEnum):
    """Why a request was refused. `PROTOCOL.md` says for each what the client should do."""

    MALFORMED = "malformed"
    """Not JSON, not an object, or a field is missing or of the wrong type. The connection is closed only if it was not JSON."""
    UNKNOWN_REQUEST = "unknown_request"
    NOT_SIGNED_IN = "not_signed_in"
    ALREADY_SIGNED_IN = "already_signed_in"
    WRONG_CREDENTIALS = "wrong_credentials"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a code, not a secret
    """Expired, revoked or never valid: sign in with the password again."""
    DEACTIVATED = "deactivated"
    """The account was closed: wipe the cache. Said only to somebody who holds a right password or a token that was valid."""
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    RATE_LIMITED = "rate_limited"
    CHAT_NOT_FOUND = "chat_not_found"
    """No such chat, or not one for this user: the two are not told apart."""
    MESSAGE_NOT_FOUND = "message_not_found"
    """No such message in this chat, or not one that this user may see: the two are not told apart."""
    DEVICE_NOT_FOUND = "device_not_found"
    """This user has no such device."""
    UNKNOWN_USER = "unknown_user"
    MESSAGE_EMPTY = "message_empty"
    MESSAGE_TOO_LONG = "message_too_long"
    NOT_AUTHOR = "not_author"
    """Only who wrote a message edits or deletes it."""
    MESSAGE_DELETED = "message_deleted"
    """The message is a tombstone: there is nothing left to edit or to react to."""
    SYSTEM_LINE = "system_line"
    """System lines cannot be edited, deleted or reacted to."""
    EMOJI_REFUSED = "emoji_refused"
    """A reaction is one emoji."""
    TOO_MANY_REACTIONS = "too_many_reactions"
    ATTACHMENT_NOT_FOUND = "attachment_not_found"
    """No such attachment of a message that this user may see; or, when a message is sent, no whole upload of this user's by that
    id, size and digest that no other message has. What of it is the case is not told."""
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    ATTACHMENT_DAMAGED = "attachment_damaged"
    """What was uploaded is not what was announced. It is forgotten: upload it anew."""
    TOO_MANY_TRANSFERS = "too_many_transfers"
    """Wait until one of those that are running has ended."""
    TRANSFER_NOT_FOUND = "transfer_not_found"
    """No such transfer is running on this connection."""
    QUOTA_EXCEEDED = "quota_exceeded"
    """This user has stored as much as the administrator allows."""
    STORAGE_FULL = "storage_full"
    """The server has no room for files; messages may go on. Try again later, with the same id."""
    PASSWORD_REFUSED = "password_refused"  # noqa: S105 - a code, not a secret
    """The new password cannot be one: it is empty, or not text."""
    SUBJECT_TOO_LONG = "subject_too_long"
    NO_OTHER_PARTICIPANT = "no_other_participant"
    TOO_MANY_PARTICIPANTS = "too_many_participants"
    ALREADY_PARTICIPANT = "already_participant"
    ID_CONFLICT = "id_conflict"
    """The client-made id was used before for something else."""
    INTERNAL = "internal"
    """A bug or a full disk on the server: retry later with the same id."""


class CloseCode(IntEnum):
    """Why the server closed the connection, beside the standard codes."""

    GOING_AWAY = 1001
    """The server stops or restarts: connect again with backoff."""
    MALFORMED = 1007
    POLICY = 1008
    TOO_LARGE = 1009
    INTERNAL = 1011
    SIGNED_OUT = 4001
    """The device's token is no longer good: do not retry, sign in again."""
    SLOW_CONSUMER = 4002
    """The device did not read: connect again and catch up."""
    HELLO_TIMEOUT = 4003


RETRYABLE = frozenset({ErrorCode.INTERNAL, ErrorCode.RATE_LIMITED, ErrorCode.TOO_MANY_ATTEMPTS})
"""Refusals that say nothing about the command: the same command may succeed later."""
