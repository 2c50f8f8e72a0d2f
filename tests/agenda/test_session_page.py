"""The public page of a session: what it brings along, when it opens, how to join."""

import io
from datetime import timedelta

import pytest
from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions, personal, queries
from eventsite.agenda.models import Publish, SessionJoinWay, SpeakerRole
from eventsite.core import clock, http
from eventsite.core.db import db
from eventsite.events.models import JoinWay, JoinWayKind
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR


@pytest.fixture
def event(session):
    return make.make_event(days=2)


@pytest.fixture
def person(session):
    return make.make_person()


@pytest.fixture
def ada(event, person):
    return makings.make_speaker(event, "Ada Lund", person_id=person.id)


@pytest.fixture
def talk(event, ada):
    made = makings.make_session(
        event,
        "Flood warning",
        online=True,
        speakers=[(ada.id, SpeakerRole.MODERATOR)],
        parts=[({"en": "First item"}, 10, [ada.id])],
        outcome={"en": "We **agreed**."},
        recording="https://example.org/film",
        transcript="https://example.org/words",
        sdgs=[13],
        study_groups=["SG20"],
        clauses=["ITD-6"],
        work_items=["ITU-T Y.4240"],
    )
    return makings.place(event, made, "10:00", online=True)


def add(event, talk, title, publish, name="deck.pdf", **facts):
    facts = actions.MaterialFacts({"en": title}, publish=publish, **facts)
    source = actions.Source(FileStorage(io.BytesIO(b"%PDF-" + title.encode()), name))
    return actions.add_material(event, talk, facts, source, ACTOR)


def way(model, kind, kbits, **where):
    db.session.add(model(kind=kind, address=f"https://join.example/{kind}", kbits=kbits, **where))
    db.session.flush()


def released(event, code):
    return queries.draft(event).agenda.find(code)


def path(event, talk):
    return f"/events/{event.slug}/sessions/{talk.code}"


def test_everything_is_shown(client, event, talk, ada):
    add(event, talk, "Paper", Publish.BEFORE, lang="fr")
    makings.publish(event)
    page = client.get(path(event, talk))
    heads = page.all(".split > .stack h2")
    assert heads == [
        "What came out of it", "See and read it again", "Items", "People", "Materials",
        "Study groups", "Work items", "Sustainable Development Goals", "Resolution 105",
    ]  # fmt: skip
    assert page.all("ol li") == ["First item 10 minutes Ada Lund"]
    assert "Slides, PDF, 1 kB, French" in page.words
    assert page.all(".read strong") == ["agreed"]


@pytest.mark.parametrize("publish", [Publish.AT_START, Publish.AFTER])
def test_a_material_opens_at_its_moment(client, event, talk, publish):
    material = add(event, talk, "Deck", publish, name="sché.pdf")
    makings.publish(event)
    found = released(event, talk.code)
    at = found.start if publish == Publish.AT_START else found.end
    file = f"{path(event, talk)}/materials/{material.code}"
    with clock.freeze(at - timedelta(seconds=20)):
        http.fresh.clear()
        page = client.open("GET", path(event, talk))
        assert page.headers["Cache-Control"] == "public, max-age=20"
        assert b"available from" in page.data
        assert client.open("GET", file).status_code == 404
    with clock.freeze(at):
        http.fresh.clear()
        assert file in client.get(path(event, talk)).soup.decode()
        answer = client.open("GET", file)
        assert (answer.status_code, answer.data) == (200, b"%PDF-Deck")
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename=\"sch_.pdf\"; filename*=UTF-8''sch%C3%A9.pdf"
        )
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_what_the_newest_release_holds_is_served(client, event, talk):
    one = add(event, talk, "Paper", Publish.BEFORE)
    makings.publish(event)
    late = add(event, talk, "Unpublished", Publish.BEFORE)
    base = f"{path(event, talk)}/materials"
    assert client.open("GET", f"{base}/{one.code}").status_code == 200
    assert client.open("GET", f"{base}/{late.code}").status_code == 404
    actions.remove_material(event, talk, one, ACTOR)
    makings.publish(event)
    assert client.open("GET", f"{base}/{one.code}").status_code == 404


def test_an_erased_speakers_slides_are_gone(client, event, talk, ada, person):
    mine = actions.give(event, talk, ada, upload=FileStorage(io.BytesIO(b"%PDF-x"), "ada.pdf"))
    mine.publish = Publish.BEFORE
    makings.publish(event)
    assert personal.export(person)["speaker"][0]["materials"] == [
        {"session": talk.code, "title": {"en": "Flood warning"}, "files": ["ada.pdf"]}
    ]
    personal.erase(person)
    base = path(event, talk)
    assert client.open("GET", f"{base}/materials/{mine.code}").status_code == 410
    assert client.get(base).all(".split > .stack h2")[4] == "Study groups"
    assert queries.materials(talk.id)[0].versions == []


def test_ways_are_named_lightest_first_and_addresses_only_to_who_takes_part(client, event, talk):
    way(JoinWay, JoinWayKind.PLATFORM, 1500, event_id=event.id)
    way(SessionJoinWay, JoinWayKind.AUDIO, 64, session_id=talk.id)
    makings.publish(event)
    page = client.get(path(event, talk))
    assert page.all("aside section li") == [
        "Audio only from 64 kbit/s", "Meeting platform from 1,500 kbit/s",
    ]  # fmt: skip
    assert "join.example" not in page.soup.decode()
    own = f"/me{path(event, talk)}/join"
    client.sign_in(make.make_user())
    assert "join.example" not in client.get(own, 403).soup.decode()
    registered = make.make_user()
    make.make_registration(event, person=registered.person)
    client.sign_in(registered)
    page = client.get(own)
    assert page.all("main li a") == [
        "https://join.example/audio", "https://join.example/platform",
    ]  # fmt: skip
    answer = client.open("GET", own)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(answer.data) < 10_000


def test_the_list_of_people_keeps_the_order_of_protocol_and_knows_presenters(client, event):
    ranks = {"Zoe Adams": 1, "Bo Quist": 2, "Ann Young": 0, "Cy Brand": 0}
    people = {name: makings.make_speaker(event, name) for name in ranks}
    for name, rank in ranks.items():
        people[name].precedence = rank
    speaking = [(people[name].id, SpeakerRole.SPEAKER) for name in ("Ann Young", "Zoe Adams")]
    items = [({"en": "Item"}, 10, [people["Cy Brand"].id, people["Bo Quist"].id])]
    made = makings.make_session(event, "Panel", speakers=speaking, parts=items)
    makings.place(event, made, "12:00")
    makings.publish(event)
    page = client.get(f"/events/{event.slug}/speakers")
    assert page.all(".person b") == ["Zoe Adams", "Bo Quist", "Cy Brand", "Ann Young"]
    own = client.get(f"/events/{event.slug}/speakers/{people['Cy Brand'].code}")
    assert own.all(".slots h3") == ["Panel"]
    assert client.get(path(event, made)).all(".person b") == ["Ann Young", "Zoe Adams"]
