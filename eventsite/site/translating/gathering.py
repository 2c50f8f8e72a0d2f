"""Fetches the texts of an event with what is known of their translations."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.i18n import LANGUAGES
from eventsite.events.models import Event, Translation
from eventsite.site.translating import states
from eventsite.site.translating.states import Item, Progress


def texts(event: Event) -> list[translated.Text]:
    """Every text of every feature, in the order of the ladder."""
    return [one for room in translated.rooms() for one in room.texts(event)]


def items(event: Event, lang: str) -> list[Item]:
    """Every text that can be translated into a language."""
    return states.items(texts(event), _kept(event, [lang])[lang], lang, _main(event))


def progress(event: Event) -> list[Progress]:
    """The figures of every language; of the event's first one where words in it are missing."""
    found, kept, main = texts(event), _kept(event, list(LANGUAGES)), _main(event)
    figures = [
        states.progress(lang, states.items(found, kept[lang], lang, main)) for lang in LANGUAGES
    ]
    return [one for one in figures if one.lang != main or one.total]


def _kept(event: Event, langs: Sequence[str]) -> dict[str, dict[str, Translation]]:
    found: dict[str, dict[str, Translation]] = {lang: {} for lang in langs}
    rows = sa.select(Translation).where(
        Translation.event_id == event.id, Translation.lang.in_(langs)
    )
    for row in db.session.scalars(rows):
        found[row.lang][row.key] = row
    return found


def _main(event: Event) -> str:
    return event.text_langs[0] if event.text_langs else "en"
