"""Checks what organizers type about people in the programme."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda.forms.parts import VersionForm
from eventsite.core import forms
from eventsite.core.i18n import current_lang
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import countries


class SpeakerForm(VersionForm):
    """A speaker of the event."""

    honorific = forms.text_field(
        _l("Form of address"), 40, description=_l("For example Dr, H.E. or Ms.")
    )
    name = forms.text_field(
        _l("Name"), 200, description=_l("Leave it empty while only the job is known.")
    )
    role_title = forms.text_field(_l("Job title"), 200)
    organisation_text = forms.text_field(
        _l("Organisation"),
        200,
        description=_l("A name or acronym of the directory brings its names in all languages."),
    )
    organisation_choice = wtforms.RadioField(
        _l("Which organisation is it?"), validate_choice=False, choices=[]
    )
    person_email = forms.email_field(
        _l("Email address of the person"),
        render_kw={"autocomplete": "off"},
        description=_l(
            "Never shown. It links this entry to somebody who uses this site, by name and address."
        ),
    )
    unlink = wtforms.BooleanField(_l("This is somebody else: remove the link"))
    country = wtforms.SelectField(_l("Country or area"))
    biography = forms.LocalizedField(_l("Biography"), 3000, lines=5)
    zone = wtforms.SelectField(
        _l("Time zone they speak from"), [validators.Optional(), forms.Zone()]
    )
    photo = wtforms.FileField(
        _l("Photo"), description=_l("A PNG, JPEG or WebP picture of at most 2 MB.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = current_lang()
        self.country.choices = forms.choices(
            [(c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)],
            blank=_l("No country"),
        )
        self.zone.choices = {"": forms.choices([], blank=_l("Not known")), **forms.zone_choices()}
