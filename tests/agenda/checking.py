"""Short ways to write agendas for the tests of the rules: minutes after 09:00."""

from datetime import UTC, date, datetime, time, timedelta

from eventsite.agenda import checks, times
from eventsite.agenda.models import Answer, SpeakerRole

#: 09:00 in Geneva on the first day.
ZERO = datetime(2027, 6, 8, 7, 0, tzinfo=UTC)
ZONE = "Europe/Zurich"
HOURS = (
    times.Hours(date(2027, 6, 8), time(9), time(18)),
    times.Hours(date(2027, 6, 9), time(9), time(18)),
)
ROOMS = (checks.Room(1, 100), checks.Room(2, 30), checks.Room(3, None))
SPEAKER, MODERATOR = SpeakerRole.SPEAKER, SpeakerRole.MODERATOR
CHAIR, INTERPRETER = SpeakerRole.CHAIR, SpeakerRole.INTERPRETER


def at(minutes):
    return ZERO + timedelta(minutes=minutes)


def session(code, start=None, end=None, rooms=(), who=(), **facts):
    """A session; `who` are speaker ids, or (id, role)."""
    voices = tuple(each if isinstance(each, tuple) else (each, SPEAKER) for each in who)
    if start is not None:
        facts |= {"start": at(start), "end": at(end), "minutes": end - start}
    return checks.Session(code, rooms=tuple(rooms), voices=voices, **facts)


def person(number, **facts):
    facts.setdefault("answer", Answer.CONFIRMED)
    return checks.Person(number, facts.pop("key", f"speaker:{number}"), **facts)


def agenda(sessions=(), people=(), terms=None, **facts):
    """An agenda of two days from 09:00 to 18:00; who is not among `people` is confirmed."""
    known = {number: person(number) for s in sessions for number, _ in s.voices}
    known |= {each.id: each for each in people}
    facts = {"zone": ZONE, "hours": HOURS, "rooms": ROOMS} | facts
    return checks.Agenda(sessions, known, terms=checks.Terms(**terms or {}), **facts)


def found(rule, an_agenda):
    """What the rule found: sessions and subject."""
    return [(f.sessions, f.subject) for f in checks.find(an_agenda, [rule])]
