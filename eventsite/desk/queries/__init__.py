"""What is read for the door, by noun."""

from eventsite.desk.queries.badges import badges_of as badges_of
from eventsite.desk.queries.badges import badges_of_person as badges_of_person
from eventsite.desk.queries.badges import find_badge_file as find_badge_file
from eventsite.desk.queries.badges import printed_of as printed_of
from eventsite.desk.queries.badges import to_print as to_print
from eventsite.desk.queries.checkins import counts as counts
from eventsite.desk.queries.checkins import find_live as find_live
from eventsite.desk.queries.checkins import of_person as of_person
from eventsite.desk.queries.checkins import recent as recent
from eventsite.desk.queries.checkins import search as search
from eventsite.desk.queries.checkins import took_part as took_part
