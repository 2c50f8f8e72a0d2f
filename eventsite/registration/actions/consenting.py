"""Keeps what people agree to with the text's version and language, and takes it back."""

from collections.abc import Collection

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.registration import rules
from eventsite.registration.actions import changing
from eventsite.registration.models import Consent, ConsentKind, Registration
from eventsite.registration.queries import consents
from eventsite.registration.states import LIVE
from eventsite.registration.verbs import Verb


def give_consents(*, registration: Registration, kinds: Collection[ConsentKind], lang: str) -> int:
    """Keep agreements to the text of the registration's version, read in `lang`; how many are new.

    What stands for this version already is not given twice: a second press changes nothing. The
    rows are the record; the trail has the registering or confirming that they came with.
    """
    now, version = clock.now(), registration.consent_version
    known = [one for one in consents.consents_of(registration) if one.withdrawn is None]
    there = {one.kind for one in known if one.text_version == version}
    new = [kind for kind in ConsentKind if kind in kinds and kind not in there]
    for kind in new:
        db.session.add(
            Consent(
                registration_id=registration.id,
                kind=kind,
                text_version=version,
                lang=lang,
                given=now,
            )
        )
    if ConsentKind.LISTED in kinds:
        registration.publish_in_list = True
    db.session.flush()
    return len(new)


def withdraw(*, registration: Registration, kind: ConsentKind, actor: str) -> None:
    """Take an agreement back; twice is as once.

    Out of the list of participants at once. Nobody can take part without the two others: the
    registration is cancelled, while that is possible.
    """
    now = clock.now()
    given = [one for one in consents.consents_of(registration) if one.kind is kind]
    standing = [one for one in given if one.withdrawn is None]
    was_listed = kind is ConsentKind.LISTED and registration.publish_in_list
    for one in standing:
        one.withdrawn = now
    if was_listed:
        registration.publish_in_list = False
    db.session.flush()
    if not standing and not was_listed:
        return
    key = f"registration:{registration.id}"
    audit.record(actor, Verb.CONSENT_WITHDRAWN, key, {"kind": kind.value})
    if kind is not ConsentKind.LISTED and may_cancel(registration):
        changing.cancel(registration=registration, actor=actor)


def may_cancel(registration: Registration) -> bool:
    """Whether taking an agreement back cancels the registration: it stands and is to come."""
    is_live = registration.state in LIVE
    return is_live and rules.may_cancel(registration.state, registration.event, clock.now()) is None


def follow_list(*, registration: Registration, lang: str, actor: str) -> None:
    """After answers changed: the consent to the list of participants says the same as the box."""
    if registration.publish_in_list:
        give_consents(registration=registration, kinds=[ConsentKind.LISTED], lang=lang)
    elif consents.standing(registration, ConsentKind.LISTED) is not None:
        withdraw(registration=registration, kind=ConsentKind.LISTED, actor=actor)


def agree(*, registration: Registration, agreed: bool, lang: str) -> None:
    """What somebody has to say who was registered by another person: Refused without it."""
    if not agreed:
        raise Refused(rules.Reason.NOT_AGREED)
    kinds = [ConsentKind.DATA, ConsentKind.CONDUCT]
    give_consents(registration=registration, kinds=kinds, lang=lang)
