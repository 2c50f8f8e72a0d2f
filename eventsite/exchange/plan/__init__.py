"""What taking a programme in would do to a draft: shown before it is done."""

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.plan import moments, things
from eventsite.exchange.plan.choosing import Choices as Choices
from eventsite.exchange.plan.choosing import changed_rows as changed_rows
from eventsite.exchange.plan.choosing import deviations as deviations
from eventsite.exchange.plan.choosing import settled as settled
from eventsite.exchange.plan.choosing import taken as taken
from eventsite.exchange.plan.choosing import writes as writes
from eventsite.exchange.plan.digests import fingerprints as fingerprints
from eventsite.exchange.plan.digests import of_field as of_field
from eventsite.exchange.plan.digests import of_key as of_key
from eventsite.exchange.plan.sessions import TABLES, of_the_whole, sessions
from eventsite.exchange.plan.values import ADD as ADD
from eventsite.exchange.plan.values import BARE as BARE
from eventsite.exchange.plan.values import CANCEL as CANCEL
from eventsite.exchange.plan.values import FIELDS as FIELDS
from eventsite.exchange.plan.values import LOCALIZED as LOCALIZED
from eventsite.exchange.plan.values import NEW as NEW
from eventsite.exchange.plan.values import TAKE_OFF as TAKE_OFF
from eventsite.exchange.plan.values import UPDATE as UPDATE
from eventsite.exchange.plan.values import WITHDRAW as WITHDRAW
from eventsite.exchange.plan.values import Draft as Draft
from eventsite.exchange.plan.values import Here as Here
from eventsite.exchange.plan.values import Keys as Keys
from eventsite.exchange.plan.values import Kind as Kind
from eventsite.exchange.plan.values import Known as Known
from eventsite.exchange.plan.values import Offer as Offer
from eventsite.exchange.plan.values import Plan as Plan
from eventsite.exchange.plan.values import Row as Row
from eventsite.exchange.plan.values import Thing as Thing
from eventsite.exchange.plan.values import Write as Write
from eventsite.exchange.plan.wanted import Refs
from eventsite.exchange.source import Doubt, Source

_LINKS = N_(
    "%(count)s links and papers of sessions are not taken in. Add them as materials of their"
    " sessions."
)
_WHOLE = N_("The whole file")


def identity_of(source: Source) -> str:
    """By what the same source is recognised when it comes again."""
    family = "table" if source.format in TABLES else source.format.value
    return of_key(source.identity or f"{family}:{source.title}")


def plan(source: Source, draft: Draft, keys: Keys, zone: str = "") -> Plan:
    """What taking the source in would do; `zone` is meant by times without one, else the event's.

    `keys`: what the source's keys were when it was taken in before.
    """
    rooms = things.rooms(source, draft, keys)
    tracks = things.tracks(source, draft, keys)
    people = things.people(source, draft, keys)
    refs = Refs(rooms.refs, tracks.refs, people.refs)
    found = sessions(source, draft, keys, refs, zone)
    links = sum(len(session.links) for session in source.sessions)
    more = [Doubt(Said(_WHOLE), Said(_LINKS, {"count": links}))] if links else []
    return Plan(
        rows=(*rooms.rows, *tracks.rows, *people.rows, *found.rows),
        doubts=of_the_whole(source, more),
        is_floating=any(moments.is_floating(session) for session in source.sessions),
        foreign_days=tuple(sorted(found.foreign)),
    )
