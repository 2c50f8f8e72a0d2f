"""What is done at the door; each flushes, records and never commits."""

from eventsite.desk.actions.badges import forget_badge_files as forget_badge_files
from eventsite.desk.actions.badges import keep_badge_file as keep_badge_file
from eventsite.desk.actions.badges import mark_printed as mark_printed
from eventsite.desk.actions.badges import order_badges as order_badges
from eventsite.desk.actions.checkins import check_in as check_in
from eventsite.desk.actions.checkins import undo as undo
