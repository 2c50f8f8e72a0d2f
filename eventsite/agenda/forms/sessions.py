"""Checks what organizers type about sessions and their places."""

import math
from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda import draft, rules, words
from eventsite.agenda.forms.parts import Boxes, VersionForm, between, row_choices, row_id
from eventsite.agenda.forms.topics import TopicsForm
from eventsite.agenda.models import KIND_LABELS, ROLE_LABELS, Speaker, Track
from eventsite.core import forms, text
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l

#: Empty rows under those that are filled, for more people or items.
EMPTY_ROWS = 3


def _order_field() -> Any:
    return wtforms.IntegerField(
        _l("Order"),
        [validators.Optional(), between(0, 999, _l("Enter a whole number, like 3."))],
        render_kw={"inputmode": "numeric"},
    )


class SpeakerRow(forms.Form):
    """Somebody in a session; a row without a person is left out."""

    order = _order_field()
    speaker_id = wtforms.SelectField(_l("Person"), coerce=row_id)
    role = wtforms.SelectField(_l("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = forms.choices(
            [(role.value, gettext(said)) for role, said in ROLE_LABELS.items()]
        )


class PartRow(forms.Form):
    """An item of a session; a row without a title is left out."""

    order = _order_field()
    title = forms.LocalizedField(_l("Item"), 200)
    minutes = wtforms.IntegerField(
        _l("Minutes"),
        [
            validators.Optional(),
            between(0, rules.MOST_MINUTES, _l("Enter minutes between 0 and 1440.")),
        ],
    )
    presenters = Boxes(_l("Presented by"), coerce=int)


class SessionForm(TopicsForm):
    """A session, wherever it stands; `offer` must name what can be chosen."""

    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title."))
    abstract = forms.LocalizedField(_l("Description"), 5000, lines=6)
    kind = wtforms.SelectField(_l("Kind"), [forms.Required(_l("Choose a kind."))])
    track_id = wtforms.SelectField(_l("Track"), coerce=row_id)
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
        """Name the choices, add empty rows to a form not sent yet, show texts in `langs`.

        An item is presented by people who stand in the session's own rows.
        """
        speakers = list(speakers)
        self.track_id.choices = forms.choices(row_choices(tracks), blank=_l("No track"))
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
        own = {row.form.speaker_id.data for row in self.speakers}
        own |= {one for part in self.parts for one in part.form.presenters.data or ()}
        presenters = forms.choices([(str(s.id), _called(s)) for s in speakers if s.id in own])
        for part in self.parts:
            forms.set_languages(part.form, list(langs))
            part.form.presenters.choices = presenters
        return self

    def ordered_speakers(self) -> list[tuple[int, str]]:
        """People with a role, in the order of their numbers; those without one last."""
        filled = [row.form for row in self.speakers if row.form.speaker_id.data is not None]
        return [(row.speaker_id.data, row.role.data) for row in _in_order(filled)]

    def ordered_parts(self) -> list[tuple[dict[str, str], int, list[int]]]:
        """Items with their minutes and presenters, in the same way."""
        filled = [row.form for row in self.parts if row.form.title.data]
        return [
            (row.title.data, row.minutes.data or 0, row.presenters.data or [])
            for row in _in_order(filled)
        ]


def _in_order(rows: list[Any]) -> list[Any]:
    """By number; rows without one come last, as they stand."""
    return sorted(rows, key=lambda row: math.inf if row.order.data is None else row.order.data)


def _called(speaker: Speaker) -> str:
    said = speaker.name or speaker.role_title
    place = text.pick(draft.organisation_of(speaker, current_lang()), current_lang()).text
    return f"{said}, {place}" if said and place else said or place


class PlaceForm(VersionForm):
    """When and where: a day, a start in steps of five minutes, minutes, rooms or online."""

    day = wtforms.SelectField(_l("Day"), [forms.Required(_l("Choose a day."))])
    rooms = Boxes(_l("Rooms"), coerce=int, foreign=rules.Reason.FOREIGN_ROOM.value)
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
