"""Everything that changes series, initiatives, events, their parts and teams.

All arguments by keyword; each action flushes, writes one audit row and marks the event as revised.
"""

from eventsite.events.actions.basics import create_event as create_event
from eventsite.events.actions.basics import retell as retell
from eventsite.events.actions.basics import update_event as update_event
from eventsite.events.actions.copying import copy_event as copy_event
from eventsite.events.actions.copying import copy_parts as copy_parts
from eventsite.events.actions.copying import shifted as shifted
from eventsite.events.actions.dates import set_days as set_days
from eventsite.events.actions.deadlines import drop_deadline as drop_deadline
from eventsite.events.actions.deadlines import keep_deadline as keep_deadline
from eventsite.events.actions.deadlines import remove_deadline as remove_deadline
from eventsite.events.actions.deadlines import set_deadline as set_deadline
from eventsite.events.actions.groups import create_initiative as create_initiative
from eventsite.events.actions.groups import create_series as create_series
from eventsite.events.actions.groups import update_initiative as update_initiative
from eventsite.events.actions.groups import update_series as update_series
from eventsite.events.actions.keeping import KeepingReason as KeepingReason
from eventsite.events.actions.keeping import choose_days as choose_days
from eventsite.events.actions.parts import Partner as Partner
from eventsite.events.actions.parts import Way as Way
from eventsite.events.actions.parts import add_document as add_document
from eventsite.events.actions.parts import remove_cover as remove_cover
from eventsite.events.actions.parts import remove_document as remove_document
from eventsite.events.actions.parts import set_co_organizers as set_co_organizers
from eventsite.events.actions.parts import set_cover as set_cover
from eventsite.events.actions.parts import set_join_ways as set_join_ways
from eventsite.events.actions.revising import revise as revise
from eventsite.events.actions.states import archive as archive
from eventsite.events.actions.states import cancel as cancel
from eventsite.events.actions.states import publish as publish
from eventsite.events.actions.states import unpublish as unpublish
from eventsite.events.actions.team import accept_invitation as accept_invitation
from eventsite.events.actions.team import add_member as add_member
from eventsite.events.actions.team import change_duties as change_duties
from eventsite.events.actions.team import invite_member as invite_member
from eventsite.events.actions.team import remove_member as remove_member
from eventsite.events.actions.team import withdraw_invitation as withdraw_invitation
