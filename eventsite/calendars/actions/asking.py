"""One session as an invitation by mail: a person asks for it, and stops it again."""

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.calendars import rules
from eventsite.calendars.models import SessionInvitation
from eventsite.calendars.verbs import Verb
from eventsite.core import audit, clock, invitations, tasks
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.people.models import Person


def ask(event: Event, person: Person, code: str, actor: str) -> None:
    """Mail a released session, and from then on what becomes of it; twice is as good as once."""
    lock(Event, event.id)
    if not person.email:
        raise Refused(rules.Reason.NO_ADDRESS)
    if not person.calendar_mails:
        raise Refused(rules.Reason.MAILS_OFF)
    session = _find_released(event, code)
    if session is None or session.state != "scheduled":
        raise Refused(rules.Reason.NO_SESSION)
    key = (person.id, event.id, code)
    if db.session.get(SessionInvitation, key) is not None:
        return
    db.session.add(
        SessionInvitation(person_id=person.id, event_id=event.id, session=code, created=clock.now())
    )
    db.session.flush()
    # Worded by the job, which words every later one too.
    tasks.enqueue(
        "calendars.tell", created_by=actor, event_id=event.id, subjects=[f"asked:{person.id}"]
    )
    after = {"event": event.id, "session": code}
    audit.record(actor, Verb.SESSION_ASKED, f"person:{person.id}", after=after)


def stop(event: Event, person: Person, code: str, actor: str) -> None:
    """No more mails about a session; what stands in the person's calendar stays there."""
    lock(Event, event.id)
    row = db.session.get(SessionInvitation, (person.id, event.id, code))
    if row is None:
        return
    db.session.delete(row)
    session = _find_released(event, code)
    if session is not None:
        invitations.forget([f"asked:{person.id}"], session.uid)
    db.session.flush()
    before = {"event": event.id, "session": code}
    audit.record(actor, Verb.SESSION_STOPPED, f"person:{person.id}", before=before)


def _find_released(event: Event, code: str) -> releases.ReleasedSession | None:
    latest = agenda_queries.latest_release(event.id)
    return releases.read(latest.content).find(code) if latest else None
