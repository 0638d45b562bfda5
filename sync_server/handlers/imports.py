"""Taking in accounts and history from another system: the same rules and the same rows as live, with past times.

What a file looks like is described in `sync_server.admin`. It goes in steps: `read_lines` and `hash_passwords` need no database;
`import_files` stores the bytes of files, which nobody sees before there are rows of them; `take_in` works everything out in
memory, line by line, and stores it at the end. So a running server waits for little more than the rows, and an error in any line
leaves nothing behind.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import msgspec
import uuid_utils
from msgspec import Meta, Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.errors import AccountRefused, ImportRefused, Refusal
from sync_server.handlers import lines
from sync_server.handlers.access import Place
from sync_server.handlers.accounts import hash_password, new_account, username_as_stored
from sync_server.handlers.chats import added_people, first_line
from sync_server.handlers.emoji import checked_emoji
from sync_server.handlers.import_files import AttachmentLine, Filed, FilesToStore
from sync_server.handlers.texts import clean_message, clean_subject
from sync_server.protocol import limits
from sync_server.protocol.frames import CreateChat
from sync_server.protocol.nouns import (
    Added,
    Body,
    ChatId,
    CheckedChatId,
    CheckedMessageId,
    CheckedUserId,
    Message,
    MessageId,
    Milliseconds,
    Reaction,
    Renamed,
    Sequence,
    Text,
    User,
    UserId,
)
from sync_server.store import accounts as account_store
from sync_server.store import attachments as attachment_store
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store.accounts import Account
from sync_server.store.attachments import Upload
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.messages import Written

_Time = Annotated[int, Meta(ge=0, le=2**53)]
_NO_REQUEST = b""
"""In place of a command's digest: no command wrote an imported line, so none can claim to be it."""


class UserLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A new account."""

    username: str
    name: str
    title: str = ""
    password: str | None = None
    active: bool = True
    id: CheckedUserId | None = None


class ChatLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A new chat, from its start."""

    key: str
    created_by: str
    created_at: _Time
    participants: tuple[str, ...]
    subject: str = ""
    id: CheckedChatId | None = None


class MessageLine(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody wrote."""

    chat: str
    author: str
    sent_at: _Time
    text: str
    id: CheckedMessageId | None = None
    mentions: Annotated[tuple[str, ...], Meta(max_length=limits.MENTIONS)] = ()
    reply_to: Annotated[int, Meta(ge=1)] | None = None
    reactions: dict[str, tuple[str, ...]] = {}
    attachments: tuple[AttachmentLine, ...] = ()


class RenamedLine(Struct, frozen=True, forbid_unknown_fields=True):
    """The subject was set."""

    chat: str
    by: str
    at: _Time
    subject: str


class AddedLine(Struct, frozen=True, forbid_unknown_fields=True):
    """People were added."""

    chat: str
    by: str
    at: _Time
    users: tuple[str, ...]
    with_history: bool


class ReadLine(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody read up to a place, or all there is so far."""

    chat: str
    user: str
    seq: Annotated[int, Meta(ge=0)] | None = None


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a file: exactly one of these is there."""

    user: UserLine | None = None
    chat: ChatLine | None = None
    message: MessageLine | None = None
    renamed: RenamedLine | None = None
    added: AddedLine | None = None
    read: ReadLine | None = None


NumberedLine = tuple[int, Line]
"""A line, and its number in the file, from 1."""


class Imported(Struct, frozen=True):
    """How much was taken in."""

    users: int
    chats: int
    messages: int
    """System lines included."""


_decode = msgspec.json.Decoder(Line).decode


class _Growing:
    """A chat while its lines are read."""

    def __init__(self, chat: ChatRow, people: Iterable[ParticipantRow]) -> None:
        self.chat = chat
        self.people = {person.user: person for person in people}
        self.texts: set[Sequence] = set()
        """The places at which somebody wrote."""


class _Import:
    """What a file has said so far."""

    def __init__(self, conn: Connection, hashes: Mapping[str, str]) -> None:
        self._conn = conn
        self._hashes = hashes
        self._uploads: list[tuple[Upload, Milliseconds]] = []
        self._users = {user.username: user.id for user in account_store.all_users(conn)}
        self._accounts: list[Account] = []
        self._chats: dict[str, _Growing] = {}
        self._messages: list[Written] = []
        self._ids: set[str] = set(self._users.values())

    def take(self, line: Line, files: tuple[Filed, ...]) -> None:
        """Take in one line, and the files that it names."""
        if sum(field is not None for field in msgspec.structs.astuple(line)) > 1:
            raise ValueError("a line says only one thing")
        match line:
            case Line(user=UserLine() as user):
                self._take_user(user)
            case Line(chat=ChatLine() as chat):
                self._take_chat(chat)
            case Line(message=MessageLine() as said):
                self._take_message(said, files)
            case Line(renamed=RenamedLine() as renamed):
                self._take_renamed(renamed)
            case Line(added=AddedLine() as added):
                self._take_added(added)
            case Line(read=ReadLine() as read):
                self._take_read(read)
            case _:
                raise ValueError("a line says one of user, chat, message, renamed, added, read")

    def store(self) -> Imported:
        """Store everything."""
        growing = self._chats.values()
        if self._accounts:
            account_store.add_accounts(self._conn, self._accounts)
        if growing:
            chat_store.add_chats(self._conn, [one.chat for one in growing])
            people = [(one.chat.id, person) for one in growing for person in one.people.values()]
            chat_store.add_participants(self._conn, people)
            message_store.add(self._conn, self._messages)
            for upload, sent_at in self._uploads:
                attachment_store.add(self._conn, [upload], sent_at)
        return Imported(users=len(self._accounts), chats=len(growing), messages=len(self._messages))

    def _take_user(self, line: UserLine) -> None:
        user = UserId(self._fresh(line.id, lambda: account_store.by_id(self._conn, UserId(line.id or ""))))
        account = new_account(
            User(
                id=user,
                username=line.username,
                name=line.name,
                title=line.title,
                active=line.active,
                revision=account_store.next_revision(self._conn),
            ),
            password_hash="" if line.password is None else self._hashes[line.password],
        )
        if account.user.username in self._users:
            raise AccountRefused(f"there is a user {account.user.username!r} already")
        self._users[account.user.username] = user
        self._accounts.append(account)

    def _take_chat(self, line: ChatLine) -> None:
        if line.key in self._chats:
            raise ValueError(f"there is a chat with the key {line.key!r} already")
        chat_id = ChatId(
            self._fresh(line.id, lambda: chat_store.exists(self._conn, ChatId(line.id or "")) or None)
        )
        others = tuple(self._user(username) for username in line.participants)
        people = policy.founders(self._user(line.created_by), others)
        command = CreateChat(id=0, chat=chat_id, message=_new_message_id(), participants=others)
        chat, first, everybody = first_line(command, clean_subject(line.subject), people, line.created_at)
        self._chats[line.key] = _Growing(chat, everybody)
        self._messages.append(Written(message=first, request=_NO_REQUEST))

    def _take_message(self, line: MessageLine, files: tuple[Filed, ...]) -> None:
        growing, author = entered = self._enter(line.chat, line.author)
        mentions = tuple(self._user(username) for username in line.mentions)
        reply_to = line.reply_to
        if reply_to is not None and (
            reply_to not in growing.texts or not policy.is_visible(reply_to, author.visible_from_seq)
        ):
            raise ValueError(f"{line.author!r} cannot answer place {reply_to}: they see no message there")
        body = Text(
            text=clean_message(line.text, may_be_empty=bool(files)),
            mentions=mentions,
            attachments=tuple(file.attachment for file in files),
        )
        written = self._write(entered, line.sent_at, body, line.id, reply_to)
        for upload in (upload for file in files for upload in file.uploads):
            self._uploads.append((replace(upload, user=author.user, message=written.id), line.sent_at))
        growing.texts.add(written.seq)
        reactions: tuple[Reaction, ...] = ()
        for emoji, usernames in line.reactions.items():
            for username in usernames:
                _, person = self._enter(line.chat, username)
                reactions = policy.reactions_with(reactions, checked_emoji(emoji), person.user)
        if reactions:
            last = self._messages[-1]
            self._messages[-1] = replace(last, message=replace(last.message, reactions=reactions))

    def _take_renamed(self, line: RenamedLine) -> None:
        subject = clean_subject(line.subject)
        growing, _ = entered = self._enter(line.chat, line.by)
        self._write(entered, line.at, Renamed(subject=subject))
        growing.chat = replace(growing.chat, subject=subject)

    def _take_added(self, line: AddedLine) -> None:
        growing, adder = entered = self._enter(line.chat, line.by)
        new = policy.people_to_add([self._user(username) for username in line.users], growing.people.keys())
        written = self._write(entered, line.at, Added(users=new, with_history=line.with_history))
        newcomers = added_people(
            adder, new, written, position=len(growing.people), share_history=line.with_history
        )
        growing.people |= {person.user: person for person in newcomers}

    def _take_read(self, line: ReadLine) -> None:
        growing, reader = self._enter(line.chat, line.user)
        last = growing.chat.last_seq
        seq = policy.read_position_after(reader, last if line.seq is None else line.seq, last)
        growing.people[reader.user] = replace(reader, read_seq=seq)

    def _write(
        self,
        entered: tuple[_Growing, ParticipantRow],
        at: Milliseconds,
        body: Body,
        message: MessageId | None = None,
        reply_to: Sequence | None = None,
    ) -> Message:
        growing, author = entered
        message = MessageId(
            self._fresh(message, lambda: message_store.written(self._conn, message or MessageId("")))
        )
        place = Place(chat=growing.chat, caller=author)
        place, line = lines.next_line(place, message, body, at, reply_to=reply_to)
        self._messages.append(Written(message=line, request=_NO_REQUEST, texts_before=growing.chat.texts))
        growing.chat = place.chat
        growing.people[author.user] = place.caller
        return line

    def _enter(self, key: str, username: str) -> tuple[_Growing, ParticipantRow]:
        growing = self._chats.get(key)
        if growing is None:
            raise ValueError(f"no line before this one makes a chat with the key {key!r}")
        person = growing.people.get(self._user(username))
        if person is None:
            raise ValueError(f"{username!r} is not in this chat")
        return growing, person

    def _user(self, username: str) -> UserId:
        try:
            return self._users[username_as_stored(username)]
        except KeyError:
            raise ValueError(f"there is no user {username!r}") from None

    def _fresh(self, wanted: str | None, stored: Callable[[], object | None]) -> str:
        """Return the wanted id, or a new one; refuse an id that is taken in the file or in the database."""
        if wanted is None:
            return str(uuid_utils.uuid7())
        if wanted in self._ids or stored() is not None:
            raise ValueError(f"the id {wanted} is taken")
        self._ids.add(wanted)
        return wanted


def read_lines(file: Iterable[bytes]) -> tuple[NumberedLine, ...]:
    """Return what the lines of a file say, each with its number, or raise `ImportRefused`."""
    found = []
    for number, raw in enumerate(file, start=1):
        if raw.strip():
            with _named(number):
                found.append((number, _decode(raw)))
    return tuple(found)


def hash_passwords(file: Iterable[NumberedLine]) -> dict[str, str]:
    """Return the hash of each password in a file. Those who share a password share its hash: hashing is slow on purpose."""
    hashes: dict[str, str] = {}
    for number, line in file:
        password = line.user.password if line.user is not None else None
        if password is not None and password not in hashes:
            with _named(number):
                hashes[password] = hash_password(password)
    return hashes


def measure_files(file: Iterable[NumberedLine], files: FilesToStore) -> dict[int, tuple[Filed, ...]]:
    """Return what the files of the messages are, by the number of the line; or raise `ImportRefused`."""
    stored: dict[int, tuple[Filed, ...]] = {}
    for number, line in file:
        if line.message is not None and line.message.attachments:
            with _named(number):
                stored[number] = files.measure(line.message.attachments)
    return stored


def take_in(
    conn: Connection,
    file: Iterable[NumberedLine],
    hashes: Mapping[str, str],
    stored: Mapping[int, tuple[Filed, ...]],
) -> Imported:
    """Store what a file says, or raise `ImportRefused` with nothing stored. `stored` has the files of each line."""
    importing = _Import(conn, hashes)
    for number, line in file:
        with _named(number):
            importing.take(line, stored.get(number, ()))
    return importing.store()


@contextmanager
def _named(number: int) -> Iterator[None]:
    """Turn what is wrong with a line into an error that names it."""
    try:
        yield
    except (ValueError, AccountRefused, Refusal) as error:
        # msgspec's errors are ValueErrors, as ours are for what only an import can get wrong.
        raise ImportRefused(number, re.sub(r"\s+", " ", str(error))) from error


def _new_message_id() -> MessageId:
    return MessageId(str(uuid_utils.uuid7()))
