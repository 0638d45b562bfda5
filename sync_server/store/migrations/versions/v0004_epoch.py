"""A name for the history that this database tells, by which clients notice that it was brought back from an older copy."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the history its first name."""
    epoch = op.create_table(
        "epoch",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_epoch"),
    )
    op.bulk_insert(epoch, [{"id": 1, "name": secrets.token_hex(16)}])
