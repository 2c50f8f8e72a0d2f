"""Checks what a team settles of the rules."""

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda import checks, remarks
from eventsite.agenda.forms.parts import VersionForm, between
from eventsite.agenda.models import AgendaTerms
from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l

#: The rules as the page groups them: their places and times, what is ready, who is heard.
_TIMES = (
    checks.Rule.ROOM,
    checks.Rule.PERSON,
    checks.Rule.UNAVAILABLE,
    checks.Rule.OUTSIDE,
    checks.Rule.SEATS,
    checks.Rule.CHANGE,
    checks.Rule.TRACK,
    checks.Rule.INTERPRETERS,
    checks.Rule.NIGHT,
)
_READY = (checks.Rule.INCOMPLETE, checks.Rule.NOT_READY, checks.Rule.NEEDS)
_HEARD = tuple(rule for rule in checks.Rule if rule not in (*_TIMES, *_READY))


def _number(label: Any, least: int, most: int, sentence: Any, hint: Any) -> Any:
    return wtforms.IntegerField(
        label,
        [validators.InputRequired(sentence), between(least, most, sentence)],
        render_kw={"inputmode": "numeric"},
        description=hint,
    )


class _Numbers(VersionForm):
    """The numbers that rules go by."""

    change_minutes = _number(
        _l("Minutes to change rooms"),
        0,
        120,
        _l("Enter minutes between 0 and 120."),
        _l("Somebody who is in two sessions needs so long between two rooms."),
    )
    interpreters = _number(
        _l("Interpreters for one language"),
        1,
        6,
        _l("Enter a number between 1 and 6."),
        _l("A team shares the work; alone, one works for one turn at most."),
    )
    turn_minutes = _number(
        _l("Minutes of one turn"),
        5,
        120,
        _l("Enter minutes between 5 and 120."),
        _l("After so many minutes another interpreter goes on. It is also the shortest rest."),
    )
    women_target = _number(
        _l("Women among those who speak, in percent"),
        0,
        100,
        _l("Enter a number between 0 and 100."),
        _l("Only people who told their gender count. 0 turns the check off."),
    )


def name_of(rule: checks.Rule) -> str:
    """The field of a rule's level."""
    return f"level_{rule.value.replace('-', '_')}"


def _level(rule: checks.Rule) -> Any:
    levels = [(level.value, _l(remarks.LEVEL_LABELS[level])) for level in checks.choices_of(rule)]
    return wtforms.SelectField(
        _l(remarks.RULE_LABELS[rule]),
        choices=forms.choices(levels),
        default=checks.DEFAULTS[rule].value,
    )


class RulesForm(_Numbers):
    """The level of each rule beside the numbers."""

    @classmethod
    def of(cls, terms: AgendaTerms | None) -> "RulesForm":
        """The form of this request, showing what is settled (None: the defaults)."""
        known = checks.Terms()
        shown = {
            name: getattr(terms or known, name)
            for name in ("change_minutes", "women_target", "interpreters", "turn_minutes")
        }
        chosen = terms.levels if terms is not None else {}
        levels = {name_of(rule): checks.level_of(rule, chosen).value for rule in checks.Rule}
        version = terms.version if terms is not None else 0
        form: RulesForm = cls.of_request(version=version, **shown, **levels)
        return form

    @property
    def levels(self) -> Mapping[checks.Rule, checks.Level]:
        """The level chosen for each rule."""
        return {rule: checks.Level(self[name_of(rule)].data) for rule in checks.Rule}

    @property
    def groups(self) -> list[tuple[Any, list[wtforms.Field]]]:
        """The fields in groups with a heading, each number after its rule."""
        return [
            (_l("Places and times"), self._fields_of(_TIMES)),
            (_l("What is ready"), self._fields_of(_READY)),
            (_l("Who is heard"), self._fields_of(_HEARD)),
        ]

    def _fields_of(self, rules: Iterable[checks.Rule]) -> list[wtforms.Field]:
        numbers = {
            checks.Rule.CHANGE: (self.change_minutes,),
            checks.Rule.INTERPRETERS: (self.interpreters, self.turn_minutes),
            checks.Rule.WOMEN: (self.women_target,),
        }
        return [field for rule in rules for field in (self[name_of(rule)], *numbers.get(rule, ()))]


for _rule in checks.Rule:
    setattr(RulesForm, name_of(_rule), _level(_rule))
