"""What the page of a session shows beside its place: items, people, materials, topics, ways."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for

from eventsite.agenda import display, joining, materials, releases, words
from eventsite.agenda.fairness import remark
from eventsite.agenda.models import SessionState
from eventsite.core import files, i18n, text
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.models import JoinWayKind, Mode
from eventsite.events.models.event import JOIN_WAY_LABELS
from eventsite.reference import lists

_ENDINGS = {media_type: ending.upper() for ending, (media_type, _) in files.KINDS.items()}


def of_session(
    p: display.Programme, session: releases.ReleasedSession, now: datetime
) -> dict[str, Any]:
    """Everything, by the names that the template uses."""
    return {
        "voices": [(display.speaker(p, v.code), _role(v)) for v in session.speakers],
        "items": [_item(p, part) for part in session.parts],
        "materials": list(_materials(p, session, now)),
        "outcome": text.pick(session.outcome, p.lang),
        "topics": list(_topics(session, p.lang)),
        "ways": list(_ways(p, session)),
        "night": _night(p, session),
    }


def _night(p: display.Programme, session: releases.ReleasedSession) -> str:
    """For which regions it is night, of what can be followed from afar; else empty."""
    afar = session.online or p.event.mode == Mode.ONLINE
    if not afar or session.state != SessionState.SCHEDULED:
        return ""
    return remark.remark(session.start, session.end, bool(session.recording))


def _role(voice: releases.Voice) -> str:
    return str(gettext("Could not come")) if voice.absent else words.role(voice.role)


def _item(p: display.Programme, part: releases.Item) -> dict[str, Any]:
    people = [display.speaker(p, code) for code in part.presenters]
    return {
        "title": text.pick(part.title, p.lang),
        "minutes": part.minutes,
        "people": [(one["name"], one["href"]) for one in people],
    }


def _materials(
    p: display.Programme, session: releases.ReleasedSession, now: datetime
) -> Iterator[dict[str, Any]]:
    """Those whose moment has come with their address, the others with the instant they open."""
    for one in session.materials:
        person = p.people.get(one.speaker)
        if person is not None and person.is_erased:
            continue
        is_open = materials.is_open(one, session, now)
        yield {
            "title": text.pick(one.title, p.lang),
            "facts": _facts(one),
            "href": _address(p, session, one) if is_open else "",
            "is_link": not one.file,
            "opens": None if is_open else one.opens(session.start, session.end),
        }


def _address(
    p: display.Programme, session: releases.ReleasedSession, one: releases.Material
) -> str:
    if not one.file:
        return one.url
    return url_for("agenda.material", slug=p.event.slug, code=session.code, material=one.code)


def _facts(one: releases.Material) -> str:
    said = [words.material_labels()[one.kind]]
    if one.file:
        said += [_ENDINGS.get(one.media_type, ""), words.size(one.size)]
    if one.lang:
        said.append(words.language(one.lang))
    return words.listed([word for word in said if word])


def _topics(session: releases.ReleasedSession, lang: str) -> Iterator[tuple[str, list[str], str]]:
    """Headings with their lines, and the language of the lines; codes no longer known stay out."""
    items = {item.name: item for item in lists.WORK_ITEMS}
    goals = [lists.GOALS[n] for n in session.sdgs if n in lists.GOALS]
    groups = [lists.STUDY_GROUPS[c] for c in session.study_groups if c in lists.STUDY_GROUPS]
    clauses = [lists.CLAUSES[c] for c in session.clauses if c in lists.CLAUSES]
    found = (
        (gettext("Study groups"), [f"{g.code} {g.title}".strip() for g in groups], "en"),
        (
            gettext("Work items"),
            [f"{items[n].name} {items[n].title}" for n in session.work_items if n in items],
            "en",
        ),
        (
            gettext("Sustainable Development Goals"),
            [f"{goal.number} {goal.name(lang)}" for goal in goals],
            lang,
        ),
        (
            gettext("Resolution 105"),
            [f"{clause.code} {clause.label}" for clause in clauses],
            "en",
        ),
    )
    return ((str(head), said, spoken) for head, said, spoken in found if said)


def _ways(p: display.Programme, session: releases.ReleasedSession) -> Iterator[dict[str, Any]]:
    """The session's own ways and the event's; addresses stand under /me only."""
    if session.state == "cancelled":
        return
    own = [joining.Named(JoinWayKind(w.kind), w.kbits, w.lang, w.label) for w in session.ways]
    ways = event_queries.join_ways(p.event.event_id) if session.online else []
    shared = [joining.Named(w.kind, w.kbits, w.lang, w.label) for w in ways]
    for way in joining.offered(own, shared):
        yield way_line(way, p.lang)


def way_line(way: Any, lang: str) -> dict[str, Any]:
    """A way's name and what it needs; `way` of a release, a session or an event."""
    kind = str(gettext(JOIN_WAY_LABELS[way.kind]))
    label = text.pick(way.label, lang)
    said = [kind] if label else []
    if way.lang:
        said.append(words.language(way.lang))
    if way.kbits:
        said.append(str(gettext("from %(kbits)s kbit/s", kbits=i18n.show_number(way.kbits))))
    here = text.Said(kind, lang, i18n.dir_of(lang))
    return {"name": label if label else here, "facts": words.listed(said)}
