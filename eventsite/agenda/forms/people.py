"""Checks what organizers type about people in the programme."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators, widgets

from eventsite.agenda import rules
from eventsite.agenda.forms.naming import NamingForm
from eventsite.agenda.forms.parts import VersionForm, between
from eventsite.agenda.models import ROLE_LABELS, AgendaSession, Answer, Speaker, SpeakerRole
from eventsite.core import forms, i18n, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import queries as people_queries
from eventsite.people.models import Person
from eventsite.reference import collation

#: The highest rank in the order of protocol.
MOST_RANK = 999


class SpeakerForm(NamingForm):
    """A speaker of the event."""

    name = forms.text_field(
        _l("Name"), 200, description=_l("Leave it empty while only the job is known.")
    )
    email = forms.email_field(
        _l("Email address for the invitation"),
        render_kw={"autocomplete": "off"},
        description=_l("Never shown. The invitation and reminders go there."),
    )
    lang = wtforms.SelectField(_l("Language of mails to them"), default="en")
    person_email = forms.email_field(
        _l("Email address of the person"),
        render_kw={"autocomplete": "off"},
        description=_l(
            "Never shown. It links this entry to somebody who uses this site, by name and address."
        ),
    )
    unlink = wtforms.BooleanField(_l("This is somebody else: remove the link"))
    zone = wtforms.SelectField(
        _l("Time zone they speak from"),
        [validators.Optional(), forms.Zone()],
        validate_choice=False,
        filters=[lambda zone: zone or ""],
    )
    session_code = wtforms.SelectField(_l("Session"), [validators.Optional()], default="")
    role = wtforms.SelectField(_l("Role there"), default=SpeakerRole.SPEAKER.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = forms.choices(list(i18n.LANGUAGES.items()))
        self.zone.choices = {"": forms.choices([], blank=_l("Not known")), **forms.zone_choices()}
        self.role.choices = role_choices()
        self.offer_sessions(())

    def offer_sessions(self, sessions: Iterable[AgendaSession]) -> None:
        """Let these sessions be chosen."""
        self.session_code.choices = session_choices(sessions)

    def find_person(self, speaker: Speaker | None) -> int | None:
        """The id of the person that the entry is linked with from now on.

        Refused the same way for an unknown address and for another name, so that nobody learns
        from here who uses the site.
        """
        if speaker is not None and speaker.person_id is not None:
            return None if self.unlink.data else speaker.person_id
        address = self.person_email.data
        if not address:
            return None
        name = collation.key(self.name.data or "", "")
        same = [one for one in people_queries.persons_with_email(address) if name in _names(one)]
        if len(same) != 1 or not name:
            raise Refused(rules.Reason.NOBODY_SO, "person_email")
        return same[0].id


class AssignForm(forms.Form):
    """Puts somebody into one more session."""

    session_code = wtforms.SelectField(_l("Session"), [forms.Required(_l("Choose a session."))])
    role = wtforms.SelectField(_l("Role there"), default=SpeakerRole.SPEAKER.value)

    def offer(self, sessions: Iterable[AgendaSession]) -> "AssignForm":
        """Let these sessions be chosen."""
        self.session_code.choices = session_choices(sessions)
        self.role.choices = role_choices()
        return self


class TeamAnswerForm(forms.Form):
    """An answer that somebody gave by word of mouth."""

    answer = wtforms.RadioField(
        _l("Answer given by word of mouth"),
        [forms.Required(_l("Choose the answer that they gave."))],
        choices=forms.choices(
            [
                (Answer.CONFIRMED.value, _l("Takes part")),
                (Answer.DECLINED.value, _l("Does not take part")),
            ]
        ),
    )


class InviteForm(forms.Form):
    """The team's own words in the invitation."""

    words = forms.LocalizedField(
        _l("Your own words in the mail"),
        2000,
        lines=5,
        description=_l("Plain text. It stands below the sessions, before the link."),
    )


class DueDatesForm(VersionForm):
    """Until when speakers answer and send slides."""

    answers_due = forms.DayField(_l("Answers to invitations are due on"), [validators.Optional()])
    slides_due = forms.DayField(
        _l("Slides are due on"),
        [validators.Optional()],
        description=_l("Without a day, nobody is asked for slides."),
    )


class RankRow(wtforms.Form):
    """One person's rank in the order of protocol."""

    code = wtforms.StringField(widget=widgets.HiddenInput())
    rank = wtforms.IntegerField(
        _l("Rank"),
        [
            validators.Optional(),
            between(0, MOST_RANK, _l("Enter a rank from 0 to 999. 0 means: after the others.")),
        ],
    )


class OrderForm(forms.Form):
    """The order of protocol."""

    rows = wtforms.FieldList(wtforms.FormField(RankRow))

    def ranks(self) -> dict[str, int]:
        """The ranks by speaker code."""
        return {row.form.code.data or "": row.form.rank.data or 0 for row in self.rows}


def session_choices(sessions: Iterable[AgendaSession]) -> list[Any]:
    """Sessions to choose from, by code, with an empty choice."""
    lang = current_lang()
    return forms.choices(
        [(one.code, text.pick(one.title, lang).text) for one in sessions], blank=_l("No session")
    )


def role_choices() -> list[Any]:
    """Every role by its name."""
    return forms.choices([(role.value, gettext(said)) for role, said in ROLE_LABELS.items()])


def _names(person: Person) -> set[str]:
    return {collation.key(said, "") for said in (person.name, person.latin_name) if said}
