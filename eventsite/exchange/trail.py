"""What the event's overview says of full archives."""

from collections.abc import Mapping

from eventsite.core.i18n import N_
from eventsite.exchange.archive.actions import Verb

WORDS: Mapping[str, str] = {
    Verb.ORDERED: N_("Full archive made"),
    Verb.TAKEN_IN: N_("Event taken in from an archive"),
}
