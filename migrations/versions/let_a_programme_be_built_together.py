"""Let a programme be built together."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


OLD_KINDS = (
    "plenary", "panel", "keynote", "talk", "workshop", "break", "ceremony", "networking", "other",
)  # fmt: skip
NEW_KINDS = (*OLD_KINDS, "blocker")


def _kinds(kinds: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_agenda_sessions_session_kind")
    with op.batch_alter_table("agenda_sessions", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, _kinds(kinds))


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "agenda_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_agenda_steps_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_steps")),
    )
    with op.batch_alter_table("agenda_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agenda_steps_event_id_actor_id"),
            ["event_id", "actor", "id"],
            unique=False,
        )

    op.create_table(
        "agenda_terms",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("change_minutes", sa.Integer(), nullable=False),
        sa.Column("women_target", sa.Integer(), nullable=False),
        sa.Column("interpreters", sa.Integer(), nullable=False),
        sa.Column("turn_minutes", sa.Integer(), nullable=False),
        sa.Column("slides_due", sa.Date(), nullable=True),
        sa.Column("answers_due", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_agenda_terms_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_agenda_terms")),
    )
    op.create_table(
        "agendas",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_agendas_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_agendas")),
    )
    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("tracks", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_followers_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("event_id", "email", name=op.f("uq_followers_event_id_email")),
    )
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followers_email"), ["email"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "working",
                "ready",
                "accepted",
                "discarded",
                "failed",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_proposals_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_event_id"), ["event_id"], unique=False)

    op.create_table(
        "speaker_balances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "gender",
            sa.Enum(
                "woman",
                "man",
                "another",
                "not-said",
                name="gender",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("gender_term", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_speaker_balances_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_balances")),
        sa.UniqueConstraint("key", name=op.f("uq_speaker_balances_key")),
    )
    with op.batch_alter_table("speaker_balances", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_speaker_balances_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "digest_mails",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_digest_mails_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", "key", name=op.f("pk_digest_mails")),
    )
    op.create_table(
        "rehearsal_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("passed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_rehearsal_slots_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speakers.id"],
            name=op.f("fk_rehearsal_slots_speaker_id_speakers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal_slots")),
        sa.UniqueConstraint("speaker_id", name=op.f("uq_rehearsal_slots_speaker_id")),
    )
    with op.batch_alter_table("rehearsal_slots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rehearsal_slots_event_id"), ["event_id"], unique=False)

    op.create_table(
        "release_digests",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "sent",
                "taken-back",
                name="digest_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_digests_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_digests")),
    )
    with op.batch_alter_table("release_digests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_digests_due"), ["due"], unique=False)

    op.create_table(
        "rule_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_rule_overrides_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_rule_overrides_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_overrides")),
    )
    with op.batch_alter_table("rule_overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_overrides_event_id"), ["event_id"], unique=False)

    op.create_table(
        "speaker_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speakers.id"],
            name=op.f("fk_speaker_reminders_speaker_id_speakers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_reminders")),
        sa.UniqueConstraint(
            "speaker_id",
            "kind",
            "due",
            "days_before",
            name=op.f("uq_speaker_reminders_speaker_id_kind_due_days_before"),
        ),
    )
    op.create_table(
        "track_editors",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["tracks.id"],
            name=op.f("fk_track_editors_track_id_tracks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_track_editors_user_id_users"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("track_id", "user_id", name=op.f("pk_track_editors")),
    )
    with op.batch_alter_table("track_editors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_track_editors_user_id"), ["user_id"], unique=False)

    op.create_table(
        "live_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "late",
                "room",
                "cancelled",
                "absent",
                name="live_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_live_changes_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_live_changes_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_live_changes_session_id_agenda_sessions"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_changes")),
    )
    with op.batch_alter_table("live_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_live_changes_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_live_changes_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_join_ways",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "platform",
                "virtual-world",
                "audio",
                "telephone",
                "captions",
                "slides",
                "test",
                "help",
                name="join_way_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("kbits", sa.Integer(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_join_ways_session_id_agenda_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_join_ways")),
    )
    with op.batch_alter_table("session_join_ways", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_join_ways_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_materials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "slides",
                "document",
                "video",
                "link",
                name="material_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column(
            "publish",
            sa.Enum(
                "before",
                "at-start",
                "after",
                "never",
                name="publish",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_materials_session_id_agenda_sessions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speakers.id"],
            name=op.f("fk_session_materials_speaker_id_speakers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_materials")),
        sa.UniqueConstraint("code", name=op.f("uq_session_materials_code")),
    )
    with op.batch_alter_table("session_materials", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_materials_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_materials_speaker_id"), ["speaker_id"], unique=False
        )

    op.create_table(
        "session_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interpretation",
                "captions",
                "sign-language",
                "recording",
                "platform",
                "room-setup",
                name="supply_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "approved",
                "booked",
                "delivered",
                "confirmed",
                "declined",
                name="supply_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("supplier", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("planned_cost", sa.Integer(), nullable=True),
        sa.Column("actual_cost", sa.Integer(), nullable=True),
        sa.Column("in_kind", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_services_session_id_agenda_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_services")),
    )
    with op.batch_alter_table("session_services", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_services_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_stars",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_session_stars_person_id_persons"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["agenda_sessions.id"],
            name=op.f("fk_session_stars_session_id_agenda_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "session_id", name=op.f("pk_session_stars")),
    )
    with op.batch_alter_table("session_stars", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_stars_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "material_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) <> (url = '')", name=op.f("ck_material_versions_file_or_url")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
            name=op.f("fk_material_versions_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["material_id"],
            ["session_materials.id"],
            name=op.f("fk_material_versions_material_id_session_materials"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_versions")),
        sa.UniqueConstraint(
            "material_id", "number", name=op.f("uq_material_versions_material_id_number")
        ),
    )
    op.create_table(
        "part_presenters",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["session_parts.id"],
            name=op.f("fk_part_presenters_part_id_session_parts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["speakers.id"],
            name=op.f("fk_part_presenters_speaker_id_speakers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("part_id", "speaker_id", name=op.f("pk_part_presenters")),
    )
    with op.batch_alter_table("part_presenters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_part_presenters_speaker_id"), ["speaker_id"], unique=False
        )

    with op.batch_alter_table("agenda_sessions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_locked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("late", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("clauses", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("sdgs", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("study_groups", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("work_items", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("recording", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("transcript", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("outcome", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )

    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_live", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("takes_back", sa.Integer(), nullable=True))

    with op.batch_alter_table("session_speakers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_absent", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("speakers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("lang", sa.String(length=8), nullable=False, server_default="en")
        )
        batch_op.add_column(
            sa.Column(
                "answer",
                sa.Enum(
                    "open",
                    "invited",
                    "confirmed",
                    "declined",
                    name="answer",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="open",
            )
        )
        batch_op.add_column(
            sa.Column("answer_note", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("invited", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("generation", sa.Integer(), nullable=False, server_default="1")
        )
        batch_op.add_column(
            sa.Column(
                "presence",
                sa.Enum(
                    "open",
                    "in-person",
                    "remote",
                    name="presence",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="open",
            )
        )
        batch_op.add_column(
            sa.Column("phone", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("needs", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("consented", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("consent_version", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("consent_asked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("without_slides", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("availability_given", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("precedence", sa.Integer(), nullable=False, server_default="0")
        )
    _allow_kinds(NEW_KINDS)


def downgrade() -> None:
    """Take it back; blockers become sessions of another kind, with all else they have."""
    op.execute("UPDATE agenda_sessions SET kind = 'other' WHERE kind = 'blocker'")
    _allow_kinds(OLD_KINDS)
    with op.batch_alter_table("speakers", schema=None) as batch_op:
        # SQLite keeps a check of a column that is gone, unless told.
        batch_op.drop_constraint(op.f("ck_speakers_answer"), type_="check")
        batch_op.drop_constraint(op.f("ck_speakers_presence"), type_="check")
        batch_op.drop_column("precedence")
        batch_op.drop_column("availability_given")
        batch_op.drop_column("without_slides")
        batch_op.drop_column("consent_asked")
        batch_op.drop_column("consent_version")
        batch_op.drop_column("consented")
        batch_op.drop_column("needs")
        batch_op.drop_column("phone")
        batch_op.drop_column("presence")
        batch_op.drop_column("generation")
        batch_op.drop_column("answered")
        batch_op.drop_column("invited")
        batch_op.drop_column("answer_note")
        batch_op.drop_column("answer")
        batch_op.drop_column("lang")
        batch_op.drop_column("email")

    with op.batch_alter_table("session_speakers", schema=None) as batch_op:
        batch_op.drop_column("is_absent")

    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_column("takes_back")
        batch_op.drop_column("is_live")

    with op.batch_alter_table("agenda_sessions", schema=None) as batch_op:
        batch_op.drop_column("outcome")
        batch_op.drop_column("transcript")
        batch_op.drop_column("recording")
        batch_op.drop_column("work_items")
        batch_op.drop_column("study_groups")
        batch_op.drop_column("sdgs")
        batch_op.drop_column("clauses")
        batch_op.drop_column("late")
        batch_op.drop_column("is_locked")

    with op.batch_alter_table("part_presenters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_part_presenters_speaker_id"))

    op.drop_table("part_presenters")
    op.drop_table("material_versions")
    with op.batch_alter_table("session_stars", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_stars_session_id"))

    op.drop_table("session_stars")
    with op.batch_alter_table("session_services", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_services_session_id"))

    op.drop_table("session_services")
    with op.batch_alter_table("session_materials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_materials_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_session_materials_session_id"))

    op.drop_table("session_materials")
    with op.batch_alter_table("session_join_ways", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_join_ways_session_id"))

    op.drop_table("session_join_ways")
    with op.batch_alter_table("live_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_live_changes_session_id"))
        batch_op.drop_index(batch_op.f("ix_live_changes_event_id"))

    op.drop_table("live_changes")
    with op.batch_alter_table("track_editors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_editors_user_id"))

    op.drop_table("track_editors")
    op.drop_table("speaker_reminders")
    with op.batch_alter_table("rule_overrides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_overrides_event_id"))

    op.drop_table("rule_overrides")
    with op.batch_alter_table("release_digests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_digests_due"))

    op.drop_table("release_digests")
    with op.batch_alter_table("rehearsal_slots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rehearsal_slots_event_id"))

    op.drop_table("rehearsal_slots")
    op.drop_table("digest_mails")
    with op.batch_alter_table("speaker_balances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_balances_event_id"))

    op.drop_table("speaker_balances")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_event_id"))

    op.drop_table("proposals")
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followers_email"))

    op.drop_table("followers")
    op.drop_table("agendas")
    op.drop_table("agenda_terms")
    with op.batch_alter_table("agenda_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_steps_event_id_actor_id"))

    op.drop_table("agenda_steps")
