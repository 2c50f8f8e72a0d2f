"""How somebody is named in a programme: the fields that the team and the speaker both fill in."""

from typing import Any

import wtforms

from eventsite.agenda import rules
from eventsite.agenda.forms.parts import VersionForm
from eventsite.core import files, forms, i18n, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import queries as people_queries
from eventsite.people.models import Organisation
from eventsite.reference import collation, countries

#: The choice that leaves the organisation as it is written.
AS_WRITTEN = "as-written"
#: Bytes of a photo at most.
MOST_PHOTO = 2 * 1024 * 1024
_SHOWN = 8


class NamingForm(VersionForm):
    """Form of address, job, organisation, country, biography and photo."""

    honorific = forms.text_field(
        _l("Form of address"), 40, description=_l("For example Dr, H.E. or Ms.")
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
    country = wtforms.SelectField(_l("Country or area"))
    biography = forms.LocalizedField(_l("Biography"), 3000, lines=5)
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

    def find_organisation(self) -> Organisation | None:
        """The entry of the directory that is meant, None for one that is only written.

        Refused, with the entries to choose from in the form, while it is not clear.
        """
        name = self.organisation_text.data or ""
        found = people_queries.find_organisations(name, _SHOWN)
        chosen = self.organisation_choice.data or ""
        if not found or chosen == AS_WRITTEN:
            return None
        sought = collation.key(name, "")
        exact = [one for one in found if sought in one.found_by.split("\n")]
        meant = people_queries.find_choice(chosen) or (exact[0] if len(exact) == 1 else None)
        if meant is not None:
            return meant
        known = [*((one.code, _named(one)) for one in found)]
        self.organisation_choice.choices = forms.choices(
            [*known, (AS_WRITTEN, gettext("Leave it as written"))]
        )
        raise Refused(rules.Reason.WHICH_ORGANISATION, "organisation_choice")

    def find_photo(self) -> files.Checked | None:
        """The photo when one was sent; Refused beside its field."""
        upload = self.photo.data
        if not upload or not getattr(upload, "filename", ""):
            return None
        try:
            return files.check(upload, files.PICTURES, MOST_PHOTO)
        except Refused as refused:
            refused.field = "photo"
            raise


def _named(one: Organisation) -> str:
    lang = i18n.current_lang()
    name = text.pick(one.names, lang).text
    if not one.country:
        return name
    country = countries.name(one.country, lang)
    return str(gettext("%(organisation)s (%(country)s)", organisation=name, country=country))
