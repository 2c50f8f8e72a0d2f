"""Writes, releases, stops and sends messages and reminders; all flush, none commits."""

from eventsite.messages.actions.sending import begin as begin
from eventsite.messages.actions.sending import change as change
from eventsite.messages.actions.sending import release as release
from eventsite.messages.actions.sending import remove as remove
from eventsite.messages.actions.sending import resend as resend
from eventsite.messages.actions.sending import send_batch as send_batch
from eventsite.messages.actions.sending import send_test as send_test
from eventsite.messages.actions.sending import stop as stop
from eventsite.messages.actions.sending import write as write
from eventsite.messages.actions.stopping import decline as decline
from eventsite.messages.actions.stopping import follow_merge as follow_merge
from eventsite.messages.actions.stopping import want as want
from eventsite.messages.actions.wording import Words as Words
from eventsite.registration.actions import merging

merging.FOLLOWERS.append(follow_merge)
