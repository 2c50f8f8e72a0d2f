"""Checks what is typed about calls, teams and entries."""

from eventsite.calls.forms.call import CallForm as CallForm
from eventsite.calls.forms.entry import DecisionForm as DecisionForm
from eventsite.calls.forms.entry import EntryForm as EntryForm
from eventsite.calls.forms.entry import FileForm as FileForm
from eventsite.calls.forms.entry import InviteForm as InviteForm
from eventsite.calls.forms.entry import TeamForm as TeamForm
