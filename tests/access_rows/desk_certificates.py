"""Rows of the pages of certificates."""

from typing import Any

from eventsite.desk import certificates
from tests import make
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    of_event,
    one_person,
    page,
    team,
    write,
)
from tests.desk import making_certificates as making

CERTIFICATES = team(Visitor.REGISTRATION)


def of_one(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": making.certificate(world.event).code}


def of_over(world: World) -> dict[str, Any]:
    making.over(world.event)
    return of_event(world)


def of_own(world: World) -> dict[str, Any]:
    comer = make.make_registration(world.event, world.participant.person)
    return {"code": comer.code}


def of_paper(world: World) -> dict[str, Any]:
    made = making.certificate(world.event, world.participant.person)
    assert made.registration is not None
    return {"code": made.registration.code}


def of_checked(world: World) -> dict[str, Any]:
    code = making.certificate(world.event).code
    return {"code": code, "seal": certificates.seal_of(code)}


ROWS: dict[tuple[str, str], Row] = {
    ("desk.certificates", "GET"): page(
        CERTIFICATES, of_event, grow=lambda world: making.certificate(world.event)
    ),
    ("desk.issue_certificates", "POST"): write(
        CERTIFICATES, of_over, Writes("certificates.ordered")
    ),
    ("desk.mail_certificates", "POST"): write(CERTIFICATES, of_over, Writes("certificates.mailed")),
    ("desk.certificate_words", "POST"): write(
        CERTIFICATES,
        of_event,
        Writes("certificates.words_saved", lambda _world: {"words-en": "Thanks"}, after=("langs",)),
    ),
    ("desk.certificate_file", "GET"): page(CERTIFICATES, of_one),
    ("desk.withdraw_certificate", "POST"): write(
        CERTIFICATES,
        of_one,
        Writes("certificate.withdrawn", before=("withdrawn",), after=("withdrawn",)),
    ),
    ("desk.renew_certificate", "POST"): write(
        CERTIFICATES, of_one, Writes("certificate.renewed", after=("number",))
    ),
    ("desk.certificate_check", "GET"): page(everybody(), of_checked),
    ("desk.certificate", "GET"): page(one_person(), of_own),
    ("desk.certificate_pdf", "GET"): page(one_person(), of_paper),
}
