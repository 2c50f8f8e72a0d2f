"""What the audit trail says of people, organisations and signing in."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense."""

    LINK_ASKED = "sign_in.link_asked"
    LINK_OPENED = "sign_in.link_opened"
    SIGNED_IN = "sign_in.signed_in"
    SIGNED_OUT_EVERYWHERE = "sign_in.signed_out_everywhere"
    PASSWORD_SET = "sign_in.password_set"  # noqa: S105  # a verb
    PASSWORD_REMOVED = "sign_in.password_removed"  # noqa: S105  # a verb
    APP_STARTED = "second.app_started"
    APP_ADDED = "second.app_added"
    APP_REMOVED = "second.app_removed"
    PASSKEY_ADDED = "second.passkey_added"
    PASSKEY_REMOVED = "second.passkey_removed"
    CODES_RENEWED = "second.codes_renewed"
    SECOND_SHOWN = "second.shown"
    SECOND_RESET = "second.reset"
    USER_MADE = "user.made"
    STAFF_MADE = "user.made_staff"
    PERSON_CREATED = "person.created"
    PERSON_CHANGED = "person.changed"
    PERSON_ERASED = "person.erased"
    ORGANISATION_CREATED = "organisation.created"
    ORGANISATION_CHANGED = "organisation.changed"
    ORGANISATION_PROPOSED = "organisation.proposed"
    ORGANISATION_ACCEPTED = "organisation.accepted"
    ORGANISATION_REFUSED = "organisation.refused"
    ORGANISATION_RETIRED = "organisation.retired"
    ORGANISATION_RESTORED = "organisation.restored"
    ORGANISATION_MERGED = "organisation.merged"
    DIRECTORY_IMPORTED = "organisation.directory_imported"
    FOCAL_POINT_ADDED = "organisation.focal_point_added"
    FOCAL_POINT_REMOVED = "organisation.focal_point_removed"
