"""Answers about calls and results."""

from eventsite.api import asking, described, paging, queries, shapes
from eventsite.api.views import frame
from eventsite.calls import queries as call_queries
from eventsite.core import access, clock, http


@frame.blueprint.get("/api/v1/calls")
@http.cacheable
@access.public
def calls() -> http.Kept:
    """Published calls, first to close first."""
    asked, now = frame.asked(asking.Listed), clock.now()
    after = frame.after(asked, int, str, str)
    found = sorted(queries.calls(), key=described.call_key)
    marks = [(c.id, c.version, c.event.version, described.call_state(c, now)) for c in found]

    def build() -> shapes.Shape:
        part, key = paging.cut(found, described.call_key, asked.limit, after)
        items = [described.call_line(one, now, frame.link) for one in part]
        return shapes.CallPart(items=items, next=frame.following(asked, key))

    return frame.kept("calls", asked, tuple(marks), build)


@frame.blueprint.get("/api/v1/events/<slug>/calls/<call>")
@http.cacheable
@access.public
def call(slug: str, call: str) -> http.Kept:
    """One call."""
    asked, now = frame.asked(asking.Nothing), clock.now()
    found = call_queries.find_public_call(slug, call)
    if found is None:
        raise frame.missing()
    state = described.call_state(found, now)
    revision = (found.id, found.version, found.event.version, state)
    return frame.kept("call", asked, revision, lambda: described.call(found, now, frame.link))


@frame.blueprint.get("/api/v1/library")
@http.cacheable
@access.public
def library() -> http.Kept:
    """What came of the work."""
    asked, revision = frame.asked(asking.Nothing), queries.events_revision()
    return frame.kept(
        "library", asked, revision, lambda: described.library(queries.results(), frame.link)
    )
