"""Refuses what was sent from a page that somebody has overtaken, and says who changed what."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventsite.agenda import draft, history, queries, words
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.verbs import Verb
from eventsite.core import errors, i18n, text
from eventsite.core.i18n import N_, gettext

_MOVED = frozenset(
    {
        Verb.SESSION_PLACED,
        Verb.SESSIONS_SWAPPED,
        Verb.SESSIONS_MOVED,
        Verb.LIVE_LATE,
        Verb.LIVE_ROOM,
    }
)
#: Each for somebody with a name, and for somebody without.
_SAID = {
    Verb.SESSION_TAKEN_OFF: (
        N_("%(name)s took it off the programme."),
        N_("Somebody took it off the programme."),
    ),
    Verb.SESSION_RESIZED: (
        N_("%(name)s changed its length to %(minutes)d minutes."),
        N_("Somebody changed its length to %(minutes)d minutes."),
    ),
    Verb.SESSION_CANCELLED: (N_("%(name)s cancelled it."), N_("Somebody cancelled it.")),
    Verb.LIVE_CANCELLED: (N_("%(name)s cancelled it."), N_("Somebody cancelled it.")),
    Verb.SESSION_WITHDRAWN: (N_("%(name)s withdrew it."), N_("Somebody withdrew it.")),
    Verb.SESSION_RESTORED: (
        N_("%(name)s said that it takes place again."),
        N_("Somebody said that it takes place again."),
    ),
    Verb.SESSIONS_LOCKED: (N_("%(name)s locked it."), N_("Somebody locked it.")),
    Verb.SESSIONS_UNLOCKED: (N_("%(name)s unlocked it."), N_("Somebody unlocked it.")),
}
_TO = (N_("%(name)s moved it to %(place)s."), N_("Somebody moved it to %(place)s."))
_EDITED = (N_("%(name)s changed what it says."), N_("Somebody changed what it says."))
_MYSELF = N_("You changed it yourself meanwhile, perhaps in another window.")
_BACK = (N_("%(name)s took a change of it back."), N_("Somebody took a change of it back."))


def require_version(
    session: AgendaSession,
    version: int,
    actor: str,
    mine: dict[str, str],
    theirs: dict[str, str],
) -> None:
    """Raise Stale when the session was saved since `version` was shown."""
    if session.version != version:
        raise errors.Stale(mine, theirs, changed_by(session, actor))


def changed_by(session: AgendaSession, actor: str) -> str:
    """Who changed the session last, and how, told to `actor`; empty when it is not known."""
    found = queries.find_last_change(session.event_id, history.Kind.SESSION, session.code)
    if found is None:
        return ""
    return str(gettext(_MYSELF)) if found.actor == actor else told(found, session)


def told(found: queries.LastChange, session: AgendaSession) -> str:
    """A change as a sentence; the session as it is now, with its rooms."""
    pair = _BACK if found.undone else _EDITED
    if not found.undone and found.verb in _MOVED and session.is_placed:
        pair = _TO
    elif not found.undone:
        pair = _SAID.get(Verb(found.verb), _EDITED)
    named, nameless = pair
    facts = {"place": where(session), "minutes": session.minutes}
    if not found.name:
        return str(gettext(nameless, **facts))
    return str(gettext(named, name=found.name, **facts))


def where(session: AgendaSession) -> str:
    """A session's place in words: rooms, day, time and minutes; its rooms must be loaded."""
    if not session.is_placed:
        return str(gettext("Not placed"))
    rooms = [room.names for room in session.rooms]
    return place_words(rooms, session.online, draft.wall_of(session), session.minutes)


def placed(session: AgendaSession) -> str:
    """That a session was placed, and where; its rooms must be loaded."""
    return str(
        gettext("“%(title)s” is placed: %(place)s.", title=title(session), place=where(session))
    )


def place_words(
    rooms: Sequence[Mapping[str, str]], online: bool, wall: datetime, minutes: int
) -> str:
    """A place in words; `rooms` are their names."""
    day, at = i18n.show_day(wall.date(), short=True), i18n.show_time(wall)
    facts = {"day": day, "time": at, "minutes": minutes}
    place = words.places(rooms, online)
    if not place:
        return str(gettext("%(day)s, %(time)s, %(minutes)d minutes", **facts))
    return str(gettext("%(place)s, %(day)s, %(time)s, %(minutes)d minutes", place=place, **facts))


def standing(session: AgendaSession) -> dict[str, str]:
    """The session and its place, as the page of a stale write shows what is saved."""
    return {str(gettext("Session")): title(session), str(gettext("Time and place")): where(session)}


def title(session: AgendaSession) -> str:
    """The session's title in the language spoken now."""
    return text.pick(session.title, i18n.current_lang()).text
