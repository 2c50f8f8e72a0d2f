"""Fetches messages and reminders, whom they are for, and what became of their mails."""

from eventsite.messages.queries.mailwords import find_words as find_words
from eventsite.messages.queries.mailwords import words_of as words_of
from eventsite.messages.queries.messages import Reach as Reach
from eventsite.messages.queries.messages import due as due
from eventsite.messages.queries.messages import failed as failed
from eventsite.messages.queries.messages import filters_of as filters_of
from eventsite.messages.queries.messages import find as find
from eventsite.messages.queries.messages import find_registration as find_registration
from eventsite.messages.queries.messages import has_stopped as has_stopped
from eventsite.messages.queries.messages import next_batch as next_batch
from eventsite.messages.queries.messages import of_event as of_event
from eventsite.messages.queries.messages import outcome as outcome
from eventsite.messages.queries.messages import reach as reach
from eventsite.messages.queries.messages import recipients as recipients
from eventsite.messages.queries.messages import stop_of as stop_of
from eventsite.messages.queries.reminders import day_of as day_of
from eventsite.messages.queries.reminders import find_reminder as find_reminder
from eventsite.messages.queries.reminders import key_of as key_of
from eventsite.messages.queries.reminders import next_reminded as next_reminded
from eventsite.messages.queries.reminders import reminded_count as reminded_count
from eventsite.messages.queries.reminders import reminders as reminders
from eventsite.messages.queries.reminders import reminders_count as reminders_count
from eventsite.messages.queries.reminders import switched_on as switched_on
