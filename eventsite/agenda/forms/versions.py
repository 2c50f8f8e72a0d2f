"""Checks what organizers type when they publish."""

import wtforms
from wtforms import validators

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


class GoBackForm(forms.Form):
    """Which version is published again, and which was the newest when that was chosen."""

    number = wtforms.IntegerField(
        _l("Version"), [validators.InputRequired(_l("Choose a version."))]
    )
    latest = wtforms.IntegerField(validators=[validators.InputRequired()])
