"""Papers of the day, for print: the run of show of a day, and a session's briefing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import draft, joining, queries, running, times, words
from eventsite.agenda.models import (
    PRESENCE_LABELS,
    ROLE_LABELS,
    SERVICE_LABELS,
    SERVICE_STATE_LABELS,
    AgendaSession,
    SessionJoinWay,
    SessionKind,
    SessionSpeaker,
    SessionState,
    SessionSupply,
    Speaker,
    SpeakerRole,
)
from eventsite.agenda.queries import content
from eventsite.agenda.views import blueprint
from eventsite.core import access, i18n, text, trace, zones
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events import queries as event_queries
from eventsite.events.models import Duty, Event, JoinWay
from eventsite.events.models.event import JOIN_WAY_LABELS
from eventsite.reference import countries


@blueprint.get("/manage/events/<slug>/programme/run-of-show")
@event_access.team(Duty.DESK, Duty.AGENDA)
def run_of_show(event: Event) -> ResponseReturnValue:
    """A day minute by minute, room by room in order of time."""
    days = [hours.day for hours in draft.hours_of(event)]
    sessions = [s for s in queries.sessions(event.id) if _takes_place(s)]
    days = sorted({*days, *(_day_of(event, s) for s in sessions)})
    asked = request.args.get("day", "")
    day = next((d for d in days if d.isoformat() == asked), days[0] if days else None)
    held = [s for s in sessions if _day_of(event, s) == day]
    return _page("agenda/run_of_show.html", event, held, day=day, days=days)


@blueprint.get("/manage/events/<slug>/programme/sessions/<code>/briefing")
@event_access.team(Duty.DESK, Duty.AGENDA)
def briefing(event: Event, code: str) -> ResponseReturnValue:
    """What the moderator and the room need to know of one session."""
    session = queries.find_session(event.id, code)
    if session is None:
        abort(404)
    return _page("agenda/briefing.html", event, [session], ways=_ways(event, session))


def _takes_place(session: AgendaSession) -> bool:
    is_on = session.state == SessionState.SCHEDULED and session.kind != SessionKind.BLOCKER
    return session.is_placed and is_on


def _day_of(event: Event, session: AgendaSession) -> date:
    return times.programme_day(draft.wall_of(session), draft.hours_of(event))


def _page(
    template: str, event: Event, sessions: Sequence[AgendaSession], **more: Any
) -> ResponseReturnValue:
    g.rail_section = "agenda.live"
    trace.note("speakers.read", f"event:{event.id}", by=access.actor_key(), sheets=len(sessions))
    booked: dict[int, list[SessionSupply]] = defaultdict(list)
    for service, _session in content.supplies_of_event(event.id):
        booked[service.session_id].append(service)
    return render_template(
        template,
        said_as=words.programme(event.kind),
        sheets=[_sheet(event, session, booked[session.id]) for session in sessions],
        **more,
    )


def _sheet(
    event: Event, session: AgendaSession, services: Sequence[SessionSupply]
) -> dict[str, Any]:
    """One session as the papers print it."""
    lead = running.lead(session.speakers)
    sent = [(m.kind, m.speaker_id) for m in session.materials if m.versions]
    hosts = [p for p in session.speakers if p.role == SpeakerRole.REMOTE_MODERATOR]
    return {
        "code": session.code,
        "title": text.pick(session.title, i18n.current_lang()),
        "is_break": session.kind == SessionKind.BREAK,
        "place": words.places([room.names for room in session.rooms], session.online),
        "late": words.late(session.late),
        "cancelled": session.state == SessionState.CANCELLED,
        "slots": _slots(event, session) if session.is_placed else [],
        "lead": called(lead.speaker) if lead else "",
        "people": [_person(event, session, part, sent) for part in session.speakers],
        "languages": words.all_languages(session.languages),
        "interpretation": words.all_languages(session.interpretation),
        "services": [_supply(service) for service in services],
        "materials": [
            (text.pick(m.title, i18n.current_lang()), bool(m.versions)) for m in session.materials
        ],
        "hosts": [(called(part.speaker), part.speaker.phone) for part in hosts],
    }


def _slots(event: Event, session: AgendaSession) -> list[dict[str, Any]]:
    start, _ = times.standing(draft.wall_of(session), session.minutes, event.zone, session.fold)
    parts = session.parts
    return [
        {
            "at": zones.local(slot.start, event.zone),
            "until": i18n.show_time(zones.local(slot.end, event.zone)),
            "title": text.pick(parts[slot.item].title, i18n.current_lang())
            if slot.item is not None
            else gettext("Discussion and close")
            if parts
            else gettext("The whole session"),
            "people": words.listed([called(p.speaker) for p in parts[slot.item].presenters])
            if slot.item is not None
            else "",
        }
        for slot in running.slots(start, session.minutes, [part.minutes for part in parts])
    ]


def called(speaker: Speaker) -> str:
    """How somebody is called aloud: form of address and name, else what the job is."""
    named = f"{speaker.honorific} {speaker.name}".strip() if speaker.name else ""
    return named or speaker.role_title or str(gettext("Name to be confirmed"))


def _person(
    event: Event, session: AgendaSession, part: SessionSpeaker, sent: list[Any]
) -> dict[str, Any]:
    speaker = part.speaker
    lang = i18n.current_lang()
    organisation = text.pick(draft.organisation_of(speaker, lang), lang).text
    country = countries.name(speaker.country, lang) if speaker.country else ""
    line = [speaker.role_title if speaker.name else "", organisation, country]
    return {
        "name": called(speaker),
        "role": gettext(ROLE_LABELS[part.role]),
        "line": ", ".join(filter(None, line)),
        "absent": part.is_absent,
        "unsure": running.is_unsure(speaker),
        "presence": gettext(PRESENCE_LABELS[speaker.presence]),
        "there": _there(event, session, speaker),
        "phone": speaker.phone,
        "owes": running.owes_slides(part, sent),
        "has_slides": any(whose == speaker.id for _kind, whose in sent),
    }


def _there(event: Event, session: AgendaSession, speaker: Speaker) -> str:
    """The time on the clock of somebody who speaks from afar, and where that is."""
    if not (running.is_remote(speaker) and speaker.zone and session.is_placed):
        return ""
    start, _ = times.standing(draft.wall_of(session), session.minutes, event.zone, session.fold)
    local = zones.local(start, speaker.zone)
    at = f"{i18n.show_time(local)} ({zones.offset_text(start, speaker.zone)})"
    return str(gettext("%(time)s in %(city)s", time=at, city=i18n.zone_city(speaker.zone)))


def _supply(service: SessionSupply) -> dict[str, Any]:
    return {
        "kind": gettext(SERVICE_LABELS[service.kind]),
        "lang": words.language(service.lang) if service.lang else "",
        "state": gettext(SERVICE_STATE_LABELS[service.state]),
        "supplier": service.supplier,
    }


def _ways(event: Event, session: AgendaSession) -> list[dict[str, Any]]:
    """The ways to join as those who take part see them, with their addresses."""
    lang = i18n.current_lang()
    own: list[SessionJoinWay | JoinWay] = list(session.ways)
    shared = event_queries.join_ways(event.id) if session.online else []
    return [
        {
            "kind": text.pick(way.label, lang).text or gettext(JOIN_WAY_LABELS[way.kind]),
            "address": way.address,
            "lang": words.language(way.lang) if way.lang else "",
        }
        for way in joining.offered(own, shared)
    ]
