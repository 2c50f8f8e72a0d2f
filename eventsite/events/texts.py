"""The texts of the event itself and of its parts, for the desk of translations."""

from collections.abc import Iterator, Mapping

from eventsite.core import clock, translated
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access, actions, queries
from eventsite.events import days as event_days
from eventsite.events.actions import revising
from eventsite.events.models import Duty, Event, KeyDeadline

NAME = "events"
#: Kind of the deadlines that have the title of their call.
_OF_CALLS = "call"
_LABEL = Column("label", N_("Words of your own"), 120)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "events": (
        Column("title", N_("Title"), 200),
        Column("summary", N_("Summary"), 400, 3),
        Column("description", N_("Description"), 20_000, 8),
        Column("venue", N_("Venue"), 200),
        Column("city", N_("City"), 100),
        Column("practical", N_("Practical information"), 20_000, 6),
        Column("cover_alt", N_("What the picture shows"), 300),
        Column("cancel_note", N_("Why is it cancelled, and what now?"), 2000, 4),
        Column("outcome", N_("Outcome"), 20_000, 6),
    ),
    "event_days": (_LABEL,),
    "join_ways": (
        Column("label", N_("Name of your own"), 120),
        Column("note", N_("Note, such as a meeting number or a passcode"), 300),
    ),
    "co_organizers": (Column("name", N_("Name"), 200),),
    "key_deadlines": (_LABEL,),
    "event_documents": (Column("title", N_("Title"), 200),),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """Every text of the event and its parts; notes on how to join for those who set them alone."""
    return translated.texts(_held(event))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change texts; visitors see them at once where the event is public."""
    revising.open_to_change(event)
    own = {
        column.name: translated.merged(getattr(event, column.name), said[key])
        for column in COLUMNS["events"]
        if (key := f"{NAME}:event.{column.name}") in said
    }
    if own:
        actions.retell(event=event, texts=own)
    changed = translated.write([one for one in _held(event) if one.row is not event], said)
    for one in changed:
        if isinstance(one.row, KeyDeadline):
            one.row.revised = clock.now()
    if changed:
        revising.revise(event)


def _held(event: Event) -> Iterator[Held]:
    may = access.may(Duty.COMMUNICATION)
    columns = COLUMNS["events"]
    yield Held(f"{NAME}:event", event, columns, str(gettext("Event")), {}, may)
    for day in event_days.live(event.days):
        yield _part(f"day/{day.day.isoformat()}", day, str(gettext("Day")), day.label, may)
    if access.may(Duty.COMMUNICATION, Duty.ACCESSIBILITY):
        kind = str(gettext("Ways to join"))
        for place, way in enumerate(queries.join_ways(event.id)):
            yield _part(f"way/{place}", way, kind, way.label or way.note, True)
    for place, partner in enumerate(queries.co_organizers(event.id)):
        kind = str(gettext("Co-organizers"))
        yield _part(f"partner/{place}", partner, kind, partner.name, may)
    for one in queries.deadlines(event.id):
        if one.kind != _OF_CALLS:
            key = f"deadline/{one.kind}/{one.label_key}"
            yield _part(key, one, str(gettext("Key deadlines")), one.label, may)
    for document in queries.documents(event.id):
        kind = str(gettext("Documents"))
        yield _part(f"document/{document.id}", document, kind, document.title, may)


def _part(key: str, row: object, kind: str, name: Words, may: bool) -> Held:
    columns = COLUMNS[row.__tablename__]  # type: ignore[attr-defined]
    return Held(f"{NAME}:{key}", row, columns, kind, name, may)
