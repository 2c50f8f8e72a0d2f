"""Checks what organizers type about rooms and tracks."""

import wtforms
from wtforms import validators

from eventsite.agenda.forms.parts import Boxes, VersionForm, between
from eventsite.core import forms, look
from eventsite.core.i18n import lazy_gettext as _l

HUE_LABELS = {
    "sea": _l("Sea green"),
    "lake": _l("Lake blue"),
    "plum": _l("Plum"),
    "gold": _l("Gold"),
    "moss": _l("Moss green"),
    "clay": _l("Clay red"),
}


class RoomForm(VersionForm):
    """A room."""

    names = forms.LocalizedField(_l("Name"), 80, _l("Enter the room's name."))
    capacity = wtforms.IntegerField(
        _l("Seats"),
        [
            validators.Optional(),
            between(1, 100_000, _l("Enter a number of seats between 1 and 100,000.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    note = forms.LocalizedField(
        _l("Note"), 200, description=_l("For example the floor or how to get there.")
    )
    is_online = wtforms.BooleanField(_l("This is a virtual room"))
    position = wtforms.IntegerField(
        _l("Place in the order"),
        [validators.Optional(), between(0, 999, _l("Enter a number between 0 and 999."))],
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
        [validators.Optional(), between(0, 999, _l("Enter a number between 0 and 999."))],
        default=0,
    )


class EditorsForm(forms.Form):
    """Who looks after a track; the choices are named by the page."""

    editors = Boxes(_l("Who looks after this track"), coerce=int)
