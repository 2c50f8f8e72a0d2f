"""What the event's overview says of its registration; single registrations have their own pages."""

from collections.abc import Mapping

from eventsite.core.i18n import N_
from eventsite.registration.verbs import Verb

WORDS: Mapping[str, str] = {
    Verb.TERMS_SET: N_("Terms of registration set"),
    Verb.RESERVE_SET: N_("Places kept for a group"),
    Verb.RESERVE_DROPPED: N_("Places no longer kept for a group"),
    Verb.WINDOW_SET: N_("Dates of registration set for a group"),
    Verb.WINDOW_DROPPED: N_("Dates of registration removed for a group"),
    Verb.CODES_MADE: N_("Invitation codes made"),
    Verb.CODE_REVOKED: N_("Invitation code revoked"),
    Verb.LINK_MADE: N_("Tracked link made"),
    Verb.LINK_RETIRED: N_("Tracked link retired"),
    Verb.KEPT_APART: N_("Two registrations kept as two people"),
    Verb.IMPORT_BROUGHT: N_("A list of people brought"),
    Verb.IMPORT_APPLIED: N_("A list of people taken in"),
    Verb.IMPORT_UNDONE: N_("A list of people taken back"),
}
