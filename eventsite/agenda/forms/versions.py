"""Checks what organizers type when they publish."""

from collections.abc import Iterable

import wtforms
from wtforms import validators

from eventsite.agenda import checks, remarks
from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l


class PublishForm(forms.Form):
    """What was previewed, and a note for readers."""

    fingerprint = wtforms.HiddenField()
    note = forms.LocalizedField(
        _l("Note for readers"),
        500,
        lines=3,
        description=_l("What is new in this version, in a sentence or two."),
    )

    @property
    def reasons(self) -> dict[checks.Rule, str]:
        """What is written of the rules that block publishing."""
        return {rule: self[reason_of(rule)].data or "" for rule in checks.Rule}

    def asked(self, rules: Iterable[checks.Rule]) -> list[tuple[checks.Rule, wtforms.Field]]:
        """These rules, each once, with the field for its reason."""
        return [(rule, self[reason_of(rule)]) for rule in dict.fromkeys(rules)]


def reason_of(rule: checks.Rule) -> str:
    """The field of a rule's reason."""
    return f"reason_{rule.value.replace('-', '_')}"


for _rule in checks.Rule:
    _field = forms.text_field(_l(remarks.RULE_LABELS[_rule]), 1000, lines=2)
    setattr(PublishForm, reason_of(_rule), _field)


class GoBackForm(forms.Form):
    """Which version is published again, and which was the newest when that was chosen."""

    number = wtforms.IntegerField(
        _l("Version"), [validators.InputRequired(_l("Choose a version."))]
    )
    latest = wtforms.IntegerField(validators=[validators.InputRequired()])
