"""The next edition: an event copied into a new draft, page and form."""

import re
from collections.abc import Mapping

import wtforms
from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import validators as wtv

from eventsite.core import access, errors, forms, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import queries as event_queries
from eventsite.events import rules
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.site import actions
from eventsite.site.views import blueprint

_YEAR = re.compile(r"\b(20\d\d)\b")


class CopyForm(forms.Form):
    """What the next edition is called, when it begins, and what it takes over."""

    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title in at least one language."))
    slug = forms.text_field(
        _l("Address"), 60, _l("Enter an address of small letters, digits and hyphens."),
        description=_l("The last part of the page's web address, like forum-2027."),
    )  # fmt: skip
    first_day = forms.DayField(
        _l("First day"), [wtv.Optional()],
        description=_l("All days and deadlines shift by as much. Leave it empty while no date is"
                       " known; then deadlines are not copied."),
    )  # fmt: skip
    texts = wtforms.BooleanField(_l("Texts, contact, picture and co-organizers"), default=True)
    team = wtforms.BooleanField(_l("The team with its duties"), default=True)
    deadlines = wtforms.BooleanField(_l("Key deadlines, shifted like the days"), default=True)
    ways = wtforms.BooleanField(_l("Ways to join, without their addresses"), default=True)
    rooms = wtforms.BooleanField(_l("Rooms"), default=True)
    tracks = wtforms.BooleanField(_l("Tracks and their editors"), default=True)
    sessions = wtforms.BooleanField(_l("Sessions, without day, time and room"), default=True)
    people = wtforms.BooleanField(
        _l("Speakers, to be invited anew"),
        description=_l("Not their photos, biographies, answers or needs: they give these again."),
    )
    terms = wtforms.BooleanField(_l("Rules of the programme"), default=True)
    questions = wtforms.BooleanField(_l("Questions asked when registering"), default=True)


@blueprint.route("/manage/events/<slug>/copy", methods=["GET", "POST"])
@team()
def copy_event(event: Event) -> ResponseReturnValue:
    """What the next edition takes over; on POST a new draft of the same series."""
    user = access.current_user()
    owned = frozenset() if user.is_staff else event_queries.owned_series(user.id)
    if not rules.may_create(user.is_staff, event.series_id, owned):
        raise errors.NotAllowed(rules.Reason.NOT_YOURS)
    g.rail_section = "events.overview"
    form = CopyForm.of_request(title=_next(event.title), slug=_next_slug(event.slug))
    forms.set_languages(form, event.text_langs or ["en"])
    if form.ok():
        try:
            copy = actions.copy_event(
                event=event, wish=_wish(form), owner=user, actor=access.actor_key()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The next edition is there as a draft. Check its dates and texts."))
            return http.seen_other("events.overview", slug=copy.slug)
    back = url_for("events.overview", slug=event.slug)
    html = render_template("site/copy_event.html", form=form, back=back)
    return html, 422 if form.errors else 200


def _wish(form: CopyForm) -> actions.Wish:
    names = ("texts", "team", "deadlines", "ways", "rooms", "tracks", "sessions", "people", "terms",
             "questions")  # fmt: skip
    return actions.Wish(
        title=form.title.data,
        slug=form.slug.data,
        first_day=form.first_day.data,
        chosen=frozenset(name for name in names if form[name].data),
    )


def _next(title: Mapping[str, str]) -> dict[str, str]:
    """The title with the year after the one it names."""
    return {lang: _later(said) for lang, said in title.items()}


def _next_slug(slug: str) -> str:
    """Likewise for an address; empty when it names no year, as it cannot be the same."""
    later = _later(slug)
    return later if later != slug else ""


def _later(said: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[1]) + 1), said)
