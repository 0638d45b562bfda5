"""What people are notified of in a chat, where they want it otherwise than as a rule."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column: so far everybody is notified of each chat as of all others."""
    op.add_column("preferences", sa.Column("notify", sa.String(16), nullable=False, server_default=""))
