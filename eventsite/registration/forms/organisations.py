"""The organisation a person comes for: found in the directory by name, or proposed."""

from dataclasses import dataclass
from typing import Any

import wtforms

from eventsite.core import forms, i18n, text
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import queries as people_queries
from eventsite.people.models import KIND_LABELS, EntityKind, Organisation, OrganisationState
from eventsite.reference import collation, countries

#: The choice that stands for "not in the list".
NEW = "new"
_SHOWN = 8


@dataclass(frozen=True)
class OrganisationAnswer:
    """An entity of the directory, a new one to propose, or neither."""

    listed: Organisation | None = None
    new_name: str = ""
    new_kind: EntityKind | None = None


class OrganisationForm(forms.Form):
    """A typed name; the form comes back with what the directory has when it is not clear."""

    organisation = forms.text_field(
        _l("Organisation you represent"),
        200,
        description=_l(
            "The name or the short form. Membership category and size follow from our directory. "
            "Leave it empty if you come for nobody but yourself."
        ),
        render_kw={"autocomplete": "organization"},
    )
    organisation_choice = wtforms.RadioField(
        _l("Which organisation is it?"), validate_choice=False, choices=[]
    )
    organisation_kind = wtforms.SelectField(
        _l("What kind of organisation is it?"),
        choices=[],
        validate_choice=False,
        description=_l("Only if it is not in the list. We add it after a look at it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_kind.choices = forms.choices(
            [(kind.value, gettext(label)) for kind, label in KIND_LABELS.items()],
            blank=_l("Choose a kind"),
        )
        self.answer = OrganisationAnswer()
        self.asks_which = False

    def find_organisation(self) -> bool:
        """Read the answer into `answer`; False when the person has to choose first."""
        name = self.organisation.data or ""
        if not name:
            return True
        found = people_queries.find_organisations(name, _SHOWN)
        chosen = self.organisation_choice.data or ""
        if chosen == NEW:
            self._offer(found)
            return self._take_new(name)
        listed = _chosen(chosen) or _only(name, found)
        if listed is not None:
            self.answer = OrganisationAnswer(listed)
            return True
        self._offer(found)
        self.organisation_choice.errors = [
            gettext("Choose your organisation here, or say that it is not in the list.")
        ]
        return False

    def _offer(self, found: list[Organisation]) -> None:
        self.asks_which = True
        lang = i18n.current_lang()
        self.organisation_choice.choices = forms.choices(
            [
                *((one.code, _named(one, lang)) for one in found),
                (NEW, gettext("It is not in the list")),
            ]
        )

    def _take_new(self, name: str) -> bool:
        kind = self.organisation_kind.data
        if kind not in set(EntityKind):
            self.organisation_kind.errors = [gettext("Choose what kind of organisation it is.")]
            return False
        self.answer = OrganisationAnswer(None, name, EntityKind(kind))
        return True


def _chosen(code: str) -> Organisation | None:
    found = people_queries.find_organisation(code[:16]) if code else None
    return found if found is not None and found.state is OrganisationState.LISTED else None


def _only(name: str, found: list[Organisation]) -> Organisation | None:
    """The one entity that is called exactly so."""
    sought = collation.key(name, "")
    exact = [one for one in found if sought in one.found_by.split("\n")]
    return exact[0] if len(exact) == 1 else None


def _named(organisation: Organisation, lang: str) -> str:
    name = text.pick(organisation.names, lang).text
    if not organisation.country:
        return name
    country = countries.name(organisation.country, lang)
    return str(gettext("%(organisation)s (%(country)s)", organisation=name, country=country))
