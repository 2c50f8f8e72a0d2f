"""Offer places in sessions, and look closer at who came and for how long."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("seen_by", sa.String(length=80), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.drop_column("seen_by")
        batch_op.drop_column("seen")
