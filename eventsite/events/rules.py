"""Who may make events, what a team must keep, and which names and pictures are taken."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.events.models import Duty, TeamInvitation, TeamMember

#: An uploaded cover, in bytes: a public page stays light.
MOST_COVER = 300 * 1024
MOST_DOCUMENT = 20 * 1024 * 1024
INVITATION_LASTS = timedelta(days=14)
DEADLINE_KINDS = {
    "registration": N_("Registration closes"),
    "interpretation": N_("Requests for interpretation"),
    "captions": N_("Requests for captions and sign language"),
    "fellowship": N_("Fellowship requests"),
    "visa": N_("Requests for visa support"),
    "call": N_("Entries to the call"),
    "other": N_("Another deadline"),
}
#: Kinds that follow from terms elsewhere, where alone they are set: kind to that page's endpoint.
DEADLINES_ELSEWHERE = {"registration": "registration.terms", "call": "calls.event_calls"}
SECTORS = ("ITU-T", "ITU-R", "ITU-D")


class Reason(StrEnum):
    """Why something about an event is refused."""

    NOT_YOURS = N_("Choose a series in which you own an event, or ask the platform's staff.")
    SLUG_TAKEN = N_("Another one has this address. Choose another.")
    SLUG_SHAPE = N_("Use small letters, digits and hyphens, like forum-2027.")
    SLUG_FIXED = N_("The address stays as it is, because the event has been public.")
    TITLE = N_("Enter a title in at least one language.")
    HUE = N_("Choose one of the six colours.")
    DEADLINE_TWICE = N_("There is a deadline of this kind already. Give this one a short name.")
    DEADLINE_SHAPE = N_("Choose one of the kinds in the list.")
    ONE_SOURCE = N_("Choose a file or enter a web address, not both.")
    DESCRIBE = N_("Describe the picture in words, for people who do not see it.")
    LAST_OWNER = N_("An event keeps at least one owner. Make somebody else an owner first.")
    MEMBER_ALREADY = N_("This person is in the team already. Change their duties instead.")
    NO_DUTY = N_("Choose at least one duty.")
    INVITATION_GONE = N_("This invitation was used or is too old. Ask the team for a new one.")
    CO_ORGANIZER_NAME = N_("Choose an organisation of the directory or enter a name.")
    NOTE = N_("Say in at least one language why the event is cancelled.")


def may_create(is_staff: bool, series_id: int | None, owned: Collection[int]) -> bool:
    """Staff anywhere; others where they own an event of the same series (`owned` series)."""
    return is_staff or (series_id is not None and series_id in owned)


def duties_of(chosen: Iterable[str]) -> list[str]:
    """Known duties in the order of their list, each once."""
    wanted = set(chosen)
    return [duty.value for duty in Duty if duty.value in wanted]


def is_owner(member: TeamMember) -> bool:
    """Whether the member may do everything in the event."""
    return Duty.OWNER in member.duties


def is_last_owner(member: TeamMember, members: Iterable[TeamMember]) -> bool:
    """Whether the team would have no owner without this member."""
    return is_owner(member) and sum(is_owner(each) for each in members) == 1


def can_accept(invitation: TeamInvitation, now: datetime) -> bool:
    """Whether an invitation can still be taken up."""
    return invitation.accepted is None and now < invitation.expires
