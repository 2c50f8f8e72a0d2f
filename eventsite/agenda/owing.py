"""What the programme asks of its people, and what each of them still owes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsite.agenda.models import Answer, Presence, SpeakerRole
from eventsite.core.i18n import N_


class Refusal(StrEnum):
    """Why something about a speaker is refused."""

    NO_ADDRESS = N_("Enter an email address for this person first, then invite them.")
    NOBODY = N_("Choose at least one person.")
    SLOT_TAKEN = N_("Somebody else has just taken this time. Choose another one.")
    SLOT_OVER = N_("This time is over. Choose another one.")
    SLOT_BOOKED = N_("Somebody has booked this time. Make it free first.")
    SLOT_FREE = N_("Nobody has booked this time.")
    TESTED = N_("Your technical test is made. You need no other time.")
    NO_SLOT = N_("No test of this length fits between these times. Choose a later end.")
    TOO_MANY = N_("Enter at most %(most)d tests at once. Choose longer tests or fewer hours.")
    ALL_THERE = N_("All these times are there already.")


#: The text of the consent that is shown now; change it together with the text.
CONSENT_VERSION = "2026-11"
#: Words of a biography.
MOST_WORDS = 150


class Owed(StrEnum):
    """One thing that somebody can lack; labels in `OWED_LABELS`."""

    ANSWER = "answer"
    PHOTO = "photo"
    BIOGRAPHY = "biography"
    CONSENT = "consent"
    SLIDES = "slides"
    TEST = "test"
    AVAILABILITY = "availability"
    PRESENCE = "presence"
    PHONE = "phone"


OWED_LABELS = {
    Owed.ANSWER: N_("Answer"),
    Owed.PHOTO: N_("Photo"),
    Owed.BIOGRAPHY: N_("Biography"),
    Owed.CONSENT: N_("Consent"),
    Owed.SLIDES: N_("Slides"),
    Owed.TEST: N_("Technical test"),
    Owed.AVAILABILITY: N_("Availability"),
    Owed.PRESENCE: N_("In person or remote"),
    Owed.PHONE: N_("Mobile number"),
}
#: Whose face and life are not shown, if they do nothing else.
BACKSTAGE = frozenset({SpeakerRole.INTERPRETER, SpeakerRole.REMOTE_MODERATOR})
#: The roles of whom slides are awaited.
PRESENTING = frozenset({SpeakerRole.SPEAKER})


class Trial(StrEnum):
    """How far the technical test is."""

    NONE = "none"
    BOOKED = "booked"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of somebody; `asks_tests`: whether the event has slots for tests."""

    answer: Answer = Answer.OPEN
    presence: Presence = Presence.OPEN
    roles: frozenset[SpeakerRole] = frozenset()
    has_photo: bool = False
    has_biography: bool = False
    consented: datetime | None = None
    consent_asked: bool = False
    lacks_slides: bool = False
    test: Trial = Trial.NONE
    asks_tests: bool = False
    availability_given: datetime | None = None
    has_phone: bool = False


def owed(given: Given) -> frozenset[Owed]:
    """What they still owe; whoever declined owes nothing.

    Photo and biography that the team gave need no consent until the speaker is asked. A technical
    test is for those who do not come in person.
    """
    if given.answer is Answer.DECLINED:
        return frozenset()
    shown = not given.roles or bool(given.roles - BACKSTAGE)
    by_team = not given.consent_asked and (given.has_photo or given.has_biography)
    lacks = {
        Owed.ANSWER: given.answer is not Answer.CONFIRMED,
        Owed.PHOTO: shown and not given.has_photo,
        Owed.BIOGRAPHY: shown and not given.has_biography,
        Owed.CONSENT: shown and given.consented is None and not by_team,
        Owed.SLIDES: given.lacks_slides,
        Owed.TEST: needs_test(given.presence, given.asks_tests) and given.test is Trial.NONE,
        Owed.AVAILABILITY: given.availability_given is None,
        Owed.PRESENCE: given.presence is Presence.OPEN,
        Owed.PHONE: not given.has_phone,
    }
    return frozenset(thing for thing, is_lacking in lacks.items() if is_lacking)


def needs_test(presence: Presence, asks_tests: bool) -> bool:
    """Whether somebody should try the connection before the day."""
    return asks_tests and presence is not Presence.IN_PERSON


def lacking_slides(
    parts: Collection[tuple[int, SpeakerRole]],
    there: dict[int, frozenset[int | None]],
    speaker_id: int,
) -> tuple[int, ...]:
    """The sessions, of the `parts` somebody has, for which slides of theirs are awaited.

    `there` says by session whose slides are there; None among them: those of the whole session.
    """
    return tuple(
        dict.fromkeys(
            session
            for session, role in parts
            if role in PRESENTING and not there.get(session, frozenset()) & {speaker_id, None}
        )
    )


def words_in(said: str) -> int:
    """How many words a text has, counted between spaces; in scripts without, two letters are one.

    Han, kana and Thai texts have no spaces between words.
    """
    tight = sum("\u0e00" <= one <= "\u0e7f" or "\u3040" <= one <= "\u9fff" for one in said)
    return len(said.split()) + tight // 2
