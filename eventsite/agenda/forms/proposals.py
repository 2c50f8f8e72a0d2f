"""Checks what organizers ask of a proposal, and which parts of it they take."""

import wtforms

from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l

UNPLACED, PLACED_TOO = "unplaced", "placed-too"
BALANCED, IN_ORDER = "balanced", "in-order"


class ProposeForm(forms.Form):
    """What may be placed."""

    scope = wtforms.RadioField(
        _l("What may be placed"),
        choices=forms.choices(
            [
                (UNPLACED, _l("Only sessions that have no place yet")),
                (PLACED_TOO, _l("Also placed sessions that are not locked: they may move")),
            ]
        ),
        default=UNPLACED,
    )
    aim = wtforms.RadioField(
        _l("What counts"),
        choices=forms.choices(
            [
                (BALANCED, _l("Better than filling up in turn, and worse in nothing")),
                (
                    IN_ORDER,
                    _l("Fewest warnings first, even if time zones or rooms of tracks lose by it"),
                ),
            ]
        ),
        default=BALANCED,
    )
    #: The same seed gives the same answer for the same programme.
    seed = wtforms.IntegerField(
        widget=wtforms.widgets.HiddenInput(),
        default=0,
        validators=[wtforms.validators.NumberRange(0, 2**31 - 1)],
    )


class AcceptForm(forms.Form):
    """The codes of the sessions that go where they are proposed."""

    codes = wtforms.SelectMultipleField(_l("Sessions"))
