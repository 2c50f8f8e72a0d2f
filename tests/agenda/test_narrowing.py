"""Choosing from the programme: by lists and words, with counts, kept when many may ask."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import narrowing, queries, releases
from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.agenda.narrowing import Choice
from eventsite.core import http
from tests import make
from tests.agenda.makings import make_room, make_session, make_speaker, make_track, place, publish
from tests.agenda.test_live_moves import agenda, session, voice

TWINS = session(
    "twins",
    "09:30",
    track=1,
    languages=("en",),
    interpretation=("fr",),
    study_groups=("SG20",),
    title={"en": "Digital twins", "fr": "Jumeaux numériques"},
    speakers=(voice("P"),),
)
FLOOD = session("flood", "10:30", rooms=(2,), track=2, languages=("ar",), abstract={"en": "Rain."})
LUNCH = session("lunch", "12:00", kind="break")
GONE = session("gone", "13:00", state="gone", rooms=(7,), track=7)
WHOLE = agenda(TWINS, FLOOD, LUNCH, GONE)
PEOPLE = {"P": releases.ReleasedPerson(name="Zoë Müller")}

TABLE = [
    (Choice(), ["twins", "flood", "lunch"]),
    (Choice(track="1"), ["twins"]),
    (Choice(track="9"), []),
    (Choice(language="fr"), ["twins"]),
    (Choice(language="ar"), ["flood"]),
    (Choice(room="2"), ["flood"]),
    (Choice(group="SG20"), ["twins"]),
    (Choice(words="DIGITAL"), ["twins"]),
    (Choice(words="numeriques"), ["twins"]),
    (Choice(words="zoe muller"), ["twins"]),
    (Choice(words="rain"), ["flood"]),
    (Choice(words="twins rain"), []),
    (Choice(words="lunch"), []),
    (Choice(track="1", language="en", room="1", group="SG20", words="twins"), ["twins"]),
    (Choice(track="1", room="2"), []),
]


@pytest.mark.parametrize(("choice", "codes"), TABLE)
def test_what_fits(choice, codes):
    assert [s.code for s in narrowing.fitting(WHOLE, PEOPLE, choice)] == codes


def test_only_what_is_shown_is_offered():
    offer = narrowing.Offer((), ("ar", "en", "fr"), ("1", "2"), ("SG20",))
    assert narrowing.offer(WHOLE) == offer


@pytest.mark.parametrize(
    ("choice", "common", "known"),
    [
        (Choice(), True, True),
        (Choice(room="2"), True, True),
        (Choice(room="9"), True, False),
        (Choice(room="2", language="en"), False, True),
        (Choice(words="x"), False, True),
    ],
)
def test_what_many_may_ask(choice, common, known):
    assert (choice.is_kept, narrowing.offer(WHOLE).has(choice)) == (common, known)


@settings(max_examples=40)
@given(st.builds(Choice, *[st.text(max_size=6) for _ in range(5)]))
def test_a_choice_never_adds(choice):
    found = {s.code for s in narrowing.fitting(WHOLE, PEOPLE, choice)}
    assert found <= ({"twins", "flood", "lunch"} if choice.is_open else {"twins", "flood"})


@pytest.fixture
def event(session):
    event = make.make_event(days=2)
    hall, small = make_room(event, "Hall"), make_room(event, "Small")
    trust, city = make_track(event, "Trust"), make_track(event, "Cities")
    zoe = make_speaker(event, "Zoë Müller")
    twins = make_session(
        event,
        "Digital twins",
        track_id=city.id,
        languages=["en"],
        speakers=[(zoe.id, SpeakerRole.SPEAKER)],
        study_groups=["SG20"],
    )
    place(event, twins, "09:30", hall)
    place(event, make_session(event, "Coffee", kind=SessionKind.BREAK), "10:30", hall)
    flood = make_session(event, "Flood", track_id=trust.id, languages=["fr"])
    place(event, flood, "11:30", small)
    outcome = make_session(event, "Outcomes", track_id=trust.id, languages=["en", "fr"])
    place(event, outcome, "10:00", hall, day=make.FIRST_DAY + timedelta(days=1))
    publish(event)
    return event


def path(event, query=""):
    return f"/events/{event.slug}/programme{query}"


def test_form_counts_and_days(client, event):
    page = client.get(path(event))
    assert [f["name"] for f in page.soup.select(".filters select")] == ["track", "language", "room"]
    form = client.form(page, "Show").fill(track=str(queries.tracks(event.id)[0].id))
    page = form.submit()
    assert page.all(".sess h3") == ["Flood"]
    assert page.all(".slot-break") == []
    assert page.all("p.row[role=status]") == [
        "2 sessions fit. 1 of them on this day. Calendar of these sessions Show all sessions"
    ]
    assert page.all(".tabs li") == ["Tue 8 Jun 1", "Wed 9 Jun 1"]
    assert client.get(page.link("Wed 9 Jun 1")).all(".sess h3") == ["Outcomes"]
    assert client.get(page.link("Show all sessions")).all(".sess h3") == ["Digital twins", "Flood"]


def test_words_the_grid_and_nothing_that_fits(client, event):
    page = client.get(path(event, "?view=grid&q=muller&zone=Pacific/Fiji"))
    assert page.all(".agrid h3") == ["Digital twins"]
    assert "q=muller" in page.link("List")
    page = client.get(path(event, "?q=nothing+like+it"))
    assert page.all(".empty h3") == ["No session of this day fits"]


def test_hostile_words_are_shown_as_words(client, event):
    page = client.get(path(event, "?q=%3Cscript%3Ealert(1)%3C/script%3E&track=%22%3E"))
    assert page.one("input[name=q]")["value"] == "<script>alert(1)</script>"
    assert page.all(".sess") == []


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?room={room}", True),
        ("?room={room}&language=&q=", True),
        ("?room=999999", False),
        ("?room={room}&language=en", False),
        ("?q=twins", False),
        ("?view=grid&zone=Pacific/Fiji", True),
        ("?zone=Pacific%2FFiji", True),
        ("?zone=%50acific/Fiji", False),
        ("?view=grid&view=grid", False),
        ("?view=made-up", False),
    ],
)
def test_only_common_questions_are_kept(client, event, query, kept):
    http.shelf.clear()
    client.get(path(event, query.format(room=queries.rooms(event.id)[0].id)))
    assert bool(http.shelf._kept) == kept
