"""A site with some of everything that the interface can tell, and of what it must not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from eventsite.agenda import actions
from eventsite.agenda.actions import forgetting
from eventsite.agenda.models import (
    AgendaSession,
    MaterialKind,
    Publish,
    SessionState,
    Speaker,
    SpeakerRole,
)
from eventsite.core.db import db
from eventsite.events.models import Event, EventState, JoinWay, JoinWayKind
from tests import make
from tests.agenda import makings
from tests.browser import Browser

#: The talk begins at 10:00 in Geneva.
START = datetime(2027, 6, 8, 8, 0, tzinfo=UTC)
SECRET = "https://join.example/secret"


@dataclass
class Plenty:
    """What is there, by what it shows."""

    event: Event
    talk: AgendaSession
    cancelled: AgendaSession
    gone: AgendaSession
    ada: Speaker
    erased: Speaker


def build(slug: str = "plenty") -> Plenty:
    """A forum with two published versions; a draft, a cancelled and a past event beside it."""
    series, initiative = make.make_series(), make.make_initiative()
    event = make.make_event(
        days=2,
        slug=slug,
        series_id=series.id,
        initiative_id=initiative.id,
        description={"en": "*Three* rooms."},
        outcome={"en": "It was agreed.", "fr": ""},
        clauses=["ITD-6"],
        sdgs=[9, 11],
        contact_email="secret@example.org",
        text_langs=["en", "ar"],
    )
    event.title = {"en": "Forum", "ar": "منتدى"}
    make.make_deadline(event)
    make.make_call(event, slug="ideas")
    way = JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address=SECRET)
    db.session.add(way)
    make.make_event("Not public", state=EventState.DRAFT, slug=f"{slug}-draft")
    make.make_event("Off", state=EventState.CANCELLED, cancelled=make.CREATED, days=0)
    make.make_event("Past", first_day=make.FIRST_DAY - timedelta(days=900))
    return _programme(event)


def _programme(event: Event) -> Plenty:
    ada = makings.make_speaker(
        event, "Ada", email="ada@example.org", role_title="Engineer", country="FJ"
    )
    erased = makings.make_speaker(event, "Nobody Any Longer", email="nobody@example.org")
    rooms = [makings.make_room(event, name) for name in ("Room A", "Room B")]
    track = makings.make_track(event)
    talk = makings.make_session(
        event,
        "Talk",
        abstract={"en": "On *trust*."},
        track_id=track.id,
        languages=["en"],
        interpretation=["ar"],
        has_captions=True,
        speakers=[(ada.id, SpeakerRole.MODERATOR), (erased.id, SpeakerRole.SPEAKER)],
        parts=[({"en": "First"}, 10, [ada.id])],
        sdgs=[13],
    )
    makings.place(event, talk, "10:00", rooms[0], online=True)
    for publish in (Publish.BEFORE, Publish.AT_START, Publish.NEVER):
        facts = actions.MaterialFacts({"en": publish.value}, MaterialKind.LINK, publish=publish)
        source = actions.Source(url=f"https://example.org/{publish.value}")
        actions.add_material(event, talk, facts, source, makings.ACTOR)
    cancelled, gone = (makings.make_session(event, name) for name in ("Off", "Gone"))
    for session in (cancelled, gone):
        makings.place(event, session, "14:00", rooms[1])
    makings.publish(event)
    for session, state in (
        (cancelled, SessionState.CANCELLED),
        (gone, SessionState.WITHDRAWN),
    ):
        actions.set_state(event, session, state, makings.ACTOR, session.version)
    makings.publish(event)
    forgetting.forget(erased, make.CREATED + timedelta(days=1))
    draft = makings.make_session(event, "Only drafted")
    makings.place(event, draft, "16:00")
    return Plenty(event, talk, cancelled, gone, ada, erased)


def ask(client: Browser, path: str, status: int = 200) -> Any:
    """What an address answers, which has that status."""
    answer = client.open("GET", path)
    assert answer.status_code == status, answer.text
    return answer.get_json()
