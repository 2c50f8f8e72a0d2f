"""Let people register: questions, places, approval, letters, the desk, second steps of sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


OLD_STATES = ("held", "confirmed", "waiting", "cancelled", "expired")
NEW_STATES = (*OLD_STATES, "offered", "pending", "refused")
#: Checks of the terms of registration, beside those of their columns.
CHECKS = {
    "ck_registration_terms_offer_hours": "offer_hours BETWEEN 1 AND 336",
    "ck_registration_terms_taken_not_negative": "taken_total >= 0",
    "ck_registration_terms_taken_within_capacity": (
        "capacity_total IS NULL OR taken_total <= capacity_total"
    ),
}
#: Which places were taken and which texts were agreed to, as the new tables say it.
COUNT_TAKEN = """
    UPDATE registration_terms SET taken_total = (
        SELECT COUNT(*) FROM registrations
        WHERE registrations.event_id = registration_terms.event_id
        AND registrations.state IN ('held', 'confirmed')
    )
"""
CONSENTS = """
    INSERT INTO consents (registration_id, kind, text_version, lang, given)
    SELECT id, {kind}, consent_version, consent_lang, consented FROM registrations {which}
"""


def _allow_states(states: tuple[str, ...]) -> None:
    name = op.f("ck_registrations_state")
    allowed = f"state IN ({', '.join(repr(state) for state in states)})"
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, allowed)


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "invitation_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("opens_form", sa.Boolean(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "most_uses IS NULL OR used <= most_uses",
            name=op.f("ck_invitation_codes_used_within_uses"),
        ),
        sa.CheckConstraint("used >= 0", name=op.f("ck_invitation_codes_used_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_invitation_codes_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_invitation_codes_code")),
    )
    with op.batch_alter_table("invitation_codes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_codes_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "letter_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_letter_batches_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["files.id"],
            name=op.f("fk_letter_batches_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batches")),
        sa.UniqueConstraint("task_id", name=op.f("uq_letter_batches_task_id")),
    )
    with op.batch_alter_table("letter_batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_batches_created"), ["created"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_batches_event_id"), ["event_id"], unique=False)

    op.create_table(
        "letter_serials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "circular",
                "invitation",
                "confirmation",
                "visa",
                "thanks",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_letter_serials_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_serials")),
        sa.UniqueConstraint("event_id", "kind", name=op.f("uq_letter_serials_event_id_kind")),
    )
    op.create_table(
        "letter_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("sender", sa.JSON(), nullable=False),
        sa.Column("signatory", sa.String(length=200), nullable=False),
        sa.Column("signatory_title", sa.JSON(), nullable=False),
        sa.Column("signature_file_id", sa.Integer(), nullable=True),
        sa.Column("visa_days", sa.Integer(), nullable=False),
        sa.Column("visa_issue_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_letter_settings_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signature_file_id"],
            ["files.id"],
            name=op.f("fk_letter_settings_signature_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_settings")),
        sa.UniqueConstraint("event_id", name=op.f("uq_letter_settings_event_id")),
    )
    op.create_table(
        "letter_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "circular",
                "invitation",
                "confirmation",
                "visa",
                "thanks",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_letter_texts_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_texts")),
        sa.UniqueConstraint("event_id", "kind", name=op.f("uq_letter_texts_event_id_kind")),
    )
    op.create_table(
        "place_reserves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "in-person",
                "online",
                name="place_mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_place_reserves_places")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_place_reserves_taken_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_place_reserves_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_reserves")),
    )
    with op.batch_alter_table("place_reserves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_reserves_event_id"), ["event_id"], unique=False)

    op.create_table(
        "questionnaires",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_questionnaires_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaires")),
        sa.UniqueConstraint("event_id", "purpose", name=op.f("uq_questionnaires_event_id_purpose")),
    )
    op.create_table(
        "registration_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("opens", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_registration_windows_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_windows")),
        sa.UniqueConstraint(
            "event_id", "group", name=op.f("uq_registration_windows_event_id_group")
        ),
    )
    with op.batch_alter_table("registration_windows", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_windows_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "tracked_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("retired", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_tracked_links_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracked_links")),
        sa.UniqueConstraint("code", name=op.f("uq_tracked_links_code")),
    )
    with op.batch_alter_table("tracked_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracked_links_event_id"), ["event_id"], unique=False)

    op.create_table(
        "answer_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaires.id"],
            name=op.f("fk_answer_sets_questionnaire_id_questionnaires"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sets")),
    )
    with op.batch_alter_table("answer_sets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_sets_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "authenticators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_authenticators_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticators")),
        sa.UniqueConstraint("user_id", name=op.f("uq_authenticators_user_id")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_passkeys_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkeys_user_id"), ["user_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "short-text",
                "long-text",
                "choice",
                "choices",
                "number",
                "date",
                "country",
                "file",
                "consent",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("longest", sa.Integer(), nullable=True),
        sa.Column("least", sa.Double(), nullable=True),
        sa.Column("most", sa.Double(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("fewest_choices", sa.Integer(), nullable=True),
        sa.Column("most_choices", sa.Integer(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("file_kinds", sa.JSON(), nullable=False),
        sa.Column("file_mb", sa.Integer(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("shown_when", sa.JSON(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decimals BETWEEN 0 AND 4", name=op.f("ck_questions_decimals")),
        sa.CheckConstraint("longest IS NULL OR longest >= 1", name=op.f("ck_questions_longest")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaires.id"],
            name=op.f("fk_questions_questionnaire_id_questionnaires"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint(
            "questionnaire_id", "code", name=op.f("uq_questions_questionnaire_id_code")
        ),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_recovery_codes_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint(
            "user_id", "code_hash", name=op.f("uq_recovery_codes_user_id_code_hash")
        ),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_set_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_set_id"],
            ["answer_sets.id"],
            name=op.f("fk_answers_answer_set_id_answer_sets"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_answers_file_id_files"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_answers_question_id_questions"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "answer_set_id", "question_id", name=op.f("uq_answers_answer_set_id_question_id")
        ),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answers_question_id"), ["question_id"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "qr", "typed", name="source", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("has_badge", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_check_ins_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_check_ins_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_ins_event_id_day"), ["event_id", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_check_ins_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(
            "uq_check_ins_live",
            ["registration_id", "day"],
            unique=True,
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        )

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "data",
                "conduct",
                "listed",
                name="consent_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_consents_registration_id_registrations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consents_registration_id_kind"),
            ["registration_id", "kind"],
            unique=False,
        )

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "circular",
                "invitation",
                "confirmation",
                "visa",
                "thanks",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("addressee", sa.JSON(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("shown_name", sa.String(length=240), nullable=False),
        sa.Column("signature_file_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("issued", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blanked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_letters_event_id_events"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_letters_organisation_id_organisations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_letters_person_id_persons"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_letters_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["letters.id"],
            name=op.f("fk_letters_replaces_id_letters"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signature_file_id"],
            ["files.id"],
            name=op.f("fk_letters_signature_file_id_files"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("code", name=op.f("uq_letters_code")),
        sa.UniqueConstraint(
            "event_id", "kind", "serial", name=op.f("uq_letters_event_id_kind_serial")
        ),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_letters_event_id_number")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letters_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letters_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_letters_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letters_replaces_id"), ["replaces_id"], unique=False)

    op.create_table(
        "sealed_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letters.id"],
            name=op.f("fk_sealed_letters_letter_id_letters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_letters")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_sealed_letters_letter_id")),
    )
    op.create_table(
        "visa_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "complete",
                "issued",
                "granted",
                "refused",
                "too-late",
                name="visa_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("missing", sa.String(length=500), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letters.id"],
            name=op.f("fk_visa_requests_letter_id_letters"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_visa_requests_registration_id_registrations"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visa_requests")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_visa_requests_letter_id")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_visa_requests_registration_id")),
    )
    with op.batch_alter_table("visa_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visa_requests_state"), ["state"], unique=False)

    with op.batch_alter_table("focal_points", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("generation", sa.Integer(), server_default="1", nullable=False)
        )

    with op.batch_alter_table("registration_terms", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "admission",
                sa.Enum(
                    "open",
                    "invitation",
                    "focal-point",
                    name="admission",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="open",
            )
        )
        batch_op.add_column(sa.Column("remind_after_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("escalate_after_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("capacity_total", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("taken_total", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("most_per_organisation", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("most_per_country", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "waiting_order",
                sa.Enum(
                    "time",
                    "groups",
                    name="waiting_order",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="time",
            )
        )
        batch_op.add_column(
            sa.Column("waiting_groups", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(
            sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="48")
        )

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("spoken_langs", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("approved", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("decided_by", sa.String(length=80), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("refusal_note", sa.String(length=500), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("approval_asked", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("approval_reminded", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("approval_escalated", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("reserve_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("link_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("answer_set_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("registered_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_registrations_answer_set_id"), ["answer_set_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registrations_event_id_country_state"),
            ["event_id", "country", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_registrations_event_id_organisation_id_state"),
            ["event_id", "organisation_id", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_registrations_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_registrations_link_id"), ["link_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registrations_offered_until"), ["offered_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registrations_registered_by_id"), ["registered_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registrations_reserve_id"), ["reserve_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_reserve_id_place_reserves"),
            "place_reserves",
            ["reserve_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_registered_by_id_persons"),
            "persons",
            ["registered_by_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_answer_set_id_answer_sets"),
            "answer_sets",
            ["answer_set_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_link_id_tracked_links"),
            "tracked_links",
            ["link_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_registrations_invitation_id_invitation_codes"),
            "invitation_codes",
            ["invitation_id"],
            ["id"],
            ondelete="RESTRICT",
        )
    with op.batch_alter_table("registration_terms", schema=None) as batch_op:
        for name, check in CHECKS.items():
            batch_op.create_check_constraint(op.f(name), check)
    _allow_states(NEW_STATES)
    op.execute(COUNT_TAKEN)
    op.execute(CONSENTS.format(kind="'data'", which=""))
    op.execute(CONSENTS.format(kind="'conduct'", which=""))
    op.execute(CONSENTS.format(kind="'listed'", which="WHERE publish_in_list"))


def downgrade() -> None:
    """Take it back; who was offered a place or waited for approval is on the waiting list again."""
    op.execute(
        "UPDATE registrations SET state = 'waiting', waiting_since = created"
        " WHERE state IN ('offered', 'pending')"
    )
    op.execute("UPDATE registrations SET state = 'cancelled' WHERE state = 'refused'")
    _allow_states(OLD_STATES)
    with op.batch_alter_table("registration_terms", schema=None) as batch_op:
        # SQLite keeps a check of a column that is gone, unless told.
        for name in (*CHECKS, "ck_registration_terms_admission"):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.drop_constraint(op.f("ck_registration_terms_waiting_order"), type_="check")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_registrations_invitation_id_invitation_codes"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_registrations_link_id_tracked_links"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_registrations_answer_set_id_answer_sets"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_registrations_registered_by_id_persons"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_registrations_reserve_id_place_reserves"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_registrations_reserve_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_registered_by_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_offered_until"))
        batch_op.drop_index(batch_op.f("ix_registrations_link_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_registrations_event_id_organisation_id_state"))
        batch_op.drop_index(batch_op.f("ix_registrations_event_id_country_state"))
        batch_op.drop_index(batch_op.f("ix_registrations_answer_set_id"))
        batch_op.drop_column("registered_by_id")
        batch_op.drop_column("answer_set_id")
        batch_op.drop_column("link_id")
        batch_op.drop_column("invitation_id")
        batch_op.drop_column("reserve_id")
        batch_op.drop_column("approval_escalated")
        batch_op.drop_column("approval_reminded")
        batch_op.drop_column("approval_asked")
        batch_op.drop_column("refusal_note")
        batch_op.drop_column("decided_by")
        batch_op.drop_column("approved")
        batch_op.drop_column("offered_until")
        batch_op.drop_column("spoken_langs")

    with op.batch_alter_table("registration_terms", schema=None) as batch_op:
        batch_op.drop_column("offer_hours")
        batch_op.drop_column("waiting_groups")
        batch_op.drop_column("waiting_order")
        batch_op.drop_column("most_per_country")
        batch_op.drop_column("most_per_organisation")
        batch_op.drop_column("taken_total")
        batch_op.drop_column("capacity_total")
        batch_op.drop_column("escalate_after_days")
        batch_op.drop_column("remind_after_days")
        batch_op.drop_column("admission")

    with op.batch_alter_table("focal_points", schema=None) as batch_op:
        batch_op.drop_column("generation")

    with op.batch_alter_table("visa_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visa_requests_state"))

    op.drop_table("visa_requests")
    op.drop_table("sealed_letters")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letters_replaces_id"))
        batch_op.drop_index(batch_op.f("ix_letters_registration_id"))
        batch_op.drop_index(batch_op.f("ix_letters_person_id"))
        batch_op.drop_index(batch_op.f("ix_letters_organisation_id"))

    op.drop_table("letters")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_registration_id_kind"))

    op.drop_table("consents")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_check_ins_live",
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_check_ins_registration_id"))
        batch_op.drop_index(batch_op.f("ix_check_ins_event_id_day"))

    op.drop_table("check_ins")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_question_id"))
        batch_op.drop_index(batch_op.f("ix_answers_file_id"))

    op.drop_table("answers")
    op.drop_table("recovery_codes")
    op.drop_table("questions")
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkeys_user_id"))

    op.drop_table("passkeys")
    op.drop_table("authenticators")
    with op.batch_alter_table("answer_sets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_sets_questionnaire_id"))

    op.drop_table("answer_sets")
    with op.batch_alter_table("tracked_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracked_links_event_id"))

    op.drop_table("tracked_links")
    with op.batch_alter_table("registration_windows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_windows_event_id"))

    op.drop_table("registration_windows")
    op.drop_table("questionnaires")
    with op.batch_alter_table("place_reserves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_reserves_event_id"))

    op.drop_table("place_reserves")
    op.drop_table("letter_texts")
    op.drop_table("letter_settings")
    op.drop_table("letter_serials")
    with op.batch_alter_table("letter_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_batches_event_id"))
        batch_op.drop_index(batch_op.f("ix_letter_batches_created"))

    op.drop_table("letter_batches")
    with op.batch_alter_table("invitation_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_codes_event_id"))

    op.drop_table("invitation_codes")
