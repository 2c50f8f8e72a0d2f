"""Mails about changes for people without an account: ask, confirm, change, stop."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import forms, queries, releases, tokens, words
from eventsite.agenda.actions import followers
from eventsite.agenda.models import Follower
from eventsite.agenda.queries import followers as follower_queries
from eventsite.agenda.views import frame
from eventsite.core import access, http, i18n, limits, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

#: Links asked for one address and event from one place on the network.
MOST_ASKED = "5 per hour"


@frame.blueprint.get("/events/<slug>/follow")
@http.cacheable
@access.public
def follow(slug: str) -> http.Kept:
    """The form."""
    event = frame.found(slug)
    return frame.kept(event, ("follow",), lambda: _form_page(event, _form(event, event.zone)))


@frame.blueprint.post("/events/<slug>/follow")
@access.public
def ask_to_follow(slug: str) -> ResponseReturnValue:
    """Mail a link; the answer is the same whether the address is known or not."""
    published = frame.found(slug)
    form = _form(published, published.zone)
    if not form.ok():
        return _form_page(published, form), 422
    address = str(form.email.data)
    limits.hit("follow", f"{slug} {address}", MOST_ASKED, limits.A_WHOLE_HALL)
    event = db.session.get_one(Event, published.event_id)
    followers.follow(event, address, form.wishes(), access.actor_key())
    return http.seen_other("agenda.follow_asked", slug=slug)


@frame.blueprint.get("/events/<slug>/follow/asked")
@http.cacheable
@access.public
def follow_asked(slug: str) -> http.Kept:
    """That a mail is on its way."""
    event = frame.found(slug)
    return frame.kept(event, ("asked",), lambda: _said("agenda/follow_asked.html", event))


@frame.blueprint.route("/events/<slug>/follow/<int:number>/<key>", methods=["GET", "POST"])
@access.public
def follower(slug: str, number: int, key: str) -> ResponseReturnValue:
    """A follower's own page: confirm, or change what to hear of; opening it changes nothing."""
    published, one = _own(slug, number, key)
    form = _wishes_form(published, one)
    if form.ok():
        followers.change_wishes(one, form.wishes(), access.actor_key())
        flash(gettext("Your wishes are changed."))
        return redirect(request.url, 303)
    page = _said("agenda/follower.html", published, form=form, one=one, number=number, key=key)
    return page, 422 if request.method == "POST" else 200


@frame.blueprint.post("/events/<slug>/follow/<int:number>/<key>/confirm")
@access.public
def confirm_following(slug: str, number: int, key: str) -> ResponseReturnValue:
    """From now on mails come."""
    _, one = _own(slug, number, key)
    followers.confirm(one, access.actor_key())
    flash(gettext("Confirmed. You get a mail when the programme changes."))
    return http.seen_other("agenda.follower", slug=slug, number=number, key=key)


@frame.blueprint.get("/events/<slug>/follow/<int:number>/<key>/stop")
@access.public
def stop_following(slug: str, number: int, key: str) -> str:
    """One button; also shown to who has stopped already."""
    published = frame.found(slug)
    return _said("agenda/follow_stop.html", published, number=number, key=key)


@frame.blueprint.post("/events/<slug>/follow/<int:number>/<key>/stop")
@access.open_post
@access.public
def stopped_following(slug: str, number: int, key: str) -> ResponseReturnValue:
    """Stop the mails (RFC 8058: also by a mail program's own button, from anywhere).

    A link that stops nothing, or nothing any more, is answered alike.
    """
    published = frame.found(slug)
    one = follower_queries.find_follower(published.event_id, number)
    if one is not None and _opens(one, key, stops=True):
        followers.stop(one, access.actor_key())
    return _said("agenda/follow_stopped.html", published)


def _own(slug: str, number: int, key: str) -> tuple[queries.Published, Follower]:
    published = frame.found(slug)
    one = follower_queries.find_follower(published.event_id, number)
    if one is None or not _opens(one, key):
        abort(404)
    return published, one


def _opens(one: Follower, key: str, stops: bool = False) -> bool:
    """Whether a key is the follower's own; to stop, that of the header will do."""
    facts = (one.id, one.generation, one.created)
    opens = text.same(key, tokens.key_of(*facts))
    return opens or (stops and text.same(key, tokens.stop_key_of(*facts)))


def _form(event: queries.Published, zone: str) -> forms.FollowForm:
    form: forms.FollowForm = forms.FollowForm.of_request(zone=zone, lang=i18n.current_lang())
    form.of_event(*_offered(event))
    return form


def _wishes_form(event: queries.Published, one: Follower) -> forms.WishesForm:
    form: forms.WishesForm = forms.WishesForm.of_request(one)
    form.of_event(*_offered(event))
    return form


def _offered(event: queries.Published) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    """The tracks and languages of the newest version, for the filters."""
    if event.release_id is None:
        return [], []
    agenda = releases.read(queries.release_content(event.release_id).content)
    lang = i18n.current_lang()
    tracks = [(track.id, text.pick(track.names, lang).text) for track in agenda.tracks]
    heard = {code for s in agenda.shown for code in (*s.languages, *s.interpretation)}
    return tracks, [(code, words.language(code)) for code in i18n.LANGUAGES if code in heard]


def _form_page(event: queries.Published, form: forms.FollowForm) -> str:
    return _said("agenda/follow.html", event, form=form)


def _said(template: str, event: queries.Published, **more: object) -> str:
    said = words.programme(event.kind)
    return render_template(template, published=event, said_as=said, **more)
