"""Words the mail that asks an address whether it wants to follow, with its own addresses."""

from dataclasses import dataclass

from eventsite.agenda import tokens, words
from eventsite.agenda.digest import Key
from eventsite.agenda.models import Follower
from eventsite.core import i18n, outbox, text
from eventsite.events.models import Event


@dataclass(frozen=True)
class Addresses:
    """Where a follower changes their wishes, and where one press stops the mails."""

    page: str
    stop: str


def addresses(slug: str, key: Key, lang: str) -> Addresses:
    """A follower's own addresses, absolute."""
    facts = (key.id, key.generation, key.created)
    page = {"slug": slug, "number": key.id, "key": tokens.key_of(*facts)}
    stop = {"slug": slug, "number": key.id, "key": tokens.stop_key_of(*facts)}
    return Addresses(
        i18n.url_in(lang, "agenda.follower", **page),
        i18n.url_in(lang, "agenda.stop_following", **stop),
    )


def ask(event: Event, follower: Follower) -> None:
    """Mail an address the link that confirms it, or, when it follows already, that opens it."""
    lang = follower.lang
    own = addresses(event.slug, Key(follower.id, follower.generation, follower.created), lang)
    with i18n.speaking(lang):
        said_as = words.programme(event.kind)
    outbox.send(
        "agenda/mail/follow",
        to=follower.email,
        lang=lang,
        subject_key=f"event:{event.id}",
        secret=True,
        unsubscribe_url=own.stop,
        title=text.pick(event.title, lang).text,
        said_as=said_as,
        own=own,
        is_confirmed=follower.confirmed is not None,
    )
