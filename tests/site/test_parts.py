"""What the event's page fetches: everything around an event, on both databases."""

import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session
from werkzeug.datastructures import FileStorage

from eventsite.core.files import File
from eventsite.events import actions
from eventsite.events.actions import Partner, Way
from eventsite.events.models import EventState, JoinWayKind
from eventsite.events.models.event import CoOrganizerRole
from eventsite.people.models import EntityKind
from eventsite.registration.models import State
from eventsite.registration.queries import Standing
from eventsite.site import parts
from tests import make
from tests.counting import count_queries

pytestmark = pytest.mark.both_databases
Database = scoped_session[Session]
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ACTOR = "user:1"


def test_everything_around_an_event_comes_in_two_queries(session: Database) -> None:
    academy = make.make_organisation("Academy", kind=EntityKind.ACADEMIA, country="PE")
    series, initiative = make.make_series(), make.make_initiative()
    event = make.make_event(days=3, series_id=series.id, initiative_id=initiative.id)
    ways = [Way(JoinWayKind.AUDIO, "+41 22 730 5111", {"en": 'Audio "line"'}, kbits=64)]
    actions.set_join_ways(actor=ACTOR, event=event, ways=ways)
    host = Partner(CoOrganizerRole.HOST, academy.id)
    city = Partner(name={"en": "A city", "ar": "مدينة"}, website="https://example.org")
    actions.set_co_organizers(actor=ACTOR, event=event, partners=[host, city])
    actions.set_deadline(actor=ACTOR, event=event, kind="visa", at=NOW)
    upload = FileStorage(io.BytesIO(b"%PDF-1.7"), "c.pdf")
    title = {"en": "Circular"}
    actions.add_document(actor=ACTOR, event=event, title=title, upload=upload)
    actions.add_document(actor=ACTOR, event=event, title={"en": "Map"}, url="https://example.org")
    call = make.make_call(event)
    make.make_terms(event, capacity_in_person=5)
    for country in ("FJ", "FJ", "", "CH"):
        make.make_registration(event, country=country)
    make.make_registration(event, country="PE", state=State.CANCELLED)
    session.commit()
    key, code, slug, closes = event.id, session.scalar(sa.select(File.code)), call.slug, call.closes
    session.expunge_all()
    with count_queries() as seen:
        found = parts.of_event(key, NOW)
        assert found.event.series is not None
        assert found.event.initiative is not None
        assert (found.event.cover, len(found.event.days)) == (None, 3)
    assert len(seen) == 2
    assert found.deadlines == [("visa", {}, NOW)]
    assert found.co_organizers == [
        (CoOrganizerRole.HOST, "", {}, None, {"en": "Academy"}, EntityKind.ACADEMIA, "PE"),
        (CoOrganizerRole.PARTNER, "https://example.org", city.name, None, None, None, None),
    ]
    assert found.documents == [
        ({"en": "Circular"}, "en", "", code),
        ({"en": "Map"}, "en", "https://example.org", None),
    ]
    assert found.join_ways == [(JoinWayKind.AUDIO, {"en": 'Audio "line"'}, "", 64)]
    assert [(one.slug, one.closes) for one in found.calls] == [(slug, closes)]
    assert (found.confirmed, found.countries) == (4, 2)
    assert found.door.standing == Standing.OPEN
    assert (found.agenda, found.voices) == (None, [])


def test_an_event_alone_has_empty_lists(session: Database) -> None:
    event = make.make_event(days=0, state=EventState.ARCHIVED)
    found = parts.of_event(event.id, NOW)
    assert found.event is event
    assert (found.co_organizers, found.deadlines, found.documents) == ([], [], [])
    assert (found.join_ways, found.calls, found.confirmed) == ([], [], 0)
    assert found.door.standing == Standing.NONE
