"""Lets messages go when their hold has passed, and sends them batch by batch."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, i18n, tasks
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.messages import actions, queries
from eventsite.messages.models import Message


@tasks.periodic("messages.release", every=timedelta(seconds=30))
def release() -> None:
    """Order the sending of what nobody stopped."""
    for message in queries.due(clock.now()):
        actions.begin(message)


@tasks.task("messages.send", again_after=timedelta(minutes=1))
def send(job: tasks.Job, message_id: int) -> dict[str, Any]:
    """Order one mail for each person; a job that is broken off goes on where it was.

    Each batch is a transaction of its own, in which its mails and its recipients stand together.
    """
    message = db.session.get_one(Message, message_id)
    event = db.session.get_one(Event, message.event_id)
    slug, code = event.slug, message.code
    total = queries.reach(event, message.audience, message.concerns_all).people
    done = sum(queries.outcome(message)[0].values())
    db.session.rollback()
    while count := actions.send_batch(message_id):
        db.session.commit()
        done += count
        job.progress(done, max(done, total), gettext("Writing the mails."))
    page = i18n.url_in(i18n.current_lang(), "messages.message", slug=slug, code=code)
    return {"href": urlsplit(page).path, "label": gettext("See the message")}
