"""A speaker's own page, opened by the mailed link without an account: answer, what is due."""

from typing import Any

from flask import Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import appointments, forms, links, matrix, owing, queries, words
from eventsite.agenda.actions import invitations
from eventsite.agenda.models import ROLE_LABELS, Answer, SessionSpeaker, Speaker, SpeakerRole
from eventsite.agenda.views.frame import blueprint
from eventsite.core import access, errors, http, i18n, limits, text
from eventsite.core.i18n import gettext
from eventsite.events.models import Event, EventState

#: The endpoints of this page and its parts begin so.
_PREFIX = "agenda.speaking"
#: Where each thing that is owed is given.
PAGE_OF = {
    owing.Owed.PHOTO: "agenda.speaking_details",
    owing.Owed.BIOGRAPHY: "agenda.speaking_details",
    owing.Owed.CONSENT: "agenda.speaking_details",
    owing.Owed.PRESENCE: "agenda.speaking_attendance",
    owing.Owed.PHONE: "agenda.speaking_attendance",
    owing.Owed.AVAILABILITY: "agenda.speaking_times",
    owing.Owed.SLIDES: "agenda.speaking_slides",
    owing.Owed.TEST: "agenda.speaking_test",
}


@blueprint.get("/events/<slug>/speaking/<code>/<secret>")
@access.public
def speaking(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """Their sessions, what is still missing, and the way to each part. Changes nothing."""
    event, speaker = opened(slug, code, secret)
    return _page(event, speaker, forms.AnswerForm.of_request(note=speaker.answer_note))


@blueprint.post("/events/<slug>/speaking/<code>/<secret>/answer")
@access.public
def speaking_answer(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """Confirm or decline, with words."""
    event, speaker = opened(slug, code, secret)
    form = forms.AnswerForm.of_request()
    if not form.ok():
        return _page(event, speaker, form), 422
    said = Answer(form.answer.data)
    invitations.answer(event, speaker, said, form.note.data or "", actor_of(speaker))
    if said is Answer.CONFIRMED:
        flash(gettext("Thank you, you take part. What we still need of you stands below."))
    else:
        flash(gettext("Thank you for telling us. You can change your answer here."))
    return http.seen_other("agenda.speaking", slug=slug, code=code, secret=secret)


@blueprint.app_context_processor
def of_the_reader() -> dict[str, Any]:
    """Lets "My events" lead to the pages of whoever is signed in."""
    return {"speaking_pages": speaking_pages}


def speaking_pages() -> list[tuple[text.Said, str]]:
    """The events in which the person signed in has a part, each with the way to their page."""
    user = access.current_user()
    found = queries.speaking_of(user.person_id) if user is not None else []
    lang = i18n.current_lang()
    return [
        (text.pick(event.title, lang), url_for("agenda.speaking", **way(one, event.slug)))
        for event, one in found
    ]


@blueprint.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Addresses with a secret go to no other site, no search engine and no cache."""
    if (request.endpoint or "").startswith(_PREFIX):
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
    return response


def opened(slug: str, code: str, secret: str) -> tuple[Event, Speaker]:
    """The event and the speaker whose secret this is: 404 for an unknown one, 410 for an old one.

    What is sent is counted against the limits.
    """
    if request.method == "POST":
        limits.hit("speaking", code, pair="200 per hour", address=limits.A_WHOLE_HALL)
    found = queries.find_invited(slug, code)
    if found is None:
        # As much work as for somebody who is there.
        text.same(secret, text.sign("speaking", 0, code, 1))
        abort(404)
    event, speaker = found
    match links.read(speaker, secret):
        case links.Link.UNKNOWN:
            abort(404)
        case links.Link.REPLACED:
            abort(errors.page(410, sentence=_replaced(event)))
    return event, speaker


def actor_of(speaker: Speaker) -> str:
    """Who acts by a link: the speaker, whoever may be signed in beside."""
    return f"speaker:{speaker.id}"


def way(speaker: Speaker, slug: str) -> dict[str, Any]:
    """The values of every address of this speaker's pages."""
    return {"slug": slug, "code": speaker.code, "secret": links.secret_of(speaker)}


def _replaced(event: Event) -> str:
    if not event.contact_email:
        return str(
            gettext("This address was replaced by a newer one. Look for our latest mail to you.")
        )
    return str(
        gettext(
            "This address was replaced by a newer one. Look for our latest mail to you, or write"
            " to %(address)s.",
            address=event.contact_email,
        )
    )


def _page(event: Event, speaker: Speaker, form: forms.AnswerForm) -> str:
    line = queries.line_of(speaker)
    terms = queries.terms_of(event.id)
    others = queries.co_speakers([part.session for part in line.parts])
    return render_template(
        "agenda/speaking.html",
        form=form,
        event=event,
        speaker=speaker,
        row=matrix.row(line),
        parts=[
            (
                part,
                appointments.of(event, part.session, speaker.zone),
                gettext(ROLE_LABELS[part.role]),
                [_other(one.speaker, one.role) for one in _of(others, part, speaker)],
            )
            for part in line.parts
        ],
        missing=_missing(line),
        terms=terms,
        tests=bool(queries.rehearsals(event.id)),
        slides=bool(line.awaited) or speaker.without_slides or _presents(line),
        way=way(speaker, event.slug),
        is_open=event.state not in (EventState.ARCHIVED, EventState.CANCELLED),
    )


def _missing(line: queries.Line) -> list[tuple[str, str]]:
    """What is still missing, each once with its page, the answer left out."""
    wanted = [thing for thing in matrix.THINGS if thing in line.owed]
    return [(str(gettext(owing.OWED_LABELS[one])), PAGE_OF[one]) for one in wanted]


def _presents(line: queries.Line) -> bool:
    return any(part.role in owing.PRESENTING for part in line.parts)


def _of(
    others: dict[int, list[SessionSpeaker]], part: queries.Part, speaker: Speaker
) -> list[SessionSpeaker]:
    return [one for one in others.get(part.session.id, []) if one.speaker_id != speaker.id]


def _other(speaker: Speaker, role: SpeakerRole) -> str:
    said = words.role(role.value)
    name = matrix.called(speaker)
    return str(gettext("%(name)s (%(role)s)", name=name, role=said)) if said else name
