"""What the audit trail says of calls, teams and submissions."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense; a team's doings stand under its submission."""

    CALL_CREATED = "call.created"
    CALL_CHANGED = "call.changed"
    CALL_PUBLISHED = "call.published"
    CALL_UNPUBLISHED = "call.unpublished"
    STARTED = "submission.started"
    INVITED = "submission.member_invited"
    INVITE_WITHDRAWN = "submission.invite_withdrawn"
    JOINED = "submission.member_joined"
    LEFT = "submission.member_left"
    SAVED = "submission.saved"
    FILE_ADDED = "submission.file_added"
    FILE_REMOVED = "submission.file_removed"
    SUBMITTED = "submission.submitted"
    REOPENED = "submission.reopened"
    WITHDRAWN = "submission.withdrawn"
    ACCEPTED = "submission.accepted"
    DECLINED = "submission.declined"
    ERASED = "submission.member_erased"
