"""The forms of a team: its name, invitations, the entry, files; and the organizers' decision."""

from typing import Any

import wtforms
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.calls import rules
from eventsite.calls.models import ENTRY_KIND_LABELS, Call, EntryKind
from eventsite.core import forms, text
from eventsite.core.i18n import LANGUAGES, current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import lists


class Boxes(wtforms.SelectMultipleField):
    """Boxes of which several may be ticked."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class TeamForm(forms.Form):
    """Starts a team."""

    name = forms.text_field(_l("Name of your team"), 80, _l("Enter a name for your team."))


class InviteForm(forms.Form):
    """Asks somebody to join."""

    email = forms.email_field(
        _l("Email address"),
        _l("Enter the email address of the person you ask."),
        render_kw={"autocomplete": "off"},
    )


class FileForm(forms.Form):
    """Adds one file."""

    file = wtforms.FileField(_l("File"), [forms.Required(_l("Choose a file."))])


class DecisionForm(forms.Form):
    """What the organizers write to the teams with their decision."""

    note = forms.text_field(_l("Your words to the team"), rules.MOST_NOTE, lines=6)


def _number(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class EntryForm(forms.Form):
    """The entry of a team; everything may stay empty while it is a draft."""

    version = wtforms.IntegerField(widget=widgets.HiddenInput())
    title = forms.text_field(_l("Title"), 150)
    lang = wtforms.SelectField(_l("Language of the entry"), [wtv.Optional()])
    kind = wtforms.RadioField(_l("Kind of entry"), [wtv.Optional()])
    theme_id = wtforms.RadioField(_l("Theme"), [wtv.Optional()], coerce=_number)
    summary = forms.text_field(_l("Summary"), rules.MOST_SUMMARY, lines=8)
    body = forms.text_field(_l("The entry"), rules.MOST_BODY, lines=16)
    sdgs = Boxes(_l("Sustainable Development Goals"), coerce=int)
    ai_statement = forms.text_field(_l("Use of AI tools"), rules.MOST_STATEMENT, lines=3)
    may_publish = wtforms.BooleanField(
        _l("If the entry is accepted, the organizers may publish its title, summary and team name.")
    )

    def offer(self, call: Call) -> None:
        """Set the choices to what the call offers, in the reader's language."""
        here = current_lang()
        known = [(lang, LANGUAGES[lang]) for lang in call.langs if lang in LANGUAGES]
        self.lang.choices = forms.choices(known, blank=_l("Choose a language"))
        kinds = [EntryKind(kind) for kind in call.entry_kinds]
        self.kind.choices = [(kind.value, gettext(ENTRY_KIND_LABELS[kind])) for kind in kinds]
        self.theme_id.choices = [
            (theme.id, text.pick(theme.names, here).text) for theme in call.themes
        ]
        self.sdgs.choices = [
            (goal.number, f"{goal.number} {goal.name(here)}") for goal in lists.GOALS.values()
        ]

    def said(self) -> dict[str, Any]:
        """What was typed, as columns of Submission."""
        kind = self.kind.data
        return {
            "title": self.title.data or "",
            "lang": self.lang.data or "",
            "kind": EntryKind(kind) if kind else None,
            "theme_id": self.theme_id.data,
            "summary": self.summary.data or "",
            "body": self.body.data or "",
            "sdgs": sorted(self.sdgs.data or []),
            "ai_statement": self.ai_statement.data or "",
            "may_publish": bool(self.may_publish.data),
        }
