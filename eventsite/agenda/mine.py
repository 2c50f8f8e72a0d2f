"""One person's own programme: which of the sessions they chose are held at the same time."""

from collections.abc import Iterable

from eventsite.agenda.releases import ReleasedSession


def overlaps(chosen: Iterable[ReleasedSession]) -> dict[str, list[str]]:
    """Codes of the sessions that overlap with each, in order of time; those that touch do not.

    Cancelled ones overlap with nothing.
    """
    held = sorted(
        (s for s in chosen if s.state == "scheduled"), key=lambda one: (one.start, one.code)
    )
    found: dict[str, list[str]] = {}
    open_now: list[ReleasedSession] = []
    for session in held:
        open_now = [other for other in open_now if other.end > session.start]
        for other in open_now:
            found.setdefault(other.code, []).append(session.code)
            found.setdefault(session.code, []).append(other.code)
        open_now.append(session)
    return found
