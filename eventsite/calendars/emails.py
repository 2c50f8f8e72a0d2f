"""Words the mail about one session: into somebody's calendar, changed there, or out of it."""

from dataclasses import dataclass
from datetime import datetime

from eventsite.core import i18n, ical, invitations, outbox, text, zones
from eventsite.core.i18n import gettext


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told of sessions; `subject` is `speaker:9` or `asked:3`."""

    subject: str
    address: str
    name: str
    lang: str
    zone: str
    #: Where these mails are turned off; it may hold a secret.
    page: str
    is_speaker: bool
    #: Without it everything is only remembered as told.
    wants_mails: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What the mails of an event share."""

    event_id: int
    title: dict[str, str]
    zone: str
    contact: str
    organizer: ical.Party


def send(
    place: Place, reader: Reader, entry: ical.Entry, message: ical.Message, is_known: bool
) -> None:
    """Mail one word about one session and remember it in the same transaction."""
    invitations.keep(f"event:{place.event_id}", reader.subject, entry, message)
    if not (reader.wants_mails and reader.address):
        return
    with i18n.speaking(reader.lang):
        times = _times(entry, reader.zone)
    outbox.send(
        "calendars/mail/session",
        to=reader.address,
        lang=reader.lang,
        subject_key=reader.subject if reader.is_speaker else f"event:{place.event_id}",
        # A speaker's page opens by its address alone.
        secret=True,
        attachments=[
            invitations.part(
                message, entry, place.organizer, ical.Party(reader.address, reader.name)
            )
        ],
        title=text.pick(place.title, reader.lang).text,
        session=entry.summary,
        times=times,
        where=entry.location,
        live=entry.description.partition("\n")[0],
        is_off=message.method is ical.Method.CANCEL,
        is_known=is_known,
        is_speaker=reader.is_speaker,
        page=reader.page,
        contact=place.contact,
    )


def _times(entry: ical.Entry, own_zone: str) -> list[str]:
    """The time of the place, and the reader's own where it differs."""
    start, end = entry.start, entry.end
    if not (isinstance(start, ical.Wall) and isinstance(end, ical.Wall)):
        return []
    instants = [zones.nearest(one.time, one.zone, one.fold) for one in (start, end)]
    wanted = [start.zone]
    if zones.known(own_zone) and _offset(instants[0], own_zone) != _offset(instants[0], start.zone):
        wanted.append(own_zone)
    return [_span(instants[0], instants[1], zone) for zone in wanted]


def _offset(instant: datetime, zone: str) -> object:
    return zones.reading(instant, zone).offset


def _span(starts: datetime, ends: datetime, zone: str) -> str:
    start, end = zones.local(starts, zone), zones.local(ends, zone)
    return str(
        gettext(
            "%(day)s, %(start)s–%(end)s, time of %(city)s (%(offset)s)",
            day=i18n.show_day(start.date()),
            start=i18n.show_time(start),
            end=i18n.show_time(end),
            city=i18n.zone_city(zone),
            offset=zones.offset_text(starts, zone),
        )
    )
