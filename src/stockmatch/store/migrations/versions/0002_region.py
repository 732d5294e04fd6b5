"""The part of a photo that the person wants matched."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("region", sa.JSON, nullable=True))
