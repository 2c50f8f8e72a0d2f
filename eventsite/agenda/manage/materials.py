"""The materials of a session: list, a further one, its versions, taking it away."""

from typing import Any

from flask import abort, flash, g, render_template
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import actions, forms, queries, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import AgendaSession, MaterialKind, Publish, SessionMaterial
from eventsite.agenda.views import blueprint
from eventsite.core import access, files, http, once
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

_PATH = "/manage/events/<slug>/programme/sessions/<code>/materials"


@blueprint.route(_PATH, methods=["GET", "POST"])
@agenda_access.edits
@once.press
def materials(event: Event, code: str) -> ResponseReturnValue:
    """Every material of the session, and the form for one more."""
    session = _session(event, code)
    form = _offered(forms.NewMaterialForm.of_request(), event, session)
    if form.ok():
        try:
            actions.add_material(event, session, _facts(form), form.source(), access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The material is added. Visitors see it with the next version."))
            return http.seen_other("agenda.materials", slug=event.slug, code=code)
    found = queries.materials(session.id)
    return _page("agenda/materials.html", event, session, form, materials=found)


@blueprint.route(f"{_PATH}/<material>", methods=["GET", "POST"])
@agenda_access.edits
def edit_material(event: Event, code: str, material: str) -> ResponseReturnValue:
    """What is said of a material, and its versions."""
    session, found = _found(event, code, material)
    form = _form(event, session, found)
    if form.ok():
        version = form.version.data or 0
        try:
            actions.edit_material(event, session, found, _facts(form), access.actor_key(), version)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The material is saved."))
            return http.seen_other("agenda.materials", slug=event.slug, code=code)
    return _one(event, session, found, form, forms.SourceForm())


@blueprint.post(f"{_PATH}/<material>/versions")
@agenda_access.edits
def renew_material(event: Event, code: str, material: str) -> ResponseReturnValue:
    """A further version of a material; earlier ones stay for the team."""
    session, found = _found(event, code, material)
    form = forms.SourceForm.of_request()
    if form.ok():
        try:
            actions.renew_material(event, session, found, form.source(), access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The new version is added. Visitors see it when you publish."))
            return http.seen_other(
                "agenda.edit_material", slug=event.slug, code=code, material=material
            )
    shown = forms.MaterialForm(**_values(found))
    return _one(event, session, found, _offered(shown, event, session), form)


@blueprint.post(f"{_PATH}/<material>/delete")
@agenda_access.edits
def remove_material(event: Event, code: str, material: str) -> ResponseReturnValue:
    """Delete what was never published; else show it no longer."""
    session, found = _found(event, code, material)
    if actions.remove_material(event, session, found, access.actor_key()):
        flash(gettext("The material is deleted."))
    else:
        flash(gettext("It was published before. From the next version on nobody sees it."))
    return http.seen_other("agenda.materials", slug=event.slug, code=code)


@blueprint.get(f"{_PATH}/<material>/versions/<int:number>")
@agenda_access.looks
def material_version(event: Event, code: str, material: str, number: int) -> ResponseReturnValue:
    """The file of one version, for the team."""
    session = builder.of_code(event, code)
    found = queries.find_material(session.id, material) or abort(404)
    version = next((one for one in found.versions if one.number == number), None)
    if version is None or version.file is None or not files.path_of(version.file).is_file():
        abort(404)
    return files.answer(version.file)


def _session(event: Event, code: str) -> AgendaSession:
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    return session


def _found(event: Event, code: str, material: str) -> tuple[AgendaSession, SessionMaterial]:
    session = _session(event, code)
    return session, queries.find_material(session.id, material) or abort(404)


def _form(event: Event, session: AgendaSession, found: SessionMaterial) -> Any:
    return _offered(forms.MaterialForm.of_request(**_values(found)), event, session)


def _offered(form: Any, event: Event, session: AgendaSession) -> Any:
    return form.offer(queries.speakers_of(session.id), event.text_langs)


def _values(found: SessionMaterial) -> dict[str, Any]:
    names = ("title", "lang", "due", "speaker_id", "version")
    shown = {name: getattr(found, name) for name in names}
    return {**shown, "kind": found.kind.value, "publish": found.publish.value}


def _facts(form: Any) -> actions.MaterialFacts:
    return actions.MaterialFacts(
        title=form.title.data,
        kind=MaterialKind(form.kind.data),
        lang=form.lang.data or "",
        publish=Publish(form.publish.data),
        due=form.due.data,
        speaker_id=form.speaker_id.data,
    )


def _one(
    event: Event, session: AgendaSession, found: SessionMaterial, form: Any, renewal: Any
) -> ResponseReturnValue:
    return _page(
        "agenda/material.html", event, session, form, renewal, material=found, renewal=renewal
    )


def _page(
    template: str, event: Event, session: AgendaSession, *sent: Any, **context: Any
) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    html = render_template(
        template,
        said_as=words.programme(event.kind),
        session=session,
        form=sent[0],
        labels=words.material_labels(),
        **context,
    )
    return html, 422 if any(form.errors for form in sent) else 200
