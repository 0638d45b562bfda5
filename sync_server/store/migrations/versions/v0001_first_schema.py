"""The first schema: users and their devices, chats, participants, messages, and the triggers that keep participants for good."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FIXED = ("chat", "user", "position", "added_seq", "added_at", "added_by", "visible_from_seq")
"""Columns of a participant that nothing may change; `read_seq` is the only one that moves."""


def upgrade() -> None:
    """Create everything."""
    _create_accounts()
    _create_chats()
    _create_triggers()


def _create_accounts() -> None:
    directory = op.create_table(
        "directory",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory"),
    )
    op.bulk_insert(directory, [{"id": 1, "revision": 0}])
    op.create_table(
        "users",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("username", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sa.UniqueConstraint("revision", name="uq_users_revision"),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user", sa.String(36), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_devices_user"),
        sa.UniqueConstraint("token_hash", name="uq_devices_token_hash"),
    )
    op.create_index("ix_devices_user", "devices", ["user"])


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("last_seq", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name="fk_chats_created_by"),
    )
    op.create_table(
        "participants",
        sa.Column("chat", sa.String(36), nullable=False),
        sa.Column("user", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("added_seq", sa.BigInteger, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.Column("visible_from_seq", sa.BigInteger, nullable=False),
        sa.Column("read_seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat", "user", name="pk_participants"),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name="fk_participants_chat"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_participants_user"),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name="fk_participants_added_by"),
        sa.UniqueConstraint("chat", "position", name="uq_participants_chat_position"),
    )
    op.create_index("ix_participants_user_chat", "participants", ["user", "chat"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("chat", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String(36), nullable=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name="fk_messages_chat"),
        sa.ForeignKeyConstraint(["author"], ["users.id"], name="fk_messages_author"),
        sa.UniqueConstraint("chat", "seq", name="uq_messages_chat_seq"),
        sa.UniqueConstraint("chat", "revision", name="uq_messages_chat_revision"),
    )


def _create_triggers() -> None:
    op.execute(
        "CREATE TRIGGER participants_stay BEFORE DELETE ON participants "
        "BEGIN SELECT RAISE(ABORT, 'participants are never removed'); END"
    )
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in _FIXED)
    op.execute(
        f"CREATE TRIGGER participants_keep_their_cut_off BEFORE UPDATE ON participants WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, 'how somebody came into a chat never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER read_positions_grow BEFORE UPDATE OF read_seq ON participants WHEN NEW.read_seq < OLD.read_seq "
        "BEGIN SELECT RAISE(ABORT, 'read positions only grow'); END"
    )
