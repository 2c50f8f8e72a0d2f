"""Takes people as told of an event's sessions as they are now, when they were told elsewhere."""

from collections.abc import Iterable

import sqlalchemy as sa

from eventsite.agenda.models import Answer, Speaker
from eventsite.calendars import queries
from eventsite.calendars.feeds import gathering, rows, sources
from eventsite.core import clock, i18n, ical, invitations
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration import actions as registration_actions


def count_as_told(event: Event) -> int:
    """Everybody with a place, and the speakers of the newest version; how many words.

    Nothing is mailed; what changes from now on is.
    """
    told = registration_actions.count_as_told(event)
    return told + invitations.count_as_told(f"event:{event.id}", _of_speakers(event))


def _of_speakers(event: Event) -> Iterable[tuple[str, ical.Entry]]:
    newest = gathering.newest([event.id]).get(event.id)
    if newest is None:
        return
    found = queries.days_of([event.id])[event.id]
    codes = {session.code for session in newest.agenda.sessions}
    taking_part = sa.select(Speaker.id, Speaker.code, Speaker.lang).where(
        Speaker.event_id == event.id, Speaker.answer.in_((Answer.INVITED, Answer.CONFIRMED))
    )
    speakers = [(row[0], row[1], row[2]) for row in db.session.execute(taking_part)]
    for lang in {lang for _id, _code, lang in speakers}:
        spoken = lang if lang in i18n.LANGUAGES else "en"
        with i18n.speaking(spoken):
            words = rows.words_of(spoken)
            listed = list(sources.released(found, newest, codes, clock.now(), words))
        for key, code, own in speakers:
            if own == lang:
                yield from ((f"speaker:{key}", e) for s, e in listed if code in s.people)
