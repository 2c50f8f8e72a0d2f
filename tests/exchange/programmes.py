"""A published programme as a value, with what is hard to write: languages, marks, nights, rooms."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from eventsite.agenda import releases, times
from eventsite.core import zones
from eventsite.exchange.writing.programme import Programme

ZONE = "Europe/Zurich"
FIRST, SECOND = date(2027, 3, 16), date(2027, 3, 17)
#: What a spreadsheet would run, an XML parser would read, or a page would open.
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://evil.example","x")',
    "\t=1+1",
    "</script><script>alert(1)</script>",
    "<b>&amp;]]></b>",
    '"; DROP TABLE x; --',
    "bell\x07 and \x00 and \ufffe",
    "جلسة عن العوالم الافتراضية",
    "元宇宙 👩🏽‍💻",
)
PEOPLE = {
    "AAAA222": releases.ReleasedPerson(
        "Ms", "Litia Tuiloma", "Director", {"en": "Works on floods."}, "photo"
    ),
    "BBBB333": releases.ReleasedPerson(name="Jean Dupont", role_title="Rapporteur of SG 20"),
    "CCCC444": releases.ReleasedPerson(redacted=datetime(2027, 1, 1, tzinfo=UTC)),
}
_OFFICE = {"en": "Disaster Risk Office"}


def voice(code: str, role: str = "speaker", **more: Any) -> releases.Voice:
    """Somebody in a session."""
    facts = {"organisation": _OFFICE if code == "AAAA222" else {}, "country": "FJ", **more}
    return releases.Voice(code, role, **facts)


def session(
    code: str, starts: str, minutes: int = 45, day: date = FIRST, **changes: Any
) -> releases.ReleasedSession:
    """A session at a wall time of `ZONE`."""
    wall = datetime.combine(day, time.fromisoformat(starts))
    start = zones.resolve(wall, ZONE)
    plain = releases.ReleasedSession(
        code=code,
        uid=f"uid-of-{code}",
        state="scheduled",
        title={"en": f"Session {code}"},
        abstract={},
        kind="talk",
        track=None,
        start=start,
        end=start + timedelta(minutes=minutes),
        wall=wall,
        fold=0,
        zone=ZONE,
        rooms=(1,),
        online=False,
        languages=("en",),
        interpretation=(),
        has_captions=False,
        has_sign_language=False,
    )
    return replace(plain, **changes)


OPENING = session(
    "OPEN222",
    "09:30",
    75,
    title={"en": "Opening: worlds for all", "fr": "Ouverture", "ar": "الافتتاح"},
    abstract={"en": "**Welcome** to [all](https://x.example).\n\nSecond paragraph.", "fr": "Bien."},
    kind="plenary",
    track=1,
    rooms=(1, 2),
    online=True,
    languages=("en", "fr"),
    interpretation=("ar", "zh"),
    has_captions=True,
    parts=(releases.Item({"en": "Words of welcome"}, 10, ("AAAA222", "CCCC444")),),
    speakers=(voice("AAAA222", "moderator"), voice("BBBB333"), voice("CCCC444", "interpreter")),
    recording="https://videos.example/1",
)
COFFEE = session("COFF222", "10:45", 30, title={"en": "Coffee"}, kind="break", rooms=(2,))
PANEL = session("PANE222", "11:15", 45, speakers=(voice("BBBB333", "panellist"),))
CANCELLED = session("GONE222", "11:15", rooms=(2,), state="cancelled")
NIGHT = session("NIGH222", "23:30", 60, title={"en": "Night of worlds"}, rooms=())
SECOND_DAY = session("NEXT222", "10:00", 105, SECOND, title={"fr": "Le deuxième jour"})
TAKEN_BACK = session("BACK222", "16:00", state="gone", title={"en": "Taken back"})
SESSIONS = (OPENING, COFFEE, PANEL, CANCELLED, NIGHT, SECOND_DAY, TAKEN_BACK)


def agenda(*sessions: releases.ReleasedSession) -> releases.ReleasedAgenda:
    """Two days, two rooms, a track and the sessions."""
    return releases.ReleasedAgenda(
        zone=ZONE,
        days=(
            releases.ReleasedDay(times.Hours(FIRST, time(9), time(2)), {"en": "Main day"}),
            releases.ReleasedDay(times.Hours(SECOND, time(9), time(18)), {}),
        ),
        rooms=(
            releases.ReleasedRoom(1, {"en": "Popov", "ar": "بوبوف"}, 400, {}, False),
            releases.ReleasedRoom(2, {"en": "Room B"}, None, {"en": "Upstairs"}, False),
        ),
        tracks=(releases.ReleasedTrack(1, {"en": "Standards"}, "sea"),),
        speakers=tuple(releases.ReleasedSpeaker(code, _OFFICE, "FJ") for code in PEOPLE),
        sessions=tuple(sorted(sessions, key=lambda s: s.start)),
    )


def programme(*sessions: releases.ReleasedSession, **changes: Any) -> Programme:
    """Version 6 of a forum's programme, in English; all of `SESSIONS` unless some are named."""
    whole = agenda(*(sessions or SESSIONS))
    facts: dict[str, Any] = {
        "slug": "forum-2027",
        "title": {"en": "Forum on open worlds", "ar": "منتدى العوالم"},
        "said_as": "Programme",
        "agenda": whole,
        "people": PEOPLE,
        "number": 6,
        "published": datetime(2027, 1, 15, 15, 20, tzinfo=UTC),
        "lang": "en",
        "place": "CICG, Geneva, Switzerland",
        "zone_place": "Geneva",
        "url": "https://events.example/events/forum-2027/programme",
        "site": "https://events.example",
        "session_urls": {
            s.code: f"https://events.example/events/forum-2027/sessions/{s.code}"
            for s in whole.shown
        },
    }
    return Programme(**{**facts, **changes})


def hostile() -> Programme:
    """A session for each of `HOSTILE`, named by it, held by somebody named by it."""
    people = {f"X{n:06d}": releases.ReleasedPerson(name=said) for n, said in enumerate(HOSTILE)}
    sessions = [
        session(
            f"H{n:06d}",
            f"{9 + n // 2:02d}:{30 * (n % 2):02d}",
            30,
            title={"en": said},
            abstract={"en": said},
            speakers=(releases.Voice(f"X{n:06d}", "speaker", {"en": said}, ""),),
        )
        for n, said in enumerate(HOSTILE)
    ]
    whole = agenda(*sessions)
    speakers = tuple(releases.ReleasedSpeaker(code, {}, "") for code in people)
    return programme(agenda=replace(whole, speakers=speakers), people=people)
