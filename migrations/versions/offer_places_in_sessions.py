"""Offer places in sessions, and look closer at who came and for how long."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "session_places",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= places", name=op.f("ck_session_places_taken")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_session_places_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_places_session_id_agenda_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_places")),
    )
    with op.batch_alter_table("session_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_places_event_id"), ["event_id"], unique=False)

    op.create_table(
        "session_sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "signed-up",
                "waiting",
                "left",
                name="sign_up_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_session_sign_ups_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_sign_ups_session_id_agenda_sessions"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_sign_ups")),
        sa.UniqueConstraint(
            "session_id",
            "registration_id",
            name=op.f("uq_session_sign_ups_session_id_registration_id"),
        ),
    )
    with op.batch_alter_table("session_sign_ups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_sign_ups_registration_id"), ["registration_id"], unique=False
        )

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

    with op.batch_alter_table("session_sign_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_sign_ups_registration_id"))

    op.drop_table("session_sign_ups")
    with op.batch_alter_table("session_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_places_event_id"))

    op.drop_table("session_places")
