"""An event's messages, one of them with what became of its mails, and what may be pressed."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, http, i18n, limits, text, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.core.outbox import STATE_LABELS
from eventsite.core.text import Said
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.letters.placeholders import fill
from eventsite.messages import actions, emails, queries
from eventsite.messages.models import Message, Recipient, Written
from eventsite.messages.states import SKIPPED_WORDS, STATE_WORDS, MessageState, Skipped
from eventsite.messages.views import blueprint

SECTION = "messages.messages"
DUTIES = (Duty.COMMUNICATION, Duty.REGISTRATION)


@blueprint.route("/manage/events/<slug>/messages")
@team(*DUTIES)
def messages(event: Event) -> str:
    """The newest first."""
    return render_template(
        "messages/messages.html",
        page=http.paginate(queries.of_event(event.id)),
        labels=STATE_WORDS,
        title_of=lambda one: titled(one, event),
        here_again=lambda number: url_for(SECTION, slug=event.slug, page=number),
    )


@blueprint.route("/manage/events/<slug>/messages/<code>")
@team(*DUTIES)
def message(event: Event, code: str) -> str:
    """What it says in each language, whom it reaches, and what became of it."""
    return shown(found_or_404(event, code))


@blueprint.post("/manage/events/<slug>/messages/<code>/release")
@team(*DUTIES)
def release(event: Event, code: str) -> ResponseReturnValue:
    """Send it once the hold has passed."""
    return _pressed(event, code, actions.release, gettext("The message goes out in ten minutes."))


@blueprint.post("/manage/events/<slug>/messages/<code>/stop")
@team(*DUTIES)
def stop(event: Event, code: str) -> ResponseReturnValue:
    """Stop it while it is held."""
    return _pressed(event, code, actions.stop, gettext("The message is stopped. It is a draft."))


@blueprint.post("/manage/events/<slug>/messages/<code>/remove")
@team(*DUTIES)
def remove(event: Event, code: str) -> ResponseReturnValue:
    """Throw a draft away."""
    found = found_or_404(event, code)
    try:
        actions.remove(actor=access.actor_key(), message=found)
    except Refused as refused:
        return shown(found, refused.sentence), 422
    flash(gettext("The draft is removed."))
    return http.seen_other(SECTION, slug=event.slug)


@blueprint.post("/manage/events/<slug>/messages/<code>/again")
@team(*DUTIES)
def again(event: Event, code: str) -> ResponseReturnValue:
    """Queue the failed mails once more."""
    found = found_or_404(event, code)
    try:
        number = actions.resend(actor=access.actor_key(), message=found)
    except Refused as refused:
        return shown(found, refused.sentence), 422
    flash(ngettext("%(num)d mail is sent again.", "%(num)d mails are sent again.", number))
    return http.seen_other("messages.message", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/messages/<code>/test")
@team(*DUTIES)
def test(event: Event, code: str) -> ResponseReturnValue:
    """Mail it to whoever presses, in the language of the page."""
    found, user = found_or_404(event, code), access.current_user()
    limits.hit("messages.test", f"user:{user.id}", pair="30 per hour")
    actions.send_test(
        actor=access.actor_key(), message=found, to=user.email, lang=i18n.current_lang()
    )
    flash(gettext("A test is on its way to %(address)s.", address=user.email))
    return http.seen_other("messages.message", slug=event.slug, code=code)


@blueprint.route("/manage/events/<slug>/messages/<code>/recipients.csv")
@team(Duty.REGISTRATION)
def recipients(event: Event, code: str) -> Response:
    """Everybody it came to, with the state of the mail."""
    found = found_or_404(event, code)
    trace.note("message.recipients_read", f"event:{event.id}", actor=access.actor_key())
    head = [gettext("Name"), gettext("Email"), gettext("Code"), gettext("State")]
    rows = [_row(one) for one in db.session.scalars(queries.recipients(found))]
    return http.csv_response(head, rows, f"{event.slug}-message-{found.code}.csv")


def _row(one: Recipient) -> list[str]:
    if one.skipped is not Skipped.NO:
        state = gettext(SKIPPED_WORDS[one.skipped])
    else:
        state = gettext(STATE_LABELS[one.mail.state]) if one.mail else gettext("Not kept any more")
    registration = one.registration
    return [registration.person.name, registration.person.email, registration.code, state]


def found_or_404(event: Event, code: str) -> Message:
    """The event's message of this code."""
    return queries.find(event.id, code) or abort(404)


def shown(found: Message, sentence: str = "") -> str:
    """Its page; `sentence` says why something was refused."""
    event = db.session.get_one(Event, found.event_id)
    is_open = found.state in {MessageState.DRAFT, MessageState.HELD}
    mails, left_out, gone = queries.outcome(found)
    reach = queries.reach(event, found.audience, found.concerns_all) if is_open else None
    return render_template(
        "messages/message.html",
        message=found,
        title=titled(found, event),
        sentence=sentence,
        label=STATE_WORDS[found.state],
        reach=reach,
        mails=[(gettext(STATE_LABELS[state]), number) for state, number in mails.items()],
        left_out=[
            (gettext(SKIPPED_WORDS[why]), number)
            for why, number in (reach.skipped if reach else left_out).items()
        ],
        gone=gone,
        can_resend=bool(not is_open and queries.failed(found)),
        previews=_previews(found, event),
        people_url=_people(found, event),
        may_list=may(Duty.REGISTRATION),
    )


def titled(written: Written, event: Event) -> Said:
    """The subject as a title, with the event's name in it, and the language it is in."""
    said = text.pick(written.subject, i18n.current_lang())
    return replace(said, text=fill(said.text, {"event": text.pick(event.title, said.lang).text}))


def _previews(found: Message, event: Event) -> list[dict[str, str]]:
    """Subject and text in each language it is written in, in the order of the menu."""
    said = []
    for lang in (one for one in i18n.LANGUAGES if found.subject.get(one)):
        values = emails.invented(event, lang)
        subject, body = fill(found.subject[lang], values), fill(found.body[lang], values)
        said.append({"lang": lang, "subject": subject, "body": body})
    return said


def _people(found: Message, event: Event) -> str:
    chosen: dict[str, Any] = queries.filters_of(found.audience)
    return url_for("registration.registrations", slug=event.slug, **chosen)


def _pressed(event: Event, code: str, action: Any, sentence: Any) -> ResponseReturnValue:
    found = found_or_404(event, code)
    try:
        action(actor=access.actor_key(), message=found)
    except Refused as refused:
        db.session.rollback()
        return shown(found_or_404(event, code), refused.sentence), 422
    flash(sentence)
    return http.seen_other("messages.message", slug=event.slug, code=code)
