"""Editors of tracks: what they may change, what they are told, who chooses them."""

import pytest

from eventsite.agenda import queries
from eventsite.agenda.models import TrackEditor
from eventsite.agenda.personal import erase, export
from eventsite.core.db import db
from eventsite.events.models import Duty
from eventsite.people.models import User
from tests import make
from tests.agenda import makings

SENTENCE = "You look after the track “Trust” only. Ask somebody who builds the whole programme."


@pytest.fixture
def tracks(event):
    return makings.make_track(event, "Trust"), makings.make_track(event, "Skills")


@pytest.fixture
def editor(event, tracks, client):
    user = make.make_track_editor(event, tracks[0])
    client.sign_in(user)
    return user


def programme(event):
    return f"/manage/events/{event.slug}/programme"


def placing(version=1):
    return {"day": "2027-06-08", "starts": "09:30", "minutes": "60", "version": str(version)}


def found(event, session):
    db.session.expire_all()
    return queries.find_session(event.id, session.code)


def test_an_editor_moves_sessions_of_their_track_and_no_others(event, tracks, editor, client):
    mine = makings.make_session(event, "Mine", track_id=tracks[0].id)
    others = makings.make_session(event, "Others", track_id=tracks[1].id)
    nobodys = makings.make_session(event, "Nobody's")
    client.post(f"{programme(event)}/sessions/{mine.code}/place", placing())
    assert found(event, mine).is_placed
    for session in (others, nobodys):
        page = client.post(f"{programme(event)}/sessions/{session.code}/place", placing(), 403)
        assert SENTENCE in page.words
        assert not found(event, session).is_placed


def test_an_editor_gives_a_session_to_no_other_track(event, tracks, editor, client):
    mine = makings.make_session(event, "Mine", track_id=tracks[0].id)
    path = f"{programme(event)}/sessions/{mine.code}"
    fields = {"title-en": "Mine", "kind": "talk", "minutes": "60", "version": "1"}
    for track in (tracks[1].id, ""):
        page = client.post(path, {**fields, "track_id": str(track)}, 422)
        assert f"Error: {SENTENCE}" in page.all(".err")
    assert found(event, mine).track_id == tracks[0].id
    client.post(f"{programme(event)}/sessions/new", {**fields, "track_id": str(tracks[1].id)}, 422)
    client.post(f"{programme(event)}/sessions/new", {**fields, "track_id": str(tracks[0].id)})
    assert [s.track_id for s in queries.sessions(event.id)] == [tracks[0].id] * 2


def test_rooms_tracks_and_versions_are_not_an_editors(event, tracks, editor, client):
    for path in ("rooms", "tracks", f"tracks/{tracks[0].id}", "publish", "versions"):
        client.get(f"{programme(event)}/{path}", 403)


def test_an_editor_without_a_track_is_told_whom_to_ask(event, client):
    client.sign_in(make.make_team_member(event, [Duty.TRACK]))
    assert (
        "You look after no track yet. Ask somebody who builds the programme to give you one."
    ) in client.get(programme(event), 403).words


def test_the_programmes_duty_beside_it_opens_everything(event, tracks, client):
    user = make.make_team_member(event, [Duty.TRACK, Duty.AGENDA])
    client.sign_in(user)
    session = makings.make_session(event, "Any", track_id=tracks[1].id)
    client.post(f"{programme(event)}/sessions/{session.code}/place", placing())
    assert found(event, session).is_placed


def test_who_builds_the_programme_chooses_a_tracks_editors(event, tracks, client):
    people = [make.make_team_member(event, [Duty.TRACK]) for _ in range(2)]
    desk = make.make_team_member(event, [Duty.DESK])
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    path = f"{programme(event)}/tracks/{tracks[0].id}"
    page = client.get(path)
    boxes = [tag["value"] for tag in page.soup.select("#track-editors input[type=checkbox]")]
    assert boxes == [str(user.id) for user in people]
    client.form(page, "Save the editors").fill(editors=[str(people[1].id)]).submit()
    assert queries.editors_of(tracks[0].id) == {people[1].id}
    client.post(f"{path}/editors", {"editors": str(desk.id)}, 422)
    assert queries.editors_of(tracks[0].id) == {people[1].id}
    client.press(path, "Save the editors", editors=[])
    assert queries.editors_of(tracks[0].id) == frozenset()


def test_a_person_gets_and_erases_what_they_look_after(event, tracks, editor):
    person = db.session.get(User, editor.id).person
    assert export(person)["tracks"] == [{"event": event.slug, "track": {"en": "Trust"}}]
    erase(person)
    assert db.session.query(TrackEditor).all() == []


def of_one_session(app):
    """The addresses that change something of one session and are open to editors of tracks."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "<code>" in str(rule)
        and "track" in getattr(app.view_functions[rule.endpoint], "guard", "")
        and "POST" in (rule.methods or ())
    ]


def test_nothing_of_another_track_or_event_opens(event, tracks, editor, client, app):
    theirs = makings.make_session(event, "Theirs", track_id=tracks[1].id)
    elsewhere = makings.make_session(make.make_event(), "Elsewhere")
    rules = of_one_session(app)
    assert len(rules) == 15
    for rule in rules:
        for code, status in ((theirs.code, 403), (elsewhere.code, 404)):
            path = str(rule).replace("<slug>", event.slug).replace("<code>", code)
            data = {"version": "1", "state": "cancelled", "minutes": "5", "other": f"{code}:1"}
            client.post(path.replace("<material>", "NONE"), data, status)


def test_another_tracks_session_comes_along_with_nothing(event, tracks, editor, client):
    mine = makings.make_session(event, "Mine", track_id=tracks[0].id)
    makings.place(event, mine)
    theirs = makings.make_session(event, "Theirs", track_id=tracks[1].id)
    makings.place(event, theirs, "11:00")
    names = [f"{one.code}:{found(event, one).version}" for one in (mine, theirs)]
    version = names[0].partition(":")[2]
    swap = f"{programme(event)}/sessions/{mine.code}/swap"
    client.post(swap, {"version": version, "other": names[1]}, 403)
    for deed in ("minutes", "lock", "unlock"):
        data = {"sessions": names, "deed": deed, "minutes": "5"}
        client.post(f"{programme(event)}/several", data, 403)
    assert str(found(event, theirs).starts) == "11:00:00"
