"""What is read for the door, by noun."""

from eventsite.desk.queries.badges import badges_of as badges_of
from eventsite.desk.queries.badges import badges_of_person as badges_of_person
from eventsite.desk.queries.badges import find_badge_file as find_badge_file
from eventsite.desk.queries.badges import printed_of as printed_of
from eventsite.desk.queries.badges import to_print as to_print
from eventsite.desk.queries.certificates import certificate_counts as certificate_counts
from eventsite.desk.queries.certificates import certificate_of as certificate_of
from eventsite.desk.queries.certificates import certificate_words as certificate_words
from eventsite.desk.queries.certificates import certificates_of as certificates_of
from eventsite.desk.queries.certificates import certificates_of_person as certificates_of_person
from eventsite.desk.queries.certificates import certified as certified
from eventsite.desk.queries.certificates import earned as earned
from eventsite.desk.queries.certificates import find_certificate as find_certificate
from eventsite.desk.queries.certificates import to_mail as to_mail
from eventsite.desk.queries.certificates import to_mail_count as to_mail_count
from eventsite.desk.queries.checkins import counts as counts
from eventsite.desk.queries.checkins import find_live as find_live
from eventsite.desk.queries.checkins import of_person as of_person
from eventsite.desk.queries.checkins import recent as recent
from eventsite.desk.queries.checkins import search as search
from eventsite.desk.queries.checkins import took_part as took_part
from eventsite.desk.queries.reports import ids_by_code as ids_by_code
from eventsite.desk.queries.reports import last_undone as last_undone
from eventsite.desk.queries.reports import of_the_day as of_the_day
from eventsite.desk.queries.reports import outcomes_of as outcomes_of
from eventsite.desk.queries.reports import reports_of_person as reports_of_person
