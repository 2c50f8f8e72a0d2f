"""Let programmes and calendars travel."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "mailed_entries",
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", "uid", name=op.f("pk_mailed_entries")),
    )
    with op.batch_alter_table("mailed_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailed_entries_scope"), ["scope"], unique=False)

    op.create_table(
        "calendar_turns",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_calendar_turns_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_calendar_turns")),
    )
    op.create_table(
        "kept_archives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "making",
                "made",
                "brought",
                "checked",
                "taken",
                name="archive_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_kept_archives_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_archives")),
        sa.UniqueConstraint("code", name=op.f("uq_kept_archives_code")),
    )
    with op.batch_alter_table("kept_archives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_archives_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_archives_expires"), ["expires"], unique=False)

    op.create_table(
        "personal_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("hue", sa.String(length=8), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("alarm", sa.Integer(), nullable=False),
        sa.Column("hides_cancelled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_personal_feeds_person_id_persons"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_feeds")),
        sa.UniqueConstraint("code", name=op.f("uq_personal_feeds_code")),
    )
    with op.batch_alter_table("personal_feeds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_personal_feeds_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "programme_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "matching",
                "reading",
                "ready",
                "applying",
                "applied",
                "failed",
                "discarded",
                name="import_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("applied", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_programme_imports_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_imports")),
        sa.UniqueConstraint(
            "event_id", "number", name=op.f("uq_programme_imports_event_id_number")
        ),
    )
    op.create_table(
        "session_invitations",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_session_invitations_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_session_invitations_person_id_persons"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "event_id", "session", name=op.f("pk_session_invitations")
        ),
    )
    with op.batch_alter_table("session_invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_invitations_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "programme_import_files",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
            name=op.f("fk_programme_import_files_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["programme_imports.id"],
            name=op.f("fk_programme_import_files_import_id_programme_imports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_programme_import_files")),
    )
    op.create_table(
        "source_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("thing", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("said_before", sa.JSON(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_source_keys_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["programme_imports.id"],
            name=op.f("fk_source_keys_import_id_programme_imports"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_keys")),
        sa.UniqueConstraint(
            "event_id",
            "identity",
            "thing",
            "key",
            name=op.f("uq_source_keys_event_id_identity_thing_key"),
        ),
    )
    with op.batch_alter_table("source_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_keys_import_id"), ["import_id"], unique=False)

    with op.batch_alter_table("agenda_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ways_set", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("agenda_terms", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("frame_hosts", sa.JSON(), nullable=False, server_default="[]")
        )

    with op.batch_alter_table("event_days", schema=None) as batch_op:
        batch_op.add_column(sa.Column("former", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("last_public", sa.JSON(), nullable=False, server_default="{}")
        )
        batch_op.add_column(sa.Column("former", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("calendar_mails", sa.Boolean(), nullable=False, server_default=sa.true())
        )

    with op.batch_alter_table("speakers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("calendar_mails", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("speakers", schema=None) as batch_op:
        batch_op.drop_column("calendar_mails")

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_column("calendar_mails")

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("former")
        batch_op.drop_column("last_public")
        batch_op.drop_column("withdrawn")

    with op.batch_alter_table("event_days", schema=None) as batch_op:
        batch_op.drop_column("former")

    with op.batch_alter_table("agenda_terms", schema=None) as batch_op:
        batch_op.drop_column("frame_hosts")

    with op.batch_alter_table("agenda_sessions", schema=None) as batch_op:
        batch_op.drop_column("ways_set")

    with op.batch_alter_table("source_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_keys_import_id"))

    op.drop_table("source_keys")
    op.drop_table("programme_import_files")
    with op.batch_alter_table("session_invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_invitations_event_id"))

    op.drop_table("session_invitations")
    op.drop_table("programme_imports")
    with op.batch_alter_table("personal_feeds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_feeds_person_id"))

    op.drop_table("personal_feeds")
    with op.batch_alter_table("kept_archives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_archives_expires"))
        batch_op.drop_index(batch_op.f("ix_kept_archives_event_id"))

    op.drop_table("kept_archives")
    op.drop_table("calendar_turns")
    with op.batch_alter_table("mailed_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailed_entries_scope"))

    op.drop_table("mailed_entries")
