"""What the event's overview says of work on the programme."""

from collections.abc import Mapping

import sqlalchemy as sa

from eventsite.agenda.models import AgendaSession
from eventsite.agenda.verbs import Verb
from eventsite.core.i18n import N_

WORDS: Mapping[str, str] = {
    Verb.ROOM_CREATED: N_("Room added"),
    Verb.ROOM_CHANGED: N_("Room changed"),
    Verb.ROOM_DELETED: N_("Room deleted"),
    Verb.TRACK_CREATED: N_("Track added"),
    Verb.TRACK_CHANGED: N_("Track changed"),
    Verb.TRACK_DELETED: N_("Track deleted"),
    Verb.SESSION_CREATED: N_("Session added"),
    Verb.SESSION_CHANGED: N_("Session changed"),
    Verb.SESSION_PLACED: N_("Session placed on the programme"),
    Verb.SESSION_TAKEN_OFF: N_("Session taken off the programme"),
    Verb.SESSION_CANCELLED: N_("Session cancelled"),
    Verb.SESSION_WITHDRAWN: N_("Session withdrawn"),
    Verb.SESSION_RESTORED: N_("Session takes place again"),
    Verb.SESSION_RESIZED: N_("Length of a session changed"),
    Verb.SESSION_DUPLICATED: N_("Session copied"),
    Verb.SESSIONS_SWAPPED: N_("Two sessions swapped"),
    Verb.SESSIONS_MOVED: N_("Several sessions moved"),
    Verb.SESSIONS_LOCKED: N_("Sessions locked"),
    Verb.SESSIONS_UNLOCKED: N_("Sessions unlocked"),
    Verb.IMPORTED: N_("Programme of another tool taken in"),
    Verb.STEP_UNDONE: N_("Change of the programme undone"),
    Verb.STEP_REDONE: N_("Change of the programme done again"),
    Verb.EDITORS_CHANGED: N_("Editors of a track changed"),
    Verb.SPEAKER_CREATED: N_("Person added to the programme"),
    Verb.SPEAKER_CHANGED: N_("Person in the programme changed"),
    Verb.SPEAKER_DELETED: N_("Person taken out of the programme"),
    Verb.SPEAKER_ASSIGNED: N_("Person put into a session"),
    Verb.SPEAKER_TAKEN_OUT: N_("Person taken out of their sessions"),
    Verb.SPEAKERS_INVITED: N_("Invitations to speak sent"),
    Verb.SPEAKERS_REMINDED: N_("Speakers reminded"),
    Verb.SPEAKERS_ORDERED: N_("Order of protocol changed"),
    Verb.INVITATION_WITHDRAWN: N_("Invitation to speak withdrawn"),
    Verb.SPEAKER_ANSWERED: N_("Answer of a speaker"),
    Verb.DETAILS_GIVEN: N_("Details given by a speaker"),
    Verb.ATTENDANCE_GIVEN: N_("A speaker said how they take part"),
    Verb.AVAILABILITY_GIVEN: N_("A speaker said when they can come"),
    Verb.SLIDES_SAID: N_("A speaker said whether they have slides"),
    Verb.CALENDAR_MAILS_CHOSEN: N_("A speaker said whether calendar entries come by mail"),
    Verb.BALANCE_SAID: N_("A speaker answered for the balance of the programme"),
    Verb.DUE_DATES_SET: N_("Due dates of speakers changed"),
    Verb.MATERIAL_ADDED: N_("Material added"),
    Verb.MATERIAL_CHANGED: N_("Material changed"),
    Verb.MATERIAL_RENEWED: N_("New version of a material"),
    Verb.MATERIAL_WITHDRAWN: N_("Material no longer shown"),
    Verb.MATERIAL_DELETED: N_("Material deleted"),
    Verb.MATERIAL_GIVEN: N_("Material given by a speaker"),
    Verb.SERVICE_REQUESTED: N_("Service requested"),
    Verb.SERVICES_REQUESTED: N_("Missing services requested"),
    Verb.SERVICE_CHANGED: N_("Service changed"),
    Verb.SERVICE_MOVED_ON: N_("State of a service changed"),
    Verb.SERVICE_DELETED: N_("Service deleted"),
    Verb.SESSION_WAYS_SET: N_("Ways to join a session changed"),
    Verb.REHEARSALS_CREATED: N_("Times for technical tests added"),
    Verb.REHEARSAL_BOOKED: N_("Technical test booked"),
    Verb.REHEARSAL_FREED: N_("Time of a technical test free again"),
    Verb.REHEARSAL_PASSED: N_("Technical test made"),
    Verb.REHEARSAL_DELETED: N_("Time for a technical test deleted"),
    Verb.RULES_SET: N_("Rules of the programme changed"),
    Verb.FRAMES_SET: N_("Sites that may show the programme changed"),
    Verb.PROPOSAL_ORDERED: N_("Proposal for the programme asked for"),
    Verb.PROPOSAL_MADE: N_("Proposal for the programme made"),
    Verb.PROPOSAL_DISCARDED: N_("Proposal for the programme discarded"),
    Verb.PUBLISHED: N_("Programme published"),
    Verb.WENT_BACK: N_("Earlier version of the programme published again"),
    Verb.LIVE_LATE: N_("Session announced as late"),
    Verb.LIVE_ROOM: N_("Session moved to another room on the day"),
    Verb.LIVE_CANCELLED: N_("Session cancelled on the day"),
    Verb.LIVE_ABSENT: N_("Speaker announced as absent"),
    Verb.LIVE_UNDONE: N_("Change of the day undone"),
    Verb.TOOK_BACK: N_("Version of the programme taken back before anybody was told"),
}


def subjects(event_id: int) -> sa.Select[str]:
    """The keys of the event's sessions."""
    key = sa.literal("session:") + sa.cast(AgendaSession.id, sa.String)
    return sa.select(key).where(AgendaSession.event_id == event_id)
