"""An event's reminders: their day, whom they reach, their words, on and off."""

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, http, i18n, once, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.events.rules import DEADLINE_KINDS
from eventsite.messages import queries
from eventsite.messages.actions import reminding
from eventsite.messages.actions.wording import Words
from eventsite.messages.forms import AFTER, BEFORE, ReminderForm
from eventsite.messages.manage.messages import DUTIES, SECTION, titled
from eventsite.messages.manage.writing import audience_here, page
from eventsite.messages.models import Reminder
from eventsite.messages.timing import ANCHOR_WORDS
from eventsite.messages.views import blueprint

REMINDERS = "messages.reminders"
_FORM = "messages/remind.html"


@blueprint.route("/manage/events/<slug>/reminders")
@team(*DUTIES)
def reminders(event: Event) -> str:
    """In the order in which they were written."""
    g.rail_section = SECTION
    names = _names(event)
    return render_template(
        "messages/reminders.html",
        reminders=[_shown(one, event, names) for one in queries.reminders(event.id)],
    )


@blueprint.route("/manage/events/<slug>/reminders/new", methods=["GET", "POST"])
@team(*DUTIES)
@once.press
def new_reminder(event: Event) -> ResponseReturnValue:
    """The filter stands in the address, as on the list of registrations."""
    form, audience = _form(event, None), audience_here()
    if form.ok():
        try:
            reminding.write(
                actor=access.actor_key(),
                event=event,
                audience=audience,
                words=_words(form),
                when=form.when(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The reminder is saved."))
            return http.seen_other(REMINDERS, slug=event.slug)
    return page(event, form, audience, _FORM, reminder=None)


@blueprint.route("/manage/events/<slug>/reminders/<code>/change", methods=["GET", "POST"])
@team(*DUTIES)
def change_reminder(event: Event, code: str) -> ResponseReturnValue:
    """Its words and its day."""
    found = _found(event, code)
    form = _form(event, found)
    if form.ok():
        try:
            reminding.change(
                actor=access.actor_key(),
                reminder=found,
                words=_words(form),
                when=form.when(),
                version=asked.natural(form.version.data),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The reminder is saved."))
            return http.seen_other(REMINDERS, slug=event.slug)
    return page(event, form, found.audience, _FORM, reminder=found)


@blueprint.post("/manage/events/<slug>/reminders/<code>/switch")
@team(*DUTIES)
def switch_reminder(event: Event, code: str) -> ResponseReturnValue:
    """On or off."""
    is_on = request.form.get("on") == "yes"
    reminding.switch(actor=access.actor_key(), reminder=_found(event, code), is_on=is_on)
    flash(gettext("The reminder is on.") if is_on else gettext("The reminder is off."))
    return http.seen_other(REMINDERS, slug=event.slug)


def _found(event: Event, code: str) -> Reminder:
    return queries.find_reminder(event.id, code) or abort(404)


def _form(event: Event, found: Reminder | None) -> ReminderForm:
    values = _values(found) if found else {}
    form: ReminderForm = ReminderForm.of_request(found, **values)
    return form.offer(_deadlines(event)).spoken_at(event)


def _deadlines(event: Event) -> list[tuple[str, str]]:
    lang = i18n.current_lang()
    return [
        (queries.key_of(one), text.pick(one.label, lang).text or gettext(DEADLINE_KINDS[one.kind]))
        for one in event_queries.deadlines(event.id)
    ]


def _names(event: Event) -> dict[str, str]:
    """The words of every day that a reminder can count from."""
    fixed = {anchor.value: str(gettext(words)) for anchor, words in ANCHOR_WORDS.items()}
    return fixed | dict(_deadlines(event))


def _shown(one: Reminder, event: Event, names: dict[str, str]) -> dict[str, Any]:
    return {
        "row": one,
        "title": titled(one, event),
        "day": queries.day_of(one, event),
        "anchor": names.get(one.deadline or one.anchor.value, gettext("a deadline that is gone")),
        "reach": queries.reach(event, one.audience, one.concerns_all),
        "reminded": queries.reminded_count(one),
    }


def _values(found: Reminder) -> dict[str, Any]:
    return {
        "days": abs(found.days),
        "side": AFTER if found.days > 0 else BEFORE,
        "anchor": found.deadline or found.anchor.value,
    }


def _words(form: ReminderForm) -> Words:
    return Words(form.subject.data, form.body.data, bool(form.concerns_all.data))
