"""Rows of versions and of who hears of them: taking back, following, stars, changes."""

from typing import Any

from eventsite.agenda import tokens
from eventsite.agenda.models import Follower
from tests.access_rows.agenda import (
    a_session,
    draft,
    drafted_event,
    one_more,
    released_event,
    released_session,
)
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    page,
    team,
    whoever_signed_in,
    write,
)
from tests.agenda import makings

BUILD = team(Visitor.AGENDA)
LOOK = team(Visitor.AGENDA, viewer=True)
WISHES = {"zone": "Pacific/Fiji", "lang": "en"}


def a_follower(world: World, **changes: Any) -> Follower:
    """A confirmed follower of the event."""
    released_event(world)
    return makings.make_follower(world.event, **changes)


def own_page(world: World, **changes: Any) -> dict[str, Any]:
    """The address of a follower's own page."""
    one = a_follower(world, **changes)
    key = tokens.key_of(one.id, one.generation, one.created)
    return {"slug": world.event.slug, "number": one.id, "key": key}


def unconfirmed(world: World) -> dict[str, Any]:
    """The same before it is confirmed."""
    return own_page(world, confirmed=None)


def stop_address(world: World) -> dict[str, Any]:
    """What stands in the header of a mail."""
    one = a_follower(world)
    key = tokens.stop_key_of(one.id, one.generation, one.created)
    return {"slug": world.event.slug, "number": one.id, "key": key}


def a_version(world: World) -> dict[str, Any]:
    """The address of the newest version, whose mails are held."""
    return {**released_event(world), "number": 1}


def a_drafted_speaker(world: World) -> dict[str, Any]:
    """The address of somebody who speaks in the draft."""
    return {"slug": world.event.slug, "code": draft(world)["speaker"].code}


def asked(world: World) -> dict[str, Any]:
    """An address that wants to follow."""
    return {"email": "ada@example.org", **WISHES}


def one_more_version(world: World) -> object:
    """A further version of the programme."""
    released_session(world)
    return None


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.preview", "GET"): page(LOOK, drafted_event, reader=Visitor.OWNER, grow=one_more),
    ("agenda.preview_session", "GET"): page(LOOK, a_session),
    ("agenda.preview_speakers", "GET"): page(
        LOOK, drafted_event, reader=Visitor.OWNER, grow=one_more
    ),
    ("agenda.preview_speaker", "GET"): page(LOOK, a_drafted_speaker),
    ("agenda.compare", "GET"): page(LOOK, released_event),
    ("agenda.take_back", "POST"): write(
        BUILD,
        a_version,
        Writes("agenda.took_back", before=("number",), after=("content_of", "number")),
    ),
    ("agenda.changes", "GET"): page(
        everybody(), released_event, cacheable=True, grow=one_more_version
    ),
    ("agenda.changes_feed", "GET"): page(
        everybody(), released_event, cacheable=True, grow=one_more_version
    ),
    ("agenda.follow", "GET"): page(everybody(), released_event, cacheable=True),
    ("agenda.follow_asked", "GET"): page(everybody(), released_event, cacheable=True),
    ("agenda.ask_to_follow", "POST"): write(
        everybody(), released_event, Writes("follower.asked", asked, by=Visitor.ANONYMOUS)
    ),
    ("agenda.follower", "GET"): page(everybody(), own_page),
    ("agenda.follower", "POST"): write(
        everybody(),
        own_page,
        Writes("follower.changed", lambda _world: WISHES, by=Visitor.ANONYMOUS),
    ),
    ("agenda.confirm_following", "POST"): write(
        everybody(), unconfirmed, Writes("follower.confirmed", by=Visitor.ANONYMOUS)
    ),
    ("agenda.stop_following", "GET"): page(everybody(), stop_address),
    ("agenda.stopped_following", "POST"): write(
        everybody(), stop_address, Writes("follower.stopped", by=Visitor.ANONYMOUS)
    ),
    ("agenda.my_stars", "GET"): page(everybody(), lambda _world: {}),
    ("agenda.star", "POST"): write(
        whoever_signed_in(), lambda _world: {}, silent="a star is one's own, as a bookmark is"
    ),
    ("agenda.my_programme", "GET"): page(whoever_signed_in(), released_event),
}
