"""A speaker's slides by their own link: a version for one of their sessions, or none at all."""

import hashlib

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions, forms, materials, queries
from eventsite.agenda.actions import answers
from eventsite.agenda.models import AgendaSession, MaterialKind, MaterialVersion, Speaker
from eventsite.agenda.views import giving, speaking
from eventsite.agenda.views.frame import blueprint
from eventsite.core import access, text
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang
from eventsite.events.models import Event


@blueprint.route("/events/<slug>/speaking/<code>/<secret>/slides", methods=["GET", "POST"])
@access.public
def speaking_slides(slug: str, code: str, secret: str) -> ResponseReturnValue:
    """What is there, one more version, or that they speak without slides."""
    event, speaker = speaking.opened(slug, code, secret)
    if request.method == "POST" and request.form.get("without") in {"yes", "no"}:
        without = request.form["without"] == "yes"
        answers.say_slides(event, speaker, without, speaking.actor_of(speaker))
        return giving.saved(speaker, slug, "agenda.speaking_slides")
    line = queries.line_of(speaker)
    held = {part.session.code: part.session for part in line.parts}
    form = forms.SlidesForm.of_request()
    lang = current_lang()
    form.session_code.choices = core_forms.choices(
        [(one.code, text.pick(one.title, lang).text) for one in held.values()]
    )
    if form.ok():
        try:
            _give(event, speaker, held[form.session_code.data], form)
        except Refused as refused:
            form.refuse(refused)
        else:
            return giving.saved(speaker, slug, "agenda.speaking_slides")
    there = [(one, _own(speaker, one)) for one in held.values()]
    return giving.page(
        "agenda/speaking_slides.html", event, speaker, form=form, there=there, line=line
    )


def _give(event: Event, speaker: Speaker, session: AgendaSession, form: forms.SlidesForm) -> None:
    """A new version, unless it is the one that came last: a second press sends it again."""
    upload, url = form.file.data or None, form.url.data or ""
    if not _came_before(speaker, session, upload, url):
        actions.give(event, session, speaker, upload=upload, url=url)


def _came_before(
    speaker: Speaker, session: AgendaSession, upload: FileStorage | None, url: str
) -> bool:
    versions = _own(speaker, session)
    if not versions:
        return False
    last = versions[-1]
    if upload is None or not upload.filename:
        return bool(url) and last.url == url
    mark = hashlib.sha256(upload.stream.read()).hexdigest()
    upload.stream.seek(0)
    return last.file is not None and last.file.sha256 == mark


def _own(speaker: Speaker, session: AgendaSession) -> list[MaterialVersion]:
    there = queries.materials(session.id)
    own = materials.for_speaker(there, speaker.id, MaterialKind.SLIDES)
    return list(own.versions) if own else []
