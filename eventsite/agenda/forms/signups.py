"""How many places a session has, and whom the team signs up."""

import wtforms
from wtforms import validators

from eventsite.agenda.signing import MOST_PLACES
from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l


class PlacesForm(forms.Form):
    """Empty for a session that everybody may come to."""

    places = wtforms.IntegerField(
        _l("Places"),
        description=_l("Leave it empty for no limit."),
        validators=[
            validators.Optional(),
            validators.NumberRange(
                1, MOST_PLACES, _l("Enter a number from 1 to 100000, or nothing.")
            ),
        ],
    )


class SignUpForm(forms.Form):
    """Somebody by the code of their registration."""

    code = wtforms.StringField(
        _l("Code of the registration"),
        description=_l("Eight letters and digits; it stands in the list of registrations."),
        validators=[
            validators.InputRequired(
                _l("Enter the code of a registration for this event, like ABCD2345.")
            ),
            validators.Length(max=16),
        ],
    )
