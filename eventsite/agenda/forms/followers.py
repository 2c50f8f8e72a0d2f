"""Checks what people say who want mails about changes without an account."""

from collections.abc import Sequence
from typing import Any

import wtforms

from eventsite.agenda.actions import followers
from eventsite.agenda.forms.parts import Boxes
from eventsite.core import forms, i18n
from eventsite.core.i18n import LANGUAGES
from eventsite.core.i18n import lazy_gettext as _l


class WishesForm(forms.Form):
    """Of what to hear, in which language and zone."""

    tracks = Boxes(
        _l("Only these tracks (optional)"),
        coerce=int,
        description=_l("Tick none to hear of all."),
    )
    languages = Boxes(
        _l("Only sessions in these languages (optional)"),
        description=_l("Spoken or interpreted. Tick none to hear of all."),
    )
    zone = wtforms.SelectField(
        _l("Your time zone"),
        [forms.Required(_l("Choose your time zone.")), forms.Zone()],
        validate_choice=False,
        description=_l("The mails give the venue's times, and yours beside them."),
        render_kw={"data-own-zone": True},
    )
    lang = wtforms.SelectField(_l("Language of the mails"))

    def of_event(
        self, tracks: Sequence[tuple[int, str]], languages: Sequence[tuple[str, str]]
    ) -> "WishesForm":
        """With what the event's programme offers; a filter with one choice is none."""
        self.zone.choices = forms.zone_choices()
        self.lang.choices = forms.choices([(lang, LANGUAGES[lang]) for lang in i18n.offered()])
        self.tracks.choices = forms.choices([(str(key), name) for key, name in tracks])
        self.languages.choices = forms.choices(languages)
        if len(tracks) < 2:
            del self.tracks
        if len(languages) < 2:
            del self.languages
        return self

    def wishes(self) -> followers.Wishes:
        """What was said."""
        said: dict[str, Any] = self.data
        return followers.Wishes(
            lang=said["lang"],
            zone=said["zone"],
            tracks=said.get("tracks") or (),
            languages=said.get("languages") or (),
        )


class FollowForm(WishesForm):
    """The same, with the address."""

    email = forms.email_field(
        _l("Email"),
        _l("Enter your email address."),
        description=_l("We send one mail with a link. Nothing else comes before you open it."),
    )
