"""What a session is about and what came out of it: fields with the lists the world gives us."""

from typing import Any

from eventsite.agenda.forms.parts import Boxes, VersionForm
from eventsite.core import forms
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import lists

_GOALS = tuple(lists.GOALS.values())


class TopicsForm(VersionForm):
    """The part of a session's form that is folded away: results, clauses, goals, groups."""

    recording = forms.text_field(_l("Recording, web address"), 500, checks=[forms.WebAddress()])
    transcript = forms.text_field(_l("Transcript, web address"), 500, checks=[forms.WebAddress()])
    outcome = forms.LocalizedField(
        _l("What came out of it"), 5000, lines=5, description=_l("Markdown can be used.")
    )
    sdgs = Boxes(_l("Sustainable Development Goals"), coerce=int)
    study_groups = Boxes(_l("ITU study groups"))
    work_items = Boxes(_l("Work items presented"))
    clauses = Boxes(_l("Clauses of Resolution 105"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = current_lang()
        self.sdgs.choices = forms.choices(
            [
                (str(goal.number), f"{goal.number} {goal.name(lang)}")
                for goal in lists.GOALS.values()
            ]
        )
        self.study_groups.choices = forms.choices(
            [(g.code, f"{g.code} {g.title}".strip()) for g in lists.STUDY_GROUPS.values()]
        )
        self.work_items.choices = forms.choices(
            [(item.name, f"{item.name} {item.title}") for item in lists.WORK_ITEMS]
        )
        self.clauses.choices = forms.choices(
            [
                (c.code, f"{gettext(lists.SECTIONS[c.section])} {c.number}: {c.label}")
                for c in lists.CLAUSES.values()
            ]
        )

    def topics(self) -> dict[str, Any]:
        """What was answered here, by the names of a session's facts."""
        return {
            "recording": self.recording.data or "",
            "transcript": self.transcript.data or "",
            "outcome": self.outcome.data,
            "sdgs": self.sdgs.data or [],
            "study_groups": self.study_groups.data or [],
            "work_items": self.work_items.data or [],
            "clauses": self.clauses.data or [],
        }
