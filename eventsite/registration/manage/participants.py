"""The team's list of participants, with its figures, and as DOCX and PDF for official use."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, flash, g, render_template, request, url_for

from eventsite.core import access, clock, http, i18n, text, trace, word
from eventsite.core.i18n import N_, gettext, ngettext
from eventsite.events import wording
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.reference import collation, countries
from eventsite.registration import participants, rendering
from eventsite.registration.manage.section import SECTION
from eventsite.registration.queries import participants as listed
from eventsite.registration.queries import presence
from eventsite.registration.queries.participants import MOST_LISTED, Who
from eventsite.registration.rendering import Listed
from eventsite.registration.views import blueprint

HERE = "registration.participants_list"
#: Whom a list can hold, in words.
WHO_WORDS = {
    Who.CONFIRMED: N_("Everybody with a confirmed place"),
    Who.TOOK_PART: N_("Everybody who took part"),
    Who.PUBLIC: N_("Only people who chose to be in the public list"),
}


@blueprint.get("/manage/events/<slug>/participants", endpoint="participants_list")
@team(Duty.REGISTRATION)
def participants_list(event: Event) -> str:
    """Whom the list holds, how many from where, and its files."""
    g.rail_section = SECTION
    who, lang = _asked()
    people = listed.participants(event.id, who, lang, MOST_LISTED + 1)
    is_long = len(people) > MOST_LISTED
    number = listed.listed_number(event.id, who) if is_long else len(people)
    absent, present = participants.represented(people, event.first_day)
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    there: dict[str, Any] = {"slug": event.slug, "who": who.value, "lang": lang}
    return render_template(
        "registration/participants_list.html",
        filters=_filters(who, lang),
        number=number,
        is_long=is_long,
        most=MOST_LISTED,
        parts=participants.parts(participants.ordered(people, lang), lang),
        states=_states(present, len(absent)),
        absent=_names([one.code for one in absent], i18n.current_lang()),
        files=[
            ("PDF", url_for("registration.participants_pdf", **there)),
            ("DOCX", url_for("registration.participants_docx", **there)),
        ],
    )


@blueprint.get("/manage/events/<slug>/participants.docx")
@team(Duty.REGISTRATION)
def participants_docx(event: Event) -> Any:
    """The list as DOCX."""
    return _file(event, rendering.docx, word.MEDIA_TYPE, "docx")


@blueprint.get("/manage/events/<slug>/participants.pdf")
@team(Duty.REGISTRATION)
def participants_pdf(event: Event) -> Any:
    """The list as PDF."""
    return _file(event, rendering.pdf, "application/pdf", "pdf")


def _asked() -> tuple[Who, str]:
    """What the address asks for; what is no choice counts as none."""
    said, lang = request.args.get("who", ""), request.args.get("lang", "")
    who = Who(said) if said in set(Who) else Who.CONFIRMED
    if who is Who.TOOK_PART and not presence.is_known():
        who = Who.CONFIRMED
    return who, lang if lang in i18n.LANGUAGES else i18n.current_lang()


def _filters(who: Who, lang: str) -> list[dict[str, Any]]:
    known = [one for one in Who if one is not Who.TOOK_PART or presence.is_known()]
    return [
        {
            "name": "who",
            "label": gettext("People"),
            "options": [(one.value, gettext(WHO_WORDS[one])) for one in known],
            "value": who.value,
        },
        {
            "name": "lang",
            "label": gettext("Language"),
            "options": list(i18n.LANGUAGES.items()),
            "value": lang,
        },
    ]


def _file(
    event: Event, write: Callable[[Listed, datetime], bytes], media_type: str, ending: str
) -> Any:
    who, lang = _asked()
    people = listed.participants(event.id, who, lang, MOST_LISTED + 1)
    if len(people) > MOST_LISTED:
        flash(_too_long(), "bad")
        return http.seen_other(HERE, slug=event.slug, who=who.value, lang=lang)
    key = f"event:{event.id}"
    trace.note("registration.exported", key, actor=access.actor_key(), who=who.value)
    now = clock.now()
    with i18n.speaking(lang):
        content = write(_listed(event, people, who, lang, now), now)
    response = Response(content, mimetype=media_type)
    name = f"{event.slug}-participants-{lang}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _too_long() -> str:
    said = gettext(
        "More than %(most)s people do not fit in one document. Take the CSV of the list of"
        " registrations.",
        most=MOST_LISTED,
    )
    return str(said)


def _listed(
    event: Event, people: list[participants.Participant], who: Who, lang: str, now: datetime
) -> Listed:
    """The document in words; the language is spoken already."""
    found = participants.parts(participants.ordered(people, lang), lang)
    absent, present = participants.represented(people, event.first_day)
    title, first, last = text.pick(event.title, lang).text, event.first_day, event.last_day
    lines = [title, i18n.show_days(first, last or first) if first else "", _place(event, lang)]
    official = gettext("For official use") if who is not Who.PUBLIC else ""
    figures = [(gettext(heading), str(n)) for heading, n in participants.counts(found).items()]
    ending = [_states(present, len(absent))]
    if absent and present:
        names = i18n.comma(lang).join(_names([one.code for one in absent], lang))
        ending.append(gettext("Member States not represented: %(names)s.", names=names))
    made = gettext("Made on %(when)s.", when=i18n.show_instant(now, event.zone))
    return Listed(
        lang=lang,
        title=gettext("List of participants"),
        author="ITU",
        footer=" · ".join(each for each in (title, official) if each),
        lines=[each for each in (official, *lines, gettext(WHO_WORDS[who]), made) if each],
        parts=[_part(part, lang) for part in found],
        figures_title=gettext("Figures"),
        figures_head=(gettext("Part of the list"), gettext("People")),
        figures=[*figures, (gettext("All"), str(len(people)))],
        ending=ending,
    )


def _place(event: Event, lang: str) -> str:
    return str(wording.event_place(event, lang, venue=True))


def _part(part: participants.Part, lang: str) -> dict[str, Any]:
    groups = [
        {
            "heading": group.heading,
            "people": [_person(one, group.heading, lang) for one in group.people],
        }
        for group in part.groups
    ]
    return {"heading": gettext(part.heading), "groups": groups}


def _person(one: participants.Participant, heading: str, lang: str) -> list[str]:
    country = countries.name(one.country, lang) if one.country else ""
    beside = [each for each in (one.entity, country) if each and each != heading]
    said = (participants.line(one), one.job_title, i18n.comma(lang).join(beside))
    return [each for each in said if each]


def _states(present: int, absent: int) -> str:
    said = ngettext(
        "%(num)s Member State is represented, of %(all)s.",
        "%(num)s Member States are represented, of %(all)s.",
        present,
        all=present + absent,
    )
    return str(said)


def _names(codes: list[str], lang: str) -> list[str]:
    """Names of countries in the order of the language's readers."""
    names = [countries.name(code, lang) for code in codes]
    return sorted(names, key=lambda name: collation.key(name, lang))
