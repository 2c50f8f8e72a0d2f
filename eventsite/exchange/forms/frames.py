"""Checks which sites a team lets show its programme in a frame."""

import wtforms
from wtforms import validators, widgets

from eventsite.agenda import framing
from eventsite.agenda.models import AgendaTerms
from eventsite.core import forms
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l

#: Letters of a wrong address that its sentence repeats.
_SHOWN = 80
NOBODY, LISTED = "nobody", "listed"
_WHO = (
    (NOBODY, _l("No other site")),
    (LISTED, _l("The sites below")),
    (framing.EVERYBODY, _l("Every site")),
)


class FrameForm(forms.Form):
    """Who may show the programme, and the sites by their addresses."""

    version = wtforms.IntegerField(
        widget=widgets.HiddenInput(), default=0, validators=[validators.Optional()]
    )
    who = wtforms.RadioField(
        _l("Who may show the programme in a frame"), choices=forms.choices(_WHO), default=NOBODY
    )
    hosts = wtforms.TextAreaField(
        _l("Sites, one on each line"),
        [validators.Length(max=5000, message=_l("Use less text."))],
        description=_l("Like https://www.example.org. A site on another port or name is another."),
        render_kw={"rows": 4, "dir": "ltr"},
    )

    @classmethod
    def of(cls, terms: AgendaTerms | None) -> "FrameForm":
        """The form of this request, showing what is settled."""
        hosts = list(terms.frame_hosts) if terms is not None else []
        is_open = framing.EVERYBODY in hosts
        form: FrameForm = cls.of_request(
            version=terms.version if terms is not None else 0,
            who=framing.EVERYBODY if is_open else LISTED if hosts else NOBODY,
            hosts="" if is_open else "\n".join(hosts),
        )
        return form

    def validate_hosts(self, field: wtforms.Field) -> None:
        """Origins alone, and at least one where sites are to be named."""
        if self.who.data != LISTED:
            return
        try:
            found = framing.origins_of(field.data or "")
        except framing.NotAnOrigin as wrong:
            typed = str(wrong)[:_SHOWN]
            raise validators.ValidationError(gettext(framing.NOT_AN_ORIGIN, typed=typed)) from None
        if len(found) > framing.MOST_HOSTS:
            raise validators.ValidationError(gettext(framing.TOO_MANY))
        if not found:
            raise validators.ValidationError(gettext(framing.NO_SITE))

    @property
    def origins(self) -> list[str]:
        """What is stored; call it after the form was found right."""
        if self.who.data == LISTED:
            return framing.origins_of(self.hosts.data or "")
        return [framing.EVERYBODY] if self.who.data == framing.EVERYBODY else []
