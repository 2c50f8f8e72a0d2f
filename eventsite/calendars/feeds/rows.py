"""Turns selected rows into the plain values that entries are made from, in the spoken language."""

from collections.abc import Mapping

from flask import current_app

from eventsite.calendars import entries, queries
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.events import rules as event_rules
from eventsite.events import withdrawal, wording
from eventsite.events.models.event import KIND_LABELS


def words_of(lang: str) -> entries.Words:
    """What the platform says in entries, in the language spoken now."""
    return entries.Words(
        lang,
        save_the_date=gettext("Save the date: the dates are to be confirmed."),
        cancelled=gettext("This event is cancelled."),
        labelled=gettext("%(title)s – %(label)s", title="%(title)s", label="%(label)s"),
        deadline=gettext("%(deadline)s – %(event)s", deadline="%(deadline)s", event="%(event)s"),
        comma=i18n.comma(lang),
        left_prefix=gettext("NO LONGER HERE: %(title)s", title=""),
        left=gettext(
            "This calendar does not follow it any more. The programme says what is true now."
        ),
    )


def event_of(rows: queries.Rows, lang: str) -> entries.Event:
    """The plain event of its selected columns, one row a day; the days may be missing."""
    row = rows[0]
    if row.withdrawn is not None:
        return _withdrawn(row)
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
            tuple(row.former_days or ()),
        )
        for row in rows
        if row.uid is not None
    )
    return _shared(row, lang, days)


def event_with_last_day(row: queries.Row, lang: str) -> entries.Event:
    """The event of a row that knows only its last day: how long what is cancelled is kept."""
    if row.withdrawn is not None:
        return _withdrawn(row)
    last = row.last_day
    days = (entries.Day("-", 0, row.revised, last, None, None, {}, False),) if last else ()
    return _shared(row, lang, days)


def deadlines_of(rows: queries.Rows, lang: str) -> list[entries.Deadline]:
    """The deadlines of an event, one row each; as last public when it no longer is."""
    at = rows[0].withdrawn
    if at is None:
        return [deadline_of(row, lang) for row in rows if row.uid is not None]
    kept = withdrawal.read(rows[0].last_public).deadlines
    return [
        entries.Deadline(
            one.uid,
            one.sequence,
            at,
            one.at,
            _labelled(one.label, one.kind, lang),
            one.is_cancelled,
        )
        for one in kept
    ]


def deadline_of(row: queries.Row, lang: str) -> entries.Deadline:
    """A deadline by its own name, else by that of its kind."""
    return entries.Deadline(
        row.uid,
        row.sequence,
        row.deadline_revised,
        row.at,
        _labelled(row.label, row.deadline_kind, lang),
        row.deadline_cancelled is not None,
    )


def _labelled(label: Mapping[str, str] | None, kind: str, lang: str) -> text.Said:
    said = text.pick(label, lang)
    if said:
        return said
    kinds = event_rules.DEADLINE_KINDS
    words = gettext(kinds.get(kind, kinds["other"]))
    return text.Said(words, lang, i18n.dir_of(lang))


def _shared(row: queries.Row, lang: str, days: tuple[entries.Day, ...]) -> entries.Event:
    """What all entries of an event share; where to read what is true now."""
    url = link("site.event", slug=row.slug)
    return entries.Event(
        title=row.title,
        summary=row.summary,
        zone=row.zone,
        place=wording.event_place(row, lang, venue=True),
        venue=wording.venue_place(row, lang),
        programme_url=link("agenda.programme", slug=row.slug) or url,
        url=url,
        kind=gettext(KIND_LABELS[row.kind]),
        dates_confirmed=row.dates_confirmed,
        cancelled=row.cancelled,
        revised=row.revised,
        days=days,
        moves=row.moves,
        moved=row.moved,
    )


def _withdrawn(row: queries.Row) -> entries.Event:
    """An event that was taken back: its title and times as last public, and the site's address."""
    kept, at = withdrawal.read(row.last_public), row.withdrawn
    url = link("site.events")
    return entries.Event(
        title=kept.title,
        summary={},
        zone=kept.zone,
        place="",
        programme_url=url,
        url=url,
        kind="",
        dates_confirmed=kept.dates_confirmed,
        cancelled=None,
        revised=at,
        days=tuple(
            entries.Day(
                day.uid,
                day.sequence,
                at,
                day.day,
                day.starts,
                day.ends,
                day.label,
                day.is_cancelled,
                day.former,
            )
            for day in kept.days
        ),
        moves=kept.moves,
        moved=at,
        withdrawn=at,
    )


def link(endpoint: str, **values: str) -> str:
    """The page's address in the language spoken now; empty while there is no such page."""
    if endpoint not in current_app.view_functions:
        return ""
    return i18n.url_in(i18n.current_lang(), endpoint, **values)
