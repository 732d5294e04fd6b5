"""Photos of one item, and decisions that are made and taken back together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("item", sa.Integer, nullable=True))
    op.add_column("decision", sa.Column("batch", sa.Integer, nullable=True))
