"""The registration page of an event, for people signed in and for guests."""

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, clock, http, i18n, limits, text
from eventsite.core.errors import Refused
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.people import queries as people_queries
from eventsite.people.models import Person
from eventsite.questions import actions as question_actions
from eventsite.questions import forms as question_forms
from eventsite.questions import queries as question_queries
from eventsite.questions.asked import Asked
from eventsite.registration import actions, queries, rules, schedule
from eventsite.registration.forms import RegistrationForm
from eventsite.registration.models import ConsentKind, PlaceMode, Registration, RegistrationTerms
from eventsite.registration.queries import consents
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE
from eventsite.registration.views import door
from eventsite.registration.views.root import blueprint

Answer = str | Response | tuple[str, int]
NAMES = ("honorific", "first_name", "family_name", "latin_name")
#: Codes of invitations and tracked links are shorter.
_LONGEST_CODE = 24


@dataclass(frozen=True)
class Door:
    """An event whose form is open now, with its terms and own questions."""

    event: Event
    terms: RegistrationTerms
    asked: Asked | None


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
    found = opened(event)
    if isinstance(found, Reason):
        return closed(event, found)
    form = _form(found, person)
    if form.ok():
        done = _registered(form, found, person)
        if done is not None:
            return done
    elif request.method == "GET" and form.via.data:
        actions.count_visit(event.id, form.via.data)
    return page(form, found, "registration/register.html", person=person)


def opened(event: Event) -> Door | Reason:
    """The open form of an event, also by a code that opens it; else why it is closed."""
    terms, now, code = queries.terms_of(event.id), clock.now(), brought("code")
    invitation = queries.find_code(event.id, code) if code else None
    is_opened = (
        terms is not None
        and invitation is not None
        and invitation.opens_form
        and rules.code_trouble(terms, code, invitation, now) is None
    )
    windows = queries.windows(event.id)
    reason = rules.may_register(terms, event, now, windows, is_opened=is_opened)
    if reason is not None or terms is None:
        return reason or Reason.NOT_ANNOUNCED
    return Door(event, terms, door.asked_of(event))


def brought(name: str) -> str:
    """A code that came with the address or in the form."""
    return text.one_line(request.values.get(name, ""))[:_LONGEST_CODE]


def _form(found: Door, person: Person | None) -> Any:
    kind = with_questions(RegistrationForm, found.asked)
    form = kind.of_request(**_known(found, person)).of_event(found.event, found.terms)
    if person is not None:
        del form.email
    return form


def with_questions(kind: type[Any], asked: Asked | None) -> type[Any]:
    """A form that asks the event's own questions too."""
    return type(kind.__name__, (kind, question_forms.fields_of(asked, i18n.current_lang())), {})


def blank(event: Event) -> dict[str, Any]:
    """What every form begins with; a new key for each showing."""
    return {
        "key": text.new_secret(),
        "zone": event.zone,
        "lang": i18n.current_lang(),
        "code": brought("code"),
        "via": brought("via"),
    }


def _known(found: Door, person: Person | None) -> dict[str, Any]:
    """What need not be asked twice: from the profile, and from the registration made last."""
    values = blank(found.event)
    if person is None:
        return values
    organisation = people_queries.find_organisation_of(person)
    values |= {name: getattr(person, name) for name in (*NAMES, "job_title", "country")}
    values["zone"] = person.zone or found.event.zone
    values["organisation"] = (
        text.pick(organisation.names, i18n.current_lang()).text if organisation else ""
    )
    return values | _of_last(consents.latest_of(person.id), found)


def _of_last(last: Registration | None, found: Door) -> dict[str, Any]:
    if last is None:
        return {}
    names = ("spoken_langs", "interpretation_langs", "needs_captions", "needs_sign_language")
    values = {name: getattr(last, name) for name in (*names, "access_needs")}
    if last.event_id == found.event.id and last.answer_set_id is not None:
        stored = question_queries.answers_of([last.answer_set_id])
        values |= question_forms.show(found.asked, stored.get(last.answer_set_id, {}))
    return values


def _registered(form: Any, found: Door, person: Person | None) -> Response | None:
    """Where the answer stands, or None when the form has to say why not."""
    answers, names = form.answers(), {name: form[name].data or "" for name in NAMES}
    who: dict[str, Any] = {"person": person}
    if person is None:
        limits.hit("registration", form.email.data, address=limits.A_WHOLE_HALL)
        who = {"guest": actions.Guest(**names, email=form.email.data)}
    else:
        _keep_profile(person, names, answers, access.actor_key())
    made = take(form, found, answers, **who)
    if made is None:
        return None
    if person is None:
        return http.seen_other("registration.sent", slug=found.event.slug)
    return http.seen_other("registration.registration", code=made.code)


def take(form: Any, found: Door, answers: actions.Answers, **who: Any) -> Registration | None:
    """The registration with the answers to the event's own questions; None: the form says why."""
    try:
        made = actions.register(
            event_id=found.event.id,
            answers=answers,
            actor=access.actor_key(),
            key=form.key.data,
            code=form.code.data or "" if "code" in form else "",
            via=form.via.data or "",
            **who,
        )
    except Refused as refused:
        form.refuse(refused)
        return None
    # Somebody who types a registered guest's name and address writes nothing into their answers.
    if "guest" not in who or not consents.consents_of(made):
        save_answers(form, found.asked, made)
        kinds = [ConsentKind.DATA, ConsentKind.CONDUCT] if "consent" in form else []
        kinds += [ConsentKind.LISTED] if made.publish_in_list and kinds else []
        lang = i18n.current_lang()
        actions.give_consents(registration=made, kinds=kinds, lang=lang)
    return made


def save_answers(form: Any, asked: Asked | None, made: Registration) -> None:
    """Keep what was answered to the event's own questions."""
    if asked is not None and asked.live:
        values = question_forms.answers(form)
        made.answer_set_id = question_actions.save_answers(asked, made.answer_set_id, values)


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


def closed(event: Event, reason: Reason) -> Answer:
    """Why nobody can register now, and when that changes."""
    now = clock.now()
    shown = render_template(
        "registration/closed.html",
        event=event,
        reason=reason,
        public=queries.public_state(event, now),
        windows=door.windows(event, now),
    )
    return (shown, 422) if request.method == "POST" else shown


def page(form: Any, found: Door, template: str, **context: Any) -> Answer:
    """A form of registering with what to know before; 422 when it came back."""
    event = found.event
    zone = form.zone.data if form.zone.data and not form.zone.errors else event.zone
    pools = door.pools(event)
    shown = render_template(
        template,
        form=form,
        event=event,
        terms=found.terms,
        lines=schedule.lines(event, PlaceMode.IN_PERSON, zone),
        left=door.left(pools, found.terms),
        says=door.says(event, found.terms, any(pool.is_full for pool in pools.values())),
        asks=found.asked is not None and bool(found.asked.live),
        **context,
    )
    return (shown, 422) if form.is_posted() else shown


@blueprint.route("/events/<slug>/registration/sent")
@access.public
def sent(slug: str) -> str:
    """What a guest does next; the same for every address."""
    event = event_queries.find_public_event(slug) or abort(404)
    terms = queries.terms_of(event.id) or abort(404)
    return render_template("registration/sent.html", event=event, hours=terms.hold_hours)
