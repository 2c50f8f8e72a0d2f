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
        "made_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_made_files_file_id_files"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_files")),
        sa.UniqueConstraint("task_id", name=op.f("uq_made_files_task_id")),
    )
    with op.batch_alter_table("made_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_made_files_created"), ["created"], unique=False)
        batch_op.create_index(batch_op.f("ix_made_files_subject"), ["subject"], unique=False)

    op.create_table(
        "presence_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "shown",
                "applied",
                "undone",
                name="brought_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_presence_imports_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_imports")),
    )
    with op.batch_alter_table("presence_imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_presence_imports_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "presence_terms",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("least_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_presence_terms_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_presence_terms")),
    )
    op.create_table(
        "retention_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_retention_choices_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_choices")),
    )
    with op.batch_alter_table("retention_choices", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_retention_choices_event_id_kind"), ["event_id", "kind"], unique=False
        )

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
        "online_presences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes >= 0 AND minutes <= 1440", name=op.f("ck_online_presences_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_online_presences_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["presence_imports.id"],
            name=op.f("fk_online_presences_import_id_presence_imports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_online_presences_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_presences")),
        sa.UniqueConstraint(
            "import_id",
            "registration_id",
            name=op.f("uq_online_presences_import_id_registration_id"),
        ),
    )
    with op.batch_alter_table("online_presences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_online_presences_event_id_registration_id"),
            ["event_id", "registration_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_online_presences_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "session_check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_session_check_ins_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_session_check_ins_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_check_ins_session_id_agenda_sessions"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_check_ins")),
    )
    with op.batch_alter_table("session_check_ins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_check_ins_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_check_ins_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            "uq_session_check_ins_live",
            ["session_id", "registration_id"],
            unique=True,
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        )

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

    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("speaker_id", sa.Integer(), nullable=True))
        batch_op.alter_column("registration_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_certificates_speaker_id"), ["speaker_id"], unique=False
        )
        batch_op.create_index(
            "uq_certificates_valid_speaker",
            ["speaker_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_certificates_speaker_id_speakers"),
            "speakers",
            ["speaker_id"],
            ["id"],
            ondelete="RESTRICT",
        )

    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("seen_by", sa.String(length=80), nullable=False, server_default="")
        )

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("internal_note", sa.String(length=1000), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("noted_by", sa.String(length=80), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("noted", sa.DateTime(timezone=True), nullable=True))

    # Files of badges live on where the files of all jobs do.
    op.execute(
        "INSERT INTO made_files (subject, task_id, file_id, created_by, created)"
        " SELECT 'event:' || event_id, task_id, file_id, created_by, created FROM badge_files"
    )
    with op.batch_alter_table("badge_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_files_created"))
        batch_op.drop_index(batch_op.f("ix_badge_files_event_id"))

    op.drop_table("badge_files")


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_column("noted")
        batch_op.drop_column("noted_by")
        batch_op.drop_column("internal_note")

    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.drop_column("seen_by")
        batch_op.drop_column("seen")

    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_certificates_speaker_id_speakers"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_certificates_valid_speaker",
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_speaker_id"))
        batch_op.alter_column("registration_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("speaker_id")

    op.create_table(
        "badge_files",
        sa.Column("id", sa.INTEGER(), nullable=False),
        sa.Column("event_id", sa.INTEGER(), nullable=False),
        sa.Column("task_id", sa.INTEGER(), nullable=False),
        sa.Column("file_id", sa.INTEGER(), nullable=False),
        sa.Column("created_by", sa.VARCHAR(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_badge_files_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
            name=op.f("fk_badge_files_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_files")),
        sa.UniqueConstraint("task_id", name=op.f("uq_badge_files_task_id")),
    )
    with op.batch_alter_table("badge_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_files_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_badge_files_created"), ["created"], unique=False)

    with op.batch_alter_table("session_sign_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_sign_ups_registration_id"))

    op.drop_table("session_sign_ups")
    with op.batch_alter_table("session_check_ins", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_session_check_ins_live",
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_session_check_ins_registration_id"))
        batch_op.drop_index(batch_op.f("ix_session_check_ins_event_id"))

    op.drop_table("session_check_ins")
    with op.batch_alter_table("online_presences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_online_presences_registration_id"))
        batch_op.drop_index(batch_op.f("ix_online_presences_event_id_registration_id"))

    op.drop_table("online_presences")
    with op.batch_alter_table("session_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_places_event_id"))

    op.drop_table("session_places")
    with op.batch_alter_table("retention_choices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retention_choices_event_id_kind"))

    op.drop_table("retention_choices")
    op.drop_table("presence_terms")
    with op.batch_alter_table("presence_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presence_imports_event_id"))

    op.drop_table("presence_imports")
    with op.batch_alter_table("made_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_made_files_subject"))
        batch_op.drop_index(batch_op.f("ix_made_files_created"))

    op.drop_table("made_files")
