"""Mailed invitations: one entry as an iTIP message (RFC 5546)."""

from dataclasses import replace
from datetime import datetime

from eventsite.core.ical import components, fold
from eventsite.core.ical.entry import PRODID, Entry, Method, Party, Status


def invite(
    method: Method,
    entry: Entry,
    organizer: Party,
    attendee: Party,
    *,
    sent: datetime | None = None,
    cancelled_prefix: str = "",
    prodid: str = PRODID,
) -> bytes:
    """The calendar part of one mail to one person about one UID.

    `sent` is the aware instant of this message, its DTSTAMP (RFC 5545 §3.8.7.2: of two with equal
    SEQUENCE clients keep the later); without it the revision. CANCEL sets the status itself,
    REQUEST raises ValueError for a cancelled entry. Send as text/calendar with the same `method`.
    """
    if sent is not None and sent.tzinfo is None:
        raise ValueError("A message is sent at an aware instant.")
    if method is Method.CANCEL:
        entry = replace(entry, status=Status.CANCELLED)
    elif entry.status is Status.CANCELLED:
        raise ValueError("A cancelled entry is sent with CANCEL.")
    parts = (
        components.opening(prodid),
        fold.line("METHOD", method),
        components.timezones(components.zones_of([entry])),
        components.vevent_with(
            entry,
            cancelled_prefix=cancelled_prefix,
            stamp=sent,
            people=_organizer(organizer) + _attendee(attendee),
        ),
        components.END,
    )
    return b"".join(parts)


def _organizer(party: Party) -> bytes:
    return fold.line("ORGANIZER", _mailto(party), _named(party))


def _attendee(party: Party) -> bytes:
    said = _named(party) | {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE" if party.reply else "FALSE",
    }
    return fold.line("ATTENDEE", _mailto(party), said)


def _named(party: Party) -> dict[str, str]:
    return {"CN": fold.parameter(party.name)} if party.name else {}


def _mailto(party: Party) -> str:
    return "mailto:" + fold.uri(party.address)
