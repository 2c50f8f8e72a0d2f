"""The parts of a speaker's own page: names, how and when they come, test, balance."""

from datetime import datetime

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from eventsite.agenda import appointments, draft, forms, halfhours, owing, queries
from eventsite.agenda.actions import answers, rehearsals
from eventsite.agenda.models import Presence, RehearsalSlot, Speaker
from eventsite.agenda.views import speaking
from eventsite.agenda.views.frame import blueprint
from eventsite.core import access, asked, clock, http, i18n, text, zones
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import wording
from eventsite.events.models import Event

_ROOT = "/events/<slug>/speaking/<code>/<secret>"


@blueprint.route(f"{_ROOT}/details", methods=["GET", "POST"])
@access.public
def speaking_details(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """How they are named, photo and biography, and the consent to publish them."""
    event, speaker = speaking.opened(slug, code, secret)
    form = _details_form(event, speaker)
    if form.ok():
        try:
            _keep_details(event, speaker, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            return saved(speaker, slug)
    return page("agenda/speaking_details.html", event, speaker, form=form)


@blueprint.route(f"{_ROOT}/attendance", methods=["GET", "POST"])
@access.public
def speaking_attendance(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """In person or remote, zone, mobile number and needs."""
    event, speaker = speaking.opened(slug, code, secret)
    form = forms.AttendanceForm.of_request(speaker)
    if form.ok():
        said = answers.Attendance(
            Presence(form.presence.data),
            form.zone.data or "",
            form.phone.data or "",
            form.needs.data or "",
        )
        answers.give_attendance(event, speaker, said, speaking.actor_of(speaker))
        return saved(speaker, slug)
    return page("agenda/speaking_attendance.html", event, speaker, form=form)


@blueprint.route(f"{_ROOT}/times", methods=["GET", "POST"])
@access.public
def speaking_times(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """The half-hours of each day of the event, in their zone and the venue's."""
    event, speaker = speaking.opened(slug, code, secret)
    offered = [halfhours.of_day(*day.within(event.zone)) for day in draft.hours_of(event)]
    if request.method == "POST":
        every = [start for day in offered for start in day]
        chosen = halfhours.chosen(every, request.form.getlist("free"))
        answers.give_availability(event, speaker, chosen, speaking.actor_of(speaker))
        return saved(speaker, slug)
    free = queries.availability_of(speaker.id) if speaker.availability_given else None
    days = [(day[0], _rows(event, speaker, day, free)) for day in offered if day]
    return page(
        "agenda/speaking_times.html",
        event,
        speaker,
        days=[(zones.local(start, event.zone).date(), rows) for start, rows in days],
        own_place=_own_place(event, speaker),
        venue_place=wording.zone_place(event),
    )


@blueprint.route(f"{_ROOT}/test", methods=["GET", "POST"])
@access.public
def speaking_test(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """Choose a time for the technical test, or give it back."""
    event, speaker = speaking.opened(slug, code, secret)
    form = forms.BookingForm.of_request()
    if request.method == "POST" and request.form.get("leave"):
        rehearsals.cancel(event, speaker, speaking.actor_of(speaker))
        return saved(speaker, slug, "agenda.speaking_test")
    if form.ok():
        try:
            rehearsals.book(event, speaker, _number(form.slot.data), speaking.actor_of(speaker))
        except Refused as refused:
            form.refuse(refused)
        else:
            return saved(speaker, slug)
    slots = queries.rehearsals(event.id)
    now = clock.now()
    open_ones = [slot for slot in slots if slot.speaker_id is None and slot.starts > now]
    form.slot.choices = core_forms.choices(
        [(str(slot.id), _said(event, speaker, slot)) for slot in open_ones]
    )
    mine = next((slot for slot in slots if slot.speaker_id == speaker.id), None)
    return page(
        "agenda/speaking_test.html",
        event,
        speaker,
        form=form,
        booked=mine,
        booked_at=_said(event, speaker, mine) if mine else "",
    )


@blueprint.post(f"{_ROOT}/calendar-mails")
@access.public
def speaking_calendar_mails(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """Whether calendar entries of their sessions come by mail."""
    event, speaker = speaking.opened(slug, code, secret)
    wanted = request.form.get("wanted") == "1"
    answers.choose_mails(event, speaker, wanted, speaking.actor_of(speaker))
    return saved(speaker, slug)


@blueprint.route(f"{_ROOT}/balance", methods=["GET", "POST"])
@access.public
def speaking_balance(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """What they may say for the balance of the programme; it can be erased here."""
    event, speaker = speaking.opened(slug, code, secret)
    stored = queries.find_balance(speaker)
    shown = {"gender": stored.gender, "gender_term": stored.gender_term} if stored else {}
    form = forms.BalanceForm.of_request(**shown)
    if form.ok():
        gender = None if request.form.get("erase") else form.chosen
        term = form.gender_term.data or ""
        answers.say_balance(event, speaker, gender, term, speaking.actor_of(speaker))
        return saved(speaker, slug)
    return page("agenda/speaking_balance.html", event, speaker, form=form, is_stored=bool(stored))


def _details_form(event: Event, speaker: Speaker) -> forms.DetailsForm:
    lang = i18n.current_lang()
    form: forms.DetailsForm = forms.DetailsForm.of_request(
        speaker,
        organisation_text=text.pick(draft.organisation_of(speaker, lang), lang).text,
        consents=speaker.consented is not None,
    )
    core_forms.set_languages(form, event.text_langs)
    return form


def _keep_details(event: Event, speaker: Speaker, form: forms.DetailsForm) -> None:
    listed = form.find_organisation()
    details = answers.Details(
        honorific=form.honorific.data or "",
        role_title=form.role_title.data or "",
        organisation_text="" if listed else form.organisation_text.data or "",
        organisation_id=listed.id if listed else None,
        country=form.country.data or "",
        biography=form.biography.data,
        consents=bool(form.consents.data),
        keeps_photo=not form.drops_photo.data,
    )
    photo, version = form.find_photo(), form.version.data or 0
    answers.give_details(event, speaker, details, photo, version, speaking.actor_of(speaker))


def _rows(
    event: Event, speaker: Speaker, day: list[datetime], free: list[halfhours.Span] | None
) -> list[dict[str, object]]:
    """The half-hours of a day; all are ticked while nobody said anything."""
    zone = speaker.zone or event.zone
    return [
        {
            "key": halfhours.key_of(start),
            "own": zones.local(start, zone),
            "own_ends": zones.local(start + halfhours.STEP, zone),
            "venue": zones.local(start, event.zone),
            "other_day": zones.local(start, zone).date() != zones.local(start, event.zone).date(),
            "is_free": free is None or halfhours.is_free(free, start),
        }
        for start in day
    ]


def _own_place(event: Event, speaker: Speaker) -> str:
    return i18n.zone_city(speaker.zone) if speaker.zone else wording.zone_place(event)


def _said(event: Event, speaker: Speaker, slot: RehearsalSlot) -> str:
    """A time in the speaker's zone when it is known, else in the event's."""
    own = appointments.own(slot.starts, slot.ends, event.zone, speaker.zone)
    place = wording.zone_place(event)
    return own or appointments.span(slot.starts, slot.ends, event.zone, place)


def _number(said: str) -> int:
    """The number of a time; what is no number is no time."""
    try:
        return asked.number(said)
    except ValueError:
        abort(422)


def saved(speaker: Speaker, slug: str, endpoint: str = "agenda.speaking") -> Response:
    """Back to the speaker's page, or to one of its parts, with thanks."""
    flash(gettext("Saved. Thank you."))
    return http.seen_other(endpoint, **speaking.way(speaker, slug))


def page(template: str, event: Event, speaker: Speaker, **more: object) -> ResponseReturnValue:
    """A part of the speaker's page; 422 when a form comes back."""
    html = render_template(
        template,
        event=event,
        speaker=speaker,
        way=speaking.way(speaker, event.slug),
        most_words=owing.MOST_WORDS,
        **more,
    )
    return html, 422 if request.method == "POST" else 200
