"""What people set for themselves in a chat; and tombstones that can be counted, for exact unread numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table, and mark the tombstones that are there."""
    op.create_table(
        "preferences",
        sa.Column("user", sa.String(36), nullable=False),
        sa.Column("chat", sa.String(36), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("muted_until", sa.BigInteger, nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("unread_from", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user", "chat", name="pk_preferences"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_preferences_user"),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name="fk_preferences_chat"),
        sa.UniqueConstraint("user", "revision", name="uq_preferences_user_revision"),
    )
    op.add_column("messages", sa.Column("deleted", sa.Boolean, nullable=False, server_default=sa.false()))
    # Bodies are written with their kind first.
    op.execute("""UPDATE messages SET deleted = 1 WHERE body LIKE '{"kind":"deleted"%'""")
    op.create_index(
        "ix_messages_tombstones", "messages", ["chat", "seq"], sqlite_where=sa.text("deleted = 1")
    )
