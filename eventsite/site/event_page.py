"""The page of one event: what a visitor reads before coming, and what came of it after."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import abort, render_template, url_for
from markupsafe import Markup

from eventsite.agenda import times
from eventsite.agenda.models import SessionKind
from eventsite.core import access, clock, http, i18n, kept, text, zones
from eventsite.core.i18n import gettext as _
from eventsite.core.i18n import ngettext
from eventsite.events import linked
from eventsite.events.models import EventState
from eventsite.events.models.event import (
    JOIN_WAY_LABELS,
    KIND_LABELS,
    ROLE_LABELS,
    SAYS_AGENDA,
    CoOrganizerRole,
)
from eventsite.events.rules import DEADLINE_KINDS
from eventsite.people.models import KIND_LABELS as ENTITY_LABELS
from eventsite.reference import collation, countries, lists
from eventsite.registration import wording as registration_wording
from eventsite.registration.queries import Standing
from eventsite.site import parts, rows, words
from eventsite.site.views import asked_zone, blueprint


class Voice(NamedTuple):
    """A speaker as the event's page names them."""

    name: str
    line: str
    href: str
    key: str


@blueprint.get("/events/<slug>")
@http.cacheable
@access.public
def event(slug: str) -> http.Kept:
    """An event, from the save-the-date to the outcome."""
    revision = parts.revision(slug, clock.now())
    if revision is None:
        abort(404)
    return kept.page(lambda: _render(parts.of_event(revision[0], clock.now())), *revision)


def _render(found: parts.Parts) -> str:
    shown, now, zone = found.event, clock.now(), asked_zone()
    return render_template(
        "site/event.html",
        it=shown,
        line=rows.lines([shown], zone, {shown.id: found.door})[0],
        hours=words.hours(shown, zone),
        zone=zone,
        kind=_(KIND_LABELS[shown.kind]),
        agenda_word=_("Agenda") if shown.kind in SAYS_AGENDA else _("Programme"),
        organizers=_organizers(found),
        deadlines=_deadlines(found, zone),
        next_deadline=next((n for n, d in enumerate(found.deadlines) if d.at >= now), None),
        join_ways=[_join_way(way) for way in found.join_ways],
        live=_live(found),
        days=_days(found),
        speakers=_speakers(found),
        sections=sections(str(text.pick(shown.practical, i18n.current_lang()))),
        clauses=[lists.CLAUSES[code] for code in shown.clauses if code in lists.CLAUSES],
        goals=[lists.GOALS[number] for number in shown.sdgs if number in lists.GOALS],
        documents=found.documents,
        kept=_kept(found),
        calls=_calls(found, now),
        has_participants=found.door.has_list,
        is_over=shown.state == EventState.ARCHIVED or _is_past(found),
        linked=_linked(found),
        **_links(found),
    )


def _linked(found: parts.Parts) -> linked.Linked:
    """What machines read of the event; its organizers and hosts by name."""
    shown, lang = found.event, i18n.current_lang()
    there = {"slug": shown.slug}
    cover = {**there, "code": shown.cover.code} if shown.cover else {}
    organizing = (CoOrganizerRole.ORGANIZER, CoOrganizerRole.HOST)
    around = linked.Around(
        url=i18n.url_in(lang, "site.event", **there),
        programme=i18n.url_in(lang, "agenda.programme", **there) if found.agenda else "",
        image=i18n.url_in(lang, "events.cover_picture", **cover) if cover else "",
        series=i18n.url_in(lang, "site.series", slug=shown.series.slug) if shown.series else "",
        organizers=[
            (text.pick(one.listed_name or one.own_name, lang).text, one.website)
            for one in found.co_organizers
            if one.role in organizing
        ],
    )
    return linked.of_event(shown, lang, around)


def _calls(found: parts.Parts, now: datetime) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The calls of the event, open ones and closed ones apart, each with key and title."""
    takes_entries = found.event.state == EventState.PUBLISHED
    still = [call for call in found.calls if takes_entries and call.closes >= now]
    over = [call for call in found.calls if call not in still]
    kinds = (("open-calls", _("Open calls"), still), ("closed-calls", _("Closed calls"), over))
    return [(key, str(title), rows.calls(each, now)) for key, title, each in kinds if each]


def _kept(found: parts.Parts) -> list[str]:
    """For whom the places are that are left, where nobody else can have one."""
    if found.door.standing != Standing.KEPT:
        return []
    waits = found.door.has_waiting_list
    return registration_wording.kept(found.reserves, found.event.zone, waits)


def _is_past(found: parts.Parts) -> bool:
    last = found.event.last_day
    return last is not None and last < clock.now().date()


def _links(found: parts.Parts) -> dict[str, str]:
    slug = found.event.slug
    if found.agenda is None:
        return {"agenda_href": "", "speakers_href": ""}
    return {
        "agenda_href": url_for("agenda.programme", slug=slug),
        "speakers_href": url_for("agenda.speakers", slug=slug),
    }


def _organizers(found: parts.Parts) -> list[tuple[str, list[dict[str, Any]]]]:
    """Co-organizers by role, organizers and hosts first."""
    lang = i18n.current_lang()
    by_role: dict[Any, list[dict[str, Any]]] = {role: [] for role in ROLE_LABELS}
    for one in found.co_organizers:
        kind = one.listed_kind or one.own_kind
        said = {
            "name": text.pick(one.listed_name or one.own_name, lang),
            "kind": _(ENTITY_LABELS[kind]) if kind else "",
            "country": _country(one.listed_country or ""),
            "website": one.website,
        }
        by_role[one.role].append(said)
    return [(str(_(ROLE_LABELS[role])), each) for role, each in by_role.items() if each]


def _country(code: str) -> str:
    known = code in countries.COUNTRIES
    return countries.name(code, i18n.current_lang()) if known else ""


def _deadlines(found: parts.Parts, zone: str) -> list[dict[str, Any]]:
    """Key deadlines in the event's zone and in UTC, and in the reader's when asked."""
    shown = []
    for deadline in found.deadlines:
        notes = [i18n.show_instant(deadline.at, "UTC")]
        if zone:
            notes.append(i18n.show_instant(deadline.at, zone))
        shown.append(
            {
                "at": zones.local(deadline.at, found.event.zone),
                "text": i18n.show_instant(deadline.at, found.event.zone),
                "label": text.pick(deadline.label, i18n.current_lang())
                or str(_(DEADLINE_KINDS.get(deadline.kind, ""))),
                "note": " · ".join(notes),
            }
        )
    return shown


def _join_way(way: parts.Way) -> dict[str, Any]:
    """What a way to join is, without its address."""
    return {
        "kind": _(JOIN_WAY_LABELS[way.kind]),
        "label": text.pick(way.label, i18n.current_lang()),
        "language": words.languages([way.lang]) if way.lang else "",
        "kbits": way.kbits,
    }


def _live(found: parts.Parts) -> str:
    """How many are coming, rounded down to tens so that nobody can be counted in or out."""
    tens = found.confirmed // 10 * 10
    if not tens:
        return ""
    people = i18n.show_number(tens)
    return str(
        ngettext(
            "More than %(people)s people from %(num)s country",
            "More than %(people)s people from %(num)s countries",
            found.countries,
            people=people,
        )
    )


def _days(found: parts.Parts) -> list[dict[str, Any]]:
    """The days of the programme with their number of sessions and tracks."""
    if found.agenda is None:
        return []
    hours = [day.hours for day in found.agenda.days]
    tracks = {
        track.id: text.pick(track.names, i18n.current_lang()) for track in found.agenda.tracks
    }
    held: dict[date, list[Any]] = {}
    for session in found.agenda.shown:
        if session.kind != SessionKind.BREAK:
            held.setdefault(times.programme_day(session.wall, hours), []).append(session.track)
    return [
        {
            "number": number,
            "day": day.hours.day,
            "label": text.pick(day.label, i18n.current_lang()),
            "tracks": [tracks[key] for key in dict.fromkeys(held[day.hours.day]) if key in tracks],
            "sessions": len(held[day.hours.day]),
        }
        for number, day in enumerate(found.agenda.days, 1)
        if day.hours.day in held
    ]


def _speakers(found: parts.Parts) -> list[Voice]:
    """The speakers of the newest release who have a name, by name."""
    if found.agenda is None:
        return []
    names = {voice.code: voice.name for voice in found.voices}
    shown = []
    for speaker in found.agenda.speakers:
        name = names.get(speaker.code)
        if name is None:
            continue
        where = [str(text.pick(speaker.organisation, i18n.current_lang()))]
        line = ", ".join(filter(None, [*where, _country(speaker.country)]))
        href = url_for("agenda.speaker", slug=found.event.slug, code=speaker.code)
        shown.append(Voice(name, line, href, speaker.code))
    return sorted(shown, key=lambda voice: collation.key(voice.name, ""))


def sections(markdown: str) -> list[tuple[str, Markup]]:
    """Markdown cut at its headings: a title and a safe text each, the first title may be empty."""
    pieces = re.split(r"^#{1,3} +(.+?) *#*$", markdown, flags=re.M)
    found = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    return [(title, text.markdown(body.strip())) for title, body in found if body.strip()]
