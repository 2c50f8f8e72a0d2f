"""The kinds of letters, their short codes in a number, and the texts an event starts with."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Kind(StrEnum):
    """What a letter is; the words are in `LABELS`."""

    CIRCULAR = "circular"
    INVITATION = "invitation"
    CONFIRMATION = "confirmation"
    VISA = "visa"
    THANKS = "thanks"


LABELS = {
    Kind.CIRCULAR: N_("Circular letter"),
    Kind.INVITATION: N_("Personal invitation"),
    Kind.CONFIRMATION: N_("Confirmation of registration"),
    Kind.VISA: N_("Visa support letter"),
    Kind.THANKS: N_("Letter of thanks"),
}
CODES = {
    Kind.CIRCULAR: "CIR",
    Kind.INVITATION: "INV",
    Kind.CONFIRMATION: "CNF",
    Kind.VISA: "VIS",
    Kind.THANKS: "THX",
}
#: Kinds that an organizer issues from the page of letters; visa letters follow a request.
ISSUED_HERE = (Kind.CIRCULAR, Kind.INVITATION, Kind.CONFIRMATION, Kind.THANKS)
#: Kinds that are only for people with a confirmed registration.
FOR_CONFIRMED = frozenset({Kind.CONFIRMATION, Kind.VISA})
#: What a letter is about while the organizers have not written their own words.
SUBJECTS = {
    Kind.CIRCULAR: N_("Invitation to take part in {event}"),
    Kind.INVITATION: N_("Invitation to {event}"),
    Kind.CONFIRMATION: N_("Confirmation of your registration for {event}"),
    Kind.VISA: N_("Request for a visa for {name}"),
    Kind.THANKS: N_("Thank you for taking part in {event}"),
}
BODIES = {
    Kind.CIRCULAR: N_(
        "We have the pleasure to invite you to take part in {event}, {dates}, {place}.\n\n"
        "The dates until which we need to hear from you stand below. All about the event is on"
        " its page: {link}"
    ),
    Kind.INVITATION: N_(
        "We have the pleasure to invite you to {event}, {dates}, {place}.\n\n"
        "You can register on the page of the event: {link}"
    ),
    Kind.CONFIRMATION: N_(
        "We confirm that you are registered for {event}, {dates}, {place}.\n\n"
        "Your registration has the code {code}."
    ),
    Kind.VISA: N_(
        "{name} is registered in person for {event}, {dates}, {place}.\n\n"
        "We would be grateful if the necessary visa could be granted in time for the journey from"
        " {travel_from} to {travel_until}. The facts of the passport stand below."
    ),
    Kind.THANKS: N_(
        "Thank you for taking part in {event}, {dates}, {place}. Your presence made a difference."
    ),
}
