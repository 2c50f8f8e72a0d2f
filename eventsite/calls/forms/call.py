"""The organizers' form of a call: texts, dates as wall time in the call's zone, what is asked."""

from datetime import date, datetime, time
from typing import Any

import wtforms
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.calls import teams
from eventsite.calls.actions import Theme
from eventsite.calls.forms.entry import Boxes
from eventsite.calls.models import ENTRY_KIND_LABELS, KIND_LABELS, Call, CallKind
from eventsite.core import forms, look, text, zones
from eventsite.core.i18n import LANGUAGES, N_, gettext
from eventsite.core.i18n import lazy_gettext as _l

HUE_LABELS = {
    "sea": N_("Sea green"),
    "lake": N_("Lake blue"),
    "plum": N_("Plum"),
    "gold": N_("Gold"),
    "moss": N_("Moss green"),
    "clay": N_("Clay red"),
}
_EMPTY_THEMES = 2
_TEXTS = ("title", "summary", "description", "eligibility", "rules", "prizes")


class AnyTime(forms.TimeField):
    """A time in steps of five minutes, 23:59 (the usual end of a last day), and the stored one."""

    def iter_choices(self) -> Any:
        """The steps, with what lies between two of them put in its place."""
        own = f"{self.data.hour:02d}:{self.data.minute:02d}" if self.data else "23:59"
        steps: list[Any] = list(self.choices or [])
        more = sorted({own, "23:59"} - {choice.value for choice in steps})
        self.choices = sorted([*steps, *forms.choices([(m, m) for m in more])], key=_moment_of)
        return super().iter_choices()


def _moment_of(choice: Any) -> str:
    return str(choice.value)


class ThemeForm(forms.Form):
    """One theme; a theme whose name is emptied goes."""

    id = wtforms.IntegerField(validators=[wtv.Optional()], widget=widgets.HiddenInput())
    names = forms.LocalizedField(_l("Name of the theme"), 80)
    summary = forms.LocalizedField(_l("What it is about"), 240)
    hue = wtforms.SelectField(_l("Colour"), default="sea")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hue.choices = [(hue, gettext(HUE_LABELS[hue])) for hue in look.HUES]


class CallForm(forms.Form):
    """Makes and changes a call."""

    version = wtforms.IntegerField(validators=[wtv.Optional()], widget=widgets.HiddenInput())
    kind = wtforms.SelectField(_l("Kind of call"))
    title = forms.LocalizedField(_l("Title"), 150, _l("Enter a title."))
    slug = forms.text_field(_l("Address of the page"), 60)
    summary = forms.LocalizedField(_l("In one or two sentences"), 400, lines=3)
    description = forms.LocalizedField(_l("Description"), 20_000, lines=8)
    eligibility = forms.LocalizedField(_l("Who may enter"), 10_000, lines=4)
    rules = forms.LocalizedField(_l("Rules"), 20_000, lines=6)
    prizes = forms.LocalizedField(_l("Prizes"), 5_000, lines=4)
    zone = wtforms.SelectField(_l("Time zone of these dates"), [forms.Zone()])
    opens_day = forms.DayField(
        _l("Opens: day"), [forms.Required(_l("Choose the day on which the call opens."))]
    )
    opens_time = AnyTime(
        _l("Opens: time"), [forms.Required(_l("Choose the time at which the call opens."))]
    )
    teams_close_day = forms.DayField(_l("Last day for teams"), [wtv.Optional()])
    teams_close_time = AnyTime(_l("Last time for teams"), [wtv.Optional()])
    closes_day = forms.DayField(
        _l("Closes: day"), [forms.Required(_l("Choose the day on which the call closes."))]
    )
    closes_time = AnyTime(
        _l("Closes: time"), [forms.Required(_l("Choose the time at which the call closes."))]
    )
    grace_minutes = wtforms.IntegerField(
        _l("Grace after the close, in minutes"),
        [
            wtv.InputRequired(_l("Enter the minutes of grace, or 0.")),
            wtv.NumberRange(0, 1440, _l("Enter a number from 0 to 1440.")),
        ],
        default=15,
    )
    team_sizes = Boxes(_l("Members a team may have"), coerce=int)
    one_team_each = wtforms.BooleanField(_l("A person may be in one team only."), default=True)
    entry_kinds = Boxes(_l("Kinds of entry"))
    langs = Boxes(_l("Languages of entries"))
    max_files = wtforms.IntegerField(
        _l("Files an entry may have"),
        [
            wtv.InputRequired(_l("Enter how many files an entry may have, or 0.")),
            wtv.NumberRange(0, 10, _l("Enter a number from 0 to 10.")),
        ],
        default=3,
    )
    needs_ai_statement = wtforms.BooleanField(
        _l("Teams must say how they used AI tools."), default=True
    )
    hue = wtforms.SelectField(_l("Colour"), default="sea")
    themes = wtforms.FieldList(wtforms.FormField(ThemeForm), label=_l("Themes"), max_entries=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, gettext(said)) for kind, said in KIND_LABELS.items()]
        self.hue.choices = [(hue, gettext(HUE_LABELS[hue])) for hue in look.HUES]
        self.zone.choices = forms.zone_choices()
        self.team_sizes.choices = [(n, str(n)) for n in range(1, teams.MOST_MEMBERS + 1)]
        self.entry_kinds.choices = [
            (kind.value, gettext(said)) for kind, said in ENTRY_KIND_LABELS.items()
        ]
        self.langs.choices = list(LANGUAGES.items())
        while len(self.themes) < 20 and self._filled() + _EMPTY_THEMES > len(self.themes):
            self.themes.append_entry()

    def _filled(self) -> int:
        return sum(1 for entry in self.themes if entry.form.names.data)

    def facts(self) -> dict[str, Any]:
        """What was typed, as columns of Call."""
        zone = self.zone.data
        return {
            **{name: getattr(self, name).data for name in _TEXTS},
            "slug": text.slugify(self.slug.data or "") or _slug_of(self.title.data),
            "kind": CallKind(self.kind.data),
            "zone": zone,
            "opens": _instant(self.opens_day.data, self.opens_time.data, zone),
            "teams_close": _instant(self.teams_close_day.data, self.teams_close_time.data, zone),
            "closes": _instant(self.closes_day.data, self.closes_time.data, zone),
            "grace_minutes": self.grace_minutes.data,
            "team_sizes": sorted(self.team_sizes.data or []),
            "one_team_each": bool(self.one_team_each.data),
            "entry_kinds": list(self.entry_kinds.data or []),
            "langs": list(self.langs.data or []),
            "max_files": self.max_files.data,
            "needs_ai_statement": bool(self.needs_ai_statement.data),
            "hue": self.hue.data,
        }

    def wanted_themes(self) -> list[Theme]:
        """The themes that have a name, in the order of the form."""
        return [
            Theme(form.names.data, form.summary.data, form.hue.data, form.id.data)
            for form in (entry.form for entry in self.themes)
            if form.names.data
        ]


def wall_times(call: Call) -> dict[str, Any]:
    """The day and time fields of a stored call, in its zone."""
    found: dict[str, Any] = {}
    for name in ("opens", "teams_close", "closes"):
        instant = getattr(call, name)
        if instant is not None:
            there = zones.local(instant, call.zone)
            found[f"{name}_day"], found[f"{name}_time"] = there.date(), there.time()
    return found


def _instant(day: date | None, at: time | None, zone: str) -> datetime | None:
    """A day without a time means its last minute; no day means none."""
    if day is None:
        return None
    wall = datetime.combine(day, at if at is not None else time(23, 59))
    return zones.nearest(wall.replace(second=0, microsecond=0), zone)


def _slug_of(title: dict[str, str]) -> str:
    return text.slugify(text.pick(title, "en").text) or text.new_code().lower()
