"""How letters are signed and what they say, with a preview."""

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, files, http, i18n, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.letters import (
    actions,
    papers,
    pictures,
    placeholders,
    queries,
    rendering,
    rules,
    wording,
)
from eventsite.letters.forms import SettingsForm, TextForm
from eventsite.letters.kinds import LABELS, Kind
from eventsite.letters.manage.letters import SECTION
from eventsite.letters.views import answer, blueprint

_FIELDS = ("prefix", "sender", "signatory", "signatory_title", "visa_days", "visa_issue_days")


@blueprint.route("/manage/events/<slug>/letters/settings", methods=["GET", "POST"])
@team()
def settings(event: Event) -> ResponseReturnValue:
    """Number, signatory and deadlines; owners alone."""
    row = queries.settings_of(event)
    form = SettingsForm.of_request(row)
    form.sender.langs = form.signatory_title.langs = tuple(i18n.LANGUAGES)
    if form.ok():
        try:
            _save(event, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The settings of letters are saved."))
            return http.seen_other(SECTION, slug=event.slug)
    g.rail_section = SECTION
    has_picture = row.signature_file_id is not None
    page = render_template("letters/settings.html", form=form, has_picture=has_picture)
    return (page, 422) if request.method == "POST" else page


def _save(event: Event, form: SettingsForm) -> None:
    picture, upload = None, form.signature.data
    if upload:
        try:
            picture = files.check(upload, ("png", "jpg", "jpeg"), rules.MOST_SIGNATURE)
        except Refused as refused:
            raise Refused(refused.reason, field="signature", **refused.facts) from refused
        try:
            png = pictures.as_png(picture.content)
        except ValueError as error:
            raise Refused(rules.Reason.PICTURE, field="signature") from error
        picture = files.Checked("signature.png", "image/png", png)
    actions.save_settings(
        actor=access.actor_key(),
        event=event,
        facts={name: getattr(form, name).data for name in _FIELDS},
        signature=picture,
        drops_signature=form.drops_signature.data,
    )


@blueprint.route("/manage/events/<slug>/letters/texts/<kind>", methods=["GET", "POST"])
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def words(event: Event, kind: str) -> ResponseReturnValue:
    """The words of one kind of letter; a language without words has the site's own."""
    found = _kind(kind)
    row = queries.texts_of(event.id).get(found)
    form = TextForm.of_request(row)
    form.subject.langs = form.body.langs = tuple(i18n.LANGUAGES)
    if form.ok():
        try:
            actions.save_text(
                actor=access.actor_key(),
                event=event,
                kind=found,
                subject=form.subject.data,
                body=form.body.data,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The text is saved."))
            return http.seen_other("letters.words", slug=event.slug, kind=found.value)
    g.rail_section = SECTION
    page = render_template(
        "letters/words.html",
        form=form,
        kind=found,
        label=LABELS[found],
        own=wording.subject_and_body(found, None, i18n.current_lang()),
        placeholders=placeholders.known(found),
        languages=i18n.LANGUAGES,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/manage/events/<slug>/letters/texts/<kind>/<lang>.pdf")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def preview(event: Event, kind: str, lang: str) -> ResponseReturnValue:
    """A letter without number to an invented addressee; it says that it is a draft."""
    found = _kind(kind)
    if lang not in i18n.LANGUAGES:
        abort(404)
    now = clock.now()
    draft = wording.Draft(
        event=event,
        kind=found,
        lang=lang,
        settings=queries.settings_of(event),
        words=queries.texts_of(event.id).get(found),
        deadlines=event_queries.deadlines(event.id),
        today=now.astimezone(zones.zone_of(event.zone)).date(),
    )
    with i18n.speaking(lang):
        name = str(gettext("Name of the addressee"))
    values = {"name": name, "organisation": "", "country": "", "code": "ABCD2345"}
    paper = papers.paper(wording.facts(draft), lang=lang, addressee=[name], values=values)
    return answer(rendering.pdf(paper, now), "application/pdf", f"{found.value}-{lang}-draft.pdf")


def _kind(kind: str) -> Kind:
    if kind not in set(Kind):
        abort(404)
    return Kind(kind)
