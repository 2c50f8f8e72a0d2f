"""Organizers invite people, note answers, take somebody out, remind, rank and make tests."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.agenda import links, owing, queries
from eventsite.agenda.actions import history, invitations, reminders
from eventsite.agenda.models import (
    Answer,
    RehearsalSlot,
    SessionSpeaker,
    Speaker,
    SpeakerReminder,
    SpeakerRole,
)
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty, Event
from tests import make
from tests.agenda.makings import (
    ACTOR,
    make_asked,
    make_rehearsal,
    make_session,
    make_speaker,
    make_terms,
    place,
)
from tests.browser import Browser

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def mails() -> list[Mail]:
    return list(db.session.scalars(sa.select(Mail).order_by(Mail.id)))


def reread(speaker: Speaker) -> Speaker:
    db.session.refresh(speaker)
    return speaker


def test_one_mail_names_session_role_times_words_and_link(
    client: Browser, event: Event, base: str
) -> None:
    session = make_session(event, "Opening")
    place(event, session, "09:30")
    make_terms(event, answers_due=date(2027, 4, 1))
    form = client.form(client.get(f"{base}/people/new"), "Save and invite")
    form.fill(
        name="Litia Tuiloma",
        honorific="Dr",
        email="litia@example.org",
        lang="fr",
        zone="Pacific/Fiji",
        session_code=session.code,
        role="moderator",
    )
    page = form.submit()
    assert page.h1 == "Invite"
    page = client.form(page, "Send 1 invitation").fill(**{"words-fr": "Venez !"}).submit()
    assert page.h1 == "People"
    (mail,) = mails()
    speaker = queries.speakers(event.id)[0]
    assert (mail.to_address, mail.lang, mail.secret) == ("litia@example.org", "fr", True)
    for words in ("Opening", "Venez !", "09:30 – 10:30 (UTC+2)", "19:30 – 20:30 (UTC+12)"):
        assert words in mail.text
    assert f"/events/{event.slug}/speaking/{speaker.code}/{links.secret_of(speaker)}" in mail.text
    assert (speaker.answer, speaker.generation) == (Answer.INVITED, 2)


def test_a_second_press_mails_nobody_again(client: Browser, event: Event, base: str) -> None:
    speaker, _ = make_asked(event)
    form = client.form(client.get(f"{base}/people/invite?who={speaker.code}"), "Send 1 invitation")
    form.submit()
    page = form.submit()
    assert page.all(".flash p") == ["These invitations were sent a moment ago."]
    assert len(mails()) == 1
    assert reread(speaker).generation == 2


def test_sent_again_the_earlier_link_is_gone(event: Event, client: Browser) -> None:
    speaker, _ = make_asked(event)
    secrets = []
    for _ in range(2):
        invitations.invite(event, [(speaker, speaker.generation)], {}, ACTOR)
        secrets.append(links.secret_of(speaker))
    path = f"/events/{event.slug}/speaking/{speaker.code}"
    assert client.get(f"{path}/{secrets[0]}", 410).h1 == "This page is gone"
    assert client.get(f"{path}/{secrets[1]}").h1 == "Your part"
    assert client.get(f"{path}/{'0' * 32}", 404).status == 404
    assert client.get(f"/events/{event.slug}/speaking/NOBODY/{secrets[1]}", 404).status == 404
    invitations.withdraw(event, speaker, ACTOR)
    assert client.get(f"{path}/{secrets[1]}", 410).status == 410
    assert (reread(speaker).answer, speaker.invited) == (Answer.OPEN, None)


def test_a_confirmed_answer_outlives_another_mail(event: Event) -> None:
    speaker, _ = make_asked(event)
    invitations.answer(event, speaker, Answer.CONFIRMED, "", ACTOR)
    invitations.invite(event, [(speaker, 1)], {}, ACTOR)
    assert reread(speaker).answer == Answer.CONFIRMED


def test_nobody_is_invited_without_an_address(event: Event) -> None:
    speaker = make_speaker(event)
    with pytest.raises(Refused) as refused:
        invitations.invite(event, [(speaker, 1)], {}, ACTOR)
    assert refused.value.reason == owing.Refusal.NO_ADDRESS
    with pytest.raises(Refused) as refused:
        invitations.invite(event, [], {}, ACTOR)
    assert refused.value.reason == owing.Refusal.NOBODY


def test_the_team_notes_an_answer_and_takes_out_who_declined(
    client: Browser, event: Event, base: str
) -> None:
    speaker, _ = make_asked(event)
    make_session(event, "Second", speakers=[(speaker.id, SpeakerRole.CHAIR)])
    path = f"{base}/people/{speaker.code}/about"
    page = client.press(path, "Note the answer", answer="declined")
    assert page.all("h2.t2") == ["They declined and still stand in sessions"]
    assert queries.draft(event).people == {}
    assert "(declined)" in client.get(f"{base}/programme").words
    client.form(page, "Take out of all sessions").submit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SessionSpeaker)) == 0


def test_taking_out_is_undone_in_one_step(event: Event) -> None:
    speaker, _ = make_asked(event)
    make_session(event, "Second", speakers=[(speaker.id, SpeakerRole.CHAIR)])
    assert invitations.take_out(event, speaker, ACTOR) == 2
    history.undo(event, ACTOR)
    roles = {part.role for part in queries.line_of(speaker).parts}
    assert roles == {SpeakerRole.SPEAKER, SpeakerRole.CHAIR}
    assert invitations.take_out(event, make_speaker(event, "Nobody"), ACTOR) == 0


def test_the_matrix_says_who_lacks_what_and_filters(
    client: Browser, event: Event, base: str
) -> None:
    make_asked(event, "Ada", phone="+41 79 123 45 67", needs="A ramp")
    make_asked(event, "Ben", answer=Answer.CONFIRMED, without_slides=True)
    make_asked(event, "Cem", answer=Answer.DECLINED)
    make_terms(event, slides_due=make.FIRST_DAY - timedelta(days=7))
    page = client.get(f"{base}/people")
    assert page.all("tbody th a") == ["Ada", "Ben", "Cem"]
    chips = page.all("nav[aria-label='What is missing'] a")
    assert chips[:2] == ["Everybody: 3", "Answer missing: 1"]
    assert "Slides missing: 1" in chips
    assert "Mobile number missing: 1" in chips
    assert client.get(f"{base}/people?missing=slides").all("tbody th a") == ["Ada"]
    assert client.get(f"{base}/people?missing=<b>").all("tbody th a") == ["Ada", "Ben", "Cem"]
    csv = client.get(f"{base}/people.csv").text
    for text in ("Ada", "Declined"):
        assert text in csv
    for text in ("+41 79", "A ramp"):
        assert text not in page.text + csv


def test_number_for_the_programme_and_needs_for_accessibility_too(
    client: Browser, event: Event
) -> None:
    speaker, _ = make_asked(event, phone="+41 79 123 45 67", needs="A ramp")
    path = f"/manage/events/{event.slug}/people/{speaker.code}/about"
    seen = {}
    for duty in (Duty.AGENDA, Duty.ACCESSIBILITY):
        client.sign_in(make.make_team_member(event, [duty]))
        words = client.get(path).words
        seen[duty] = ("+41 79 123 45 67" in words, "A ramp" in words)
    assert seen == {Duty.AGENDA: (True, True), Duty.ACCESSIBILITY: (False, True)}


def test_the_order_of_protocol(client: Browser, event: Event, base: str) -> None:
    make_speaker(event, "Ada")
    ben = make_speaker(event, "Ben")
    path = f"{base}/people/protocol"
    page = client.form(client.get(path), "Save the order").fill(**{"rows-1-rank": "1"}).submit()
    assert page.all("tbody th") == ["Ben", "Ada"]
    assert reread(ben).precedence == 1
    page = client.press(path, "Save the order", 422, **{"rows-0-rank": "-4"})
    assert page.all(".err span")[-1] == "Enter a rank from 0 to 999. 0 means: after the others."
    assert page.one("[name=rows-0-rank]")["value"] == "-4"


def test_due_dates_and_a_stale_form(client: Browser, event: Event, base: str) -> None:
    path = f"{base}/people/due-dates"
    form = client.form(client.get(path), "Save the due dates").fill(slides_due="2027-06-01")
    form.submit()
    form.submit()  # a second press is harmless
    terms = queries.terms_of(event.id)
    assert terms is not None
    assert (terms.slides_due, terms.version) == (date(2027, 6, 1), 1)
    with pytest.raises(Stale):
        invitations.set_due_dates(event, None, None, 0, ACTOR)
    assert client.press(path, "Save the due dates", 422, answers_due="soon").status == 422


def test_times_for_tests(client: Browser, event: Event, base: str) -> None:
    path = f"{base}/people/tests"
    answers: dict[str, Any] = {
        "day": "2027-06-01",
        "starts": "09:00",
        "ends": "10:00",
        "minutes": "20",
    }
    page = client.press(path, "Add the times", **answers, place="https://meet.example.org")
    assert len(page.all("tbody tr")) == 3
    page = client.press(path, "Add the times", 422, **{**answers, "ends": "09:10"})
    assert owing.Refusal.NO_SLOT.value in page.words
    page = client.press(path, "Add the times", 422, **answers, place="https://meet.example.org")
    assert owing.Refusal.ALL_THERE.value in page.words
    speaker, _ = make_asked(event)
    slot = make_rehearsal(event, speaker_id=speaker.id, place="Room 1")
    page = client.get(path)
    client.form(page, button_of(page.all("button"), "Test made")).submit()
    db.session.refresh(slot)
    assert slot.passed is not None
    client.form(client.get(path), button_of(client.get(path).all("button"), "Make free")).submit()
    db.session.refresh(slot)
    assert [slot.speaker_id, slot.passed] == [None, None]


def button_of(names: list[str], start: str) -> str:
    return next(name for name in names if name.startswith(start))


def days_before(days: int) -> datetime:
    """The morning of the day so many days before slides are due."""
    return datetime(2027, 6, 1, 8, 0, tzinfo=UTC) - timedelta(days=days)


def test_reminders_are_sent_once_each_and_stop_on_answer(event: Event) -> None:
    make_terms(event, answers_due=date(2027, 6, 1), slides_due=date(2027, 6, 1))
    asked, _ = make_asked(event, "Ada", lang="fr")
    make_asked(event, "Ben", answer=Answer.DECLINED)
    agreed, _ = make_asked(event, "Cem", answer=Answer.CONFIRMED, answered=NOW)
    with clock.freeze(NOW):
        invitations.invite(event, [(asked, asked.generation)], {}, ACTOR)
    sent = []
    for days in (15, 14, 14, 13, 7, 1, 0, -1):
        sent.append(reminders.remind_all(days_before(days)))
        if days == 14:
            known = {(mail.to_address, mail.template) for mail in mails()[1:]}
    assert sent == [0, 2, 0, 0, 2, 2, 0, 0]
    assert known == {
        (asked.email, "agenda/mail/remind_answer"),
        (agreed.email, "agenda/mail/remind_slides"),
    }
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SpeakerReminder)) == 6


def test_an_answer_ends_reminders(event: Event) -> None:
    make_terms(event, answers_due=date(2027, 6, 1))
    speaker, _ = make_asked(event)
    with clock.freeze(NOW):
        invitations.invite(event, [(speaker, 1)], {}, ACTOR)
        invitations.answer(event, speaker, Answer.CONFIRMED, "", ACTOR)
    assert reminders.remind_all(days_before(14)) == 0


def test_the_day_before_the_test(event: Event) -> None:
    speaker, _ = make_asked(event, answer=Answer.CONFIRMED, answered=NOW, zone="Pacific/Fiji")
    slot = make_rehearsal(event, speaker_id=speaker.id, place="https://meet.example.org")
    assert [reminders.remind_all(slot.starts - timedelta(days=n)) for n in (2, 1, 1, 0)] == [
        0, 1, 0, 0,
    ]  # fmt: skip
    text = mails()[-1].text
    assert re.search(r"11:00 – 11:15 \(UTC\+2\)", text)
    assert re.search(r"21:00 – 21:15 \(UTC\+12\)", text)


def test_reminding_by_hand_once_a_day(client: Browser, event: Event, base: str) -> None:
    make_terms(event, slides_due=make.FIRST_DAY - timedelta(days=7))
    make_asked(event, "Ada", answer=Answer.INVITED)
    make_asked(event, "Ben", answer=Answer.INVITED, without_slides=True)
    make_asked(event, "Cem")
    page = client.press(f"{base}/people", "Remind those who lack slides")
    assert page.all(".flash p") == ["1 person is reminded."]
    page = client.press(f"{base}/people", "Remind those who lack slides")
    assert "Nobody is reminded" in page.all(".flash p")[0]
    assert len(mails()) == 1


@pytest.mark.both_databases
def test_one_slot_has_one_speaker(event: Event) -> None:
    ada, _ = make_asked(event, "Ada")
    slot = make_rehearsal(event, speaker_id=ada.id)
    other = make_rehearsal(event, place="Room 2")
    db.session.flush()
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        db.session.execute(
            sa.update(RehearsalSlot).where(RehearsalSlot.id == other.id).values(speaker_id=ada.id)
        )
    assert slot.speaker_id == ada.id
