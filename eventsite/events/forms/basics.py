"""Checks what an organizer says of an event: when it is made, in its settings, when it is called
off."""

from datetime import date, timedelta

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import days, rules
from eventsite.events.forms import choosing
from eventsite.events.models import EventKind, Mode
from eventsite.events.models.event import KIND_LABELS, MODE_LABELS


class NewEventForm(forms.Form):
    """The little that a draft begins with."""

    title = forms.LocalizedField(
        _l("Title"), 200, _l("Enter a title in at least one language."), langs=("en", "fr")
    )
    kind = wtforms.SelectField(
        _l("Kind of event"), [forms.Required()], coerce=EventKind,
        choices=choosing.labelled(KIND_LABELS),
    )  # fmt: skip
    series_id = wtforms.SelectField(_l("Series"), coerce=choosing.as_key)
    mode = wtforms.RadioField(
        _l("How people take part"), [forms.Required(_l("Choose how people can take part."))],
        coerce=Mode, choices=choosing.labelled(MODE_LABELS), default=Mode.HYBRID,
    )  # fmt: skip
    zone = wtforms.SelectField(
        _l("Time zone of the event"), [forms.Required(), forms.Zone()], validate_choice=False,
        default="Europe/Zurich",
    )  # fmt: skip
    first_day = forms.DayField(
        _l("First day"), [wtv.Optional()],
        description=_l("Leave it empty while no date is known."),
    )  # fmt: skip
    last_day = forms.DayField(_l("Last day"), [wtv.Optional()])
    starts = forms.TimeField(_l("Start of each day"), [wtv.Optional()])
    ends = forms.TimeField(_l("End of each day"), [wtv.Optional()])
    unconfirmed = wtforms.BooleanField(_l("The dates are still to be confirmed"))

    def hours(self) -> list[days.Hours]:
        """The days from the first to the last, each with the same hours."""
        first, last = self.first_day.data, self.last_day.data or self.first_day.data
        if not isinstance(first, date) or not isinstance(last, date):
            return []
        count = min((last - first).days + 1, days.MOST_DAYS + 1)
        wanted = (first + timedelta(days=n) for n in range(count))
        return [days.Hours(day, self.starts.data, self.ends.data) for day in wanted]

    def validate_last_day(self, field: wtforms.Field) -> None:
        """Not before the first day, and not months after it."""
        first = self.first_day.data
        if field.data and not first:
            raise wtv.ValidationError(gettext("Enter the first day, too."))
        if field.data and first and field.data < first:
            raise wtv.ValidationError(gettext("Enter a day that is not before the first day."))
        if field.data and first and (field.data - first).days >= days.MOST_DAYS:
            raise wtv.ValidationError(gettext(days.Wrong.TOO_MANY.value, most=days.MOST_DAYS))


class BasicsForm(forms.Form):
    """What an event's settings say; names are those of `actions.update_event`."""

    version = wtforms.HiddenField()
    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title in at least one language."))
    summary = forms.LocalizedField(
        _l("Summary"), 400, lines=3, description=_l("One or two sentences for lists and searches.")
    )
    description = forms.LocalizedField(
        _l("Description"), 20000, lines=8,
        description=_l("Leave an empty line between paragraphs. **bold** and lists work."),
    )  # fmt: skip
    kind = wtforms.SelectField(
        _l("Kind of event"), [forms.Required()], coerce=EventKind,
        choices=choosing.labelled(KIND_LABELS),
    )  # fmt: skip
    body = forms.text_field(
        _l("Body that meets"), 60,
        description=_l("Only for a meeting, like JCA-MV, Study Group 20 or a focus group."),
    )  # fmt: skip
    series_id = wtforms.SelectField(_l("Series"), coerce=choosing.as_key)
    initiative_id = wtforms.SelectField(_l("Initiative"), coerce=choosing.as_key)
    slug = forms.text_field(
        _l("Address"), 60, _l("Enter an address of small letters, digits and hyphens."),
        description=_l("The last part of the page's web address, like forum-2027."),
    )  # fmt: skip
    mode = wtforms.RadioField(
        _l("How people take part"), [forms.Required(_l("Choose how people can take part."))],
        coerce=Mode, choices=choosing.labelled(MODE_LABELS),
    )  # fmt: skip
    venue = forms.LocalizedField(_l("Venue"), 200)
    address = forms.text_field(_l("Street address"), 300)
    city = forms.LocalizedField(_l("City"), 100)
    country = wtforms.SelectField(_l("Country"))
    practical = forms.LocalizedField(
        _l("Practical information"), 20000, lines=6,
        description=_l("Travel, visa and accessibility of the place."),
    )  # fmt: skip
    languages = choosing.ticks(_l("Languages of the event"), choices=choosing.language_choices())
    has_captions = wtforms.BooleanField(_l("Sessions have captions"))
    has_sign_language = wtforms.BooleanField(_l("Sessions have sign language interpretation"))
    contact_name = forms.text_field(
        _l("Contact"), 120, description=_l("An office or a person, shown on the event's page.")
    )
    contact_email = forms.email_field(_l("Contact address"), render_kw={"autocomplete": "off"})
    website = forms.text_field(_l("Website"), 300, checks=[forms.WebAddress()])
    hue = wtforms.RadioField(_l("Colour"), choices=choosing.labelled(choosing.HUE_LABELS))
    sectors = choosing.ticks(
        _l("Sectors of ITU"), choices=forms.choices([(code, code) for code in rules.SECTORS])
    )
    clauses = choosing.ticks(_l("Clauses of Resolution 105 that it serves"))
    sdgs = choosing.ticks(_l("Sustainable Development Goals"), coerce=int)
    outcome = forms.LocalizedField(
        _l("Outcome"), 20000, lines=6, description=_l("Written when the event is over.")
    )


class GroupForm(forms.Form):
    """A series or an initiative."""

    version = wtforms.HiddenField()
    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title in at least one language."))
    slug = forms.text_field(
        _l("Address"), 60,
        description=_l("Small letters, digits and hyphens; made from the title when left empty."),
    )  # fmt: skip
    description = forms.LocalizedField(_l("Description"), 5000, lines=5)


class SeriesForm(GroupForm):
    """A series, with its colour."""

    hue = wtforms.RadioField(
        _l("Colour"), choices=choosing.labelled(choosing.HUE_LABELS), default="sea"
    )


class InitiativeForm(GroupForm):
    """An initiative, with its website."""

    website = forms.text_field(_l("Website"), 300, checks=[forms.WebAddress()])
