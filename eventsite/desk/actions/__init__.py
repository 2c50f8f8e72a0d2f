"""What is done at the door; each flushes, records and never commits."""

from eventsite.desk.actions.checkins import check_in as check_in
from eventsite.desk.actions.checkins import undo as undo
