"""Fetching series and events: by slug, for lists, with their parts, with their teams.

`coming`, `past` and `in_series` give lean lines.
"""

from eventsite.events.queries.events import find_event as find_event
from eventsite.events.queries.events import find_initiative as find_initiative
from eventsite.events.queries.events import find_public_event as find_public_event
from eventsite.events.queries.events import find_series as find_series
from eventsite.events.queries.events import initiatives as initiatives
from eventsite.events.queries.events import series as series
from eventsite.events.queries.keeping import promised as promised
from eventsite.events.queries.keeping import retention_choices as retention_choices
from eventsite.events.queries.keeping import times as times
from eventsite.events.queries.lines import Line as Line
from eventsite.events.queries.lines import coming as coming
from eventsite.events.queries.lines import in_initiative as in_initiative
from eventsite.events.queries.lines import in_series as in_series
from eventsite.events.queries.lines import of_everybody as of_everybody
from eventsite.events.queries.lines import of_team as of_team
from eventsite.events.queries.lines import past as past
from eventsite.events.queries.parts import STANDING as STANDING
from eventsite.events.queries.parts import co_organizers as co_organizers
from eventsite.events.queries.parts import deadlines as deadlines
from eventsite.events.queries.parts import documents as documents
from eventsite.events.queries.parts import every_deadline as every_deadline
from eventsite.events.queries.parts import find_cover as find_cover
from eventsite.events.queries.parts import find_deadline as find_deadline
from eventsite.events.queries.parts import find_document as find_document
from eventsite.events.queries.parts import find_file as find_file
from eventsite.events.queries.parts import join_ways as join_ways
from eventsite.events.queries.parts import next_document_position as next_document_position
from eventsite.events.queries.parts import parts as parts
from eventsite.events.queries.team import TrailLine as TrailLine
from eventsite.events.queries.team import find_event_of as find_event_of
from eventsite.events.queries.team import find_invitation as find_invitation
from eventsite.events.queries.team import find_invitation_by_token as find_invitation_by_token
from eventsite.events.queries.team import find_member as find_member
from eventsite.events.queries.team import has_member_with_email as has_member_with_email
from eventsite.events.queries.team import invitations as invitations
from eventsite.events.queries.team import is_in_a_team as is_in_a_team
from eventsite.events.queries.team import members as members
from eventsite.events.queries.team import names_of_actors as names_of_actors
from eventsite.events.queries.team import owned_series as owned_series
from eventsite.events.queries.team import owns_an_event as owns_an_event
from eventsite.events.queries.team import trail as trail
