"""The tables as they are now. `migrations` holds how they came to be so, step by step, and a test compares the two.

Ids are the canonical text of UUIDs, times are milliseconds since the Unix epoch. There is no table, and no column, for a
customer, an address or any way out of the workspace.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
)
"""One row: how often anything about accounts changed, those things included that are not shown, as a revoked device."""

users = Table(
    "users",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("username", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("revision", BigInteger, nullable=False, unique=True),
    Column("reads_from", BigInteger, nullable=False, server_default="0"),
)
"""`reads_from` is a stamp of `read_clock`: read positions that were moved after it are told to others, and theirs to the user."""

devices = Table(
    "devices",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user", ForeignKey("users.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("last_seen_at", BigInteger, nullable=False, server_default="0"),
)
"""Installations that were signed in. Only the SHA-256 of a token is kept."""

chats = Table(
    "chats",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("subject", String, nullable=False),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("row_revision", BigInteger, nullable=False, server_default="0"),
    Column("line_revision", BigInteger, nullable=False, server_default="0"),
    Column("texts", BigInteger, nullable=False, server_default="0"),
)
"""`revision` is that of the last change anywhere in the chat, `row_revision` of the last change of its subject or participants,
`line_revision` of the newest line when it was written: everybody in the chat sees that one. `texts` counts what people wrote."""

participants = Table(
    "participants",
    metadata,
    Column("chat", ForeignKey("chats.id"), primary_key=True),
    Column("user", ForeignKey("users.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("added_seq", BigInteger, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("added_by", ForeignKey("users.id"), nullable=False),
    Column("visible_from_seq", BigInteger, nullable=False),
    Column("read_seq", BigInteger, nullable=False),
    Column("read_stamp", BigInteger, nullable=False, server_default="0"),
    Column("wrote_seq", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("chat", "position"),
    Index(None, "user", "chat"),
    Index(None, "chat", "read_stamp"),
)
"""`read_stamp` is that of `read_clock` when `read_seq` was last moved by reading, `wrote_seq` the place of the newest message
that the person wrote. Triggers refuse to delete a row, and to change who is where, since when and with which cut-off."""

read_clock = Table(
    "read_clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("stamp", BigInteger, nullable=False),
)
"""One row: the stamp of the last moved read position. The time where the clock allows, but it only ever grows."""

messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("chat", ForeignKey("chats.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("author", ForeignKey("users.id"), nullable=False),
    Column("sent_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("reply_to", BigInteger),
    Column("edited_at", BigInteger),
    Column("reactions", Text),
    Column("texts_before", BigInteger, nullable=False, server_default="0"),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("chat", "seq"),
    UniqueConstraint("chat", "revision"),
    Index("ix_messages_tombstones", "chat", "seq", sqlite_where=text("deleted = 1")),
)
"""`body` is the JSON of a `protocol.nouns.Body`; `request` a digest of the command that wrote the row, to know it again;
`reply_to` the place of the message that it answers; `reactions` the JSON of a tuple of `protocol.nouns.Reaction`;
`texts_before` how many messages people wrote in this chat before it; `deleted` whether it is a tombstone, so that those can be
counted without reading what stands between them."""

preferences = Table(
    "preferences",
    metadata,
    Column("user", ForeignKey("users.id"), primary_key=True),
    Column("chat", ForeignKey("chats.id"), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("muted_until", BigInteger, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("unread_from", BigInteger, nullable=False),
    Column("notify", String(16), nullable=False, server_default=""),
    UniqueConstraint("user", "revision"),
)
"""What people have set for themselves in their chats. `revision` orders the rows of one user, and says nothing of others'."""

commands = Table(
    "commands",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user", ForeignKey("users.id"), nullable=False),
    Column("request", LargeBinary, nullable=False),
)
"""Commands that wrote no line, to know them again. Those that wrote one are known by its row."""

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user", ForeignKey("users.id"), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("used_at", BigInteger, nullable=False),
    Column("whole", Boolean, nullable=False, server_default=false()),
    Column("message", ForeignKey("messages.id")),
    Index(None, "user", "whole", "size"),
    Index("ix_uploads_of_messages", "message", sqlite_where=text("message IS NOT NULL")),
    Index("ix_uploads_not_taken_up", "used_at", sqlite_where=text("message IS NULL")),
)
"""Files that users have uploaded, or begun to. `key` is the name of the object that holds the bytes, made by the server and never
used twice; `used_at` when the upload was last begun or became whole; `message` the one that has taken it up, for ever."""

discarded = Table(
    "discarded",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("due_at", BigInteger, nullable=False, index=True),
)
"""Objects that are to be deleted: at once (0), as their uploads were; or from a time on, as no upload was found for them."""

storage = Table(
    "storage",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("space", String(16), nullable=False),
)
"""One row: what the keys of this database's objects begin with, so that two databases may share a storage. Copies keep it."""

epoch = Table(
    "epoch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(32), nullable=False),
)
"""One row: the name of the history that this database tells; empty in a copy. See `epochs`."""
