"""The page that lists a programme's files, and the whole programme on paper and in a frame."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from markupsafe import Markup

from eventsite.agenda import display, framing, narrowing, queries, releases, words
from eventsite.core import access, http, i18n, text, zones
from eventsite.core.i18n import gettext
from eventsite.events import wording
from eventsite.events.models import EventState
from eventsite.exchange.views import giving
from eventsite.exchange.views.frame import blueprint

#: What the address of paper and of a frame may say.
_ARGUMENTS = frozenset({"day", "zone", "track"})
#: The code for the page of another site; the address and the title are escaped.
_FRAME = Markup('<iframe src="{}" title="{}" width="100%" height="800" loading="lazy"></iframe>')
#: A frame shows a page without scripts and without forms.
_FRAMED = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
)


@blueprint.get("/events/<slug>/programme/files")
@http.cacheable
@access.public
def files(slug: str) -> http.Kept:
    """In which files the programme can be taken along, and where else it can be had."""
    event = giving.found(slug)
    key = ("exchange.files", *event.key, event.frame_hosts == [], i18n.current_lang())
    return http.shelf.get(key, lambda: http.Kept(_files(event).encode()))


@blueprint.get("/events/<slug>/programme/print")
@http.cacheable
@access.public
def printed(slug: str) -> http.Kept:
    """All days of the programme, one after another, for paper."""
    return _kept(slug, "exchange/print.html")


@blueprint.get("/events/<slug>/programme/embed")
@http.cacheable
@access.public
def embed(slug: str) -> http.Kept:
    """The programme without scripts, for a frame in the page of a site that the team named."""
    return _kept(slug, "exchange/embed.html", framed=True)


def _files(event: queries.Published) -> str:
    return render_template(
        "exchange/files.html",
        published=event,
        said_as=words.programme(event.kind),
        files=listed(event),
        **ways(event),
    )


def listed(event: queries.Published) -> list[dict[str, Any]]:
    """Each file with its size; a document has its address in every language."""
    if event.release_id is None:
        return []
    return [
        {
            "name": gettext(file.name),
            "use": gettext(file.use),
            "href": url_for(file.endpoint, slug=event.slug),
            "ending": file.ending,
            "size": words.size(len(giving.kept(event, file).body)),
            "languages": _languages(file, event.slug),
        }
        for file in giving.FILES
    ]


def _languages(file: giving.File, slug: str) -> list[tuple[str, str, str]]:
    """Code, own name and address of a document in the other languages."""
    others = [lang for lang in i18n.offered() if lang != i18n.current_lang()]
    if file.ending != "docx":
        return []
    return [
        (lang, i18n.LANGUAGES[lang], i18n.url_in(lang, file.endpoint, slug=slug)) for lang in others
    ]


def ways(event: queries.Published) -> dict[str, str]:
    """The address of the frame, and the code that puts it into a page of another site."""
    lang = i18n.current_lang()
    address = i18n.url_in(lang, "exchange.embed", slug=event.slug)
    title = f"{words.programme(event.kind)} – {text.pick(event.title, lang).text}"
    return {"embed_url": address, "embed_code": str(_FRAME.format(address, title))}


def _kept(slug: str, template: str, framed: bool = False) -> http.Kept:
    """A page of all days, kept for the questions that many ask."""
    event, asked = giving.found(slug), request.args.to_dict()
    zone = asked.get("zone", "")
    is_usual = set(asked) <= _ARGUMENTS and (not zone or zones.known(zone))
    query = request.query_string.decode("latin-1")
    is_usual = is_usual and query in (urlencode(asked), urlencode(asked, safe="/"))
    hosts = tuple(event.frame_hosts or ()) if framed else ()

    def made() -> http.Kept:
        html = _page(event, asked, template)
        headers = {"Content-Security-Policy": _policy(hosts)} if framed else {}
        return http.Kept(html.encode(), headers=headers, is_rare=not is_usual)

    key = (template, *event.key, hosts, i18n.current_lang(), query)
    return http.shelf.get(key, made) if is_usual else made()


def _policy(hosts: tuple[str, ...]) -> str:
    return "; ".join((*_FRAMED, f"frame-ancestors {framing.sources(hosts)}"))


def _page(event: queries.Published, asked: Mapping[str, str], template: str) -> str:
    if event.release_id is None:
        return render_template(template, published=event, said_as=words.programme(event.kind))
    content, people = queries.stored(event.release_id)
    imprint = queries.imprint(event.release_id)
    agenda = releases.read(content)
    if event.state is EventState.CANCELLED:
        agenda = agenda.called_off()
    zone = asked.get("zone", "")
    p = display.Programme(event, agenda, people, zone if _is_other(zone, agenda) else "")
    choice = narrowing.Choice(track=asked.get("track", ""))
    if not narrowing.offer(agenda).has(choice):
        abort(404)
    codes = frozenset(s.code for s in narrowing.fitting(agenda, people, choice))
    days = [
        {"day": day, "number": p.days.index(day) + 1, "slots": _slots(p, day, codes)}
        for day in _days(p, asked.get("day", ""))
    ]
    return render_template(
        template,
        p=p,
        published=event,
        said_as=words.programme(event.kind),
        days=days,
        imprint=imprint,
        place=wording.event_place(imprint, i18n.current_lang(), venue=True),
        span=i18n.show_days(p.days[0], p.days[-1]) if p.days else "",
        track=next((t for t in agenda.tracks if str(t.id) == choice.track), None),
        offset=_offset(p),
    )


def _slots(p: display.Programme, day: date, codes: frozenset[str]) -> list[dict[str, Any]]:
    """The slots of a day without stars, which need a script."""
    slots = display.slots(p, day, codes)
    for slot in slots:
        slot["sessions"] = [
            {name: value for name, value in one.items() if name != "code"}
            for one in slot.get("sessions", [])
        ]
    return slots


def _is_other(zone: str, agenda: releases.ReleasedAgenda) -> bool:
    return zones.known(zone) and zone != agenda.zone


def _offset(p: display.Programme) -> str:
    """The offset of the zone that is read first where it has but one in the programme."""
    found = {zones.offset_text(s.start, p.first_zone) for s in p.agenda.shown}
    return found.pop() if len(found) == 1 else p.first_zone


def _days(p: display.Programme, asked: str) -> tuple[date, ...]:
    """The day asked for, else all; 404 for a day that there is not."""
    if not asked:
        return p.days
    found = tuple(day for day in p.days if day.isoformat() == asked)
    if not found:
        abort(404)
    return found
