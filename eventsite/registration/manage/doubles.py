"""Registrations that look like one person: the pairs, one pair side by side, merging it."""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for

from eventsite.core import access, http, i18n, text, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.questions import queries as question_queries
from eventsite.reference import countries
from eventsite.registration import likeness
from eventsite.registration.actions import merging
from eventsite.registration.manage.registrant import find
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, STATE_LABELS, Registration
from eventsite.registration.queries import doubles as found_doubles
from eventsite.registration.views import blueprint

HERE = "registration.doubles"
#: What can be chosen from either registration, and what stays as in the kept one.
CHOICES = {
    "honorific": N_("Honorific"),
    "first_name": N_("First name"),
    "family_name": N_("Family name"),
    "latin_name": N_("Name in Latin letters"),
    "job_title": N_("Job title"),
    "answer_set_id": N_("Answers"),
}


@blueprint.route(
    "/manage/events/<slug>/registrations/doubles", methods=["GET", "POST"], endpoint="doubles"
)
@team(Duty.REGISTRATION)
def doubles_page(event: Event) -> Answer:
    """The pairs, the surest first; "these are two people" is remembered."""
    if request.method == "POST":
        if not request.form.get("first") or not request.form.get("second"):
            abort(400)
        first, second = (find(event, request.form[name]) for name in ("first", "second"))
        merging.keep_apart(event=event, first=first, second=second, actor=access.actor_key())
        flash(gettext("Kept as two people. This pair is not shown again."))
        return http.seen_other(HERE, slug=event.slug)
    g.rail_section = SECTION
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    page = http.page_of(found_doubles.doubles(event.id))
    people = found_doubles.registrations_by_id(
        {key for pair in page.items for key in (pair.first, pair.second)}
    )
    return render_template(
        "registration/doubles.html",
        page=page,
        people=people,
        pages_of=lambda number: url_for(HERE, slug=event.slug, page=number),
    )


@blueprint.route(
    "/manage/events/<slug>/registrations/doubles/<code>/<other>", methods=["GET", "POST"]
)
@team(Duty.REGISTRATION)
def double(event: Event, code: str, other: str) -> Answer:
    """Two registrations side by side, what is kept of which, and merging them."""
    first, second = find(event, code), find(event, other)
    if first.id == second.id:
        abort(404)
    if request.method == "POST":
        kept, given_up = (second, first) if request.form.get("keep") == "2" else (first, second)
        side = "1" if given_up is first else "2"
        fields = [name for name in merging.FIELDS if request.form.get(name) == side]
        try:
            merging.merge(kept=kept, given_up=given_up, fields=fields, actor=access.actor_key())
        except Refused as refused:
            return _page(first, second, str(refused.sentence)), 422
        flash(gettext("The two registrations are one now, and the person is told."))
        return http.seen_other("registration.registrant", slug=event.slug, code=kept.code)
    trace.note("registration.read", f"registration:{first.id}", actor=access.actor_key())
    trace.note("registration.read", f"registration:{second.id}", actor=access.actor_key())
    return _page(first, second)


def _page(first: Registration, second: Registration, sentence: str = "") -> str:
    g.rail_section = SECTION
    both = found_doubles.registrations_by_id({first.id, second.id})
    two = [both[first.id], both[second.id]]
    why = next(
        (pair.why for pair in likeness.pairs([_card(one) for one in two])),
        None,
    )
    accounts = found_doubles.with_account([one.person_id for one in two])
    said = [_said(one) for one in two]
    return render_template(
        "registration/double.html",
        two=two,
        why=why,
        sentence=sentence,
        are_two_accounts=len(accounts) == len(two),
        choices=[
            (name, label, [side[name] for side in said])
            for name, label in CHOICES.items()
            if said[0][name] != said[1][name]
        ],
        staying=[(label, [side[label] for side in said]) for label in _fixed(two[0])],
    )


def _card(one: Registration) -> likeness.Registrant:
    person = one.person
    return likeness.Registrant(
        one.id,
        person.first_name,
        person.family_name,
        person.latin_name,
        person.email,
        one.organisation_id or one.organisation_note or None,
        one.country,
    )


def _fixed(one: Registration) -> dict[str, str]:
    """What cannot be chosen by itself, since places and approvals hang on it: label to words."""
    lang, entity = i18n.current_lang(), one.organisation
    return {
        gettext("Email"): one.person.email,
        gettext("State"): gettext(STATE_LABELS[one.state]),
        gettext("Way of taking part"): gettext(MODE_LABELS[one.mode]),
        gettext("Role"): gettext(ROLE_LABELS[one.role]),
        gettext("Organisation"): (
            text.pick(entity.names, lang).text if entity else one.organisation_note
        ),
        gettext("Country"): countries.name(one.country, lang) if one.country else "",
    }


def _said(one: Registration) -> dict[str, Any]:
    names = {name: getattr(one.person, name) for name in merging.OF_PERSON}
    return {**names, "job_title": one.job_title, "answer_set_id": _answers(one), **_fixed(one)}


def _answers(one: Registration) -> str:
    if one.answer_set_id is None:
        return ""
    found = question_queries.worded_answers([one.answer_set_id], i18n.current_lang())
    return "\n".join(f"{q}: {said}" for pairs in found.values() for q, said in pairs)
