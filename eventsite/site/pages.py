"""Statements about the product, what machines ask for, and the staff's page of all parts."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
import wtforms
from flask import Response, abort, current_app, redirect, render_template
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from eventsite.agenda.models import Release
from eventsite.core import access, clock, forms, http, i18n, kept
from eventsite.core.db import db
from eventsite.core.i18n import gettext as _
from eventsite.core.outbox import drain
from eventsite.core.pages import static_url
from eventsite.core.tasks.models import PeriodicRun
from eventsite.events.models import Event, EventState, Initiative, Series
from eventsite.site.views import blueprint

#: A worker that started no periodic work for so long is taken for dead.
SILENT = timedelta(minutes=15)
#: Addresses that one sitemap may hold (sitemaps.org).
MOST_MAPPED = 50_000
#: Public pages without arguments, for the sitemap.
MAPPED = (
    "site.home",
    "site.events",
    "site.library",
    "site.roadmap",
    "calls.calls",
    "calendars.calendars",
    "site.accessibility",
    "site.your_data",
    "site.contact",
)


@blueprint.get("/accessibility")
@http.cacheable
@access.public
def accessibility() -> http.Kept:
    """What works for whom, and what does not yet."""
    return kept.page(lambda: _statement("accessibility"))


@blueprint.get("/your-data", endpoint="your_data")
@http.cacheable
@access.public
def privacy() -> http.Kept:
    """What is kept about people, why and for how long."""
    return kept.page(lambda: _statement("your_data"))


@blueprint.get("/contact")
@http.cacheable
@access.public
def contact() -> http.Kept:
    """Whom to write to."""
    return kept.page(lambda: _statement("contact"))


def _statement(name: str) -> str:
    settings = current_app.config["SETTINGS"]
    return render_template(
        f"site/{name}.html",
        contact_email=settings.contact_email,
        backup_days=settings.backup_days,
        mail_days=drain.KEPT.days,
    )


@blueprint.get("/healthz")
@access.public
def healthz() -> Response:
    """Whether this process answers at all; touches nothing else."""
    return _plain("ok")


@blueprint.get("/readyz")
@access.public
def readyz() -> tuple[Response, int]:
    """Whether the database answers and a worker was heard from; 503 says which is missing."""
    try:
        heard = db.session.scalar(sa.select(sa.func.max(PeriodicRun.started)))
    except SQLAlchemyError:
        return _plain("the database does not answer"), 503
    if heard is None or _aware(heard) < clock.now() - SILENT:
        return _plain("no worker was heard from"), 503
    return _plain("ok"), 200


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _plain(words: str) -> Response:
    return Response(f"{words}\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/robots.txt")
@access.public
def robots() -> Response:
    """Calendar clients and public pages are welcome; personal and organizers' pages are not.

    Google's calendar obeys this file: feeds are let in by name, and stand below nothing closed.
    """
    closed = ("/me", "/manage", "/staff", "/search")
    prefixes = ["", *(f"/{lang}" for lang in i18n.offered() if lang != "en")]
    lines = [f"Disallow: {prefix}{path}" for prefix in prefixes for path in closed]
    sitemap = i18n.url_in("en", "site.sitemap")
    return _plain("\n".join(["User-agent: *", "Allow: /*.ics$", *lines, f"Sitemap: {sitemap}"]))


class Mapped(NamedTuple):
    """A page of the sitemap in every language, and the day it last changed, where known."""

    addresses: dict[str, str]
    changed: str = ""


@blueprint.get("/sitemap.xml")
@access.public
def sitemap() -> Response:
    """Public pages in every language; a list of parts where they are more than one may hold."""
    pages = _mapped()
    if len(pages) * len(i18n.offered()) <= MOST_MAPPED:
        return _map("site/sitemap.xml", pages=pages)
    parts = range(1, -(-len(pages) // _pages_a_part()) + 1)
    addresses = [i18n.url_in("en", "site.sitemap_part", part=part) for part in parts]
    return _map("site/sitemap_index.xml", addresses=addresses)


@blueprint.get("/sitemap-<int:part>.xml")
@access.public
def sitemap_part(part: int) -> Response:
    """One part of a long list; 404 where there is none."""
    size = _pages_a_part()
    pages = _mapped()[(part - 1) * size : part * size] if part else []
    if not pages:
        abort(404)
    return _map("site/sitemap.xml", pages=pages)


def _pages_a_part() -> int:
    return max(1, MOST_MAPPED // len(i18n.offered()))


def _map(template: str, **values: Any) -> Response:
    body = render_template(template, **values)
    return Response(body, content_type="application/xml; charset=utf-8")


def _mapped() -> list[Mapped]:
    """Every page for search engines; invented events are none for them."""
    known = current_app.view_functions
    pages = [_page(name) for name in MAPPED if name in known]
    for endpoint, model in (("site.series", Series), ("site.initiative", Initiative)):
        slugs = db.session.scalars(sa.select(model.slug).order_by(model.slug))
        pages += [_page(endpoint, slug=slug) for slug in slugs]
    released = sa.select(sa.func.max(Release.created)).where(Release.event_id == Event.id)
    public = (
        sa.select(Event.slug, Event.revised, released.scalar_subquery())
        .where(Event.state != EventState.DRAFT, ~Event.is_demo)
        .order_by(Event.slug)
    )
    for slug, revised, published in db.session.execute(public):
        pages.append(_page("site.event", max(filter(None, (revised, published))), slug=slug))
        if published is not None:
            pages.append(_page("agenda.programme", published, slug=slug))
    return pages


def _page(endpoint: str, changed: datetime | None = None, **values: str) -> Mapped:
    addresses = {lang: i18n.url_in(lang, endpoint, **values) for lang in i18n.offered()}
    return Mapped(addresses, _aware(changed).date().isoformat() if changed else "")


@blueprint.get("/favicon.ico")
@access.public
def favicon() -> BaseResponse:
    """The icon, for browsers that do not read the page."""
    return redirect(static_url("img/icon.svg"), 301)


CHOICES = [SelectChoice("", "Choose"), SelectChoice("FJ", "Fiji")]


class Example(forms.Form):
    """One field of each kind, shown with the errors of a form that came back."""

    name = wtforms.StringField("Name", [wtforms.validators.InputRequired()])
    text = wtforms.TextAreaField("Idea", [wtforms.validators.Optional()])
    country = wtforms.SelectField("Country", choices=CHOICES)
    captions = wtforms.BooleanField("I need captions")


@blueprint.get("/staff/components")
@access.staff
def components() -> str:
    """Every part that pages are made of, on one page."""
    form = Example(data={"name": ""})
    form.name.errors = [str(_("Fill in this field."))]
    return render_template(
        "site/components.html",
        form=form,
        at=datetime(2027, 3, 16, 9, 30, tzinfo=UTC),
        page=http.Page([], 2, 8, 190),
        page_url=lambda number: f"#page-{number}",
    )
