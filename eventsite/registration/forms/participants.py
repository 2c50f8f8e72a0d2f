"""The registration form, its change and cancel forms, and the optional statistics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import wtforms
from flask import request
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.core import clock, forms, i18n
from eventsite.core.i18n import LANGUAGES, N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.reference import countries
from eventsite.registration import rules
from eventsite.registration.actions import Answers
from eventsite.registration.actions.changing import Statistics
from eventsite.registration.forms.organisations import OrganisationForm
from eventsite.registration.models import (
    AGE_LABELS,
    GENDER_LABELS,
    MODE_LABELS,
    ROLE_LABELS,
    AgeBand,
    Gender,
    PlaceMode,
    RegistrationTerms,
    Role,
    SelfDeclared,
)

_YES_NO = ("disability", "first_time", "student")
_PAGE_ORDER = (
    *("honorific", "first_name", "family_name", "latin_name", "email"),
    *("organisation", "organisation_choice", "organisation_kind", "country", "job_title"),
    *("mode", "role", "zone", "lang"),
    *("interpretation_langs", "needs_captions", "needs_sign_language", "access_needs"),
    *("consent", "code_of_conduct", "publish_in_list"),
)
#: Needs that are arranged only if asked for in time: field to the kind of key deadline.
_DEADLINES = {
    "interpretation_langs": "interpretation",
    "needs_captions": "captions",
    "needs_sign_language": "captions",
}
_UNTIL = N_("Ask until %(instant)s.")
_TOO_LATE = N_("The deadline was %(instant)s. Ask all the same: we try, but cannot promise it.")
#: The choice for people who represent no country.
NO_COUNTRY = "none"


class Boxes(wtforms.SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AnswersForm(OrganisationForm):
    """What is asked for each event and may be changed later; order as on the page."""

    job_title = forms.text_field(
        _l("Job title"), 200, render_kw={"autocomplete": "organization-title"}
    )
    country = wtforms.SelectField(
        _l("Country you represent"),
        [forms.Required(_l("Choose the country you represent, or “No country”."))],
        description=_l("Not where you live and not your nationality."),
    )
    mode = wtforms.RadioField(
        _l("How you take part"), [forms.Required(_l("Choose how you take part."))]
    )
    role = wtforms.SelectField(_l("You come as"))
    zone = wtforms.SelectField(
        _l("Your time zone"),
        [forms.Required(_l("Choose your time zone.")), forms.Zone()],
        description=_l("Mails about the event give times in it."),
    )
    lang = wtforms.SelectField(_l("Language of our mails to you"))
    interpretation_langs = Boxes(_l("Interpretation you would listen to"), [wtv.Optional()])
    needs_captions = wtforms.BooleanField(_l("I need captions"))
    needs_sign_language = wtforms.BooleanField(_l("I need sign language"))
    access_needs = forms.text_field(
        _l("What else do you need to take part?"),
        1000,
        lines=3,
        description=_l(
            "For example a step-free seat. Only the accessibility team sees this. "
            "It is deleted 30 days after the event."
        ),
    )
    publish_in_list = wtforms.BooleanField(
        _l("Show my name, organisation and country in the public list of participants")
    )

    def of_event(self, event: Event, terms: RegistrationTerms) -> "AnswersForm":
        """Offer what this event offers and leave out what it does not ask; this form."""
        lang = i18n.current_lang()
        modes = rules.modes_of(event)
        self.country.choices = forms.choices(
            [
                (NO_COUNTRY, _l("No country")),
                *((c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)),
            ],
            blank=_l("Choose a country"),
        )
        self.mode.choices = forms.choices([(m.value, gettext(MODE_LABELS[m])) for m in modes])
        self.role.choices = forms.choices(
            [(role.value, gettext(ROLE_LABELS[role])) for role in rules.OWN_ROLES]
        )
        self.zone.choices = forms.zone_choices()
        self.lang.choices = forms.choices([(code, LANGUAGES[code]) for code in i18n.offered()])
        self.interpretation_langs.choices = forms.choices(
            [(code, LANGUAGES[code]) for code in terms.interpretation_langs if code in LANGUAGES]
        )
        self._leave_out(terms, modes)
        self._say_deadlines(event)
        self._put_in_order()
        return self

    def _say_deadlines(self, event: Event) -> None:
        """Beside each need until when it can be asked for, from the event's key deadlines."""
        due: dict[str, datetime] = {}
        for row in event_queries.deadlines(event.id):
            due.setdefault(row.kind, row.at)
        for name, kind in _DEADLINES.items():
            if name in self and kind in due:
                is_past = due[kind] < clock.now()
                self[name].description = gettext(
                    _TOO_LATE if is_past else _UNTIL,
                    instant=i18n.show_instant(due[kind], event.zone),
                )

    def _put_in_order(self) -> None:
        """As on the page, so that the summary of what to mend reads from top to bottom."""
        first = [name for name in _PAGE_ORDER if name in self._fields]
        rest = [name for name in self._fields if name not in first]
        self._fields = {name: self._fields[name] for name in [*first, *rest]}

    def _leave_out(self, terms: RegistrationTerms, modes: Sequence[PlaceMode]) -> None:
        asked = {
            "mode": len(modes) > 1,
            "interpretation_langs": bool(self.interpretation_langs.choices),
            "needs_captions": terms.asks_captions,
            "needs_sign_language": terms.asks_sign_language,
            "publish_in_list": terms.has_participants_list,
        }
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self[name]
        self.only_mode = modes[0]

    def ok(self) -> bool:
        """Whether every answer can be taken; the organisation is looked up when it is a name."""
        fine = super().ok()
        found = self.is_posted() and not self.organisation.errors and self.find_organisation()
        return fine and found

    def is_posted(self) -> bool:
        """Whether this is a POST."""
        return request.method == "POST"

    def answers(self) -> Answers:
        """What was answered; call it once `ok` has said yes."""
        country = self.country.data
        found = self.answer
        return Answers(
            mode=PlaceMode(self.mode.data) if "mode" in self else self.only_mode,
            role=Role(self.role.data),
            organisation_id=found.listed.id if found.listed else None,
            new_organisation=found.new_name,
            new_kind=found.new_kind,
            country="" if country == NO_COUNTRY else country,
            job_title=self.job_title.data or "",
            lang=self.lang.data,
            zone=self.zone.data,
            interpretation_langs=list(self._of("interpretation_langs") or []),
            needs_captions=bool(self._of("needs_captions")),
            needs_sign_language=bool(self._of("needs_sign_language")),
            access_needs=self.access_needs.data or "",
            publish_in_list=bool(self._of("publish_in_list")),
        )

    def _of(self, name: str) -> Any:
        return self[name].data if name in self else None


class RegistrationForm(AnswersForm):
    """Who somebody is, and two boxes that nobody ticks for them."""

    honorific = forms.text_field(
        _l("Honorific"),
        40,
        description=_l("As on your badge, for example Ms, Dr or H.E."),
        render_kw={"autocomplete": "honorific-prefix"},
    )
    first_name = forms.text_field(
        _l("First name"),
        100,
        _l("Enter your first name."),
        render_kw={"autocomplete": "given-name"},
    )
    family_name = forms.text_field(
        _l("Family name"),
        100,
        description=_l("Leave it empty if you have one name only."),
        render_kw={"autocomplete": "family-name"},
    )
    latin_name = forms.text_field(
        _l("Name in Latin letters"),
        200,
        description=_l("Only if you wrote your name in another script: both stand on the badge."),
    )
    email = forms.email_field(
        _l("Email"),
        _l("Enter your email address, like name@example.org."),
        description=_l("We send your confirmation and changes here, nothing else."),
    )
    code_of_conduct = wtforms.BooleanField(
        _l("I keep to the code of conduct"),
        [forms.Required(_l("Tick the box to say that you keep to the code of conduct."))],
    )
    consent = wtforms.BooleanField(
        _l("I have read how my data is used and agree"),
        [forms.Required(_l("Tick the box to say that you have read how your data is used."))],
    )
    key = wtforms.HiddenField(filters=[forms.tidy])


class ChangeForm(AnswersForm):
    """The same answers later."""

    version = wtforms.IntegerField(widget=widgets.HiddenInput())


class CancelForm(forms.Form):
    """An organizer's word to somebody whose registration is cancelled."""

    note = forms.text_field(
        _l("Word to the person"),
        500,
        lines=3,
        description=_l("It stands in the mail that tells them."),
    )


def _yes_no(label: Any) -> Any:
    pairs = [
        ("yes", _l("Yes")),
        ("no", _l("No")),
        ("", _l("I prefer not to say")),
    ]
    return wtforms.RadioField(label, [wtv.Optional()], choices=forms.choices(pairs))


class StatisticsForm(forms.Form):
    """Optional answers for totals; nothing is chosen beforehand."""

    gender = wtforms.RadioField(_l("Gender"), [wtv.Optional()])
    gender_term = forms.text_field(
        _l("Your own term"), 60, description=_l("Only if you chose “Another term”.")
    )
    age_band = wtforms.RadioField(_l("Age"), [wtv.Optional()])
    disability = _yes_no(_l("Do you live with a disability?"))
    first_time = _yes_no(_l("Is this your first event of this kind?"))
    student = _yes_no(_l("Are you a student?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gender.choices = forms.choices(
            [(one.value, gettext(said)) for one, said in GENDER_LABELS.items()]
        )
        self.age_band.choices = forms.choices(
            [(one.value, gettext(said)) for one, said in AGE_LABELS.items()]
        )

    @staticmethod
    def shown(stored: SelfDeclared | None) -> dict[str, Any]:
        """What the form shows of answers given before; nothing is chosen beforehand."""
        if stored is None:
            return {}
        return {
            "gender": stored.gender,
            "gender_term": stored.gender_term,
            "age_band": stored.age_band,
            **{name: _as_word(getattr(stored, name)) for name in _YES_NO},
        }

    def statistics(self) -> Statistics:
        """What was answered; an empty page says nothing."""
        gender = Gender(self.gender.data) if self.gender.data else None
        return Statistics(
            gender=gender,
            gender_term=(self.gender_term.data or "") if gender is Gender.ANOTHER else "",
            age_band=AgeBand(self.age_band.data) if self.age_band.data else None,
            disability=_as_bool(self.disability.data),
            first_time=_as_bool(self.first_time.data),
            student=_as_bool(self.student.data),
        )


def _as_word(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _as_bool(value: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(value or "")
