"""Mailed invitations: one UID a message, in step with the feed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from eventsite.core import ical
from tests import vobjects

ENTRY = ical.Entry(
    uid="d2@plenary",
    sequence=2,
    revised=datetime(2027, 1, 5, 14, 30, tzinfo=UTC),
    start=ical.Wall(datetime.fromisoformat("2027-03-16T09:00"), "Asia/Kathmandu"),
    end=ical.Wall(datetime.fromisoformat("2027-03-16T17:00"), "Asia/Kathmandu"),
    summary="Forum, day 1",
    transparent=False,
    lang="en",
)
ITU = ical.Party("no-reply@example.org", "Forum: the team")
GUEST = ical.Party("amina@example.org", "Amina O'Neil, PhD")

REQUEST = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//ITU//Plenary//EN
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Asia/Kathmandu
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0545
TZOFFSETTO:+0545
TZNAME:+0545
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:d2@plenary
DTSTAMP:20270106T080000Z
LAST-MODIFIED:20270105T143000Z
SEQUENCE:2
DTSTART;TZID=Asia/Kathmandu:20270316T090000
DTEND;TZID=Asia/Kathmandu:20270316T170000
SUMMARY;LANGUAGE=en:Forum\\, day 1
STATUS:CONFIRMED
TRANSP:OPAQUE
ORGANIZER;CN="Forum: the team":mailto:no-reply@example.org
ATTENDEE;CN="Amina O'Neil, PhD";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PART
 STAT=NEEDS-ACTION;RSVP=FALSE:mailto:amina@example.org
END:VEVENT
END:VCALENDAR
"""
SENT = datetime(2027, 1, 6, 8, tzinfo=UTC)


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_golden_request() -> None:
    assert ical.invite(ical.Method.REQUEST, ENTRY, ITU, GUEST, sent=SENT) == crlf(REQUEST)


def test_cancel_says_so_itself() -> None:
    later = replace(ENTRY, sequence=3)
    written = ical.invite(
        ical.Method.CANCEL, later, ITU, GUEST, sent=SENT, cancelled_prefix="CANCELLED: "
    )
    text = (
        REQUEST.replace("METHOD:REQUEST", "METHOD:CANCEL")
        .replace("SEQUENCE:2", "SEQUENCE:3")
        .replace("Forum\\, day 1", "CANCELLED: Forum\\, day 1")
        .replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
        .replace("TRANSP:OPAQUE", "TRANSP:TRANSPARENT")
    )
    assert written == crlf(text)


def test_without_a_moment_of_sending_the_revision_stamps() -> None:
    text = REQUEST.replace("DTSTAMP:20270106T080000Z", "DTSTAMP:20270105T143000Z")
    assert ical.invite(ical.Method.REQUEST, ENTRY, ITU, GUEST) == crlf(text)


def test_an_answer_is_asked_for_when_wanted() -> None:
    written = ical.invite(ical.Method.REQUEST, ENTRY, ITU, replace(GUEST, reply=True))
    attendee = icalendar.Calendar.from_ical(written).events[0]["ATTENDEE"]
    assert attendee.params["RSVP"] == "TRUE"


@pytest.mark.parametrize("method", list(ical.Method))
def test_other_parsers_read_it(method: ical.Method) -> None:
    written = ical.invite(method, ENTRY, ITU, GUEST)
    parsed = vobjects.read(written.decode())
    assert parsed.method.value == method
    assert [event.uid.value for event in parsed.vevent_list] == ["d2@plenary"]
    assert parsed.vevent.attendee.value == "mailto:amina@example.org"
    event = icalendar.Calendar.from_ical(written).events[0]
    assert event["ORGANIZER"] == "mailto:no-reply@example.org"
    assert event.start == datetime(2027, 3, 16, 3, 15, tzinfo=UTC)


def test_an_all_day_invitation_needs_no_zone() -> None:
    day = replace(ENTRY, start=date(2027, 3, 16), end=date(2027, 3, 17))
    written = ical.invite(ical.Method.REQUEST, day, ITU, GUEST)
    assert written.count(b"VTIMEZONE") == 0
    assert written.count(b"\r\nDTSTART;VALUE=DATE:20270316\r\n") == 1


def test_a_request_for_a_cancelled_entry_is_refused() -> None:
    gone = replace(ENTRY, status=ical.Status.CANCELLED)
    with pytest.raises(ValueError, match="CANCEL"):
        ical.invite(ical.Method.REQUEST, gone, ITU, GUEST)


def test_sending_happens_at_an_instant() -> None:
    naive = datetime.fromisoformat("2027-01-06T08:00")
    with pytest.raises(ValueError, match="aware"):
        ical.invite(ical.Method.REQUEST, ENTRY, ITU, GUEST, sent=naive)


def test_hostile_parties_add_no_line() -> None:
    evil = ical.Party("a@example.org\r\nX-EVIL:1", 'A "B"\r\nX-EVIL:1')
    written = ical.invite(ical.Method.REQUEST, ENTRY, evil, evil)
    event = icalendar.Calendar.from_ical(written).events[0]
    assert event.get("X-EVIL") is None
    assert event["ORGANIZER"].params["CN"] == 'A "B"\nX-EVIL:1'
