"""What the settings pages of an event share: their tabs, their status, how a form is sent."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import http
from eventsite.core.errors import Refused
from eventsite.core.i18n import LANGUAGES, N_, current_lang, gettext
from eventsite.events import states
from eventsite.events.models import Event

TABS = (
    ("events.edit", N_("Basics")),
    ("events.days", N_("Dates")),
    ("events.deadlines", N_("Deadlines")),
    ("events.join_ways", N_("Ways to join")),
    ("events.co_organizers", N_("Co-organizers")),
    ("events.documents", N_("Documents")),
    ("events.cover", N_("Cover")),
)


def settings_page(template: str, event: Event, **context: Any) -> ResponseReturnValue:
    """A page below Settings with its tabs; 422 when a form is shown again."""
    g.rail_section = "events.edit"
    tabs = [
        (url_for(endpoint, slug=event.slug), gettext(words), None, endpoint == request.endpoint)
        for endpoint, words in TABS
    ]
    read_only = states.why_read_only(event)
    page = render_template(template, tabs=tabs, read_only=read_only, **context)
    return page, status()


def status() -> int:
    """422 for a form that came back, else 200."""
    return 422 if request.method == "POST" else 200


def done(form: Any, action: Callable[[], object]) -> bool:
    """Whether the action went through; a refusal is shown in the form."""
    try:
        action()
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def saved(endpoint: str, event: Event, sentence: str) -> ResponseReturnValue:
    """On to a page of the event with a word of what was done."""
    flash(sentence)
    return http.seen_other(endpoint, slug=event.slug)


def languages(event: Event | None) -> tuple[str, ...]:
    """The languages a form shows: the main one, the one of `?with=`, those with texts, the rest."""
    written = list(event.text_langs) if event is not None else [current_lang()]
    asked = [lang for lang in [request.args.get("with", "")] if lang in LANGUAGES]
    second = [lang for lang in ("en", "fr") if lang not in written][:1] if len(written) < 2 else []
    return tuple(dict.fromkeys([*written[:1], *asked, *written[1:], *second, *LANGUAGES]))
