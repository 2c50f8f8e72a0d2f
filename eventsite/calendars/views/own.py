"""One's own calendars under /me, and the private feeds that programs fetch."""

from datetime import datetime

import segno
from babel import dates
from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventsite.calendars import actions, forms, links, programs, ways
from eventsite.calendars.feeds import gathering, own
from eventsite.calendars.models import PART_LABELS, PersonalFeed
from eventsite.calendars.views import frame
from eventsite.core import access, clock, errors, http, i18n, once, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext


@frame.blueprint.get("/calendars/<code>/<secret>.ics")
@access.public
def personal_feed(code: str, secret: str) -> ResponseReturnValue:
    """What a calendar program fetches: 404 for an unknown address, 410 for one that is over."""
    found = gathering.find_feed(code)
    feed, person = found or (None, None)
    worth = links.read(feed, secret, code)
    if feed is None or person is None or worth is links.Link.UNKNOWN:
        abort(404)
    if worth is links.Link.GONE or person.erased is not None:
        sentence = gettext("This calendar link is over. Copy the new one from “My calendars”.")
        return errors.page(410, sentence=sentence)
    now = clock.now()
    kept = own.written(feed, person, now)
    if feed.etag != kept.etag or feed.fetched is None or now - feed.fetched >= own.NOTED:
        program = programs.named(request.headers.get("User-Agent", ""))
        actions.fetched(feed, kept.etag, kept.modified or now, program, now)
    return http.conditional(kept, public=False)


@frame.blueprint.get("/me/calendars")
@access.signed_in
def my_calendars() -> str:
    """The feeds of one's own, each with its addresses, and those of one's events."""
    user = access.current_user()
    lang, now = i18n.current_lang(), clock.now()
    mine = gathering.feeds_of(user.person_id)
    return render_template(
        "calendars/my_calendars.html",
        feeds=[(feed, own_ways(feed), _fetched(feed, now), _drawn(feed)) for feed in mine],
        events=[
            ways.Ways(
                f"event-{slug}",
                text.pick(title, lang).text,
                i18n.url_in(lang, "calendars.event_feed", slug=slug),
            )
            for slug, title in gathering.events_of(user.person_id)
        ],
        part_labels={part.value: words for part, words in PART_LABELS.items()},
        alarm_words=forms.alarm_words,
        delays=ways.DELAYS,
    )


@frame.blueprint.post("/me/calendars")
@access.signed_in
@once.press
def make_feed() -> Response:
    """One more, with everything in it, in the language spoken now."""
    choice = actions.Choice(lang=i18n.current_lang())
    try:
        feed = actions.make(access.current_user().person_id, choice, access.actor_key())
    except Refused as refused:
        flash(refused.sentence, "bad")
        return http.seen_other("calendars.my_calendars")
    flash(gettext("Your calendar is made. Add its link to your calendar program."))
    return http.seen_other("calendars.my_calendars", _anchor=f"c-{feed.code}")


@frame.blueprint.route("/me/calendars/<code>", methods=["GET", "POST"])
@access.signed_in
def my_calendar(code: str) -> ResponseReturnValue:
    """Choose what one of them holds, renew its address, or revoke it."""
    feed = _mine(code)
    form = forms.FeedForm.of_request(feed)
    if form.ok():
        actions.change(feed, form.choice(), access.actor_key())
        flash(gettext("Saved. Programs show it the next time they look."))
        return http.seen_other("calendars.my_calendars", _anchor=f"c-{feed.code}")
    page = render_template("calendars/my_calendar.html", form=form, feed=feed)
    return (page, 422) if form.errors else page


@frame.blueprint.post("/me/calendars/<code>/address")
@access.signed_in
@once.press
def renew_feed(code: str) -> Response:
    """A new address; the old one is over."""
    feed = _mine(code)
    actions.renew(feed, access.actor_key())
    flash(gettext("It has a new link. Add that one to your calendar program; the old one is over."))
    return http.seen_other("calendars.my_calendars", _anchor=f"c-{feed.code}")


@frame.blueprint.post("/me/calendars/<code>/revocation")
@access.signed_in
def revoke_feed(code: str) -> Response:
    """Its link is over for good."""
    actions.revoke(_mine(code), access.actor_key(), clock.now())
    flash(gettext("The calendar is revoked. Remove it from your calendar program too."))
    return http.seen_other("calendars.my_calendars")


def own_ways(feed: PersonalFeed) -> ways.Ways:
    """The addresses of a feed of one's own."""
    secret = links.secret_of(feed)
    url = i18n.url_in(feed.lang, "calendars.personal_feed", code=feed.code, secret=secret)
    return ways.Ways(feed.code, feed.name or gettext("My events"), url)


def _drawn(feed: PersonalFeed) -> Markup:
    """The link as a picture that phones read; black on white also in the dark."""
    code = segno.make(own_ways(feed).webcal, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    label = Markup(' role="img" aria-label="{}"').format(gettext("QR code of the calendar link"))
    return Markup(drawn.replace("<svg", f"<svg{label}", 1))  # noqa: S704  # segno draws paths only


def _mine(code: str) -> PersonalFeed:
    """One's own feed that is not revoked; for everybody else it does not exist."""
    found = gathering.find_feed(code)
    if found is None or found[0].person_id != access.current_user().person_id:
        abort(404)
    if found[0].revoked is not None:
        abort(404)
    return found[0]


def _fetched(feed: PersonalFeed, now: datetime) -> str:
    """When a program last looked, and which."""
    if feed.fetched is None:
        return str(gettext("Not fetched yet"))
    locale = i18n.current_lang()
    ago = dates.format_timedelta(feed.fetched - now, add_direction=True, locale=locale)
    if not feed.fetched_by:
        return str(gettext("Last fetched %(ago)s", ago=ago))
    return str(gettext("Last fetched %(ago)s by %(program)s", ago=ago, program=feed.fetched_by))
