"""Whether people tell how far they read, and are told of others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column: so far everybody tells, and always has."""
    op.add_column("users", sa.Column("reads_from", sa.BigInteger, nullable=False, server_default="0"))
