"""The table of registrants as cells: its head and one row for each person.

What people need to take part is not in it: only the accessibility duty sees that. Nor are answers
to sensitive questions.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventsite.core import clock, i18n, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.people.models import CATEGORY_LABELS, Category
from eventsite.questions import queries as question_queries
from eventsite.questions import wording
from eventsite.questions.asked import Asked
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Question
from eventsite.reference import countries
from eventsite.registration import columns, queries, rules
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, STATE_LABELS

#: People in a workbook that is written while somebody waits; more are a job.
AT_ONCE = 5000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Table:
    """Words looked up once, so that rows can be written after the request has ended."""

    day: date
    #: IANA zone of every time, named in the head.
    zone: str
    lang: str
    header: list[str]
    words: dict[str, str]
    #: The event's questions as columns, each by its code.
    questions: list[Question]
    #: Which facts a row holds.
    places: list[int]

    @classmethod
    def in_words(
        cls,
        day: date,
        zone: str,
        lang: str,
        asked: Asked | None = None,
        shown: Collection[str] | None = None,
    ) -> "Table":
        """The table in the language spoken now; SME status as of `day`, times in `zone`.

        `shown`: the columns that the list shows; None for all.
        """
        questions = [
            one for one in _questions(asked) if shown is None or columns.ANSWER + one.code in shown
        ]
        facts = _header(zone)
        places = list(range(len(facts))) if shown is None else columns.places(shown)
        labels: list[dict[Any, str]] = [CATEGORY_LABELS, MODE_LABELS, ROLE_LABELS, STATE_LABELS]
        words = {said: str(gettext(said)) for each in labels for said in each.values()}
        words |= {"yes": str(gettext("Yes")), "no": str(gettext("No")), "": ""}
        header = [facts[place] for place in places] + [one.code for one in questions]
        return cls(day, zone, lang, header, words, questions, places)

    @property
    def question_ids(self) -> list[int]:
        """The questions whose answers a row takes."""
        return [one.id for one in self.questions]

    def row(self, one: Any, said: Mapping[int, tuple[Any, str]]) -> list[Any]:
        """The cells of a selected row, in the order of the head; `said`: answers by question."""
        facts = self._facts(one)
        kept = [facts[place] for place in self.places]
        return kept + [self._answer(asked, said) for asked in self.questions]

    def _answer(self, question: Question, said: Mapping[int, tuple[Any, str]]) -> str:
        value, file_name = said.get(question.id, (None, ""))
        if question.kind == Kind.CONSENT:
            # The request may have ended, and with it the language spoken.
            return "" if value is None else self._yes(bool(value))
        return file_name or wording.worded(question, value, self.lang)

    def _facts(self, one: Any) -> list[Any]:
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
            one.internal_note,
        ]

    def _yes(self, value: bool) -> str:
        return self.words["yes" if value else "no"]

    def _time(self, instant: datetime | None) -> str:
        return f"{instant.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}" if instant else ""


def _questions(asked: Asked | None) -> list[Question]:
    """What is asked, without what is sensitive; copies that outlive the request's session."""
    return [
        Question(
            id=one.question.id,
            code=one.code,
            kind=one.question.kind,
            options=one.question.options,
        )
        for one in question_queries.columns(asked)
        if not one.is_sensitive
    ]


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
            gettext("Internal note"),
        )
    ]


def table_of(event: Event, chosen: queries.Chosen) -> tuple[Table, Iterator[tuple[Any, Any]]]:
    """The words of the table in the language spoken now, and rows read when they are asked for."""
    day = chosen.day or clock.now().date()
    shown = set(chosen.columns) if chosen.is_shown_only else None
    if shown and chosen.question:
        shown.add(columns.ANSWER + chosen.question)
    table = Table.in_words(day, event.zone, i18n.current_lang(), chosen.asked, shown)
    query = queries.registrants(event.id, chosen)
    return table, queries.exported(db.engine, query, table.question_ids)
