"""The texts of a programme's draft, for the desk of translations."""

from collections.abc import Iterator, Mapping
from functools import partial

from eventsite.agenda import access, actions, queries
from eventsite.agenda.models import AgendaSession
from eventsite.core import translated
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

NAME = "agenda"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "agenda_sessions": (
        Column("title", N_("Title"), 200),
        Column("abstract", N_("Description"), 5000, 6),
        Column("outcome", N_("What came out of it"), 5000, 5),
    ),
    "session_parts": (Column("title", N_("Item"), 200),),
    "rooms": (Column("names", N_("Name"), 80), Column("note", N_("Note"), 200)),
    "tracks": (Column("names", N_("Name"), 80),),
}
_OF_RELEASES = "A copy of what was published; it becomes another one with the next version."
LEFT: Mapping[str, str] = {
    "agenda_terms.levels": "How severe each check is; no texts.",
    "releases.note": _OF_RELEASES,
    "release_persons.biography": _OF_RELEASES,
    "speakers.biography": "The words of the person, who gives them on a page of their own.",
    "session_materials.title": "The title of a file that is in one language.",
    "session_join_ways.label": "For those who join; mostly numbers, the same in every language.",
    "session_join_ways.note": "For those who join; mostly numbers, the same in every language.",
}


def texts(event: Event) -> list[Text]:
    """What the draft says of tracks, rooms, sessions and their items."""
    return translated.texts(one for group in _groups(event) for one in group)


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:
    """Change texts of the draft as steps that can be undone; visitors see them when published."""
    for group in _groups(event):
        wanted = [one for one in group if _is_named(one, said)]
        if wanted:
            row = group[0].row
            actions.retell(event, actor, row, partial(translated.write, wanted, said))


def _is_named(one: Held, said: Mapping[str, Words]) -> bool:
    return any(f"{one.key}.{column.name}" in said for column in one.columns)


def _groups(event: Event) -> Iterator[list[Held]]:
    """What one step changes: a track, a room, or a session with its items, which comes first."""
    all_of_it = event_access.may(Duty.AGENDA)
    kind = str(gettext("Track"))
    for track in queries.tracks(event.id):
        key, columns = f"{NAME}:track/{track.id}", COLUMNS["tracks"]
        yield [Held(key, track, columns, kind, track.names, all_of_it, later=True)]
    kind = str(gettext("Room"))
    for room in queries.rooms(event.id):
        key, columns = f"{NAME}:room/{room.id}", COLUMNS["rooms"]
        yield [Held(key, room, columns, kind, room.names, all_of_it, later=True)]
    for session in queries.said_sessions(event.id):
        yield list(_of_session(session, access.may_change(event, session)))


def _of_session(session: AgendaSession, may: bool) -> Iterator[Held]:
    key, kind = f"{NAME}:session/{session.code}", str(gettext("Session"))
    columns = COLUMNS["agenda_sessions"]
    yield Held(key, session, columns, kind, session.title, may, later=True)
    for place, part in enumerate(session.parts):
        columns = COLUMNS["session_parts"]
        yield Held(f"{key}/item/{place}", part, columns, kind, session.title, may, later=True)
