"""What the database knows of calls, the teams that answer them and what they hand in."""

from eventsite.calls.models.call import (
    ENTRY_KIND_LABELS,
    KIND_LABELS,
    SAYS_IDEA,
    Call,
    CallKind,
    CallTheme,
    EntryKind,
)
from eventsite.calls.models.submission import STATE_LABELS, State, Submission, SubmissionFile
from eventsite.calls.models.team import Team, TeamInvite, TeamMembership

__all__ = [
    "ENTRY_KIND_LABELS",
    "KIND_LABELS",
    "SAYS_IDEA",
    "STATE_LABELS",
    "Call",
    "CallKind",
    "CallTheme",
    "EntryKind",
    "State",
    "Submission",
    "SubmissionFile",
    "Team",
    "TeamInvite",
    "TeamMembership",
]
