"""Placeholders in messages: a closed list of names, put in by plain replacement."""

from eventsite.core.i18n import N_

NAMES = {
    "name": N_("how the person is greeted"),
    "event": N_("the title of the event"),
    "dates": N_("its days"),
    "place": N_("its place"),
    "link": N_("the address of its page"),
    "registration": N_("the address of the person's registration"),
}
#: What opens a registration stands in the text alone, which is removed once the mail is sent.
IN_SUBJECT = frozenset(NAMES) - {"registration"}
