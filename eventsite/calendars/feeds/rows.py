"""Turns selected rows into the plain values that entries are made from, in the spoken language."""

from flask import current_app

from eventsite.calendars import entries, queries
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.events import rules as event_rules
from eventsite.events import wording
from eventsite.events.models.event import KIND_LABELS


def words_of(lang: str) -> entries.Words:
    """What the platform says in entries, in the language spoken now."""
    return entries.Words(
        lang,
        save_the_date=gettext("Save the date: the dates are to be confirmed."),
        cancelled=gettext("This event is cancelled."),
        labelled=gettext("%(title)s – %(label)s", title="%(title)s", label="%(label)s"),
        deadline=gettext("%(deadline)s – %(event)s", deadline="%(deadline)s", event="%(event)s"),
        comma="، " if lang == "ar" else ", ",
    )


def event_of(rows: queries.Rows, lang: str, has_programme: bool = False) -> entries.Event:
    """The plain event of its selected columns, one row a day; the days may be missing."""
    days = tuple(
        entries.Day(
            row.uid,
            row.sequence,
            row.day_revised,
            row.day,
            row.starts,
            row.ends,
            row.label or {},
            row.day_cancelled is not None,
        )
        for row in rows
        if row.uid is not None
    )
    return shared(rows[0], lang, days, has_programme)


def event_with_last_day(row: queries.Row, lang: str) -> entries.Event:
    """The event of a row that knows only its last day: how long what is cancelled is kept."""
    last = row.last_day
    days = (entries.Day("-", 0, row.revised, last, None, None, {}, False),) if last else ()
    return shared(row, lang, days)


def deadline_of(row: queries.Row, lang: str) -> entries.Deadline:
    """A deadline by its own name, else by that of its kind."""
    label = text.pick(row.label, lang)
    if not label:
        kinds = event_rules.DEADLINE_KINDS
        words = gettext(kinds.get(row.deadline_kind, kinds["other"]))
        label = text.Said(words, lang, i18n.dir_of(lang))
    return entries.Deadline(
        row.uid,
        row.sequence,
        row.deadline_revised,
        row.at,
        label,
        row.deadline_cancelled is not None,
    )


def shared(
    row: queries.Row, lang: str, days: tuple[entries.Day, ...], has_programme: bool = False
) -> entries.Event:
    """What all entries of an event share; where to read what is true now."""
    url = link("site.event", slug=row.slug)
    return entries.Event(
        title=row.title,
        summary=row.summary,
        zone=row.zone,
        place=wording.event_place(row, lang, venue=True),
        venue=wording.venue_place(row, lang),
        programme_url=link("agenda.programme", slug=row.slug) if has_programme else url,
        url=url,
        kind=gettext(KIND_LABELS[row.kind]),
        dates_confirmed=row.dates_confirmed,
        cancelled=row.cancelled,
        revised=row.revised,
        days=days,
        moves=row.moves,
        moved=row.moved,
    )


def link(endpoint: str, **values: str) -> str:
    """The page's address in the language spoken now; empty while there is no such page."""
    if endpoint not in current_app.view_functions:
        return ""
    return i18n.url_in(i18n.current_lang(), endpoint, **values)
