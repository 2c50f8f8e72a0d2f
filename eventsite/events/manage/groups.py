"""The staff's pages of series and initiatives."""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, forms, http
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.events import actions, queries
from eventsite.events import forms as event_forms
from eventsite.events.manage import frame
from eventsite.events.models import Initiative, Series
from eventsite.events.views import blueprint


@blueprint.get("/staff/series")
@access.staff
def all_series() -> ResponseReturnValue:
    """Every series with the number of its events."""
    return render_template(
        "events/groups.html",
        title=gettext("Series"),
        why=gettext("A series holds the editions of an event, such as a yearly forum."),
        add=(url_for("events.new_series"), gettext("Add a series")),
        found=[
            (row, count, url_for("events.one_series", code=row.slug))
            for row, count in queries.series()
        ],
    )


@blueprint.route("/staff/series/new", methods=["GET", "POST"])
@access.staff
def new_series() -> ResponseReturnValue:
    """The form for a new series."""
    form = event_forms.SeriesForm.of_request()
    return _page(form, None, "events.all_series", gettext("New series"))


@blueprint.route("/staff/series/<code>", methods=["GET", "POST"])
@access.staff
def one_series(code: str) -> ResponseReturnValue:
    """The form for a series; `code` is its slug."""
    found = queries.find_series(code)
    if found is None:
        abort(404)
    form = event_forms.SeriesForm.of_request(found)
    return _page(form, found, "events.all_series", gettext("Series"))


@blueprint.get("/staff/initiatives")
@access.staff
def all_initiatives() -> ResponseReturnValue:
    """Every initiative with the number of its events."""
    return render_template(
        "events/groups.html",
        title=gettext("Initiatives"),
        why=gettext("An initiative groups events of several series."),
        add=(url_for("events.new_initiative"), gettext("Add an initiative")),
        found=[
            (row, count, url_for("events.one_initiative", code=row.slug))
            for row, count in queries.initiatives()
        ],
    )


@blueprint.route("/staff/initiatives/new", methods=["GET", "POST"])
@access.staff
def new_initiative() -> ResponseReturnValue:
    """The form for a new initiative."""
    form = event_forms.InitiativeForm.of_request()
    return _page(form, None, "events.all_initiatives", gettext("New initiative"))


@blueprint.route("/staff/initiatives/<code>", methods=["GET", "POST"])
@access.staff
def one_initiative(code: str) -> ResponseReturnValue:
    """The form for an initiative; `code` is its slug."""
    found = queries.find_initiative(code)
    if found is None:
        abort(404)
    form = event_forms.InitiativeForm.of_request(found)
    return _page(form, found, "events.all_initiatives", gettext("Initiative"))


def _page(form: Any, row: Series | Initiative | None, back: str, title: str) -> ResponseReturnValue:
    """Save and go back to the list, or show the form."""
    g.rail_section = back
    forms.set_languages(form, tuple(dict.fromkeys(["en", "fr", *LANGUAGES])))
    if form.ok() and frame.done(form, lambda: _save(form, row, is_series=back.endswith("series"))):
        flash(gettext("Saved."))
        return http.seen_other(back)
    page = render_template(
        "events/group.html", form=form, title=title, back=url_for(back), action=request.path
    )
    return page, frame.status()


def _save(form: Any, row: Series | Initiative | None, is_series: bool) -> None:
    fields = {name: field.data for name, field in form._fields.items() if name != "version"}
    actor = access.actor_key()
    if row is None:
        create = actions.create_series if is_series else actions.create_initiative
        create(actor=actor, **fields)
        return
    fields["slug"] = fields["slug"] or row.slug
    version = asked.natural(form.version.data)
    if isinstance(row, Series):
        actions.update_series(actor=actor, series=row, version=version, **fields)
    else:
        actions.update_initiative(actor=actor, initiative=row, version=version, **fields)
