"""What the audit trail says of series, initiatives, events and their teams."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """What was done, in the past tense."""

    SERIES_CREATED = "series.created"
    SERIES_CHANGED = "series.changed"
    INITIATIVE_CREATED = "initiative.created"
    INITIATIVE_CHANGED = "initiative.changed"
    CREATED = "event.created"
    COPIED = "event.copied"
    CHANGED = "event.changed"
    DAYS_SET = "event.days_set"
    DEADLINE_SET = "event.deadline_set"
    DEADLINE_REMOVED = "event.deadline_removed"
    JOIN_WAYS_SET = "event.join_ways_set"
    CO_ORGANIZERS_SET = "event.co_organizers_set"
    DOCUMENT_ADDED = "event.document_added"
    DOCUMENT_REMOVED = "event.document_removed"
    COVER_SET = "event.cover_set"
    COVER_REMOVED = "event.cover_removed"
    PUBLISHED = "event.published"
    UNPUBLISHED = "event.unpublished"
    CANCELLED = "event.cancelled"
    ARCHIVED = "event.archived"
    TRANSLATED = "event.translated"
    RETENTION_SET = "event.retention_set"
    INVITED = "team.invited"
    INVITATION_WITHDRAWN = "team.invitation_withdrawn"
    JOINED = "team.joined"
    DUTIES_CHANGED = "team.duties_changed"
    MEMBER_REMOVED = "team.member_removed"


#: How the overview words a line of the trail; other features have a room `trail`.
LABELS = {
    Verb.CREATED: N_("Event created"),
    Verb.COPIED: N_("Event made as a copy of another"),
    Verb.CHANGED: N_("Settings changed"),
    Verb.DAYS_SET: N_("Dates changed"),
    Verb.DEADLINE_SET: N_("Key deadline set"),
    Verb.DEADLINE_REMOVED: N_("Key deadline removed"),
    Verb.JOIN_WAYS_SET: N_("Ways to join changed"),
    Verb.CO_ORGANIZERS_SET: N_("Co-organizers changed"),
    Verb.DOCUMENT_ADDED: N_("Document added"),
    Verb.DOCUMENT_REMOVED: N_("Document removed"),
    Verb.COVER_SET: N_("Cover picture changed"),
    Verb.COVER_REMOVED: N_("Cover picture removed"),
    Verb.PUBLISHED: N_("Event published"),
    Verb.UNPUBLISHED: N_("Event taken back to draft"),
    Verb.CANCELLED: N_("Event cancelled"),
    Verb.ARCHIVED: N_("Event archived"),
    Verb.TRANSLATED: N_("Translations changed"),
    Verb.RETENTION_SET: N_("How long data is kept: changed"),
    Verb.INVITED: N_("Team member invited"),
    Verb.INVITATION_WITHDRAWN: N_("Invitation withdrawn"),
    Verb.JOINED: N_("Team member joined"),
    Verb.DUTIES_CHANGED: N_("Duties changed"),
    Verb.MEMBER_REMOVED: N_("Team member removed"),
}
