"""The table of registrants as CSV cells: its head and one row for each person.

What people need to take part is not in it: only the accessibility duty sees that.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventsite.core import text
from eventsite.core.i18n import gettext
from eventsite.people.models import CATEGORY_LABELS, Category
from eventsite.reference import countries
from eventsite.registration import rules
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, STATE_LABELS


@dataclass(frozen=True)
class Table:
    """Words looked up once, so that rows can be written after the request has ended."""

    day: date
    #: IANA zone of every time, named in the head.
    zone: str
    lang: str
    header: list[str]
    words: dict[str, str]

    @classmethod
    def in_words(cls, day: date, zone: str, lang: str) -> "Table":
        """The table in the language spoken now; SME status as of `day`, times in `zone`."""
        labels: list[dict[Any, str]] = [CATEGORY_LABELS, MODE_LABELS, ROLE_LABELS, STATE_LABELS]
        words = {said: str(gettext(said)) for each in labels for said in each.values()}
        words |= {"yes": str(gettext("Yes")), "no": str(gettext("No")), "": ""}
        return cls(day, zone, lang, _header(zone), words)

    def row(self, one: Any) -> list[Any]:
        """The cells of a selected row, in the order of the head."""
        small = rules.is_small(one.sme, one.sme_valid_from, one.sme_valid_until, self.day)
        category = one.category or Category.NON_MEMBER
        return [
            one.code,
            self.words[STATE_LABELS[one.state]],
            one.honorific,
            one.first_name,
            one.family_name,
            one.latin_name,
            one.email,
            one.job_title,
            text.pick(one.organisation_names, self.lang).text or one.organisation_note,
            self.words[CATEGORY_LABELS[category]],
            "" if small is None else self._yes(small),
            one.country,
            countries.name(one.country, self.lang) if one.country else "",
            self.words[ROLE_LABELS[one.role]],
            self.words[MODE_LABELS[one.mode]],
            one.zone,
            one.lang,
            " ".join(one.interpretation_langs),
            self._yes(one.publish_in_list),
            self._time(one.created),
            self._time(one.confirmed),
            self._time(one.cancelled),
        ]

    def _yes(self, value: bool) -> str:
        return self.words["yes" if value else "no"]

    def _time(self, instant: datetime | None) -> str:
        return f"{instant.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}" if instant else ""


def _header(zone: str) -> list[str]:
    return [
        str(said)
        for said in (
            gettext("Code"),
            gettext("State"),
            gettext("Honorific"),
            gettext("First name"),
            gettext("Family name"),
            gettext("Name in Latin letters"),
            gettext("Email"),
            gettext("Job title"),
            gettext("Organisation"),
            gettext("Category"),
            gettext("SME"),
            gettext("Country code"),
            gettext("Country"),
            gettext("Role"),
            gettext("Way of taking part"),
            gettext("Time zone"),
            gettext("Language"),
            gettext("Interpretation"),
            gettext("In the public list"),
            gettext("Registered (%(zone)s)", zone=zone),
            gettext("Confirmed (%(zone)s)", zone=zone),
            gettext("Cancelled (%(zone)s)", zone=zone),
        )
    ]
