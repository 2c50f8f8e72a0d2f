"""Reminding people of a programme: before due days, each time once, and at the team's press."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from eventsite.agenda import queries, reminding, rules
from eventsite.agenda.emails import speakers as emails
from eventsite.agenda.models import AgendaTerms, Answer, RehearsalSlot, Speaker, SpeakerReminder
from eventsite.agenda.queries import Line
from eventsite.agenda.reminding import Kind
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, zones
from eventsite.core.db import db
from eventsite.events.models import Event, EventState

#: The kind of a reminder that somebody of the team sent: one a day for each person.
BY_HAND = "slides-by-hand"
#: Speaker, kind, due day and days before it of every reminder that was sent.
Sent = set[tuple[int, str, date, int]]
#: Whose answers are reminded: neither those not invited yet nor those who declined.
_ASKED = (Answer.INVITED, Answer.CONFIRMED)
_RESTING = (EventState.CANCELLED, EventState.ARCHIVED)


def remind_all(now: datetime) -> int:
    """Send all reminders that are due today somewhere; how many.

    Each leaves its row in the transaction of its mail, so nobody is reminded twice.
    """
    return sum(_remind_event(event, now) for event in _events())


def _events() -> list[Event]:
    """Events that go on and wait for something."""
    waiting = sa.or_(
        Event.id.in_(sa.select(AgendaTerms.event_id)),
        Event.id.in_(
            sa.select(RehearsalSlot.event_id).where(RehearsalSlot.speaker_id.is_not(None))
        ),
    )
    query = sa.select(Event).where(Event.state.not_in(_RESTING), waiting).order_by(Event.id)
    return list(db.session.scalars(query))


def _remind_event(event: Event, now: datetime) -> int:
    today = zones.local(now, event.zone).date()
    if event.last_day is not None and event.last_day < today:
        return 0
    known = _sent(event.id)
    terms = queries.terms_of(event.id)
    return sum(
        _remind(event, line, terms.answers_due if terms else None, today, known, now)
        for line in queries.roll(event.id)
        if line.speaker.email and line.speaker.answer in _ASKED
    )


def _remind(
    event: Event,
    line: Line,
    answers_due: date | None,
    today: date,
    known: Sent,
    now: datetime,
) -> int:
    """What one person is reminded of today; an answer first, the rest once they confirmed."""
    of_test = _remind_of_test(event, line, today, known, now)
    if line.speaker.answer is Answer.INVITED:
        return of_test + _remind_to_answer(event, line, answers_due, today, known, now)
    return of_test + _remind_of_slides(event, line, today, known, now)


def _remind_to_answer(
    event: Event,
    line: Line,
    due: date | None,
    today: date,
    known: Sent,
    now: datetime,
) -> int:
    speaker = line.speaker
    asked = zones.local(speaker.invited or speaker.created, event.zone).date()
    days = reminding.stage(due, today, asked) if due is not None else None
    if due is None or not days or not _keep(speaker.id, Kind.ANSWER, due, days, known, now):
        return 0
    emails.remind(Kind.ANSWER, event, speaker, line.parts, due)
    return 1


def _remind_of_slides(event: Event, line: Line, today: date, known: Sent, now: datetime) -> int:
    speaker, sent = line.speaker, 0
    agreed = zones.local(speaker.answered or speaker.created, event.zone).date()
    for due in sorted({one.due for one in line.awaited if one.due is not None}):
        days = reminding.stage(due, today, agreed)
        if days and _keep(speaker.id, Kind.SLIDES, due, days, known, now):
            held = {one.session.id for one in line.awaited if one.due == due}
            parts = [part for part in line.parts if part.session.id in held]
            emails.remind(Kind.SLIDES, event, speaker, parts, due)
            sent += 1
    return sent


def _remind_of_test(event: Event, line: Line, today: date, known: Sent, now: datetime) -> int:
    slot = line.slot
    if slot is None or slot.passed is not None:
        return 0
    day = zones.local(slot.starts, event.zone).date()
    if (day - today).days != 1:
        return 0
    if not _keep(line.speaker.id, Kind.REHEARSAL, day, 1, known, now):
        return 0
    emails.remind(Kind.REHEARSAL, event, line.speaker, line.parts, day, slot)
    return 1


def remind_now(event: Event, lines: Sequence[Line], actor: str) -> int:
    """Remind those of `lines` who were invited and owe slides, at most once a day; how many."""
    rules.require_open(event)
    now = clock.now()
    today, known = zones.local(now, event.zone).date(), _sent(event.id)
    mailed = []
    for line in lines:
        speaker = line.speaker
        if not line.awaited or not speaker.email or speaker.answer not in _ASKED:
            continue
        if _keep(speaker.id, BY_HAND, today, 0, known, now):
            held = {one.session.id for one in line.awaited}
            parts = [part for part in line.parts if part.session.id in held]
            due = min((one.due for one in line.awaited if one.due), default=None)
            emails.remind(Kind.SLIDES, event, speaker, parts, due)
            mailed.append(speaker.code)
    if mailed:
        after = {"speakers": mailed}
        audit.record(actor, Verb.SPEAKERS_REMINDED, f"event:{event.id}", after=after)
    return len(mailed)


def _sent(event_id: int) -> Sent:
    rows = db.session.execute(
        sa.select(
            SpeakerReminder.speaker_id,
            SpeakerReminder.kind,
            SpeakerReminder.due,
            SpeakerReminder.days_before,
        ).where(SpeakerReminder.speaker_id.in_(_speaker_ids(event_id)))
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def _speaker_ids(event_id: int) -> sa.Select[int]:
    return sa.select(Speaker.id).where(Speaker.event_id == event_id)


def _keep(
    speaker_id: int,
    kind: str,
    due: date,
    days: int,
    known: Sent,
    now: datetime,
) -> bool:
    """Add the row of a reminder; False when it was sent before. A lost race fails the commit."""
    if (speaker_id, str(kind), due, days) in known:
        return False
    known.add((speaker_id, str(kind), due, days))
    db.session.add(
        SpeakerReminder(
            speaker_id=speaker_id, kind=str(kind), due=due, days_before=days, created=now
        )
    )
    db.session.flush()
    return True
