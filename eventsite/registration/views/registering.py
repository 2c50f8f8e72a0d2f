"""The registration page of an event, for people signed in and for guests."""

from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, clock, http, i18n, limits, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.people import queries as people_queries
from eventsite.people.models import Person
from eventsite.registration import actions, queries, rules, schedule
from eventsite.registration.forms import RegistrationForm
from eventsite.registration.models import PlaceMode, RegistrationTerms
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE
from eventsite.registration.views.root import blueprint

Answer = str | Response | tuple[str, int]
_NAMES = ("honorific", "first_name", "family_name", "latin_name")


@blueprint.route("/events/<slug>/registration", methods=["GET", "POST"])
@access.public
def register(slug: str) -> Answer:
    """Register for an event; whoever has, is led to their registration."""
    event = event_queries.find_public_event(slug) or abort(404)
    user = access.current_user()
    person: Person | None = user.person if user else None
    existing = queries.find_of(event.id, person.id) if person else None
    if existing is not None and existing.state in LIVE:
        return http.seen_other("registration.registration", code=existing.code)
    terms = queries.terms_of(event.id)
    refusal = rules.may_register(terms, event, clock.now())
    if refusal is not None or terms is None:
        return _closed(event, refusal or Reason.NOT_ANNOUNCED)
    form = RegistrationForm.of_request(**_known(event, person)).of_event(event, terms)
    if person is not None:
        del form.email
    if form.ok():
        done = _registered(form, event, person)
        if done is not None:
            return done
    return _page(form, event, terms=terms, person=person)


def _known(event: Event, person: Person | None) -> dict[str, Any]:
    """What need not be asked twice; a new key for this showing of the form."""
    values: dict[str, Any] = {
        "key": text.new_secret(),
        "zone": event.zone,
        "lang": i18n.current_lang(),
    }
    if person is None:
        return values
    organisation = people_queries.find_organisation_of(person)
    values |= {name: getattr(person, name) for name in (*_NAMES, "job_title", "country")}
    values["zone"] = person.zone or event.zone
    values["organisation"] = (
        text.pick(organisation.names, i18n.current_lang()).text if organisation else ""
    )
    return values


def _registered(form: Any, event: Event, person: Person | None) -> Response | None:
    """Where the answer stands, or None when the form has to say why not."""
    answers = form.answers()
    names = {name: form[name].data or "" for name in _NAMES}
    actor = access.actor_key()
    try:
        if person is None:
            limits.hit("registration", form.email.data, address=limits.A_WHOLE_HALL)
            guest = actions.Guest(**names, email=form.email.data)
            actions.register(
                event_id=event.id, answers=answers, guest=guest, actor=actor, key=form.key.data
            )
            return http.seen_other("registration.sent", slug=event.slug)
        _keep_profile(person, names, answers, actor)
        made = actions.register(
            event_id=event.id, answers=answers, person=person, actor=actor, key=form.key.data
        )
    except Refused as refused:
        form.refuse(refused)
        return None
    return http.seen_other("registration.registration", code=made.code)


def _keep_profile(
    person: Person, names: dict[str, str], answers: actions.Answers, actor: str
) -> None:
    """The next form is filled in with what was answered here."""
    fields: dict[str, Any] = {
        **names,
        "job_title": answers.job_title,
        "country": answers.country,
        "zone": answers.zone,
        "lang": answers.lang,
    }
    if answers.organisation_id is not None:
        fields["organisation_id"] = answers.organisation_id
    people_actions.update_person(actor=actor, person=person, version=person.version, **fields)


def _closed(event: Event, reason: Reason) -> Answer:
    public = queries.public_state(event, clock.now())
    page = render_template("registration/closed.html", event=event, reason=reason, public=public)
    return (page, 422) if request.method == "POST" else page


def _page(form: Any, event: Event, **context: Any) -> Answer:
    zone = form.zone.data if form.zone.data and not form.zone.errors else event.zone
    page = render_template(
        "registration/register.html",
        form=form,
        event=event,
        lines=schedule.lines(event, PlaceMode.IN_PERSON, zone),
        full=_full(event, context["terms"]),
        **context,
    )
    return (page, 422) if form.is_posted() else page


def _full(event: Event, terms: RegistrationTerms) -> dict[str, str]:
    """What a person should know before choosing a mode without a free place."""
    said = gettext("All places are taken: you would be on the waiting list.")
    if not terms.has_waiting_list:
        said = gettext("All places are taken.")
    pools = queries.pools(event.id)
    return {mode.value: said for mode, pool in pools.items() if pool.is_full}


@blueprint.route("/events/<slug>/registration/sent")
@access.public
def sent(slug: str) -> str:
    """What a guest does next; the same for every address."""
    event = event_queries.find_public_event(slug) or abort(404)
    terms = queries.terms_of(event.id) or abort(404)
    return render_template("registration/sent.html", event=event, hours=terms.hold_hours)
