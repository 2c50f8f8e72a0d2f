"""Checks what is added to an event: a deadline, a document, a cover, somebody in the team."""

from datetime import datetime

import wtforms
from wtforms import validators as wtv

from eventsite.core import files, forms, zones
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import days, rules
from eventsite.events.forms import choosing
from eventsite.events.models.team import DUTY_LABELS

#: The kinds that an organizer sets here: those no other page sets.
_OWN_DEADLINES = {
    kind: words
    for kind, words in rules.DEADLINE_KINDS.items()
    if kind not in rules.DEADLINES_ELSEWHERE
}


class DeadlineForm(forms.Form):
    """One key deadline, in the event's own time."""

    kind = wtforms.SelectField(
        _l("What ends"), [forms.Required()], choices=choosing.labelled(_OWN_DEADLINES)
    )
    day = forms.DayField(_l("Day"), [forms.Required(_l("Enter the last day."))])
    time = forms.TimeField(_l("Time"), [forms.Required(_l("Choose the time on that day."))])
    label = forms.LocalizedField(
        _l("Words of your own"), 120,
        description=_l("Only when the kind does not say enough, or for a second one of a kind."),
    )  # fmt: skip
    #: Set by the view before validating.
    zone = "UTC"

    def at(self) -> datetime:
        """The instant, UTC; the second one of a repeated hour, as nobody comes too late then."""
        return zones.resolve(self._wall(), self.zone, fold=1)

    def validate_time(self, field: wtforms.Field) -> None:
        """A wall time that clocks do show."""
        if self.day.data and field.data and zones.is_missing(self._wall(), self.zone):
            raise wtv.ValidationError(gettext(days.Wrong.SKIPPED.value))

    def _wall(self) -> datetime:
        day, time = self.day.data, self.time.data
        if day is None or time is None:
            raise ValueError("Ask for the instant of a deadline that has passed its checks.")
        return datetime.combine(day, time)


class DocumentForm(forms.Form):
    """A document: a file or a link."""

    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title in at least one language."))
    lang = wtforms.SelectField(
        _l("Language of the document"), choices=choosing.language_choices(), default="en"
    )
    file = wtforms.FileField(
        _l("File"), [wtv.Optional()],
        render_kw={"accept": ",".join(f".{kind}" for kind in files.DOCUMENTS)},
        description=_l("PDF, Word, PowerPoint, Excel, OpenDocument or plain text, up to 20 MB."),
    )  # fmt: skip
    url = forms.text_field(_l("Or its web address"), 500, checks=[forms.WebAddress()])


class CoverForm(forms.Form):
    """A cover picture with its description."""

    file = wtforms.FileField(
        _l("Picture"), [wtv.Optional()],
        render_kw={"accept": ",".join(f".{kind}" for kind in files.PICTURES)},
        description=_l("JPEG, PNG or WebP, up to 300 kB, best 1400 × 300 pixels."),
    )  # fmt: skip
    alt = forms.LocalizedField(
        _l("What the picture shows"), 300,
        _l("Describe the picture in words, for people who do not see it."),
    )  # fmt: skip


_TRACKS = _l(
    "Who looks after some tracks only gets them on the page of each track, once in the team."
)


class DutiesForm(forms.Form):
    """What somebody may do in an event."""

    duties = choosing.ticks(
        _l("Duties"), choices=choosing.labelled(DUTY_LABELS),
        validators=[wtv.DataRequired(_l("Choose at least one duty."))],
        description=_TRACKS,
    )  # fmt: skip


class InvitationForm(forms.Form):
    """Whom to invite to the team, and to do what."""

    email = forms.email_field(
        _l("Email address"), _l("Enter an email address, like name@example.org."),
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    duties = choosing.ticks(
        _l("Duties"), choices=choosing.labelled(DUTY_LABELS),
        validators=[wtv.DataRequired(_l("Choose at least one duty."))],
        description=_TRACKS,
    )  # fmt: skip
