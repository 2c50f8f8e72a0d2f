"""Checks what speakers give by their own link."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda import owing
from eventsite.agenda.forms.naming import NamingForm
from eventsite.agenda.models import PRESENCE_LABELS, Answer, Presence
from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.registration.models import GENDER_LABELS, Gender

#: A telephone number as people write it.
_IN_A_NUMBER = frozenset("0123456789+()-./ ")


class AnswerForm(forms.Form):
    """Whether somebody takes part, with a word to the team."""

    note = forms.text_field(_l("A word to the organizers, if you cannot"), 500, lines=2)
    answer = wtforms.HiddenField(
        validators=[
            validators.AnyOf(
                [Answer.CONFIRMED.value, Answer.DECLINED.value],
                _l("Press one of the two buttons."),
            )
        ]
    )


class DetailsForm(NamingForm):
    """How somebody is named in the programme, and what may be shown of them."""

    consents = wtforms.BooleanField(
        _l(
            "I agree that my photo and biography are published with the programme of this event,"
            " on this site and in its documents."
        )
    )
    drops_photo = wtforms.BooleanField(_l("Remove the photo that is stored"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also that each biography is short enough to be read."""
        is_good = super().validate(*args, **kwargs)
        for lang, said in self.biography.data.items():
            count = owing.words_in(said)
            if count > owing.MOST_WORDS:
                is_good = False
                sentence = gettext(
                    "Shorten the biography in %(language)s to %(most)d words; it has %(count)d.",
                    language=LANGUAGES.get(lang, lang),
                    most=owing.MOST_WORDS,
                    count=count,
                )
                self.biography.errors = [*self.biography.errors, sentence]
        return is_good


class AttendanceForm(forms.Form):
    """How somebody takes part; number and needs are for the team alone."""

    presence = wtforms.RadioField(
        _l("How do you take part?"), [forms.Required(_l("Choose how you take part."))]
    )
    zone = wtforms.SelectField(
        _l("Your time zone on these days"),
        [validators.Optional(), forms.Zone()],
        validate_choice=False,
        filters=[lambda zone: zone or ""],
    )
    phone = forms.text_field(
        _l("Mobile number for the day"),
        40,
        checks=(
            forms.check(
                lambda said: set(said) <= _IN_A_NUMBER and any(c.isdigit() for c in said),
                _l("Enter a telephone number with its country, like +41 79 123 45 67."),
            ),
        ),
        description=_l(
            "With the country, like +41 79 123 45 67. Only the organizers see it; it is deleted"
            " 30 days after the event."
        ),
    )
    needs = forms.text_field(
        _l("What you need"),
        2000,
        lines=3,
        description=_l(
            "For example a step-free stage, captions, or a rest between sessions. Only the"
            " organizers see it; it is deleted 30 days after the event."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = (Presence.IN_PERSON, Presence.REMOTE)
        self.presence.choices = forms.choices(
            [(way.value, gettext(PRESENCE_LABELS[way])) for way in ways]
        )
        self.zone.choices = {
            "": forms.choices([], blank=_l("The venue's")),
            **forms.zone_choices(),
        }


class BookingForm(forms.Form):
    """The time somebody chooses for their technical test."""

    slot = wtforms.RadioField(
        _l("Times that are free"),
        [forms.Required(_l("Choose a time."))],
        coerce=str,
        choices=[],
        # Taken meanwhile is no wrong answer: the action says so in its own words.
        validate_choice=False,
    )


class BalanceForm(forms.Form):
    """What somebody may say for the balance of the programme; nothing is preselected."""

    gender = wtforms.RadioField(_l("I am"), [validators.Optional()])
    gender_term = forms.text_field(
        _l("Your own term"), 60, description=_l("Only if you chose “Another term”.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gender.choices = forms.choices(
            [(one.value, gettext(said)) for one, said in GENDER_LABELS.items()]
        )

    @property
    def chosen(self) -> Gender | None:
        """What was chosen."""
        return Gender(self.gender.data) if self.gender.data else None


class SlidesForm(forms.Form):
    """A speaker's slides for one of their sessions."""

    session_code = wtforms.SelectField(
        _l("Session"), [forms.Required(_l("Choose the session that the slides are for."))]
    )
    file = wtforms.FileField(
        _l("File"), description=_l("PDF is best. Others: PPTX, DOCX, XLSX, ODT, TXT, PNG or JPEG.")
    )
    url = forms.text_field(
        _l("Or a web address"),
        500,
        checks=[forms.WebAddress()],
        render_kw={"inputmode": "url", "dir": "ltr"},
    )
