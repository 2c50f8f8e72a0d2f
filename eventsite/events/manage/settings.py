"""An organizer makes an event and edits its basics."""

from collections.abc import Collection
from typing import Any, cast

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, forms, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.events import access as event_access
from eventsite.events import actions, queries, rules
from eventsite.events import forms as event_forms
from eventsite.events.forms import choosing
from eventsite.events.manage import frame
from eventsite.events.models import Duty, Event
from eventsite.events.views import blueprint


@blueprint.route("/manage/events/new", methods=["GET", "POST"])
@event_access.creator
def new(series_ids: Collection[int] | None) -> ResponseReturnValue:
    """The little that a draft begins with."""
    form = event_forms.NewEventForm.of_request()
    rows = [row for row in queries.series() if series_ids is None or row[0].id in series_ids]
    blank = gettext("No series") if series_ids is None else gettext("Choose a series")
    form.series_id.choices = choosing.row_choices(rows, blank)
    form.zone.choices = forms.zone_choices()
    forms.set_languages(form, frame.languages(None))
    if form.ok():
        try:
            event = _create(form, series_ids)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The draft is made. The list below says what is still to do."))
            return http.seen_other("events.overview", slug=event.slug)
    return render_template("events/new.html", form=form), frame.status()


def _create(form: event_forms.NewEventForm, series_ids: Collection[int] | None) -> Event:
    series_id = form.series_id.data
    if not rules.may_create(series_ids is None, series_id, series_ids or ()):
        raise Refused(rules.Reason.NOT_YOURS, "series_id")
    return actions.create_event(
        actor=access.actor_key(),
        owner=access.current_user(),
        title=form.title.data,
        kind=form.kind.data,
        series_id=series_id,
        mode=form.mode.data,
        zone=cast(str, form.zone.data),
        days=form.hours(),
        dates_confirmed=not form.unconfirmed.data,
    )


@blueprint.route("/manage/events/<slug>/edit", methods=["GET", "POST"])
@event_access.team(Duty.COMMUNICATION)
def edit(event: Event) -> ResponseReturnValue:
    """What the event's page says; the second language of the texts is chosen by `?with=`."""
    langs = frame.languages(event)
    form = _form(event)
    forms.set_languages(form, langs)
    if form.ok() and frame.done(form, lambda: _save(form, event)):
        return frame.saved("events.edit", event, gettext("The settings are saved."))
    others = [(lang, LANGUAGES[lang]) for lang in LANGUAGES if lang != langs[0]]
    return frame.settings_page("events/edit.html", event, form=form, others=others, second=langs[1])


def _form(event: Event) -> Any:
    form = event_forms.BasicsForm.of_request(event)
    form.series_id.choices = choosing.row_choices(queries.series(), gettext("No series"))
    form.initiative_id.choices = choosing.row_choices(
        queries.initiatives(), gettext("No initiative")
    )
    form.country.choices = choosing.country_choices()
    form.clauses.choices = choosing.clause_choices()
    form.sdgs.choices = choosing.goal_choices()
    return form


def _save(form: Any, event: Event) -> None:
    fields = {name: field.data for name, field in form._fields.items() if name != "version"}
    # Several fields are no answer to be None: an empty choice is an empty text.
    fields["country"] = fields["country"] or ""
    actions.update_event(actor=access.actor_key(), event=event, version=_version(form), **fields)


def _version(form: Any) -> int:
    return asked.natural(form.version.data)
