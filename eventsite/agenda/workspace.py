"""What a programme still wants done before and after its event is published."""

from enum import StrEnum

from eventsite.agenda import changes, checks, draft, queries, releases
from eventsite.core.i18n import N_
from eventsite.events.models import Event
from eventsite.events.models.event import SAYS_AGENDA
from eventsite.events.readiness import Todo

#: Each sentence for a programme, and for the agenda of a meeting.
_EMPTY = (N_("Add sessions to the programme."), N_("Add items to the agenda."))
_BROKEN = (
    N_("Mend what breaks a rule that blocks publishing the programme."),
    N_("Mend what breaks a rule that blocks publishing the agenda."),
)
_NEVER = (N_("Publish the programme."), N_("Publish the agenda."))
_CHANGED = (
    N_("Publish what has changed in the programme."),
    N_("Publish what has changed in the agenda."),
)


def todos(event: Event) -> list[Todo]:
    """No session yet, a rule broken that blocks publishing, never published, changed since."""
    which = event.kind in SAYS_AGENDA
    sessions = queries.sessions(event.id)
    if not sessions:
        return [Todo(_EMPTY[which], "agenda.builder")]
    found = []
    if checks.blocking(checks.find(queries.checks_of(event, sessions))):
        found.append(Todo(_BROKEN[which], "agenda.builder"))
    latest = queries.latest_release(event.id)
    now = draft.of(event, sessions)
    if latest is None:
        found.append(Todo(_NEVER[which], "agenda.publish"))
    elif changes.diff(
        releases.read(latest.content), now.agenda, queries.people_of(latest), now.people
    ):
        found.append(Todo(_CHANGED[which], "agenda.publish"))
    return found


def holds(event: Event) -> list[StrEnum]:  # noqa: ARG001  # every room takes it
    """A programme never keeps its event public: its versions wait with the draft."""
    return []
