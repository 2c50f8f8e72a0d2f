"""What the mails say, in whose language and zone, and the calendar entries they carry."""

import base64
from datetime import UTC, datetime, time
from typing import Any

import icalendar
import pytest
import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.core.outbox.message import compose
from eventsite.events.models import Event
from eventsite.registration import emails, links
from eventsite.registration.emails import Kind
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.registration.conftest import NOW

pytestmark = pytest.mark.usefixtures("session")


def registered(event: Event, **changes: Any) -> Registration:
    """A registration from Fiji."""
    person = make.make_person("Sera", "Vakacegu", honorific="Dr", email="sera@example.org")
    return make.make_registration(event, person, zone="Pacific/Fiji", code="ABCDEFGH", **changes)


def mail(kind: Kind, registration: Registration) -> Mail:
    """The mail of that kind."""
    return mails(kind, registration)[0]


def mails(kind: Kind, registration: Registration) -> list[Mail]:
    """All mails that it makes, in order."""
    known = set(db.session.scalars(sa.select(Mail.id)))
    emails.send(kind, registration)
    query = sa.select(Mail).where(Mail.id.not_in(known)).order_by(Mail.id)
    return list(db.session.scalars(query))


def parts(*sent: Mail) -> list[Any]:
    """Their calendar entries, at most one to a mail."""
    assert all(len(one.attachments) <= 1 for one in sent)
    return [
        icalendar.Calendar.from_ical(base64.b64decode(file["base64"]))
        for one in sent
        for file in one.attachments
    ]


def test_confirmed_names_the_venues_time_first_for_who_comes() -> None:
    event = make.make_event(days=2, contact_email="forum@example.org")
    made = registered(event, mode=PlaceMode.IN_PERSON)
    sent = mail(Kind.CONFIRMED, made)
    assert (sent.to_address, sent.lang, sent.secret) == ("sera@example.org", "en", True)
    assert sent.subject == "You are registered: Forum on virtual worlds"
    lines = [line for line in sent.text.splitlines() if line]
    assert lines[0] == "Dear Dr Vakacegu,"
    assert lines[3:7] == [
        "Tue 8 June 2027, 09:30–17:30, time of Geneva (UTC+2)",
        "    Tue 8 June 2027, 19:30–03:30, time of Fiji (UTC+12)",
        "Wed 9 June 2027, 09:30–17:30, time of Geneva (UTC+2)",
        "    Wed 9 June 2027, 19:30–03:30, time of Fiji (UTC+12)",
    ]
    key = links.key_of(made)
    assert f"http://localhost/registrations/ABCDEFGH/{key}" in lines
    assert lines[-3:] == [
        "To get no calendar entries by mail, change it on this page:",
        f"http://localhost/registrations/ABCDEFGH/{key}",
        "Questions: forum@example.org",
    ]


def test_confirmed_names_ones_own_time_first_online() -> None:
    sent = mail(Kind.CONFIRMED, registered(make.make_event()))
    lines = [line for line in sent.text.splitlines() if "June" in line]
    assert lines == [
        "Tue 8 June 2027, 19:30–03:30, time of Fiji (UTC+12)",
        "    Tue 8 June 2027, 09:30–17:30, time of Geneva (UTC+2)",
    ]


def test_people_with_an_account_are_led_to_their_own_pages() -> None:
    made = registered(make.make_event())
    make.make_user(made.person)
    assert "http://localhost/me/registrations/ABCDEFGH\n" in mail(Kind.CONFIRMED, made).text


def test_one_entry_a_day_each_in_a_mail_of_its_own_with_the_days_identity() -> None:
    event = make.make_event(days=2)
    event.days[1].sequence = 3
    sent = mails(Kind.CONFIRMED, registered(event))
    assert [one.template for one in sent] == [
        "registration/mail/confirmed",
        "registration/mail/day",
    ]
    assert sent[1].subject == "Calendar entry: Forum on virtual worlds, Wed 9 June 2027"
    assert [one.attachments[0]["content_type"] for one in sent] == [
        "text/calendar; method=REQUEST; charset=utf-8"
    ] * 2
    found = parts(*sent)
    entries = [calendar.walk("VEVENT")[0] for calendar in found]
    assert [str(entry["UID"]) for entry in entries] == [day.uid for day in event.days]
    assert [entry["SEQUENCE"] for entry in entries] == [0, 3]
    assert {str(calendar["METHOD"]) for calendar in found} == {"REQUEST"}
    start = entries[0]["DTSTART"].dt
    assert start.astimezone(UTC) == datetime(2027, 6, 8, 7, 30, tzinfo=UTC)
    assert [str(entry["TRANSP"]) for entry in entries] == ["OPAQUE"] * 2
    assert {str(entry["ATTENDEE"]) for entry in entries} == {"mailto:sera@example.org"}
    assert {entry["ATTENDEE"].params["RSVP"] for entry in entries} == {"FALSE"}
    first = str(entries[0]["DESCRIPTION"]).splitlines()[0]
    assert first.startswith("http://localhost/")


def test_a_cancelled_registration_takes_its_entries_out_with_a_higher_sequence() -> None:
    made = registered(make.make_event(days=2))
    mails(Kind.CONFIRMED, made)
    sent = mails(Kind.CANCELLED, made)
    assert [str(calendar["METHOD"]) for calendar in parts(*sent)] == ["CANCEL"] * 2
    entries = [calendar.walk("VEVENT")[0] for calendar in parts(*sent)]
    assert [(str(entry["STATUS"]), entry["SEQUENCE"]) for entry in entries] == [
        ("CANCELLED", 1)
    ] * 2
    again = parts(*mails(Kind.CONFIRMED, made))
    assert [calendar.walk("VEVENT")[0]["SEQUENCE"] for calendar in again] == [2, 2]


def test_who_was_invited_before_anything_was_remembered_is_told_too() -> None:
    sent = mails(Kind.CANCELLED, registered(make.make_event(days=2)))
    assert [str(calendar["METHOD"]) for calendar in parts(*sent)] == ["CANCEL"] * 2


def test_changed_answers_bring_only_days_that_became_other_ones() -> None:
    made = registered(make.make_event(days=2, venue={"en": "CICG"}))
    mails(Kind.CONFIRMED, made)
    made.job_title = "Engineer"
    assert parts(*mails(Kind.CHANGED, made)) == []
    made.mode = PlaceMode.IN_PERSON
    entries = [calendar.walk("VEVENT")[0] for calendar in parts(*mails(Kind.CHANGED, made))]
    assert [str(entry["LOCATION"]) for entry in entries] == [
        "CICG, Geneva, Switzerland and online"
    ] * 2


def test_days_that_are_over_enter_no_calendar() -> None:
    made = registered(make.make_event(days=2))
    with clock.freeze(datetime(2027, 6, 9, 8, 0, tzinfo=UTC)):
        [calendar] = parts(*mails(Kind.CONFIRMED, made))
    assert calendar.walk("VEVENT")[0]["UID"] == made.event.days[1].uid


def test_who_wants_no_calendar_entries_gets_the_ordinary_mail_alone() -> None:
    made = registered(make.make_event(days=2))
    made.person.calendar_mails = False
    for kind in (Kind.CONFIRMED, Kind.CANCELLED):
        (sent,) = mails(kind, made)
        assert (sent.attachments, "calendar" in sent.text) == ([], False)


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.HOLD, State.HELD), (Kind.WAITING, State.WAITING)]
)
def test_nothing_enters_the_calendar_before_the_place_is_ones_own(kind: Kind, state: State) -> None:
    made = registered(make.make_event(), state=state, confirmed=None, held_until=NOW)
    sent = mail(kind, made)
    assert sent.attachments == []
    assert f"http://localhost/registrations/ABCDEFGH/{links.key_of(made)}" in sent.text


def test_a_held_place_says_until_when_in_the_readers_zone() -> None:
    made = registered(make.make_event(), state=State.HELD, confirmed=None, held_until=NOW)
    assert "until 2027-03-01 22:00 (UTC+12)" in mail(Kind.HOLD, made).text


def test_days_without_hours_and_dates_to_be_confirmed() -> None:
    event = make.make_event(dates_confirmed=False)
    event.days[0].starts = event.days[0].ends = None
    sent = mail(Kind.CONFIRMED, registered(event))
    entry = parts(sent)[0].walk("VEVENT")[0]
    assert (str(entry["STATUS"]), entry["DTSTART"].dt.isoformat()) == ("TENTATIVE", "2027-06-08")
    assert "Tue 8 June 2027\n" in sent.text


def test_an_evening_past_midnight_ends_on_the_next_day() -> None:
    event = make.make_event()
    event.days[0].starts, event.days[0].ends = time(22, 0), time(1, 0)
    entry = parts(mail(Kind.CONFIRMED, registered(event)))[0].walk("VEVENT")[0]
    assert entry["DTEND"].dt.replace(tzinfo=None) == datetime(2027, 6, 9, 1, 0)  # noqa: DTZ001


def test_line_breaks_in_a_name_make_no_header() -> None:
    made = registered(make.make_event("Forum\r\nBcc: x@example.org"))
    made.person.first_name, made.person.family_name = "A\r\nBcc: y@example.org", ""
    made.person.honorific = ""
    message = compose(mail(Kind.CONFIRMED, made), "Plenary <plenary@example.org>")
    assert message["Bcc"] is None
    assert message["To"] == "sera@example.org"
    assert "\n" not in str(message["Subject"])


@pytest.mark.parametrize("kind", Kind)
def test_every_mail_can_be_worded(kind: Kind) -> None:
    made = registered(make.make_event(days=2), held_until=NOW, cancel_note="The hall is closed.")
    first, *further = mails(kind, made)
    assert first.template == f"registration/mail/{kind.value}"
    assert {one.template for one in further} <= {"registration/mail/day"}
    for sent in (first, *further):
        assert "\n\n\n" not in sent.text.replace("\r", "")


def test_who_has_no_address_is_not_written_to() -> None:
    made = make.make_registration(make.make_event(), make.make_person(email=""))
    emails.send(Kind.CONFIRMED, made)
    assert db.session.scalars(sa.select(Mail)).all() == []
