"""Printed badges of the invented forum, and the words on its certificates."""

from eventsite.desk import actions, queries
from eventsite.desk.badges import Chosen
from eventsite.events.models import Event

_PRINTED = 20
_WORDS = {
    "en": "With thanks for two questions and one answer. (Demonstration)",
    "fr": "Avec nos remerciements pour deux questions et une réponse. (Démonstration)",
}


def write(event: Event, actor: str) -> None:
    """Twenty badges are printed, three of them twice."""
    comers = [one.id for one, _printed in queries.to_print(event.id, Chosen())][:_PRINTED]
    actions.mark_printed(actor=actor, event=event, registrations=comers)
    actions.mark_printed(actor=actor, event=event, registrations=comers[:3])
    actions.save_certificate_words(actor=actor, event=event, words=_WORDS)
