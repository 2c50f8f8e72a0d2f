"""Letters of the invented forum, and requests for visa support in several states; all invented."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.events import actions as events
from eventsite.events.models import Duty, Event
from eventsite.letters import actions, queries
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.passports import Passport
from eventsite.letters.visa_states import VisaState
from eventsite.people.models import User
from eventsite.registration.models import PlaceMode, Registration, State

_SETTINGS = {
    "sender": {
        "en": "International Telecommunication Union (demonstration)",
        "fr": "Union internationale des télécommunications (démonstration)",
    },
    "signatory": "Amina Example",
    "signatory_title": {
        "en": "Head of the secretariat (invented)",
        "fr": "Cheffe du secrétariat (inventée)",
    },
    "visa_days": 30,
    "visa_issue_days": 21,
}
_INVITED = (
    (
        "en",
        Addressee(
            first_name="Sione",
            family_name="Example",
            honorific="H.E. Mr",
            job_title="Minister of Communications (invented)",
            organisation="Ministry of Communications (invented)",
            country="TO",
        ),
    ),
    (
        "fr",
        Addressee(
            first_name="Awa",
            family_name="Exemple",
            honorific="Mme",
            job_title="Directrice générale (inventée)",
            organisation="Agence de régulation (inventée)",
            country="SN",
        ),
    ),
)
#: What becomes of each request, step by step.
_STEPS: tuple[tuple[VisaState, ...], ...] = (
    (),
    (VisaState.COMPLETE,),
    (VisaState.COMPLETE, VisaState.ISSUED),
    (VisaState.COMPLETE, VisaState.ISSUED, VisaState.GRANTED),
)


def write(event: Event, owner: User, actor: str) -> None:
    """A circular in two languages, two invitations, and four requests for visa support.

    The owner is given the duty of reading the requests, which owning alone does not bring.
    """
    events.add_member(actor=actor, event=event, user=owner, duties=[Duty.VISAS])
    year = event.first_day.year if event.first_day else 0
    settings = {**_SETTINGS, "prefix": f"FORUM{year % 100:02d}"}
    actions.save_settings(actor=actor, event=event, facts=settings, signature=None)
    everybody = {
        "en": Addressee(organisation="To all participants (demonstration)"),
        "fr": Addressee(organisation="À tous les participants (démonstration)"),
    }
    for lang, all_of_them in everybody.items():
        actions.issue(
            actor=actor, event=event, kind=Kind.CIRCULAR, lang=lang, addressee=all_of_them
        )
    for lang, invited in _INVITED:
        actions.issue(actor=actor, event=event, kind=Kind.INVITATION, lang=lang, addressee=invited)
    for steps, comer in zip(_STEPS, _comers(event), strict=False):
        _request(event, comer, steps, actor)


def _comers(event: Event) -> list[Registration]:
    return list(
        db.session.scalars(
            sa.select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.state == State.CONFIRMED,
                Registration.mode == PlaceMode.IN_PERSON,
            )
            .options(
                joinedload(Registration.event),
                joinedload(Registration.person),
                joinedload(Registration.organisation),
            )
            .order_by(Registration.id)
            .limit(len(_STEPS))
        )
    )


def _request(event: Event, comer: Registration, steps: tuple[VisaState, ...], actor: str) -> None:
    row = actions.ask(
        actor=f"person:{comer.person_id}", registration=comer, passport=_passport(event)
    )
    for then in steps:
        found = queries.find_visa_of(event, comer.code)
        if found is None:
            raise LookupError(row.id)
        if then is VisaState.ISSUED:
            actions.issue_visa(actor=actor, event=event, request=found, lang="en")
        else:
            actions.move(actor=actor, request=found, then=then)


def _passport(event: Event) -> Passport:
    if event.first_day is None or event.last_day is None:
        raise LookupError(event.slug)
    return Passport(
        name="INVENTED PERSON",
        nationality="KE",
        born=date(1985, 5, 17),
        birth_place="Invented town",
        number="DEMO0000",
        issued=date(2024, 2, 1),
        valid_until=date(2034, 2, 1),
        consulate="Nairobi",
        travel_from=event.first_day - timedelta(days=1),
        travel_until=event.last_day + timedelta(days=1),
        address="1 Invented Road",
    )
