"""Photos that the person took out of the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("taken_out", sa.Boolean, nullable=False, server_default=sa.false()))
