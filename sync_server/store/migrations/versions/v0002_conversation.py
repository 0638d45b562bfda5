"""Edits, tombstones, replies, reactions and others' read positions; and what makes hidden changes leave no trace."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables, and fill them from what is there."""
    _add_columns()
    _create_tables()
    _fill()


def _add_columns() -> None:
    counted = ("row_revision", "line_revision", "texts")
    for table, columns in (
        ("devices", ("last_seen_at",)),
        ("chats", counted),
        ("participants", ("read_stamp", "wrote_seq")),
        ("messages", ("texts_before",)),
    ):
        for column in columns:
            op.add_column(table, sa.Column(column, sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("messages", sa.Column("reply_to", sa.BigInteger))
    op.add_column("messages", sa.Column("edited_at", sa.BigInteger))
    op.add_column("messages", sa.Column("reactions", sa.Text))
    op.create_index("ix_participants_chat_read_stamp", "participants", ["chat", "read_stamp"])


def _create_tables() -> None:
    read_clock = op.create_table(
        "read_clock",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("stamp", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_read_clock"),
    )
    op.bulk_insert(read_clock, [{"id": 1, "stamp": 0}])
    op.create_table(
        "commands",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user", sa.String(36), nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_commands_user"),
    )


def _fill() -> None:
    """Count what people wrote, in one pass; until now every change of a chat was a new line."""
    op.execute("UPDATE devices SET last_seen_at = created_at")
    op.execute("UPDATE chats SET row_revision = revision, line_revision = revision")
    # Bodies are written with their kind first.
    op.execute(
        """
        UPDATE messages SET texts_before = counted.before FROM (
            SELECT id, COUNT(*) FILTER (WHERE body LIKE '{"kind":"text"%')
                OVER (PARTITION BY chat ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            FROM messages
        ) AS counted WHERE counted.id = messages.id
        """
    )
    op.execute(
        """
        UPDATE chats SET texts = (
            SELECT texts_before + (body LIKE '{"kind":"text"%') FROM messages WHERE chat = chats.id AND seq = chats.last_seq
        )
        """
    )
    op.execute(
        """
        UPDATE participants SET wrote_seq = written.seq FROM (
            SELECT chat, author, MAX(seq) AS seq FROM messages WHERE body LIKE '{"kind":"text"%' GROUP BY chat, author
        ) AS written WHERE written.chat = participants.chat AND written.author = participants.user
        """
    )
