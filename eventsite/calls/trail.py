"""What the event's overview says of its calls; entries have their own pages."""

from collections.abc import Mapping

import sqlalchemy as sa

from eventsite.calls.models import Call
from eventsite.calls.verbs import Verb
from eventsite.core.i18n import N_

WORDS: Mapping[str, str] = {
    Verb.CALL_CREATED: N_("Call added"),
    Verb.CALL_CHANGED: N_("Call changed"),
    Verb.CALL_PUBLISHED: N_("Call published"),
    Verb.CALL_UNPUBLISHED: N_("Call taken back to draft"),
}


def subjects(event_id: int) -> sa.Select[str]:
    """The keys of the event's calls."""
    key = sa.literal("call:") + sa.cast(Call.id, sa.String)
    return sa.select(key).where(Call.event_id == event_id)
