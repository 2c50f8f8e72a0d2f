"""A questionnaire as a value: its questions in order, and what other parts of a form decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsite.core.i18n import N_
from eventsite.questions.models import REGISTRATION, Question

#: What is answered: text, number, truth, ISO date, a code, or several codes.
Value = str | int | float | bool | list[str]


@dataclass(frozen=True)
class Decider:
    """A fixed field of a form that conditions can name by its field name: label, options."""

    code: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)


#: By purpose: the fixed fields whose answer can decide whether a question is shown.
DECIDERS: Mapping[str, tuple[Decider, ...]] = {
    REGISTRATION: (
        Decider(
            "mode",
            N_("How do you take part?"),
            {"in-person": N_("In person"), "online": N_("Online")},
        ),
    )
}


@dataclass(frozen=True)
class Asked:
    """A questionnaire with its questions in order, retired ones at the end."""

    id: int
    event_id: int
    purpose: str
    questions: tuple[Question, ...] = ()

    @property
    def live(self) -> tuple[Question, ...]:
        """What is asked, in the order of the page."""
        return tuple(one for one in self.questions if one.retired is None)

    @property
    def deciders(self) -> Mapping[str, Decider]:
        """The fixed fields that conditions can name, by their codes."""
        return {one.code: one for one in DECIDERS.get(self.purpose, ())}

    def find(self, code: str) -> Question | None:
        """The question of a code, retired or not."""
        return next((one for one in self.questions if one.code == code), None)
