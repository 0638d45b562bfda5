"""Files that are uploaded and taken up by messages; objects to be deleted; and where the objects of this database lie."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user", sa.String(36), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("message", sa.String(36)),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_uploads_user"),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_uploads_message"),
        sa.UniqueConstraint("key", name="uq_uploads_key"),
    )
    op.create_index("ix_uploads_user_whole_size", "uploads", ["user", "whole", "size"])
    op.create_index(
        "ix_uploads_of_messages", "uploads", ["message"], sqlite_where=sa.text("message IS NOT NULL")
    )
    op.create_index(
        "ix_uploads_not_taken_up", "uploads", ["used_at"], sqlite_where=sa.text("message IS NULL")
    )
    op.create_table(
        "discarded",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_discarded"),
    )
    op.create_index("ix_discarded_due_at", "discarded", ["due_at"])
    storage = op.create_table(
        "storage",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("space", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_storage"),
    )
    op.bulk_insert(storage, [{"id": 1, "space": secrets.token_hex(8)}])
