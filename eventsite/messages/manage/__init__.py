"""The organizers' pages of messages."""

# Registers the jobs where the application is put together.
from eventsite.messages import jobs as jobs
from eventsite.messages.manage import mailwords as mailwords
from eventsite.messages.manage import messages as messages
from eventsite.messages.manage import reminders as reminders
from eventsite.messages.manage import writing as writing
from eventsite.messages.views import blueprint as blueprint
