"""What is asked for each event, to register and to change a registration, and to cancel it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import wtforms
from flask import request
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.core import clock, forms, i18n, text
from eventsite.core.i18n import LANGUAGES, N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.registration import rules
from eventsite.registration.actions import Answers
from eventsite.registration.forms.countries import NO_COUNTRY, CountryField, country_choices
from eventsite.registration.forms.organisations import OrganisationForm
from eventsite.registration.models import (
    MODE_LABELS,
    ROLE_LABELS,
    PlaceMode,
    Registration,
    RegistrationTerms,
    Role,
)

_LAST = ("consent", "code_of_conduct", "agreed", "publish_in_list")
#: Fields that are stored as they are typed.
_STORED = (
    *("version", "job_title", "mode", "role", "zone", "lang", "spoken_langs"),
    *("interpretation_langs", "needs_captions", "needs_sign_language", "access_needs"),
    "publish_in_list",
)
_PAGE_ORDER = (
    *("code", "honorific", "first_name", "family_name", "latin_name", "email"),
    *("organisation", "organisation_choice", "organisation_kind", "country", "job_title"),
    *("mode", "role", "zone", "lang", "spoken_langs"),
    *("interpretation_langs", "needs_captions", "needs_sign_language", "access_needs"),
)
#: Needs that are arranged only if asked for in time: field to the kind of key deadline.
_DEADLINES = {
    "interpretation_langs": "interpretation",
    "needs_captions": "captions",
    "needs_sign_language": "captions",
}
_UNTIL = N_("Ask until %(instant)s.")
_TOO_LATE = N_("The deadline was %(instant)s. Ask all the same: we try, but cannot promise it.")


class Boxes(wtforms.SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AnswersForm(OrganisationForm):
    """What is asked for each event and may be changed later; order as on the page."""

    job_title = forms.text_field(
        _l("Job title"), 200, render_kw={"autocomplete": "organization-title"}
    )
    country = CountryField(
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
    spoken_langs = Boxes(_l("Languages you speak"), [wtv.Optional()])
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
        modes = rules.modes_of(event)
        self.country.choices = country_choices()
        self.mode.choices = forms.choices([(m.value, gettext(MODE_LABELS[m])) for m in modes])
        self.role.choices = forms.choices(
            [(role.value, gettext(ROLE_LABELS[role])) for role in rules.OWN_ROLES]
        )
        self.zone.choices = forms.zone_choices()
        self.lang.choices = forms.choices([(code, LANGUAGES[code]) for code in i18n.offered()])
        self.spoken_langs.choices = forms.choices(list(LANGUAGES.items()))
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
        last = [name for name in _LAST if name in self._fields]
        rest = [name for name in self._fields if name not in {*first, *last}]
        self._fields = {name: self._fields[name] for name in [*first, *rest, *last]}

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
        # Questions may be shown for one way of taking part; where there is one only, it decides.
        if len(modes) == 1:
            self.fixed = {"mode": modes[0].value}

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
            spoken_langs=list(self.spoken_langs.data or []),
            interpretation_langs=list(self._of("interpretation_langs") or []),
            needs_captions=bool(self._of("needs_captions")),
            needs_sign_language=bool(self._of("needs_sign_language")),
            access_needs=self._of("access_needs") or "",
            publish_in_list=bool(self._of("publish_in_list")),
        )

    def _of(self, name: str) -> Any:
        return self[name].data if name in self else None


class ChangeForm(AnswersForm):
    """The same answers later."""

    version = wtforms.IntegerField(widget=widgets.HiddenInput())

    @classmethod
    def of_registration(cls, registration: Registration, **own: Any) -> Any:
        """The form filled from this POST, or from what is stored; `own`: the event's questions."""
        entity = registration.organisation
        name = text.pick(entity.names, i18n.current_lang()).text if entity else ""
        # Not as `obj`: its organisation and empty country would stand in the fields as they are.
        return cls.of_request(
            organisation=name or registration.organisation_note,
            country=registration.country or NO_COUNTRY,
            **{field: getattr(registration, field) for field in _STORED},
            **own,
        )

    def keep_role(self, role: Role) -> None:
        """A role that organizers gave is the only choice: changing answers does not undo it."""
        if role not in rules.OWN_ROLES:
            self.role.choices = forms.choices([(role.value, gettext(ROLE_LABELS[role]))])


class OnBehalfForm(ChangeForm):
    """What an organizer changes for somebody: any role, neither their needs nor their agreement."""

    def of_event(self, event: Event, terms: RegistrationTerms) -> "OnBehalfForm":
        """The same with every role, and without what only the person says; this form."""
        super().of_event(event, terms)
        self.role.choices = forms.choices([(one.value, gettext(ROLE_LABELS[one])) for one in Role])
        for name in ("needs_captions", "needs_sign_language", "access_needs", "publish_in_list"):
            if name in self:
                del self[name]
        return self

    def answers_for(self, registration: Registration) -> Answers:
        """What was answered, beside what stays as the person said it."""
        return replace(
            self.answers(),
            needs_captions=registration.needs_captions,
            needs_sign_language=registration.needs_sign_language,
            access_needs=registration.access_needs,
            publish_in_list=registration.publish_in_list,
        )


class RefuseForm(forms.Form):
    """Why a registration is not approved."""

    note = forms.text_field(
        _l("Reason"),
        500,
        _l("Write why, so that the person knows what to do next."),
        lines=3,
        description=_l("It stands in the mail that tells them."),
        id="refusal",
    )


class NoteForm(forms.Form):
    """What organizers write down about a registration for themselves."""

    internal_note = forms.text_field(
        _l("Internal note"),
        1000,
        lines=3,
        description=_l(
            "Only the registration team reads it. The person gets it when they download their data."
        ),
    )


class CancelForm(forms.Form):
    """An organizer's word to somebody whose registration is cancelled."""

    note = forms.text_field(
        _l("Word to the person"),
        500,
        lines=3,
        description=_l("It stands in the mail that tells them."),
    )
