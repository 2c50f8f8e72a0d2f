"""What an event says in its mails about registrations, with a preview of the whole mail."""

from datetime import timedelta

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, clock, http, i18n, limits
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.messages import placeholders, queries
from eventsite.messages.actions import mailwords
from eventsite.messages.forms import MailWordsForm
from eventsite.messages.manage.messages import DUTIES, SECTION
from eventsite.messages.views import blueprint
from eventsite.people.models import Person
from eventsite.registration.actions import mailing
from eventsite.registration.mail_kinds import LABELS, Kind
from eventsite.registration.models import PlaceMode, Registration, State


@blueprint.route("/manage/events/<slug>/mails")
@team(*DUTIES)
def mail_words(event: Event) -> str:
    """Every kind of mail, and the languages in which the event says something in it."""
    g.rail_section = SECTION
    found = queries.words_of(event.id)
    rows = [
        (
            kind,
            label,
            [lang for lang in i18n.LANGUAGES if kind in found and lang in found[kind].body],
        )
        for kind, label in LABELS.items()
    ]
    return render_template("messages/mail_words.html", rows=rows)


@blueprint.route("/manage/events/<slug>/mails/<kind>", methods=["GET", "POST"])
@team(*DUTIES)
def mail_word(event: Event, kind: str) -> ResponseReturnValue:
    """Its own words in one kind of mail."""
    found = _kind(kind)
    form = MailWordsForm.of_request(queries.find_words(event.id, found)).spoken_at(event)
    if form.ok():
        try:
            mailwords.save(
                actor=access.actor_key(),
                event=event,
                kind=found,
                body=form.body.data,
                version=asked.natural(form.version.data),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The text is saved."))
            return http.seen_other("messages.mail_word", slug=event.slug, kind=kind)
    g.rail_section = SECTION
    lang = _lang()
    page = render_template(
        "messages/mail_word.html",
        form=form,
        kind=found,
        label=LABELS[found],
        spoken=lang,
        preview=_preview(event, found, lang),
        placeholders=placeholders.NAMES,
        languages=i18n.LANGUAGES,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/manage/events/<slug>/mails/<kind>/test")
@team(*DUTIES)
def test_mail(event: Event, kind: str) -> ResponseReturnValue:
    """Mail the preview to whoever presses, in the language that is shown."""
    found, user, lang = _kind(kind), access.current_user(), _lang()
    limits.hit("messages.test", f"user:{user.id}", pair="30 per hour")
    said = _preview(event, found, lang)
    mailwords.send_test(actor=access.actor_key(), event=event, to=user.email, said=said, lang=lang)
    flash(gettext("A test is on its way to %(address)s.", address=user.email))
    return http.seen_other("messages.mail_word", slug=event.slug, kind=kind, lang=lang)


def _kind(kind: str) -> Kind:
    if kind not in set(Kind):
        abort(404)
    return Kind(kind)


def _lang() -> str:
    lang = request.values.get("lang", "")
    return lang if lang in i18n.LANGUAGES else i18n.current_lang()


def _preview(event: Event, kind: Kind, lang: str) -> tuple[str, str]:
    """The mail as somebody invented would get it, who is never kept."""
    now = clock.now()
    with i18n.speaking(lang):
        name = str(gettext("Name of the addressee"))
    with db.session.no_autoflush:
        person = Person(first_name=name, family_name="", honorific="", email="", lang=lang)
        somebody = Registration(
            code="ABCD2345",
            generation=1,
            event_id=event.id,
            event=event,
            person=person,
            mode=PlaceMode.IN_PERSON,
            state=State.CONFIRMED,
            lang=lang,
            zone=event.zone,
            refusal_note="…" if kind is Kind.REFUSED else "",
            held_until=now + timedelta(days=1),
        )
        said = mailing.preview(kind, somebody)
        for one in (somebody, person):
            if one in db.session:
                db.session.expunge(one)
    return said
