"""Reach people and meet them: messages, reminders, badges, certificates, imports, translations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "badge_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
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
        batch_op.create_index(batch_op.f("ix_badge_files_created"), ["created"], unique=False)
        batch_op.create_index(batch_op.f("ix_badge_files_event_id"), ["event_id"], unique=False)

    op.create_table(
        "certificate_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_certificate_terms_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_terms")),
        sa.UniqueConstraint("event_id", name=op.f("uq_certificate_terms_event_id")),
    )
    op.create_table(
        "mail_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "hold",
                "confirmed",
                "waiting",
                "promoted",
                "changed",
                "cancelled",
                "offered",
                "passed",
                "pending",
                "approved",
                "refused",
                "given",
                "received",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_mail_words_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_words")),
        sa.UniqueConstraint("event_id", "kind", name=op.f("uq_mail_words_event_id_kind")),
    )
    op.create_table(
        "message_stops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_message_stops_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_message_stops_person_id_persons"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_stops")),
        sa.UniqueConstraint(
            "event_id", "person_id", name=op.f("uq_message_stops_event_id_person_id")
        ),
    )
    with op.batch_alter_table("message_stops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_stops_person_id"), ["person_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=2000), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("concerns_all", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "sending",
                "sent",
                name="message_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_messages_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("code", name=op.f("uq_messages_code")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_state"), ["state"], unique=False)

    op.create_table(
        "registrant_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
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
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_registrant_imports_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrant_imports")),
    )
    with op.batch_alter_table("registrant_imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registrant_imports_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=2000), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("concerns_all", sa.Boolean(), nullable=False),
        sa.Column(
            "anchor",
            sa.Enum(
                "start",
                "end",
                "deadline",
                name="anchor",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("deadline", sa.String(length=80), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_reminders_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("code", name=op.f("uq_reminders_code")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_event_id"), ["event_id"], unique=False)

    op.create_table(
        "retention_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_retention_runs_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
    )
    with op.batch_alter_table("retention_runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_retention_runs_event_id_at"), ["event_id", "at"], unique=False
        )

    op.create_table(
        "translations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("source_mark", sa.String(length=32), nullable=False),
        sa.Column("said_mark", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_translations_event_id_events"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
        sa.UniqueConstraint(
            "event_id", "lang", "key", name=op.f("uq_translations_event_id_lang_key")
        ),
    )
    op.create_table(
        "registration_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=4000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_registration_views_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_registration_views_user_id_users"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_views")),
        sa.UniqueConstraint(
            "event_id", "user_id", "name", name=op.f("uq_registration_views_event_id_user_id_name")
        ),
    )
    with op.batch_alter_table("registration_views", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_views_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_views_user_id"), ["user_id"], unique=False
        )

    op.create_table(
        "badge_prints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_badge_prints_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_badge_prints_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_prints")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_badge_prints_registration_id")),
    )
    with op.batch_alter_table("badge_prints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_prints_event_id"), ["event_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("latin", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("signature_file_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("issued", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blanked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_certificates_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_certificates_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signature_file_id"],
            ["files.id"],
            name=op.f("fk_certificates_signature_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("event_id", "serial", name=op.f("uq_certificates_event_id_serial")),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificates_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            "uq_certificates_valid",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        )

    op.create_table(
        "desk_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "counted",
                "again",
                "taken-back",
                "refused",
                "unknown",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_desk_reports_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_desk_reports_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_reports")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_desk_reports_event_id_key")),
    )
    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_reports_registration_id_day"),
            ["registration_id", "day"],
            unique=False,
        )

    op.create_table(
        "message_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "skipped",
            sa.Enum(
                "",
                "stopped",
                "no-address",
                name="skipped",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outbox_mails.id"],
            name=op.f("fk_message_recipients_mail_id_outbox_mails"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_recipients_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_message_recipients_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_recipients")),
        sa.UniqueConstraint(
            "message_id",
            "registration_id",
            name=op.f("uq_message_recipients_message_id_registration_id"),
        ),
    )
    with op.batch_alter_table("message_recipients", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_recipients_mail_id"), ["mail_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_message_recipients_message_id"), ["message_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_message_recipients_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "registrants_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_registrants_apart_order")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_registrants_apart_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["registrations.id"],
            name=op.f("fk_registrants_apart_first_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["registrations.id"],
            name=op.f("fk_registrants_apart_second_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrants_apart")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_registrants_apart_first_id_second_id")
        ),
    )
    with op.batch_alter_table("registrants_apart", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registrants_apart_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registrants_apart_second_id"), ["second_id"], unique=False
        )

    op.create_table(
        "reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_reminded_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["reminders.id"],
            name=op.f("fk_reminded_reminder_id_reminders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
        sa.UniqueConstraint(
            "reminder_id",
            "registration_id",
            "day",
            name=op.f("uq_reminded_reminder_id_registration_id_day"),
        ),
    )
    with op.batch_alter_table("reminded", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reminded_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reminded_reminder_id"), ["reminder_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("reminded", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminded_reminder_id"))
        batch_op.drop_index(batch_op.f("ix_reminded_registration_id"))

    op.drop_table("reminded")
    with op.batch_alter_table("registrants_apart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registrants_apart_second_id"))
        batch_op.drop_index(batch_op.f("ix_registrants_apart_event_id"))

    op.drop_table("registrants_apart")
    with op.batch_alter_table("message_recipients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_recipients_registration_id"))
        batch_op.drop_index(batch_op.f("ix_message_recipients_message_id"))
        batch_op.drop_index(batch_op.f("ix_message_recipients_mail_id"))

    op.drop_table("message_recipients")
    with op.batch_alter_table("desk_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_reports_registration_id_day"))

    op.drop_table("desk_reports")
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificates_valid",
            sqlite_where=sa.text("withdrawn IS NULL"),
            postgresql_where=sa.text("withdrawn IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_registration_id"))

    op.drop_table("certificates")
    with op.batch_alter_table("badge_prints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_prints_event_id"))

    op.drop_table("badge_prints")
    with op.batch_alter_table("registration_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_views_user_id"))
        batch_op.drop_index(batch_op.f("ix_registration_views_event_id"))

    op.drop_table("registration_views")
    op.drop_table("translations")
    with op.batch_alter_table("retention_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retention_runs_event_id_at"))

    op.drop_table("retention_runs")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminders_event_id"))

    op.drop_table("reminders")
    with op.batch_alter_table("registrant_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registrant_imports_event_id"))

    op.drop_table("registrant_imports")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_state"))
        batch_op.drop_index(batch_op.f("ix_messages_event_id"))

    op.drop_table("messages")
    with op.batch_alter_table("message_stops", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_stops_person_id"))

    op.drop_table("message_stops")
    op.drop_table("mail_words")
    op.drop_table("certificate_terms")
    with op.batch_alter_table("badge_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_badge_files_event_id"))
        batch_op.drop_index(batch_op.f("ix_badge_files_created"))

    op.drop_table("badge_files")
