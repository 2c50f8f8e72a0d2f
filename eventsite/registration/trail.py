"""What the event's overview says of its registration; single registrations have their own pages."""

from collections.abc import Mapping

from eventsite.core.i18n import N_
from eventsite.registration.verbs import Verb

WORDS: Mapping[str, str] = {Verb.TERMS_SET: N_("Terms of registration set")}
