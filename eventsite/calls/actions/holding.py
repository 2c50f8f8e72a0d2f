"""Holds a team still while its members, its entry or its files change."""

from eventsite.calls import queries
from eventsite.calls.models import Team
from eventsite.core.db import lock


def hold(team_id: int) -> Team:
    """The team re-read under a lock that lasts until the commit, with its call and event.

    Raises LookupError when it is gone.
    """
    lock(Team, team_id)
    found = queries.find_team(team_id)
    if found is None:
        raise LookupError(f"team:{team_id}")
    return found
