"""Checks what organizers write in a message."""

from typing import Any

import wtforms

from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.messages import rules


class MessageForm(forms.Form):
    """Subject and text by language."""

    version = wtforms.HiddenField()
    subject = forms.LocalizedField(_l("Subject"), rules.MOST_SUBJECT)
    body = forms.LocalizedField(_l("Text"), rules.MOST_BODY, lines=10)
    concerns_all = wtforms.BooleanField(
        _l("Everybody has to know this"),
        description=_l(
            "It then goes to people too who want no messages. Tick it only for what changes"
            " their place, their journey or their safety."
        ),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.subject.langs = self.body.langs = tuple(LANGUAGES)
