"""What is written and not sent, one text per chat with the message that it answers and its files, on this computer only.

Text and files come and go on their own: a draft may be nothing but files.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct, structs
from msgspec.json import Decoder, encode

from desktop.core.cache import attached
from desktop.core.cache import files as file_rows
from desktop.core.cache.database import Connection
from desktop.core.cache.files import Sealed
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import ATTACHMENTS, Attachment, AttachmentId, ChatId, MessageId, Milliseconds

_SAVE = """
INSERT INTO draft (chat, text, reply_to, saved_at) VALUES (?, ?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET text = excluded.text, reply_to = excluded.reply_to, saved_at = excluded.saved_at
WHERE text <> excluded.text OR reply_to IS NOT excluded.reply_to
"""
_ADD_FILE = """
INSERT INTO draft_file (attachment, thumbnail, chat, place, noun)
VALUES (?1, ?2, ?3, COALESCE((SELECT MAX(d.place) FROM draft_file AS d WHERE d.chat = ?3), 0) + 1, ?4)
"""
_FILES = "SELECT noun FROM draft_file WHERE chat = ? ORDER BY place"
_COUNTS = "SELECT chat, COUNT(*) AS n FROM draft_file GROUP BY chat"
_nouns: Decoder[dict[str, object]] = Decoder(dict[str, object])


class Draft(Struct, frozen=True):
    """What is written and not sent."""

    text: str = ""
    reply_to: MessageId | None = None


NO_DRAFT = Draft()


def save(connection: Connection, chat: ChatId, draft: Draft, now: Milliseconds) -> bool:
    """Keep a text, or remove one that is nothing but space and answers nothing; return whether that changed anything.

    The files of the draft stay.
    """
    if not draft.text.strip() and draft.reply_to is None:
        return clear(connection, chat)
    return bool(connection.execute(_SAVE, (chat, draft.text, draft.reply_to, now)).rowcount)


def add(connection: Connection, chat: ChatId, added: Draft, now: Milliseconds) -> None:
    """Put a text behind what is written already, after a blank line. What the draft answers stays what it answers."""
    held = read(connection, chat)
    texts = [text for text in (held.text.rstrip(), added.text) if text]
    reply_to = held.reply_to if held.reply_to is not None else added.reply_to
    save(connection, chat, Draft("\n\n".join(texts), reply_to), now)


def clear(connection: Connection, chat: ChatId) -> bool:
    """Remove the text of a draft; return whether there was one. `take_files` removes the rest."""
    return bool(connection.execute("DELETE FROM draft WHERE chat = ?", (chat,)).rowcount)


def read(connection: Connection, chat: ChatId) -> Draft:
    """Return what is written in a chat, `NO_DRAFT` if nothing is."""
    row = connection.execute("SELECT text, reply_to FROM draft WHERE chat = ?", (chat,)).fetchone()
    return Draft(row["text"], row["reply_to"]) if row else NO_DRAFT


def texts(connection: Connection) -> dict[ChatId, str]:
    """Return the text of every draft."""
    return {row["chat"]: row["text"] for row in connection.execute("SELECT chat, text FROM draft")}


# Files -------------------------------------------------------------------------------------------------------------------


def attach(
    connection: Connection, chat: ChatId, attachment: Attachment, sealed: Iterable[Sealed], now: Milliseconds
) -> None:
    """Put a file at the end of a chat's draft; `sealed` are its bytes, and those of its thumbnail if it has one.

    Raises InvalidInputError if the draft has as many as a message may have.
    """
    require_room(connection, chat)
    for each in sealed:
        thumbnail = each.attachment != attachment.id
        file_rows.put(connection, each, now, thumbnail=thumbnail, picture=attachment.picture is not None)
    add_file(connection, chat, attachment)


def require_room(connection: Connection, chat: ChatId) -> None:
    """Raise InvalidInputError if a chat's draft has as many files as a message may have."""
    if len(files(connection, chat)) >= ATTACHMENTS:
        raise InvalidInputError(ErrorCode.TOO_MANY_ATTACHMENTS)


def detach(connection: Connection, chat: ChatId, attachment: AttachmentId) -> bool:
    """Take a file out of a chat's draft; return whether it was there. Its bytes stay for a while, for `attach_again`."""
    delete = "DELETE FROM draft_file WHERE chat = ? AND attachment = ?"
    return bool(connection.execute(delete, (chat, attachment)).rowcount)


def attach_again(
    connection: Connection, chat: ChatId, attachment: Attachment, *, new_id: Callable[[], str]
) -> bool:
    """Put back what was taken out of a draft or of the outbox; return whether its bytes are still here.

    Where a message has it, on its way or sent, the draft gets a copy. Raises InvalidInputError, as `attach`.
    """
    ids = attached.ids((attachment,))
    if sum(row.whole for row in file_rows.some(connection, ids).values()) < len(ids):
        return False
    require_room(connection, chat)
    if file_rows.unused(connection, ids) == frozenset(ids):
        add_file(connection, chat, attachment)
    else:
        add_file(connection, chat, copied(connection, attachment, new_id))
    return True


def copied(connection: Connection, attachment: Attachment, new_id: Callable[[], str]) -> Attachment:
    """Return an attachment under another id, with its bytes: what a message has taken up belongs to it for ever."""
    copy = structs.replace(attachment, id=AttachmentId(new_id()))
    file_rows.copy(connection, attachment.id, to=copy.id)
    if attachment.picture is not None and attachment.picture.thumbnail is not None:
        thumbnail = structs.replace(attachment.picture.thumbnail, id=AttachmentId(new_id()))
        file_rows.copy(connection, attachment.picture.thumbnail.id, to=thumbnail.id)
        copy = structs.replace(copy, picture=structs.replace(attachment.picture, thumbnail=thumbnail))
    return copy


def add_file(connection: Connection, chat: ChatId, attachment: Attachment) -> None:
    """Put a file that has its rows at the end of a chat's draft, however many it has."""
    thumbnail = attached.thumbnail_of(attachment)
    noun = encode(attachment).decode()
    connection.execute(_ADD_FILE, (attachment.id, thumbnail.id if thumbnail else None, chat, noun))


def files(connection: Connection, chat: ChatId) -> tuple[Attachment, ...]:
    """Return what is attached to a chat's draft, in the order in which it came."""
    found = connection.execute(_FILES, (chat,))
    return tuple(attached.built(_nouns.decode(row["noun"])) for row in found)


def take_files(connection: Connection, chat: ChatId) -> tuple[Attachment, ...]:
    """Take all files out of a chat's draft and return them. Their bytes stay, for what is done with them."""
    taken = files(connection, chat)
    connection.execute("DELETE FROM draft_file WHERE chat = ?", (chat,))
    return taken


def file_counts(connection: Connection) -> dict[ChatId, int]:
    """Return how many files are attached to each draft that has any."""
    return {row["chat"]: row["n"] for row in connection.execute(_COUNTS)}
