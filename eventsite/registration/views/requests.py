"""The signed page on which focal points approve and refuse who asks to come for their entity."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import clock, http, limits
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events.models import Event
from eventsite.people.models import FocalPoint, Organisation
from eventsite.registration import queries
from eventsite.registration.access import focal_point
from eventsite.registration.actions import asking
from eventsite.registration.models import PlaceMode, Registration, RegistrationTerms
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.views import door
from eventsite.registration.views.root import blueprint

Answer = str | Response | tuple[str, int]
#: More is never decided with one press.
_MOST = 500


@dataclass(frozen=True)
class Group:
    """The open requests for one event, with what is left there."""

    event: Event
    found: list[Registration]
    left: list[str]
    #: Registrations of the entity there are, and the most it can have; none where there is no end.
    taken: int
    most: int | None


@dataclass(frozen=True)
class Posted:
    """What was ticked and written, for the page that comes back."""

    event: str
    codes: frozenset[str]
    note: str
    #: What has to be mended, empty on a first showing.
    sentence: str = ""


@blueprint.route("/entities/<code>/requests/<key>", methods=["GET", "POST"])
@focal_point
def requests(point: FocalPoint, entity: Organisation) -> Answer:
    """All open requests of the entity; POST decides about some of one event."""
    posted = Posted("", frozenset(), "")
    if request.method == "POST":
        limits.hit("requests.decide", str(point.id), pair="600 per hour")
        answer = _decide(point, entity)
        if isinstance(answer, Response):
            return answer
        posted = answer
    today = clock.now().date()
    decided = request_queries.decided(entity.id, today)
    page = render_template(
        "registration/requests/entity.html",
        entity=entity,
        point=point,
        groups=_groups(entity, request_queries.open_requests(today=today, entity_id=entity.id)),
        posted=posted,
        decided=decided,
        decisions=request_queries.decisions(decided),
        coming=request_queries.coming(today),
        key=g.requests_key,
    )
    return (page, 422) if posted.sentence else page


def _groups(entity: Organisation, found: Sequence[Registration]) -> list[Group]:
    by_event: dict[int, list[Registration]] = {}
    for one in found:
        by_event.setdefault(one.event_id, []).append(one)
    return [_group(entity, of_event) for of_event in by_event.values()]


def _group(entity: Organisation, found: list[Registration]) -> Group:
    event = found[0].event
    terms: RegistrationTerms = queries.terms_of(event.id) or abort(404)
    return Group(
        event,
        found,
        _left(event),
        queries.of_organisation(event.id, entity.id),
        terms.most_per_organisation,
    )


def _left(event: Event) -> list[str]:
    """What is left per way of taking part, where there is an end; who asks has a place already."""
    said = []
    for mode, pool in door.pools(event).items():
        if pool.free is None:
            continue
        if mode is PlaceMode.IN_PERSON:
            sentence = ngettext(
                "%(num)s place in person is left.", "%(num)s places in person are left.", pool.free
            )
        else:
            sentence = ngettext(
                "%(num)s place online is left.", "%(num)s places online are left.", pool.free
            )
        said.append(str(sentence))
    return said


def _decide(point: FocalPoint, entity: Organisation) -> Response | Posted:
    codes = chosen()
    note = request.form.get("note", "").strip()
    posted = Posted(request.form.get("event", ""), frozenset(codes), note)
    answer = decide(request_queries.among(entity.id, codes), posted, f"person:{point.person_id}")
    if isinstance(answer, Posted):
        return answer
    return http.seen_other("registration.requests", code=entity.code, key=g.requests_key)


def chosen() -> list[str]:
    """The codes that were ticked, or all that were shown where "all" was pressed."""
    name = "shown" if request.form.get("action") == "approve-all" else "request"
    return request.form.getlist(name)[:_MOST]


def decide(found: Sequence[Registration], posted: Posted, actor: str) -> asking.Outcome | Posted:
    """What came of the press, told by flashes; else what was posted with the sentence to show."""
    action = request.form.get("action", "")
    if action not in {"approve", "approve-all", "refuse"}:
        abort(400)
    decision = asking.Decided(action.removesuffix("-all"))
    if not found:
        return _mend(posted, gettext("Tick at least one person."))
    if len(posted.note) > 500:
        return _mend(posted, gettext("Shorten the reason to 500 characters."))
    try:
        outcome = asking.decide(found=found, decision=decision, note=posted.note, actor=actor)
    except Refused as refused:
        return _mend(posted, refused.sentence)
    for sentence, tone in sentences(outcome, decision):
        flash(sentence, tone)
    return outcome


def _mend(posted: Posted, sentence: Any) -> Posted:
    return Posted(posted.event, posted.codes, posted.note, str(sentence))


def sentences(outcome: asking.Outcome, decision: asking.Decided) -> list[tuple[str, str]]:
    """What came of a press in whole sentences, each with the tone of its flash."""
    said = [(_done(len(outcome.done), decision), "message")] if outcome.done else []
    who = request_queries.decisions(outcome.before)
    said += [(_decided_before(one, who.get(one.id)), "warn") for one in outcome.before]
    return said + [
        (str(gettext("%(name)s: %(reason)s", name=one.person.name, reason=no.sentence)), "bad")
        for one, no in outcome.refused
    ]


def _done(number: int, decision: asking.Decided) -> str:
    if decision is asking.Decided.APPROVE:
        return str(ngettext("%(num)s person is approved.", "%(num)s people are approved.", number))
    return str(
        ngettext(
            "%(num)s person is refused and told why.",
            "%(num)s people are refused and told why.",
            number,
        )
    )


def _decided_before(one: Registration, decision: request_queries.Decision | None) -> str:
    name, by = one.person.name, decision.who if decision else ""
    if not by:
        return str(gettext("Nobody has to decide about %(name)s any more.", name=name))
    if one.approved is not None:
        return str(gettext("%(name)s was approved already by %(who)s.", name=name, who=by))
    return str(gettext("%(name)s was refused already by %(who)s.", name=name, who=by))
