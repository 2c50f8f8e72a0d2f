"""The pages of the desk of translations: how far each language is, one language, its table."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, http
from eventsite.core.db import db
from eventsite.core.errors import NotAllowed, Refused
from eventsite.core.i18n import LANGUAGES, N_, gettext, ngettext
from eventsite.core.sheets import Said, Unreadable
from eventsite.events import queries as event_queries
from eventsite.events import states as event_states
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.site.translating import gathering, saving, states, tables
from eventsite.site.translating.saving import Saved, Typed
from eventsite.site.translating.states import LABELS, TONES, Item, State
from eventsite.site.views import blueprint

SECTION = "site.translations"
#: Texts on one page of the desk.
PAGE_SIZE = 20
#: What the parts of an event are called, by the name of the feature's room.
_PARTS = {
    "events": N_("Event"),
    "questions": N_("Questions"),
    "registration": N_("Registration"),
    "agenda": N_("Programme"),
    "calls": N_("Calls"),
    "letters": N_("Letters"),
    "messages": N_("Messages"),
    "desk": N_("Certificates"),
}
_DUTIES = (Duty.AGENDA, Duty.TRACK, Duty.REGISTRATION, Duty.CALLS, Duty.COMMUNICATION)


@blueprint.get("/manage/events/<slug>/translations")
@team(*_DUTIES, viewers=True)
def translations(event: Event) -> ResponseReturnValue:
    """How far the texts of the event are translated into each language."""
    return render_template("site/translations.html", figures=gathering.progress(event), **_words())


@blueprint.get("/manage/events/<slug>/translations/<lang>")
@team(*_DUTIES, viewers=True)
def translate(event: Event, lang: str) -> ResponseReturnValue:
    """The texts beside their translations into one language, by `?state=` and `?of=`."""
    return _page(event, _known(lang))


@blueprint.post("/manage/events/<slug>/translations/<lang>")
@team(*_DUTIES)
def save_translations(event: Event, lang: str) -> ResponseReturnValue:
    """Save what was written on the page, each text as a draft or as reviewed."""
    lang, typed = _known(lang), _typed()
    try:
        saved = saving.save(actor=access.actor_key(), event=event, lang=lang, typed=typed)
    except Refused as refused:
        return _again(event, lang, typed, refused)
    flash(_said(saved))
    here = {name: request.args[name] for name in ("state", "of", "page") if name in request.args}
    return http.seen_other("site.translate", slug=event.slug, lang=lang, **here)


@blueprint.get("/manage/events/<slug>/translations/<lang>.csv")
@team(*_DUTIES, viewers=True)
def translations_csv(event: Event, lang: str) -> Response:
    """The table of one language for a translator; with `?state=`, only those texts."""
    shown = _chosen(gathering.items(event, _known(lang)), "", request.args.get("state", ""))
    name = f"{event.slug}-translations-{lang}.csv"
    return http.csv_response(tables.HEADER, tables.rows(shown), name)


@blueprint.post("/manage/events/<slug>/translations/<lang>/table")
@team(*_DUTIES)
def take_translations_in(event: Event, lang: str) -> ResponseReturnValue:
    """Take the table in that a translator filled in; all of it as drafts, or nothing."""
    lang, upload = _known(lang), request.files.get("table")
    try:
        typed = tables.read(upload.stream.read(tables.LIMITS.bytes + 1) if upload else b"", lang)
        saved = saving.save(actor=access.actor_key(), event=event, lang=lang, typed=typed)
    except Unreadable as unreadable:
        return _page(
            event, lang, problem=[_said_of(unreadable.where), _said_of(unreadable.what)]
        ), 422
    except Refused as refused:
        # What was written before the refusal is not shown as if it stood there.
        db.session.rollback()
        return _page(event, lang, problem=[refused.sentence, refused.field or ""]), 422
    number = len(saved.drafts)
    flash(ngettext("%(num)d draft is taken in.", "%(num)d drafts are taken in.", number))
    if saved.gone:
        number = len(saved.gone)
        flash(
            ngettext(
                "%(num)d row is left out: its text is not in this event any more.",
                "%(num)d rows are left out: their texts are not in this event any more.",
                number,
            ),
            "warn",
        )
    return http.seen_other("site.translate", slug=event.slug, lang=lang)


def _page(
    event: Event,
    lang: str,
    typed: Mapping[str, Typed] | None = None,
    errors: Mapping[str, str] | None = None,
    problem: Sequence[str] = (),
) -> str:
    """The desk of one language; with what was typed where it was refused."""
    g.rail_section = SECTION
    found = gathering.items(event, lang)
    of, state = request.args.get("of", ""), request.args.get("state", "")
    shown = _chosen(found, of, state)
    page = http.page_of(shown, PAGE_SIZE)
    if typed:
        page = http.Page([item for item in found if item.key in typed], 1, 1, len(typed))
    return render_template(
        "site/translate.html",
        chosen_lang=lang,
        page=page,
        page_url=lambda number: _here(event, lang, of=of, state=state, page=number),
        filters=_filters(found, of, state),
        of=of,
        state=state,
        typed=typed or {},
        errors=errors or {},
        problem=[one for one in problem if one],
        figure=states.progress(lang, found),
        names=event_queries.names_of_actors({one.kept.actor for one in page.items if one.kept}),
        read_only=event_states.why_read_only(event),
        may=any(item.text.may for item in found),
        **_words(),
    )


def _again(
    event: Event, lang: str, typed: Sequence[Typed], refused: Refused
) -> ResponseReturnValue:
    """The page once more, every word of it kept, with the sentence beside its text."""
    if isinstance(refused, NotAllowed):
        raise refused
    db.session.rollback()
    known = {one.key: one for one in typed}
    if refused.field not in known:
        return _page(event, lang, known, problem=[refused.sentence]), 422
    return _page(event, lang, known, {refused.field: refused.sentence}), 422


def _typed() -> list[Typed]:
    """What the form holds, text by text."""
    found = request.form
    return [
        Typed(
            key=key,
            said=found.get(f"said:{key}", ""),
            is_reviewed="all" in found or f"ok:{key}" in found,
            stood=found.get(f"stood:{key}", ""),
        )
        for key in found.getlist("key")[:PAGE_SIZE]
    ]


def _said(saved: Saved) -> str:
    if not saved.is_any:
        return str(gettext("Nothing was changed."))
    return str(gettext("The translations are saved."))


def _chosen(items: Sequence[Item], of: str, state: str) -> list[Item]:
    return [
        item
        for item in items
        if state in ("", item.state.value) and item.key.startswith(f"{of}:" if of else "")
    ]


def _filters(items: Sequence[Item], of: str, state: str) -> list[dict[str, Any]]:
    """The two selects above the list; a feature appears where it has texts."""
    there = {item.key.partition(":")[0] for item in items}
    parts = [(name, gettext(label)) for name, label in _PARTS.items() if name in there]
    states_ = [(one.value, gettext(label)) for one, label in LABELS.items()]
    return [
        {"name": "state", "label": gettext("State"), "value": state,
         "options": [("", gettext("All states")), *states_]},
        {"name": "of", "label": gettext("Where"), "value": of,
         "options": [("", gettext("Everywhere")), *parts]},
    ]  # fmt: skip


def _here(event: Event, lang: str, **query: Any) -> str:
    kept = {name: value for name, value in query.items() if value}
    return url_for("site.translate", slug=event.slug, lang=lang, **kept)


def _words() -> dict[str, Any]:
    return {"languages": LANGUAGES, "labels": LABELS, "tones": TONES, "State": State}


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        abort(404)
    return lang


def _said_of(said: Said | None) -> str:
    """A sentence about a file, in the language spoken now."""
    return str(gettext(said.sentence, **said.values)) if said else ""
