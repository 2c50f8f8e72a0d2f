"""The public list of those participants who chose to be in it."""

from flask import abort, render_template, url_for

from eventsite.core import access, http, i18n, kept
from eventsite.events.models import Event
from eventsite.registration import participants
from eventsite.registration.queries import participants as listed
from eventsite.registration.queries.participants import Who
from eventsite.registration.views.root import blueprint

#: People on one page.
PAGE_SIZE = 500


@blueprint.get("/events/<slug>/participants", endpoint="participants")
@http.cacheable
@access.public
def public_participants(slug: str) -> http.Kept:
    """Names, organisations and countries, equal for everybody."""
    found = listed.public_list(slug)
    if found is None:
        abort(404)
    event, revision = found
    return kept.page(lambda: _page(event), "participants", revision)


def _page(event: Event) -> str:
    lang = i18n.current_lang()
    people = listed.participants(event.id, Who.PUBLIC, lang)
    page = http.page_of(participants.ordered(people, lang), PAGE_SIZE)
    absent, present = participants.represented(people, event.first_day)
    return render_template(
        "registration/participants.html",
        event=event,
        parts=participants.parts(page.items, lang),
        page=page,
        here_again=lambda number: url_for(
            "registration.participants", slug=event.slug, page=number
        ),
        states=_states(present, present + len(absent)),
    )


def _states(present: int, every: int) -> str:
    said = i18n.ngettext(
        "%(num)s Member State is represented, of %(all)s.",
        "%(num)s Member States are represented, of %(all)s.",
        present,
        all=every,
    )
    return str(said)
