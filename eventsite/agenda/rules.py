"""What may be done with a programme, as sentences for what may not."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from eventsite.agenda import times
from eventsite.core import zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState

#: Items inside one session.
MOST_PARTS = 60
#: People in one session.
MOST_SPEAKERS = 60
#: Sessions that are moved, locked or placed in one step.
MOST_AT_ONCE = 1000
#: Minutes of a session when its day's hours are not known.
MOST_MINUTES = 24 * 60


class Reason(StrEnum):
    """Why an action on a programme is refused."""

    ARCHIVED = N_("This event is archived. Its programme can be read, not changed.")
    NO_DAY = N_("Choose one of the event's days.")
    NO_DAYS = N_("The event has no days yet. Enter them in its settings, then place sessions.")
    STEP = N_("Choose a start in steps of five minutes, like 09:35.")
    NOT_THERE = N_(
        "This time does not exist: that night the clock goes from %(jumps_from)s to"
        " %(jumps_to)s. Choose a time before or after."
    )
    TWICE = N_("The clock shows this time twice that night. Choose the first or the second time.")
    TOO_SHORT = N_("Enter the length in minutes, at least 5 and in steps of 5.")
    TOO_LONG = N_("This is longer than the day, which has %(most)d minutes. Enter fewer minutes.")
    FOREIGN_ROOM = N_("Choose rooms of this event.")
    FOREIGN_TRACK = N_("Choose a track of this event.")
    FOREIGN_SPEAKER = N_("Choose speakers of this event.")
    SPEAKER_TWICE = N_("One person stands here twice in the same role. Choose another role.")
    TOO_MANY_PARTS = N_("Enter at most %(most)d items.")
    TOO_MANY_SPEAKERS = N_("Enter at most %(most)d people.")
    PARTS_TOO_LONG = N_(
        "The items take %(sum)d minutes together, but the session has %(minutes)d."
        " Shorten the items or make the session longer."
    )
    PART_TOO_SHORT = N_("Enter minutes of 0 or more for each item.")
    SHIFT_BY = N_("Enter by how many minutes, like 10 for later or -10 for earlier.")
    PLACED_NOWHERE = N_("This session is not on the grid.")
    LOCKED = N_("This session is locked. Unlock it first, then move it.")
    RELEASED = N_("This session was published before. Cancel it or withdraw it instead.")
    BLOCKER_RELEASED = N_(
        "This session was published before and cannot become a blocker. Withdraw it instead."
    )
    SPEAKER_RELEASED = N_(
        "This person was published before and stays in the list. Take them out of their sessions."
    )
    ROOM_USED = N_("Sessions take place in this room. Move them to another room first.")
    TRACK_USED = N_("Sessions belong to this track. Give them another track first.")
    SPEAKER_USED = N_("This person is in a session. Take them out of it first.")
    NAMELESS = N_("Enter a name, or a job title or organisation when the name is not known yet.")
    WHICH_ORGANISATION = N_("Choose the organisation here, or leave it as written.")
    NOBODY_SO = N_(
        "Nobody of this name uses the site with this address. Write both as the person does, or"
        " leave the address empty."
    )
    CHANGED_SINCE = N_(
        "The programme has changed since this preview. Read the changes again, then publish."
    )
    NEWER_SINCE = N_(
        "Another version was published meanwhile. Look at the versions again, then choose."
    )
    NOTHING_NEW = N_("Nothing has changed since the version that is published.")
    BREAKS_RULE = N_("The rules of this event do not allow this place: %(why)s")
    UNEXPLAINED = N_(
        "A rule that blocks publishing is broken. Mend it, or write why it is right this time."
    )
    NO_VERSION = N_("There is no such version of this programme.")
    MAILS_GONE = N_(
        "This version can no longer be taken back: ten minutes have passed and its mails go out."
        " Publish an earlier version again instead."
    )
    DOES_NOT_FIT = N_("“%(title)s” cannot go there, so nothing was moved. %(why)s")
    NOT_THAT_DAY = N_("It would leave its day. Choose another day for it instead.")
    BOTH_NOWHERE = N_("Neither session is on the grid. Place one of them first.")
    SWAP_ITSELF = N_("Choose another session to swap with.")
    NOTHING_CHOSEN = N_("Choose at least one session.")
    TOO_MANY_CHOSEN = N_("Choose at most %(most)d sessions at once.")
    THERE_AGAIN = N_("“%(title)s” is there again, so this cannot be done. Change it by hand.")
    GONE_SINCE = N_("“%(title)s” was deleted meanwhile, so this cannot be done.")
    SINCE_CHANGED = N_(
        "“%(title)s” has been changed since, so this cannot be done. Change it by hand."
    )
    SINCE_CHANGED_BY = N_(
        "%(name)s has changed “%(title)s” since, so this cannot be done. Change it by hand."
    )
    LOCKED_SINCE = N_("“%(title)s” is locked. Unlock it first.")
    UNDO_RELEASED = N_(
        "“%(title)s” was published meanwhile, so it is not deleted. Withdraw it instead."
    )
    UNDO_MATERIALS = N_(
        "“%(title)s” has materials or services by now, so it is not deleted. Delete it by hand."
    )
    PLACE_GONE = N_(
        "A room, a track or a person of “%(title)s” is no longer there, so this cannot be done."
    )
    ONLY_TRACK = N_(
        "You look after the track “%(tracks)s” only. Ask somebody who builds the whole programme."
    )
    ONLY_TRACKS = N_(
        "You look after the tracks %(tracks)s only. Ask somebody who builds the whole programme."
    )
    NO_TRACK = N_(
        "You look after no track yet. Ask somebody who builds the programme to give you one."
    )
    NO_EDITOR = N_("Choose members of the team who look after some tracks.")
    OTHER_TRACK = N_(
        "This is not among the tracks that you look after. Ask somebody who builds the programme."
    )
    NOTHING_TO_UNDO = N_("There is nothing of yours to undo in this programme.")
    NOTHING_TO_REDO = N_("There is nothing of yours to do again in this programme.")


def require_open(event: Event) -> None:
    """Refuse any change to an archived event's programme."""
    if event.state == EventState.ARCHIVED:
        raise Refused(Reason.ARCHIVED)


def require_few(number: int) -> None:
    """Refuse to change none, or more sessions at once than one step holds."""
    if not number:
        raise Refused(Reason.NOTHING_CHOSEN, "sessions")
    if number > MOST_AT_ONCE:
        raise Refused(Reason.TOO_MANY_CHOSEN, "sessions", most=MOST_AT_ONCE)


def why_bad_length(minutes: int, most: int = MOST_MINUTES) -> Reason | None:
    """Why a session cannot last so many minutes on a day of at most `most`."""
    if minutes < times.STEP or minutes % times.STEP:
        return Reason.TOO_SHORT
    return Reason.TOO_LONG if minutes > most else None


def require_length(minutes: int, day: times.Hours | None = None) -> None:
    """Refuse a length that is no length or more than the day has, beside the field `minutes`."""
    most = day.minutes if day is not None else MOST_MINUTES
    reason = why_bad_length(minutes, most)
    if reason is not None:
        facts = {"most": most} if reason == Reason.TOO_LONG else {}
        raise Refused(reason, "minutes", **facts)


def day_among(days: Sequence[times.Hours], day: date) -> times.Hours:
    """The hours of a day of the event; refuses another day."""
    if not days:
        raise Refused(Reason.NO_DAYS, "day")
    for hours in days:
        if hours.day == day:
            return hours
    raise Refused(Reason.NO_DAY, "day")


def wall_at(day: times.Hours, starts: time, zone: str, fold: int | None) -> tuple[datetime, int]:
    """The wall time and fold of a start on a day.

    Refuses a time off the steps, one that the clock skips, and one that it shows twice while
    `fold` does not say which (0 the first, 1 the second).
    """
    if not times.is_on_step(starts):
        raise Refused(Reason.STEP, "starts")
    wall = times.wall_of(day, starts)
    if zones.is_ambiguous(wall, zone):
        if fold is None:
            raise Refused(Reason.TWICE, "fold")
        return wall, fold
    try:
        zones.resolve(wall, zone)
    except zones.NonexistentTime as gap:
        raise Refused(
            Reason.NOT_THERE,
            "starts",
            jumps_from=f"{gap.jumps_from:%H:%M}",
            jumps_to=f"{gap.jumps_to:%H:%M}",
        ) from gap
    return wall, 0


def require_parts(minutes: int, parts: Sequence[int]) -> None:
    """Refuse more items, or more minutes in them, than a session holds."""
    if len(parts) > MOST_PARTS:
        raise Refused(Reason.TOO_MANY_PARTS, "parts", most=MOST_PARTS)
    if any(part < 0 for part in parts):
        raise Refused(Reason.PART_TOO_SHORT, "parts")
    if sum(parts) > minutes:
        raise Refused(Reason.PARTS_TOO_LONG, "parts", sum=sum(parts), minutes=minutes)
