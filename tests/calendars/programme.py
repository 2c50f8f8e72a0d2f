"""A small published programme for tests of feeds, and feeds read by two other parsers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar

from eventsite.agenda import releases, times
from eventsite.agenda.models import Release, ReleasePerson
from eventsite.core.db import db
from eventsite.events.models import Event
from tests import make, vobjects

ROOM = releases.ReleasedRoom(1, {"en": "Room Popov"}, 200, {}, False)
TRACK = releases.ReleasedTrack(1, {"en": "Trust and identity"}, "sea")
SPEAKER = releases.ReleasedSpeaker("SPK2345", {"en": "Example University"}, "CH")


def session(code: str = "OPEN234", hour: int = 10, **changes: Any) -> releases.ReleasedSession:
    """An hour in room Popov on FIRST_DAY, Geneva time (UTC+2 then)."""
    start = datetime(2027, 6, 8, hour - 2, tzinfo=UTC)
    facts = releases.ReleasedSession(
        code=code,
        uid=f"{code.lower()}@test",
        state="scheduled",
        title={"en": "Opening"},
        abstract={"en": "Why **virtual worlds** matter."},
        kind="plenary",
        track=1,
        start=start,
        end=start + timedelta(hours=1),
        wall=datetime(2027, 6, 8, hour),  # noqa: DTZ001  # wall time, its zone beside it
        fold=0,
        zone="Europe/Zurich",
        rooms=(1,),
        online=True,
        languages=("en",),
        interpretation=(),
        has_captions=False,
        has_sign_language=False,
        speakers=(releases.Voice(SPEAKER.code, "speaker", SPEAKER.organisation, "CH"),),
        revised=make.CREATED,
    )
    return replace(facts, **changes)


def agenda(*sessions: releases.ReleasedSession) -> releases.ReleasedAgenda:
    """One day with these sessions."""
    return releases.ReleasedAgenda(
        "Europe/Zurich",
        (releases.ReleasedDay(times.Hours(make.FIRST_DAY), {}),),
        (ROOM,),
        (TRACK,),
        (SPEAKER,),
        sessions,
    )


def publish(event: Event, *sessions: releases.ReleasedSession, **changes: Any) -> Release:
    """Freeze these sessions as the event's next version, with the speaker's name."""
    return publish_agenda(event, agenda(*sessions), **changes)


def publish_agenda(
    event: Event,
    whole: releases.ReleasedAgenda,
    number: int = 1,
    created: datetime = make.CREATED,
) -> Release:
    """Likewise a whole agenda as it is."""
    release = Release(
        event_id=event.id,
        number=number,
        created=created,
        author="user:1",
        content=releases.dump(whole),
        schema_version=releases.SCHEMA_VERSION,
    )
    release.people = [
        ReleasePerson(speaker_code=SPEAKER.code, name="Ada Example", role_title="Professor")
    ]
    made = make.add(release)
    db.session.commit()
    return made


Read = Mapping[str, tuple[str, int, object]]


def read_by_vobject(body: bytes) -> Read:
    """UID to status, sequence and start (a UTC instant or a day)."""
    calendar = vobjects.read(body.decode())
    return {
        event.uid.value: (
            event.status.value,
            int(event.sequence.value),
            _instant(event.dtstart.value),
        )
        for event in calendar.contents.get("vevent", [])
    }


def read_by_icalendar(body: bytes) -> Read:
    """The same by the other parser."""
    calendar = icalendar.Calendar.from_ical(body)
    return {
        str(event["UID"]): (
            str(event["STATUS"]),
            int(str(event["SEQUENCE"])),
            _instant(event.decoded("DTSTART")),
        )
        for event in calendar.walk("VEVENT")
    }


def _instant(moment: Any) -> object:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def entry(body: bytes, uid: str) -> Any:
    """The one VEVENT of that UID."""
    found = [e for e in icalendar.Calendar.from_ical(body).walk("VEVENT") if e["UID"] == uid]
    assert len(found) == 1
    return found[0]
