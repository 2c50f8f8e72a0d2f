"""Words the one mail that tells a reader what is new in a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventsite.agenda import digest, telling, words
from eventsite.agenda.changes import Change
from eventsite.agenda.emails import followers
from eventsite.agenda.releases import ReleasedPerson
from eventsite.core import i18n, outbox, text, zones
from eventsite.events import wording
from eventsite.events.models import EventKind

#: Things told in one mail; more are counted and stand on the page of changes.
MOST = 40


@dataclass(frozen=True)
class Letter:
    """What all mails of one digest share, in plain values; wordings are made once each."""

    event_id: int
    slug: str
    kind: EventKind
    title: Mapping[str, str]
    city: dict[str, str]
    zone: str
    contact: str
    #: Whether nothing was published before.
    is_first: bool
    notes: Sequence[Mapping[str, str]]
    people: Mapping[str, ReleasedPerson]
    #: When and where each session is held, as `changes.place` gives it.
    places: Mapping[str, Mapping[str, Any]]
    _told: dict[tuple[object, ...], list[telling.Told]] = field(default_factory=dict)

    def told(self, changes: tuple[Change, ...], lang: str, zone: str) -> list[telling.Told]:
        """The changes in sentences of a language, with the times of a zone beside."""
        key = (tuple(map(id, changes)), lang, zone)
        if key not in self._told:
            with i18n.speaking(lang):
                self._told[key] = telling.told(changes, self.people, zone, self.places)
        return self._told[key]


def send(letter: Letter, reader: digest.Reader, changes: tuple[Change, ...]) -> None:
    """Mail one reader what concerns them, in their language: the venue's time, then theirs."""
    lang = reader.lang if reader.lang in i18n.LANGUAGES else "en"
    zone = reader.zone if zones.known(reader.zone) and reader.zone != letter.zone else ""
    told = letter.told(changes, lang, zone)
    own = followers.addresses(letter.slug, reader.follower, lang) if reader.follower else None
    with i18n.speaking(lang):
        place, said_as = wording.zone_place(letter), words.programme(letter.kind)
        own_place = i18n.zone_city(zone) if zone else ""
    outbox.send(
        "agenda/mail/digest",
        to=reader.address,
        lang=lang,
        subject_key=f"event:{letter.event_id}",
        # It holds the reader's own link.
        secret=own is not None,
        unsubscribe_url=own.stop if own else None,
        letter=letter,
        title=text.pick(letter.title, lang).text,
        said_as=said_as,
        notes=[text.pick(note, lang).text for note in letter.notes],
        told=told[:MOST],
        more=max(0, len(told) - MOST),
        place=place,
        own_place=own_place,
        speaks=bool(reader.speaks),
        stars=bool(reader.starred),
        own=own.page if own else None,
    )
