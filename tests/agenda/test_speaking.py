"""A speaker's own page by the mailed link: without account, harmless when pressed twice."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.agenda import draft, halfhours, links, owing, personal, queries
from eventsite.agenda.actions import answers, invitations, rehearsals
from eventsite.agenda.models import (
    Answer,
    Availability,
    Presence,
    ReleasePerson,
    Speaker,
    SpeakerBalance,
    SpeakerReminder,
    SpeakerRole,
)
from eventsite.core import clock, files
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.outbox import Mail
from eventsite.events.models import Event, EventState
from eventsite.registration.models import Gender
from tests import make
from tests.agenda.makings import (
    make_asked,
    make_rehearsal,
    make_room,
    make_speaker,
    place,
    publish,
)
from tests.browser import Browser

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ACTOR = "speaker:1"
ANSWERS: dict[str, Any] = {
    "presence": "remote",
    "zone": "Pacific/Fiji",
    "phone": "+679 123 4567",
    "needs": "Rest",
}


@pytest.fixture
def speaker(event: Event) -> Speaker:
    """Somebody who was invited to a session at 09:30 of the first day."""
    return make_asked(event, answer=Answer.INVITED)[0]


@pytest.fixture
def path(event: Event, speaker: Speaker) -> str:
    """The address that they were mailed."""
    return f"/events/{event.slug}/speaking/{speaker.code}/{links.secret_of(speaker)}"


def reread(speaker: Speaker) -> Speaker:
    db.session.refresh(speaker)
    return speaker


def count(model: type, *conditions: sa.ColumnElement[bool]) -> int:
    found = db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))
    return found or 0


def audits() -> int:
    return count(AuditRow, AuditRow.actor.startswith("speaker:"))


def test_the_page_says_when_where_with_whom_and_what_is_missing(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    speaker.zone = "Pacific/Fiji"
    page = client.get(path)
    assert page.h1 == "Your part"
    assert "09:30 – 10:30 (UTC+2)" in page.words
    assert "19:30 – 20:30 (UTC+12)" in page.words
    assert page.all("section ul li a")[:3] == ["In person or remote", "Photo", "Biography"]
    headers = page.response.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert audits() == 0


def test_yes_no_and_yes_again(client: Browser, speaker: Speaker, path: str) -> None:
    client.press(path, "Yes, I take part")
    assert reread(speaker).answer == Answer.CONFIRMED
    page = client.press(path, "No, I cannot", note="I travel.")
    assert "You can change your answer here." in page.words
    assert (reread(speaker).answer, speaker.answer_note) == (Answer.DECLINED, "I travel.")
    client.press(path, "No, I cannot")
    assert audits() == 2
    page = client.post(f"{path}/answer", {"answer": "perhaps", "note": "Kept"}, 422)
    assert "Press one of the two buttons." in page.words
    assert "Kept" in page.one("#note").text


def test_details_with_consent(client: Browser, speaker: Speaker, path: str) -> None:
    page = client.get(f"{path}/details")
    form = client.form(page, "Save").fill(
        role_title="Minister",
        organisation_text="Ministry of Weather",
        country="FJ",
        consents=True,
        photo=(io.BytesIO(make.PNG), "me.png"),
        **{"biography-en": "Born by the sea."},
    )
    with clock.freeze(NOW):
        form.submit()
    reread(speaker)
    assert (speaker.role_title, speaker.country) == ("Minister", "FJ")
    assert (speaker.consented, speaker.consent_version) == (NOW, owing.CONSENT_VERSION)
    assert speaker.may_be_shown
    again = client.form(page, "Save").fill(
        role_title="Minister",
        organisation_text="Ministry of Weather",
        country="FJ",
        consents=True,
        **{"biography-en": "Born by the sea."},
    )
    again.submit()  # the same from the same page is harmless
    assert audits() == 1
    page = again.fill(role_title="Something else").submit(409)
    assert "Minister" in page.words


def test_a_photo_that_nobody_shows_is_deleted(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    for name in ("one.png", "two.png"):
        upload = (io.BytesIO(make.PNG), name)
        client.press(f"{path}/details", "Save", photo=upload, consents=True)
    assert db.session.scalars(sa.select(files.File.name)).all() == ["two.png"]
    publish(event)
    client.press(f"{path}/details", "Save", drops_photo=True)
    assert reread(speaker).photo_file_id is None
    assert count(files.File) == 1  # the version still shows it
    page = client.press(f"{path}/details", "Save", 422, photo=(io.BytesIO(b"<b>"), "me.png"))
    assert "This file's content does not match its name." in page.words


def test_a_long_biography_is_refused_and_kept(client: Browser, path: str) -> None:
    words = "word " * 151
    page = client.press(f"{path}/details", "Save", 422, **{"biography-en": words})
    said = "Shorten the biography in English to 150 words; it has 151."
    assert said in page.words
    assert page.one("#biography-en").text.split() == words.split()


def test_without_consent_nothing_is_published_and_what_was_goes(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    speaker.biography, speaker.photo = (
        {"en": "Born by the sea."},
        files.store(files.Checked("me.png", "image/png", make.PNG)),
    )
    db.session.flush()
    publish(event)
    public = f"/events/{event.slug}/speakers/{speaker.code}"
    assert "Born by the sea." in client.get(public).words
    client.press(f"{path}/details", "Save", role_title="Minister")
    page = client.get(public)
    assert "Born by the sea." not in page.words
    assert page.soup.select("img") == []
    assert client.get(f"{public}/photo", 404).status == 404
    said = queries.draft(event).people[speaker.code]
    assert (said.biography, said.photo, said.role_title) == ({}, "", "Minister")
    client.press(f"{path}/details", "Save", consents=True)
    assert queries.draft(event).people[speaker.code].biography == {"en": "Born by the sea."}


def test_how_somebody_takes_part(client: Browser, speaker: Speaker, path: str) -> None:
    page = client.press(f"{path}/attendance", "Save", **ANSWERS)
    assert page.h1 == "Your part"
    client.press(f"{path}/attendance", "Save", **ANSWERS)
    reread(speaker)
    assert (speaker.presence, speaker.phone, speaker.needs) == (
        Presence.REMOTE,
        "+679 123 4567",
        "Rest",
    )
    assert audits() == 1
    row = db.session.scalars(sa.select(AuditRow).where(AuditRow.actor.startswith("speaker"))).one()
    assert "4567" not in str(row.after)
    page = client.press(f"{path}/attendance", "Save", 422, phone="call me", needs="Kept")
    assert "Enter a telephone number with its country" in page.one(".errsum").text
    assert page.one("#needs").text.strip() == "Kept"
    fields = {"presence": "remote", "zone": "Moon/Base"}
    page = client.post(f"{path}/attendance", fields, 422)
    said = "Choose a time zone from the list, like Europe/Zurich."
    assert page.all("main .err") == [f"Error: {said}"]


def test_half_hours_in_both_zones(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    speaker.zone = "Pacific/Fiji"
    page = client.get(f"{path}/times")
    days = [day.within(event.zone) for day in draft.hours_of(event)]
    boxes = page.soup.select("[name=free]")
    assert len(boxes) == sum(len(halfhours.of_day(*day)) for day in days)
    assert all(box.has_attr("checked") for box in boxes)
    first = page.soup.select("tbody tr")[0].get_text(" ").split()
    start = days[0][0].astimezone(UTC)
    assert first[0] == f"{(start + timedelta(hours=12)):%H:%M}"
    free = [str(box["value"]) for box in boxes[2:5]]
    client.form(page, "Save").fill(free=free).submit()
    rows = queries.availability_of(speaker.id)
    assert rows == [(start + timedelta(hours=1), start + timedelta(hours=2.5))]
    client.form(page, "Save").fill(free=free).submit()
    assert (count(Availability), audits()) == (1, 1)
    client.post(f"{path}/times", {"free": ["<b>", "2027-06-08T03:00Z"]})
    assert count(Availability) == 0
    assert reread(speaker).availability_given is not None
    assert page.soup.select("[name=free]:not([checked])") == []


def test_slides_in_versions_or_without(client: Browser, speaker: Speaker, path: str) -> None:
    code = queries.line_of(speaker).parts[0].session.code
    for content in (b"%PDF-1 one", b"%PDF-1 one", b"%PDF-1 two"):
        upload = (io.BytesIO(content), "slides.pdf")
        page = client.press(f"{path}/slides", "Send", session_code=code, file=upload)
    assert "version 2 of" in page.words
    page = client.press(f"{path}/slides", "Send", 422, session_code=code)
    assert page.soup.select(".errsum")
    page = client.press(f"{path}/slides", "I speak without slides")
    assert reread(speaker).without_slides
    assert "You said that you speak without slides." in page.words
    client.press(f"{path}/slides", "I have slides")
    assert not reread(speaker).without_slides


def test_a_technical_test_is_booked_changed_and_given_back(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    first = make_rehearsal(event, place="https://meet.example.org")
    second = make_rehearsal(event, place="Room 2")
    with clock.freeze(NOW):
        rehearsals.book(event, speaker, first.id, ACTOR)
        rehearsals.book(event, speaker, first.id, ACTOR)
        rehearsals.book(event, speaker, second.id, ACTOR)
    taken = {slot.id: slot.speaker_id for slot in queries.rehearsals(event.id)}
    assert taken == {first.id: None, second.id: speaker.id}
    assert count(AuditRow, AuditRow.verb == "rehearsal.booked") == 2
    page = client.get(f"{path}/test")
    assert "Room 2" in page.words
    client.form(page, "Give this time back").submit()
    assert {slot.speaker_id for slot in queries.rehearsals(event.id)} == {None}


@pytest.mark.both_databases
def test_a_time_taken_meanwhile_is_a_sentence_and_the_own_one_stays(event: Event) -> None:
    ada, ben = make_asked(event, "Ada")[0], make_asked(event, "Ben")[0]
    first, second = make_rehearsal(event), make_rehearsal(event, place="Room 2")
    with clock.freeze(NOW):
        rehearsals.book(event, ada, first.id, ACTOR)
        rehearsals.book(event, ben, second.id, ACTOR)
        with pytest.raises(Refused) as refused, db.session.begin_nested():
            rehearsals.book(event, ben, first.id, ACTOR)
        assert refused.value.reason == owing.Refusal.SLOT_TAKEN
    with clock.freeze(first.starts + timedelta(minutes=1)):
        cem = make_asked(event, "Cem")[0]
        late = make_rehearsal(event, place="Room 3")
        with pytest.raises(Refused) as refused:
            rehearsals.book(event, cem, late.id, ACTOR)
        assert refused.value.reason == owing.Refusal.SLOT_OVER
    db.session.expire_all()
    slots = {slot.id: slot.speaker_id for slot in queries.rehearsals(event.id)}
    assert slots == {first.id: ada.id, second.id: ben.id, late.id: None}


def test_a_booked_time_comes_back_as_a_sentence(client: Browser, event: Event, path: str) -> None:
    slot = make_rehearsal(event)
    form = client.form(client.get(f"{path}/test"), "Book this time").fill(slot=str(slot.id))
    slot.speaker_id = make_speaker(event, "Quick").id
    page = form.submit(422)
    assert owing.Refusal.SLOT_TAKEN.value in page.words
    assert client.post(f"{path}/test", {"slot": "<b>"}, 422).status == 422


def test_whoever_declines_leaves_the_time_to_others(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    make_rehearsal(event, speaker_id=speaker.id)
    client.press(path, "No, I cannot")
    assert [slot.speaker_id for slot in queries.rehearsals(event.id)] == [None]


def test_balance_is_optional_apart_and_erasable(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    page = client.get(f"{path}/balance")
    assert page.soup.select("input[checked]") == []
    client.press(f"{path}/balance", "Send", gender="another", gender_term="Vakasalewalewa")
    row = db.session.scalars(sa.select(SpeakerBalance)).one()
    assert (row.gender, row.gender_term) == (Gender.ANOTHER, "Vakasalewalewa")
    assert speaker.code not in row.key
    client.press(f"{path}/balance", "Send", gender="woman")
    assert queries.balances(event) == {speaker.id: Gender.WOMAN}
    client.press(f"{path}/balance", "Send", gender="not-said")
    assert queries.balances(event) == {}
    client.press(f"{path}/balance", "Erase my answer")
    assert count(SpeakerBalance) == 0
    trail = db.session.scalars(sa.select(AuditRow).where(AuditRow.verb.like("%balance%"))).all()
    assert {(row.subject, row.before, row.after) for row in trail} == {
        (f"event:{event.id}", None, None)
    }


def test_an_archived_event_takes_nothing(client: Browser, event: Event, path: str) -> None:
    event.state = EventState.ARCHIVED
    db.session.flush()
    assert client.get(path).soup.select("button[name=answer]") == []
    assert client.post(f"{path}/answer", {"answer": "confirmed"}, 422).status == 422


def test_foreign_pages_cannot_send(client: Browser, path: str) -> None:
    response = client.open(
        "POST",
        f"{path}/answer",
        data={"answer": "confirmed"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403


def test_stale_details(event: Event, speaker: Speaker) -> None:
    with pytest.raises(Stale):
        answers.give_details(event, speaker, answers.Details(role_title="X"), None, 99, ACTOR)


def test_everything_is_handed_out_and_erased(
    client: Browser, event: Event, speaker: Speaker, path: str
) -> None:
    person = make.make_person("Litia", "Tuiloma")
    speaker.person_id, speaker.presence, speaker.phone = person.id, Presence.REMOTE, "+679 1"
    speaker.needs, speaker.consented = "Rest", NOW
    make_rehearsal(event, speaker_id=speaker.id)
    reminder = {"kind": "answer", "due": make.FIRST_DAY, "days_before": 7, "created": NOW}
    make.add(SpeakerReminder(speaker_id=speaker.id, **reminder))
    answers.say_balance(event, speaker, Gender.WOMAN, "", ACTOR)
    publish(event)
    (found,) = personal.export(person)["speaker"]
    assert (found["phone"], found["needs"], found["presence"]) == ("+679 1", "Rest", "remote")
    assert found["technical_tests"] == ["2027-06-01T09:00:00+00:00"]
    assert [one["kind"] for one in found["reminders"]] == ["answer"]
    assert found["balance"] == {"gender": "woman", "term": ""}
    personal.erase(person, NOW)
    reread(speaker)
    assert [speaker.phone, speaker.needs, speaker.email, speaker.name] == [""] * 4
    assert (count(SpeakerReminder), count(SpeakerBalance)) == (0, 0)
    assert [slot.speaker_id for slot in queries.rehearsals(event.id)] == [None]
    assert client.get(path, 410).status == 410
    assert count(ReleasePerson, ReleasePerson.name != "") == 0
    assert count(Mail, Mail.to_address.like("speaker%")) == 0


def test_number_and_needs_go_a_month_after_the_event(event: Event, speaker: Speaker) -> None:
    speaker.phone = speaker.needs = "kept"
    answers.say_balance(event, speaker, Gender.WOMAN, "", ACTOR)
    last = datetime.combine(event.last_day or make.FIRST_DAY, datetime.min.time(), UTC)
    assert personal.expire(last + timedelta(days=31)) == 0
    assert personal.expire(last + timedelta(days=32)) == 1
    assert (reread(speaker).phone, speaker.needs) == ("", "")
    assert count(SpeakerBalance) == 1
    assert personal.expire(last + timedelta(days=367)) == 1
    assert queries.balances(event) == {}


def test_others_in_the_session_are_named(client: Browser, event: Event) -> None:
    speaker, session = make_asked(event, "Ada")
    other = make_speaker(event, "Ben")
    hall = make_room(event)
    place(event, session, "10:00", hall)
    again = queries.find_session(event.id, session.code)
    assert again is not None
    invitations.assign(event, other, again, SpeakerRole.MODERATOR, ACTOR)
    page = client.get(f"/events/{event.slug}/speaking/{speaker.code}/{links.secret_of(speaker)}")
    assert "With: Ben (Moderator)" in page.words


def test_my_events_lead_to_the_page(client: Browser, speaker: Speaker, path: str) -> None:
    user = make.make_user()
    speaker.person_id, speaker.invited = user.person_id, NOW
    page = client.sign_in(user).get("/me")
    assert page.one("#sp + ul a")["href"] == path
    speaker.answer = Answer.DECLINED
    db.session.flush()
    assert client.get("/me").all("#sp") == []
