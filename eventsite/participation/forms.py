"""The form that orders a new release of statistics."""

from wtforms import StringField
from wtforms.validators import Length

from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l

LONGEST_REASON = 300


class FreezeForm(forms.Form):
    """Why the statistics are frozen now."""

    reason = StringField(
        _l("Reason"),
        [Length(max=LONGEST_REASON, message=_l("Write at most 300 characters."))],
        description=_l("Such as: registration has closed. It stands beside the figures."),
    )
