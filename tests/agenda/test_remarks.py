"""Every finding as a sentence, with links and a way to mend it."""

import pytest

from eventsite.agenda import checks, naming, queries, remarks
from eventsite.agenda.models import Answer, Presence, SessionKind, SpeakerRole
from eventsite.people.models import EntityKind
from eventsite.registration.models import Gender
from tests.agenda import makings
from tests.agenda.checking import (
    CHAIR,
    INTERPRETER,
    MODERATOR,
    agenda,
    at,
    person,
    session,
)

NAMES = naming.Names(
    session=lambda code: f"Session {code}",
    room=lambda number: f"Room {number}",
    person=lambda number: f"Person {number}",
    organisation=lambda number: f"Organisation of {number}",
    track=lambda number: f"Track {number}",
    time=lambda when: f"{when:%H:%M} UTC",
    time_there=lambda when, zone: f"{when:%H:%M} UTC in {zone}",
)
EVERYTHING = [
    session("A", 0, 60, [2], [1, 2, (3, MODERATOR)], stars=31, track=7, kind=SessionKind.PANEL),
    session("B", 30, 90, [2], [1, 3, (4, CHAIR)], track=7, has_abstract=False),
    session("C", 92, 120, [1], [(1, MODERATOR), (5, INTERPRETER)], interpretation=("fr",)),
    session("D", 600, 900, [], [(6, INTERPRETER)], interpretation=("fr",)),
    session("E", 1440, 1700, [3], interpretation=("es",)),
    session("F", who=[7, 8, 9], track=8, has_captions=True),
]
PEOPLE = [
    person(1, region="AFR", country="KE", gender=Gender.WOMAN, free=((at(0), at(60)),)),
    person(2, region="AFR", country="KE", answer=Answer.INVITED, organisation="x"),
    person(3, region="AFR", country="KE", organisation="x", gender=Gender.WOMAN),
    person(4, region="AFR", country="KE", answer=Answer.DECLINED),
    person(6, zone="Asia/Tokyo", presence=Presence.REMOTE),
    *(person(n, region="EUR", organisation="y", kind=EntityKind.COMPANY) for n in (7, 8, 9)),
]


def test_every_rule_is_named_and_worded():
    assert set(remarks.RULE_LABELS) == set(checks.Rule)
    assert set(remarks.LEVEL_LABELS) == set(checks.Level)
    assert set(remarks.NOTES) >= remarks.ON_CARDS


SAID = [
    "Room 2 has two sessions at once, from 07:30 UTC on.",
    "Person 1 is in two sessions at once, from 07:30 UTC on.",
    "Person 3 is in two sessions at once, from 07:30 UTC on.",
    "This is outside the hours of the event: Session D, 17:00 UTC.",
    "Person 1 cannot come to “Session B”, 07:30 UTC.",
    "Person 1 cannot come to “Session C”, 08:32 UTC.",
    "“Session A” is starred by 31 people, and there are 30 seats.",
    "Person 1 has 2 minutes to change rooms before “Session C”, 08:32 UTC.",
    "“Session B” still needs: a description.",
    "“Session C” still needs: somebody who speaks.",
    "“Session D” still needs: somebody who speaks.",
    "“Session E” still needs: somebody who speaks.",
    "Still missing from Person 2: the answer to the invitation, the slides.",
    "Still missing from Person 3: the slides.",
    "Still missing from Person 1: the slides.",
    "Person 4 declined. Take them out of the session or ask somebody else.",
    "Still missing from Person 6: the technical test.",
    "Still missing from Person 7: the slides.",
    "Still missing from Person 8: the slides.",
    "Still missing from Person 9: the slides.",
    "Two sessions of the track “Track 7” are held at once, from 07:30 UTC on.",
    "Person 6 interprets for more than a half-day without a rest, from 17:00 UTC to 22:00 UTC.",
    "“Session D” has 1 interpreter and needs 2.",
    (
        "Interpreters into Spanish in Room 3 work for more than a half-day without a rest,"
        " from 07:00 UTC to 11:20 UTC."
    ),
    "At least one registered person asked for captions. 5 sessions have none planned.",
    "At least one registered person asked for Arabic. It is not planned in 6 sessions.",
    "At least one registered person asked for sign language. 6 sessions have none planned.",
    "All who speak in “Session B” are of one gender.",
    (
        "Whether all who speak are of one gender cannot be assessed in 2 sessions: not"
        " everybody told their gender."
    ),
    "The share of women among those who speak cannot be assessed: too few told their gender.",
    "All who speak in “Session F” come from one region: Europe.",
    (
        "Nobody speaks from: Americas, Arab States, Asia and the Pacific, Commonwealth of"
        " Independent States."
    ),
    (
        "From developing countries come 0 of 3 people who speak or moderate, but 30 of 30"
        " participants."
    ),
    "3 of 3 people who speak in “Session F” come for Organisation of 7.",
    "All who moderate are women. Let women speak and others moderate, too.",
    "Nobody speaks for a small company or a university in the track “Track 8”.",
    ("“Session D” is before 08:00 or after 22:00 for Person 6: it begins 17:00 UTC in Asia/Tokyo."),
]


@pytest.mark.usefixtures("session")
def test_sentences():
    made = agenda(
        EVERYTHING,
        PEOPLE,
        {"asks_slides": True, "asks_tests": True, "change_minutes": 5},
        needs=checks.Needs(frozenset({"ar"}), captions=True, sign_language=True),
        participants=(30, 30),
    )
    said = [remarks.sentence(one, NAMES) for one in checks.find(made)]
    assert said == SAID


@pytest.mark.usefixtures("session")
def test_what_the_builder_lists_with_links_and_ways_to_mend(event, base, client):
    hall = makings.make_room(event, "Hall", capacity=10)
    ada = makings.make_speaker(event, "Ada")
    ada.answer = Answer.DECLINED
    opening = makings.make_session(event, "Opening", speakers=[(ada.id, SpeakerRole.SPEAKER)])
    makings.place(event, opening, "20:00", hall)
    page = client.get(f"{base}/programme")
    assert page.all(".flash-bad p") == [
        "This is outside the hours of the event: Opening, Tue 8 Jun 20:00 (UTC+2). Opening"
    ]
    assert page.link("Find a free place : Opening").endswith(f"/{opening.code}/places")
    page = client.form(page, "Take out of all sessions : Ada").submit()
    (one,) = queries.sessions(event.id)
    assert one.speakers == []


@pytest.mark.usefixtures("session")
def test_who_was_never_asked_can_be_invited_from_the_list(event, base, client):
    ada, bo = makings.make_speaker(event, "Ada"), makings.make_speaker(event, "Bo")
    ada.answer, bo.answer = Answer.OPEN, Answer.INVITED
    ada.email = bo.email = "somebody@example.org"
    both = [(one.id, SpeakerRole.SPEAKER) for one in (ada, bo)]
    makings.make_session(event, "Opening", speakers=both)
    page = client.get(f"{base}/programme")
    assert page.link("Invite : Ada") == f"{base}/people/invite?who={ada.code}"
    assert "Invite : Bo" not in page.all("li .btn")
    assert "Ada" in client.get(page.link("Invite : Ada")).text


@pytest.mark.usefixtures("session")
def test_a_rule_that_finds_much_is_listed_in_part_and_counted(event, base, client):
    for number in range(12):
        makings.make_session(event, f"Talk {number}")
    page = client.get(f"{base}/programme")
    assert [said for said in page.all("details summary") if "description" in said] == [
        "A session has no speaker, moderator or description 12"
    ]
    assert len(page.soup.select("details .flash-warn")) == 10
    assert page.all("details > .small.muted") == ["2 more are not listed here."]
