"""What the event's overview says of its questions."""

from collections.abc import Mapping

import sqlalchemy as sa

from eventsite.core.i18n import N_
from eventsite.questions.models import Questionnaire
from eventsite.questions.verbs import Verb

WORDS: Mapping[str, str] = {
    Verb.ADDED: N_("Question added"),
    Verb.CHANGED: N_("Question changed"),
    Verb.MOVED: N_("Question moved"),
    Verb.RETIRED: N_("Question retired"),
    Verb.REVIVED: N_("Question asked again"),
    Verb.REMOVED: N_("Question removed"),
    Verb.COPIED: N_("Questions of another event copied"),
}


def subjects(event_id: int) -> sa.Select[str]:
    """The keys of the event's questionnaires."""
    key = sa.literal("questionnaire:") + sa.cast(Questionnaire.id, sa.String)
    return sa.select(key).where(Questionnaire.event_id == event_id)
