"""Checks what is typed about materials of a session, and what is uploaded."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda import actions
from eventsite.agenda.forms.parts import VersionForm, row_id
from eventsite.agenda.models import MATERIAL_LABELS, PUBLISH_LABELS, Publish, Speaker
from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l

_ACCEPT = ",".join(f".{ending}" for ending in actions.ENDINGS)


class SourceForm(forms.Form):
    """A file or a web address."""

    file = wtforms.FileField(_l("File"), render_kw={"accept": _ACCEPT})
    url = forms.text_field(_l("Web address"), 500, checks=[forms.WebAddress()])

    def source(self) -> actions.Source:
        """What was sent."""
        upload = self.file.data
        return actions.Source(upload if hasattr(upload, "stream") else None, self.url.data or "")


class MaterialForm(VersionForm):
    """What is said of a material; `offer` must name the people to choose from."""

    title = forms.LocalizedField(_l("Title"), 200, _l("Enter a title."))
    kind = wtforms.SelectField(_l("Kind"))
    lang = wtforms.SelectField(
        _l("Language"), choices=forms.choices(list(LANGUAGES.items()), blank=_l("Not said"))
    )
    publish = wtforms.SelectField(_l("Visitors may have it"), default=Publish.AFTER.value)
    speaker_id = wtforms.SelectField(_l("Whose it is"), coerce=row_id)
    due = forms.DayField(
        _l("Due on"),
        [validators.Optional()],
        description=_l("It is awaited until the end of this day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, labels in ((self.kind, MATERIAL_LABELS), (self.publish, PUBLISH_LABELS)):
            field.choices = forms.choices(
                [(one.value, gettext(said)) for one, said in labels.items()]
            )

    def offer(self, people: Iterable[Speaker], langs: Iterable[str]) -> Any:
        """Name who is in the session, show texts in `langs`."""
        self.speaker_id.choices = forms.choices(
            [(str(one.id), one.name or one.role_title or one.code) for one in people],
            blank=_l("The whole session"),
        )
        forms.set_languages(self, list(langs))
        return self


class NewMaterialForm(MaterialForm, SourceForm):
    """A material with its first version, or one that is awaited."""
