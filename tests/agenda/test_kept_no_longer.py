"""What goes leaves nothing behind: files of photos and materials, answers, booked times."""

import io
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions, personal, queries
from eventsite.agenda.actions import answers
from eventsite.agenda.models import (
    AgendaSession,
    Answer,
    Publish,
    RehearsalSlot,
    Speaker,
    SpeakerBalance,
    SpeakerRole,
)
from eventsite.core import clock, files
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration.models import Gender
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR
from tests.browser import Browser


def photo(mark: bytes) -> files.Checked:
    return files.Checked("me.png", "image/png", make.PNG + mark)


def stored() -> list[str]:
    """Codes of all files, whose bytes are there."""
    codes = sorted(db.session.scalars(sa.select(files.File.code)))
    rows = db.session.scalars(sa.select(files.File)).all()
    assert all(files.path_of(row).is_file() for row in rows)
    return codes


def details(**more: Any) -> answers.Details:
    return answers.Details(**{"role_title": "Minister", "consents": True, **more})


def shown(event: Event, person: Any = None) -> tuple[Speaker, AgendaSession]:
    speaker = makings.make_speaker(event, person_id=person.id if person else None)
    session = makings.make_session(event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
    return speaker, makings.place(event, session, "10:00")


def test_a_photo_that_was_published_and_replaced_goes_with_the_person(event: Event) -> None:
    person = make.make_person()
    speaker, _ = shown(event, person)
    for mark in (b"1", b"2"):
        answers.give_details(
            event, speaker, details(role_title=str(mark)), photo(mark), speaker.version, "speaker:1"
        )
        makings.publish(event)
    assert len(stored()) == 2
    personal.erase(person, clock.now())
    assert stored() == []


def test_a_photo_that_was_published_and_replaced_goes_with_the_consent(event: Event) -> None:
    speaker, _ = shown(event)
    for mark in (b"1", b"2"):
        answers.give_details(
            event, speaker, details(role_title=str(mark)), photo(mark), speaker.version, "speaker:1"
        )
        makings.publish(event)
    answers.give_details(
        event, speaker, details(consents=False), None, speaker.version, "speaker:1"
    )
    assert speaker.photo is not None
    assert stored() == [speaker.photo.code]


def test_a_photo_that_the_team_replaced_goes_unless_a_version_shows_it(event: Event) -> None:
    speaker, _ = shown(event)
    facts = actions.SpeakerFacts("Litia Tuiloma")
    for mark in (b"1", b"2"):
        file = files.store(photo(mark))
        actions.edit_speaker(event, speaker, facts, ACTOR, speaker.version, file.id)
    assert stored() == [file.code]
    makings.publish(event)
    third = files.store(photo(b"3"))
    actions.edit_speaker(event, speaker, facts, ACTOR, speaker.version, third.id)
    assert stored() == sorted([file.code, third.code])


def test_a_deleted_speaker_leaves_nothing(client: Browser, event: Event, base: str) -> None:
    speaker = makings.make_speaker(event)
    speaker.photo = files.store(photo(b"1"))
    slot = makings.make_rehearsal(event, speaker_id=speaker.id)
    answers.say_balance(event, speaker, Gender.WOMAN, "", "speaker:1")
    client.post(f"{base}/people/{speaker.code}/delete", {})
    assert stored() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SpeakerBalance)) == 0
    assert db.session.get_one(RehearsalSlot, slot.id).speaker_id is None


def test_a_deleted_session_takes_its_files_along(client: Browser, event: Event, base: str) -> None:
    session = makings.make_session(event)
    source = actions.Source(FileStorage(io.BytesIO(b"%PDF-1"), "slides.pdf"))
    actions.add_material(event, session, actions.MaterialFacts({"en": "S"}), source, ACTOR)
    assert len(stored()) == 1
    client.post(f"{base}/programme/sessions/{session.code}/delete", {"version": session.version})
    assert stored() == []


def material(event: Event, session: AgendaSession, speaker: Speaker | None) -> Any:
    facts = actions.MaterialFacts(
        {"en": "Paper"}, publish=Publish.BEFORE, speaker_id=speaker.id if speaker else None
    )
    source = actions.Source(url="https://example.org/paper")
    return actions.add_material(event, session, facts, source, ACTOR)


def test_what_belongs_to_somebody_who_declined_is_not_published(event: Event) -> None:
    speaker, session = shown(event)
    material(event, session, speaker)
    speaker.answer = Answer.DECLINED
    db.session.flush()
    db.session.expire_all()
    assert makings.publish(event).content["sessions"][0]["materials"] == []


def test_going_back_does_not_show_what_was_taken_away(event: Event) -> None:
    _, session = shown(event)
    paper = material(event, session, None)
    first = makings.publish(event)
    actions.remove_material(event, session, paper, ACTOR)
    makings.place(event, makings.make_session(event, "More"), "14:00")
    second = makings.publish(event)
    third = actions.go_back(event, first.number, ACTOR, second.number, {})
    assert [s["materials"] for s in third.content["sessions"] if s["code"] == session.code] == [[]]


def test_who_is_in_no_session_learns_no_address(event: Event) -> None:
    person = make.make_person()
    _, session = shown(event, person)
    assert queries.is_speaker(event.id, person.id)
    found = queries.find_session(event.id, session.code)
    assert found is not None
    found.speakers = []
    db.session.flush()
    assert not queries.is_speaker(event.id, person.id)


def test_slides_stay_when_only_the_consent_to_a_photo_goes(client: Browser, event: Event) -> None:
    person = make.make_person()
    speaker, session = shown(event, person)
    answers.give_details(event, speaker, details(), photo(b"1"), speaker.version, "speaker:1")
    material(event, session, speaker)
    makings.publish(event)
    path = f"/events/{event.slug}/sessions/{session.code}"
    no_consent = details(consents=False)
    answers.give_details(event, speaker, no_consent, None, speaker.version, "speaker:1")
    assert client.get(path).link("Paper") == "https://example.org/paper"
    personal.erase(person, clock.now())
    assert "Paper" not in client.get(path).words
