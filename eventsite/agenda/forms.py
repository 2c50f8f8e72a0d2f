"""Checks what organizers type about rooms, tracks, sessions, speakers and versions."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators, widgets
from wtforms.form import BaseForm

from eventsite.agenda import draft, rules, words
from eventsite.agenda.models import KIND_LABELS, ROLE_LABELS, Room, Speaker, Track
from eventsite.core import forms, look, text
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import countries

#: Empty rows under those that are filled, for more people or items.
EMPTY_ROWS = 3
HUE_LABELS = {
    "sea": _l("Sea green"),
    "lake": _l("Lake blue"),
    "plum": _l("Plum"),
    "gold": _l("Gold"),
    "moss": _l("Moss green"),
    "clay": _l("Clay red"),
}


class Boxes(wtforms.SelectMultipleField):
    """Boxes of which several may be ticked."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not offered, in our words."""
        try:
            super().pre_validate(form)
        except validators.ValidationError as error:
            said = gettext("Choose one of the answers in the list.")
            raise validators.ValidationError(said) from error


class VersionForm(forms.Form):
    """The version of the row that was shown; an answer without one is stale."""

    version = wtforms.IntegerField(
        widget=widgets.HiddenInput(), default=0, validators=[validators.Optional()]
    )


def _between(least: int, most: int, sentence: Any) -> Any:
    return forms.check(lambda value: least <= value <= most, sentence)


def _id(value: Any) -> int | None:
    """What a select of rows holds; text that is no number raises ValueError."""
    return int(value) if value not in (None, "", "None") else None


def _row_choices(rows: Iterable[Room | Track]) -> list[tuple[str, str]]:
    return [(str(row.id), text.pick(row.names, current_lang()).text) for row in rows]


class RoomForm(VersionForm):
    """A room."""

    names = forms.LocalizedField(_l("Name"), 80, _l("Enter the room's name."))
    capacity = wtforms.IntegerField(
        _l("Seats"),
        [
            validators.Optional(),
            _between(1, 100_000, _l("Enter a number of seats between 1 and 100,000.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    note = forms.LocalizedField(
        _l("Note"), 200, description=_l("For example the floor or how to get there.")
    )
    is_online = wtforms.BooleanField(_l("This is a virtual room"))
    position = wtforms.IntegerField(
        _l("Place in the order"),
        [validators.Optional(), _between(0, 999, _l("Enter a number between 0 and 999."))],
        default=0,
    )


class TrackForm(VersionForm):
    """A track."""

    names = forms.LocalizedField(_l("Name"), 80, _l("Enter the track's name."))
    hue = wtforms.SelectField(
        _l("Colour"),
        [forms.Required(_l("Choose a colour."))],
        choices=forms.choices([(hue, HUE_LABELS[hue]) for hue in look.HUES]),
    )
    position = wtforms.IntegerField(
        _l("Place in the order"),
        [validators.Optional(), _between(0, 999, _l("Enter a number between 0 and 999."))],
        default=0,
    )


class SpeakerRow(forms.Form):
    """Somebody in a session; a row without a person is left out."""

    speaker_id = wtforms.SelectField(_l("Person"), coerce=_id)
    role = wtforms.SelectField(_l("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = forms.choices(
            [(role.value, gettext(said)) for role, said in ROLE_LABELS.items()]
        )


class PartRow(forms.Form):
    """An item of a session; a row without a title is left out."""

    title = forms.LocalizedField(_l("Item"), 200)
    minutes = wtforms.IntegerField(
        _l("Minutes"),
        [
            validators.Optional(),
            _between(0, rules.MOST_MINUTES, _l("Enter minutes between 0 and 1440.")),
        ],
    )


class SessionForm(VersionForm):
    """A session, wherever it stands; `offer` must name what can be chosen."""

    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title."))
    abstract = forms.LocalizedField(_l("Description"), 5000, lines=6)
    kind = wtforms.SelectField(_l("Kind"), [forms.Required(_l("Choose a kind."))])
    track_id = wtforms.SelectField(_l("Track"), coerce=_id)
    minutes = wtforms.IntegerField(
        _l("Minutes"),
        [forms.Required(_l("Enter the length in minutes, at least 5 and in steps of 5."))],
        default=60,
        render_kw={"inputmode": "numeric"},
    )
    online = wtforms.BooleanField(_l("It can be followed online"))
    languages = Boxes(_l("Languages spoken"), choices=forms.choices(words.language_choices()))
    interpretation = Boxes(
        _l("Interpretation into"), choices=forms.choices(words.language_choices())
    )
    has_captions = wtforms.BooleanField(_l("With captions"))
    has_sign_language = wtforms.BooleanField(_l("With sign language"))
    speakers = wtforms.FieldList(
        wtforms.FormField(SpeakerRow, _l("Person in the session")),
        _l("People"),
        max_entries=rules.MOST_SPEAKERS + EMPTY_ROWS,
    )
    parts = wtforms.FieldList(
        wtforms.FormField(PartRow, _l("Item of the session")),
        _l("Items inside the session"),
        max_entries=rules.MOST_PARTS + EMPTY_ROWS + 1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = forms.choices(
            [(kind.value, gettext(said)) for kind, said in KIND_LABELS.items()]
        )

    def offer(
        self,
        tracks: Iterable[Track],
        speakers: Iterable[Speaker],
        langs: Iterable[str],
        is_sent: bool,
    ) -> "SessionForm":
        """Name the choices, add empty rows to a form not sent yet, show texts in `langs`."""
        self.track_id.choices = forms.choices(_row_choices(tracks), blank=_l("No track"))
        people = forms.choices(
            [(str(s.id), _called(s)) for s in speakers], blank=_l("Choose a person")
        )
        if not is_sent:
            for _ in range(EMPTY_ROWS):
                self.speakers.append_entry()
                self.parts.append_entry()
        forms.set_languages(self, list(langs))
        for person in self.speakers:
            person.form.speaker_id.choices = people
        for part in self.parts:
            forms.set_languages(part.form, list(langs))
        return self


def _called(speaker: Speaker) -> str:
    said = speaker.name or speaker.role_title
    place = text.pick(draft.organisation_of(speaker, current_lang()), current_lang()).text
    return f"{said}, {place}" if said and place else said or place


class PlaceForm(VersionForm):
    """When and where: a day, a start in steps of five minutes, minutes, rooms or online."""

    day = wtforms.SelectField(_l("Day"), [forms.Required(_l("Choose a day."))])
    rooms = Boxes(_l("Rooms"), coerce=int)
    online = wtforms.BooleanField(_l("Online"))
    starts = forms.TimeField(_l("Start"), [forms.Required(_l("Choose a start, like 09:30."))])
    fold = wtforms.RadioField(
        _l("Which of the two times"),
        [validators.Optional()],
        choices=forms.choices(
            [("0", _l("The first")), ("1", _l("The second, after the clock went back"))]
        ),
    )
    minutes = wtforms.IntegerField(
        _l("Minutes"),
        [forms.Required(_l("Enter the length in minutes, at least 5 and in steps of 5."))],
        render_kw={"inputmode": "numeric"},
    )


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


class PublishForm(forms.Form):
    """What was previewed, and a note for readers."""

    fingerprint = wtforms.HiddenField()
    note = forms.LocalizedField(
        _l("Note for readers"),
        500,
        lines=3,
        description=_l("What is new in this version, in a sentence or two."),
    )


class GoBackForm(forms.Form):
    """Which version is published again, and which was the newest when that was chosen."""

    number = wtforms.IntegerField(
        _l("Version"), [validators.InputRequired(_l("Choose a version."))]
    )
    latest = wtforms.IntegerField(validators=[validators.InputRequired()])
