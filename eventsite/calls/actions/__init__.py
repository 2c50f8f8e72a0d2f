"""Everything that changes calls, teams and submissions.

All arguments by keyword; each action flushes and writes one audit row.
"""

from eventsite.calls.actions.calls import Theme as Theme
from eventsite.calls.actions.calls import create_call as create_call
from eventsite.calls.actions.calls import publish_call as publish_call
from eventsite.calls.actions.calls import retell as retell
from eventsite.calls.actions.calls import unpublish_call as unpublish_call
from eventsite.calls.actions.calls import update_call as update_call
from eventsite.calls.actions.decisions import accept as accept
from eventsite.calls.actions.decisions import decide as decide
from eventsite.calls.actions.decisions import decline as decline
from eventsite.calls.actions.entries import reopen as reopen
from eventsite.calls.actions.entries import save_draft as save_draft
from eventsite.calls.actions.entries import submit as submit
from eventsite.calls.actions.entries import withdraw as withdraw
from eventsite.calls.actions.files import add_file as add_file
from eventsite.calls.actions.files import remove_file as remove_file
from eventsite.calls.actions.teams import invite as invite
from eventsite.calls.actions.teams import join as join
from eventsite.calls.actions.teams import leave as leave
from eventsite.calls.actions.teams import start_team as start_team
from eventsite.calls.actions.teams import withdraw_invite as withdraw_invite
