"""Checks what organizers write in a message."""

from collections.abc import Sequence
from typing import Self

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models import Event
from eventsite.messages import rules
from eventsite.messages.actions.reminding import When
from eventsite.messages.timing import ANCHOR_WORDS, Anchor

_CHOOSE = _l("Choose one of the answers.")


class _Words(forms.Form):
    """Texts by language; the event's own languages come first."""

    def spoken_at(self, event: Event) -> Self:
        """Offer every language, those that the event is written in before the others."""
        forms.set_languages(self, list(dict.fromkeys([*event.text_langs, *LANGUAGES])))
        return self


class MessageForm(_Words):
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


class MailWordsForm(_Words):
    """What an event says in one kind of mail."""

    version = wtforms.HiddenField()
    body = forms.LocalizedField(
        _l("Your own words"),
        rules.MOST_BODY,
        lines=6,
        description=_l("They stand below the words of the site, which always come."),
    )


BEFORE, AFTER = "before", "after"


class ReminderForm(MessageForm):
    """A message with the day and hour at which it goes out by itself."""

    days = wtforms.IntegerField(
        _l("Days"),
        [
            forms.Required(_l("Enter a number of days, like 3; 0 is the day itself.")),
            wtv.NumberRange(0, rules.MOST_DAYS, _l("Enter a number from 0 to 365.")),
        ],
    )
    side = wtforms.SelectField(_l("Before or after"), [forms.Required(_CHOOSE)], choices=[])
    anchor = wtforms.SelectField(_l("Which day"), [forms.Required(_CHOOSE)], choices=[])
    hour = wtforms.SelectField(
        _l("Hour"),
        [wtv.InputRequired(_CHOOSE)],
        coerce=int,
        choices=forms.choices([(str(hour), f"{hour:02d}:00") for hour in range(24)]),
        default=9,
        description=_l("On the clock of each person's own time zone."),
    )

    def offer(self, deadlines: Sequence[tuple[str, str]]) -> "ReminderForm":
        """Name the choices: the event's days, and its deadlines as key and words."""
        self.side.choices = forms.choices([(BEFORE, gettext("before")), (AFTER, gettext("after"))])
        fixed = [(anchor.value, gettext(words)) for anchor, words in ANCHOR_WORDS.items()]
        self.anchor.choices = forms.choices([*fixed, *deadlines])
        return self

    def when(self) -> When:
        """What was chosen, after it passed."""
        days = int(self.days.data or 0)
        anchor, is_day = str(self.anchor.data), self.anchor.data in set(ANCHOR_WORDS)
        return When(
            anchor=Anchor(anchor) if is_day else Anchor.DEADLINE,
            deadline="" if is_day else anchor,
            days=-days if self.side.data == BEFORE else days,
            hour=int(self.hour.data),
        )
