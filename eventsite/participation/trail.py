"""What the event's overview says of its statistics."""

from collections.abc import Mapping

from eventsite.core.i18n import N_
from eventsite.participation.actions import Verb

WORDS: Mapping[str, str] = {
    Verb.ORDERED: N_("Freezing of statistics ordered"),
    Verb.FROZEN: N_("Statistics frozen"),
}
