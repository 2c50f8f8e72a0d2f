"""Who may change what in a draft: the programme's duty everything, an editor their own tracks."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from flask import g

from eventsite.agenda import queries, rules, words
from eventsite.agenda.models import AgendaSession
from eventsite.core import access, errors, i18n, text
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

View = event_access.View


def edits(view: View) -> View:
    """Who may change sessions: the programme's duty, and editors who look after some track.

    What an editor does is then held against `require`; rooms, tracks, terms and publishing keep
    the guard `team(Duty.AGENDA)`.
    """
    return _guard(view, viewers=False)


def looks(view: View) -> View:
    """Who may look at the draft: those who may change it, and viewers."""
    return _guard(view, viewers=True)


def own_tracks(event: Event) -> frozenset[int] | None:
    """The tracks whose sessions the visitor may change; None means all of the programme."""
    if event_access.may(Duty.AGENDA):
        return None
    if not event_access.may(Duty.TRACK):
        return frozenset()
    held: dict[int, frozenset[int]] = g.setdefault("agenda_own_tracks", {})
    if event.id not in held:
        held[event.id] = queries.tracks_edited_by(event.id, access.current_user().id)
    return held[event.id]


def may_change(event: Event, session: AgendaSession) -> bool:
    """Whether the visitor may change this session; for cards and buttons."""
    own = own_tracks(event)
    return own is None or session.track_id in own


def may_edit(event: Event) -> bool:
    """Whether the visitor may change anything in the draft."""
    own = own_tracks(event)
    return own is None or bool(own)


def require(event: Event, sessions: Iterable[AgendaSession]) -> None:
    """Refuse with 403 and a sentence what an editor may not change.

    Call it where the session is fetched, before the form is looked at.
    """
    if not all(may_change(event, session) for session in sessions):
        raise _only(event)


def require_track(event: Event, track_id: int | None) -> None:
    """Refuse that an editor gives a session to a track of others, or to none."""
    own = own_tracks(event)
    if own is not None and track_id not in own:
        raise _only(event, "track_id")


def _only(event: Event, field: str | None = None) -> errors.NotAllowed:
    own = own_tracks(event) or frozenset()
    lang = i18n.current_lang()
    names = [text.pick(t.names, lang).text for t in queries.tracks(event.id) if t.id in own]
    if not names:
        return errors.NotAllowed(rules.Reason.NO_TRACK, field)
    reason = rules.Reason.ONLY_TRACK if len(names) == 1 else rules.Reason.ONLY_TRACKS
    return errors.NotAllowed(reason, field, tracks=words.listed(names))


def _guard(view: View, viewers: bool) -> View:
    @wraps(view)
    def wrapper(*args: Any, event: Event, **kwargs: Any) -> Any:
        duties = g.get("workspace_duties", frozenset())
        if not (viewers and Duty.VIEWER in duties) and not may_edit(event):
            raise errors.NotAllowed(rules.Reason.NO_TRACK)
        return view(*args, event=event, **kwargs)

    return event_access.team(Duty.AGENDA, Duty.TRACK, viewers=viewers)(wrapper)
