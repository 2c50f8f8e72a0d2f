"""Finds the directory's entry and the person that somebody's form means."""

from eventsite.agenda import rules
from eventsite.agenda.forms import SpeakerForm
from eventsite.agenda.models import Speaker
from eventsite.core import forms, i18n, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import queries as people_queries
from eventsite.people.models import Organisation, Person
from eventsite.reference import collation, countries

#: The choice that leaves the organisation as it is written.
AS_WRITTEN = "as-written"
_SHOWN = 8


def find_organisation(form: SpeakerForm) -> Organisation | None:
    """The entry that is meant, None for one that is only written.

    Refused, with the entries to choose from in the form, while it is not clear.
    """
    name = form.organisation_text.data or ""
    found = people_queries.find_organisations(name, _SHOWN)
    chosen = form.organisation_choice.data or ""
    if not found or chosen == AS_WRITTEN:
        return None
    sought = collation.key(name, "")
    exact = [one for one in found if sought in one.found_by.split("\n")]
    meant = people_queries.find_choice(chosen) or (exact[0] if len(exact) == 1 else None)
    if meant is not None:
        return meant
    form.organisation_choice.choices = forms.choices(
        [*((one.code, _named(one)) for one in found), (AS_WRITTEN, gettext("Leave it as written"))]
    )
    raise Refused(rules.Reason.WHICH_ORGANISATION, "organisation_choice")


def _named(one: Organisation) -> str:
    lang = i18n.current_lang()
    name = text.pick(one.names, lang).text
    if not one.country:
        return name
    country = countries.name(one.country, lang)
    return str(gettext("%(organisation)s (%(country)s)", organisation=name, country=country))


def find_person(form: SpeakerForm, speaker: Speaker | None) -> int | None:
    """The id of the person that the entry is linked with from now on.

    Refused the same way for an unknown address and for another name, so that nobody learns from
    here who uses the site.
    """
    if speaker is not None and speaker.person_id is not None:
        return None if form.unlink.data else speaker.person_id
    address = form.person_email.data
    if not address:
        return None
    name = collation.key(form.name.data or "", "")
    same = [one for one in people_queries.persons_with_email(address) if name in _names(one)]
    if len(same) != 1 or not name:
        raise Refused(rules.Reason.NOBODY_SO, "person_email")
    return same[0].id


def _names(person: Person) -> set[str]:
    return {collation.key(said, "") for said in (person.name, person.latin_name) if said}
