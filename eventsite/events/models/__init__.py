"""What the database knows of series, events, their parts and their teams."""

from eventsite.events.models.event import (
    SAYS_AGENDA,
    CoOrganizer,
    Event,
    EventDay,
    EventDocument,
    EventKind,
    EventState,
    JoinWay,
    JoinWayKind,
    KeyDeadline,
    Mode,
)
from eventsite.events.models.retention import RetentionChoice, RetentionRun
from eventsite.events.models.series import Initiative, Series
from eventsite.events.models.team import Duty, TeamInvitation, TeamMember
from eventsite.events.models.translations import Translation

__all__ = [
    "SAYS_AGENDA",
    "CoOrganizer",
    "Duty",
    "Event",
    "EventDay",
    "EventDocument",
    "EventKind",
    "EventState",
    "Initiative",
    "JoinWay",
    "JoinWayKind",
    "KeyDeadline",
    "Mode",
    "RetentionChoice",
    "RetentionRun",
    "Series",
    "TeamInvitation",
    "TeamMember",
    "Translation",
]
