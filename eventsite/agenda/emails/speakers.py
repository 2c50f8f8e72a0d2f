"""Words the mails to people of a programme: the invitation with their own link, and reminders."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from eventsite.agenda import appointments, links, words
from eventsite.agenda.models import ROLE_LABELS, RehearsalSlot, Speaker
from eventsite.agenda.queries import Part
from eventsite.agenda.reminding import Kind
from eventsite.core import i18n, outbox, text
from eventsite.core.i18n import gettext
from eventsite.events import wording
from eventsite.events.models import Event
from eventsite.people import names


def invite(
    event: Event,
    speaker: Speaker,
    parts: Sequence[Part],
    said: Mapping[str, str],
    until: date | None,
) -> None:
    """Mail one person their invitation, in their language; `said` are the team's own words."""
    _send(
        "invited",
        event,
        speaker,
        parts=_parts(event, speaker, parts),
        words=text.pick(said, speaker.lang).text,
        until=until,
    )


def remind(
    kind: Kind,
    event: Event,
    speaker: Speaker,
    parts: Sequence[Part],
    due: date | None,
    slot: RehearsalSlot | None = None,
) -> None:
    """Mail one reminder; `parts` those concerned, `due` the day until which, `slot` of a test."""
    _send(
        f"remind_{kind.value}",
        event,
        speaker,
        parts=_parts(event, speaker, parts),
        due=due,
        slot=_slot(event, speaker, slot) if slot else None,
        place=slot.place if slot else "",
    )


def page_of(event: Event, speaker: Speaker) -> str:
    """The absolute address of a speaker's own page, in their language."""
    return i18n.url_in(
        speaker.lang,
        "agenda.speaking",
        slug=event.slug,
        code=speaker.code,
        secret=links.secret_of(speaker),
    )


def _send(template: str, event: Event, speaker: Speaker, **context: Any) -> None:
    with i18n.speaking(speaker.lang):
        programme = words.programme(event.kind)
    outbox.send(
        f"agenda/mail/{template}",
        to=speaker.email,
        lang=speaker.lang,
        subject_key=f"speaker:{speaker.id}",
        secret=True,
        event=event,
        title=text.pick(event.title, speaker.lang).text,
        greeting=names.greeting("", speaker.name, speaker.honorific),
        programme=programme,
        page=page_of(event, speaker),
        **context,
    )


def _parts(
    event: Event, speaker: Speaker, parts: Sequence[Part]
) -> list[tuple[appointments.Appointment, str]]:
    with i18n.speaking(speaker.lang):
        return [
            (
                appointments.of(event, part.session, speaker.zone),
                str(gettext(ROLE_LABELS[part.role])),
            )
            for part in parts
        ]


def _slot(event: Event, speaker: Speaker, slot: RehearsalSlot) -> list[str]:
    with i18n.speaking(speaker.lang):
        venue = appointments.span(slot.starts, slot.ends, event.zone, wording.zone_place(event))
        own = appointments.own(slot.starts, slot.ends, event.zone, speaker.zone)
        return [line for line in (venue, own) if line]
