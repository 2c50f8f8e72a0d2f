"""The public check page of certificates, and the holder's own certificate."""

from datetime import date

from flask import Response, abort, render_template
from flask import request as asked
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, i18n, text, trace
from eventsite.desk import certificates, jobs, queries, rendering
from eventsite.desk.manage.root import blueprint
from eventsite.desk.models import Certificate
from eventsite.registration import rules as registration_rules
from eventsite.registration.access import actor, here, holder
from eventsite.registration.models import Registration

__all__ = ["blueprint"]


@blueprint.route("/certificates/<code>")
@access.public
def certificate_check(code: str) -> ResponseReturnValue:
    """Whether a certificate is genuine, and no more about it than the paper in hand says."""
    is_sealed = certificates.is_sealed(code, asked.args.get("seal", "")[:64])
    found = queries.find_certificate(code) if is_sealed else None
    page = render_template(
        "desk/certificate_check.html",
        certificate=found,
        title=text.pick(found.event.title, i18n.current_lang()) if found else None,
        rows=rendering.certificate_rows(found.facts) if found else [],
        day=date.fromisoformat(found.facts["issued"]) if found else None,
    )
    return page, 200 if found else 404


@blueprint.route("/me/registrations/<code>/certificate")
@blueprint.route("/registrations/<code>/<key>/certificate")
@holder
def certificate(registration: Registration) -> str:
    """One's own certificate, or when there will be one."""
    found = queries.certificate_of(registration.id)
    return render_template(
        "desk/certificate.html",
        registration=registration,
        event=registration.event,
        certificate=found,
        rows=rendering.certificate_rows(found.facts) if found else [],
        is_over=registration_rules.is_over(registration.event, clock.now()),
        address=here,
    )


@blueprint.route("/me/registrations/<code>/certificate.pdf")
@blueprint.route("/registrations/<code>/<key>/certificate.pdf")
@holder
def certificate_pdf(registration: Registration) -> Response:
    """The same as a file."""
    found = queries.certificate_of(registration.id)
    if found is None:
        abort(404)
    trace.note("certificate.fetched", f"certificate:{found.id}", actor=actor(registration))
    return answer(found, jobs.pdf_of(found, registration.event))


def answer(found: Certificate, content: bytes) -> Response:
    """A certificate made just now, kept by no cache."""
    response = Response(content, mimetype="application/pdf")
    name = f"{found.number.replace('/', '-')}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
