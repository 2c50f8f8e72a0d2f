"""What is gathered for the rules: all of it, in a constant number of statements."""

from datetime import date

import pytest

from eventsite.agenda import checks, draft, links, queries
from eventsite.agenda.models import (
    AgendaTerms,
    Answer,
    Availability,
    MaterialKind,
    MaterialVersion,
    RehearsalSlot,
    SessionMaterial,
    SessionStar,
    SpeakerBalance,
    SpeakerRole,
)
from eventsite.people.models import EntityKind, SmeStatus
from eventsite.reference import queries as reference
from eventsite.registration.models import Gender, State
from tests import make
from tests.agenda import makings
from tests.counting import count_queries

pytestmark = pytest.mark.usefixtures("session")
SPEAKER = SpeakerRole.SPEAKER


@pytest.mark.both_databases
def test_everything_that_is_known_of_a_session_and_of_its_people():
    event = make.make_event(days=2)
    room = makings.make_room(event, capacity=40, is_online=True)
    entity = make.make_organisation(kind=EntityKind.COMPANY, sme=SmeStatus.VERIFIED)
    speaker = makings.make_speaker(
        event, country="KE", zone="Africa/Nairobi", organisation_id=entity.id
    )
    speaker.answer = Answer.CONFIRMED
    session = makings.make_session(
        event, speakers=[(speaker.id, SPEAKER)], abstract={"en": "What it is about"}
    )
    makings.place(event, session, "09:30", room)
    start, end = draft.hours_of(event)[0].within(event.zone)
    make.add(Availability(speaker_id=speaker.id, starts=start, ends=end))
    make.add(RehearsalSlot(event_id=event.id, starts=start, speaker_id=speaker.id, passed=None))
    make.add(SessionStar(person_id=make.make_person().id, session_id=session.id, created=start))
    make.add(
        SessionMaterial(
            session_id=session.id,
            code="slides01",
            kind=MaterialKind.SLIDES,
            speaker_id=speaker.id,
            created=start,
            versions=[MaterialVersion(number=1, url="https://a.example", author="", created=start)],
        )
    )
    key = links.balance_key(event.id, speaker.code)
    make.add(SpeakerBalance(key=key, event_id=event.id, gender=Gender.WOMAN))
    make.add(AgendaTerms(event_id=event.id, levels={"room": "off"}, slides_due=date(2027, 5, 1)))
    for country in ("KE", "CH", "KE", ""):
        make.make_registration(event, country=country, interpretation_langs=["fr"])
    make.make_registration(event, country="KE", state=State.CANCELLED, needs_captions=True)

    found = queries.checks_of(event)

    assert found.people == {
        speaker.id: checks.Person(
            speaker.id,
            f"speaker:{speaker.id}",
            answer=Answer.CONFIRMED,
            free=((start, end),),
            zone="Africa/Nairobi",
            region="AFR",
            country="KE",
            is_developing=True,
            organisation=f"org:{entity.id}",
            kind=EntityKind.COMPANY,
            is_small=True,
            gender=Gender.WOMAN,
            test="booked",
        )
    }
    (one,) = found.sessions
    assert (one.stars, one.slides, one.has_abstract) == (1, frozenset({speaker.id}), True)
    assert (one.start, one.rooms) == (start, (room.id,))
    assert one.voices == ((speaker.id, SPEAKER),)
    assert found.rooms == [checks.Room(room.id, 40, True)]
    assert found.needs == checks.Needs(frozenset({"fr"}))
    assert found.participants == (3, 2)
    assert (found.terms.asks_slides, found.terms.asks_tests) == (True, True)
    assert found.level(checks.Rule.ROOM) is checks.Level.OFF


def test_nothing_is_known_of_an_empty_event():
    event = make.make_event()
    found = queries.checks_of(event)
    assert (found.sessions, found.people, found.rooms) == ([], {}, [])
    assert (found.terms, found.needs, found.participants) == (
        checks.Terms(),
        checks.Needs(),
        (0, 0),
    )
    assert checks.find(found) == ()


def test_who_only_presents_an_item_speaks_too():
    event = make.make_event()
    speaker = makings.make_speaker(event)
    makings.make_session(event, parts=[({"en": "Paper"}, 10, [speaker.id])])
    (one,) = queries.checks_of(event).sessions
    assert one.voices == ((speaker.id, SPEAKER),)
    assert list(queries.checks_of(event).people) == [speaker.id]


def test_the_developing_countries_are_those_of_the_events_day():
    event = make.make_event()
    people = [makings.make_speaker(event, country=code) for code in ("NP", "CH")]
    makings.make_session(event, speakers=[(one.id, SPEAKER) for one in people])
    found = queries.checks_of(event)
    # Nepal leaves the least developed countries in 2026 and stays landlocked.
    assert [found.people[one.id].is_developing for one in people] == [True, False]


def test_the_statements_do_not_grow_with_the_programme():
    counts = []
    reference.corrections()  # Kept in memory for a minute.
    for many in (1, 3):
        event = make.make_event()
        for number in range(many):
            speaker = makings.make_speaker(event, f"Speaker {number}")
            room = makings.make_room(event, f"Room {number}")
            session = makings.make_session(event, speakers=[(speaker.id, SPEAKER)])
            makings.place(event, session, "09:30", room)
            make.make_registration(event)
        sessions, rooms = queries.sessions(event.id), queries.rooms(event.id)
        with count_queries() as seen:
            checks.find(queries.checks_of(event, sessions, rooms))
        counts.append(len(seen))
    assert counts == [4, 4]
