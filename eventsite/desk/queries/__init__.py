"""What is read for the door, by noun."""

from eventsite.desk.queries.badges import badges_of as badges_of
from eventsite.desk.queries.badges import badges_of_person as badges_of_person
from eventsite.desk.queries.badges import printed_of as printed_of
from eventsite.desk.queries.badges import to_print as to_print
from eventsite.desk.queries.certificates import certificate_counts as certificate_counts
from eventsite.desk.queries.certificates import certificate_of as certificate_of
from eventsite.desk.queries.certificates import certificate_words as certificate_words
from eventsite.desk.queries.certificates import certificates_of as certificates_of
from eventsite.desk.queries.certificates import certificates_of_person as certificates_of_person
from eventsite.desk.queries.certificates import (
    certificates_of_speaker as certificates_of_speaker,
)
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
from eventsite.desk.queries.presence import confirmed as confirmed
from eventsite.desk.queries.presence import find_presence as find_presence
from eventsite.desk.queries.presence import least_minutes as least_minutes
from eventsite.desk.queries.presence import online_count as online_count
from eventsite.desk.queries.presence import online_days as online_days
from eventsite.desk.queries.presence import presence_imports as presence_imports
from eventsite.desk.queries.presence import presences_of_person as presences_of_person
from eventsite.desk.queries.presence import waiting_presence as waiting_presence
from eventsite.desk.queries.reports import find_report as find_report
from eventsite.desk.queries.reports import ids_by_code as ids_by_code
from eventsite.desk.queries.reports import last_undone as last_undone
from eventsite.desk.queries.reports import of_the_day as of_the_day
from eventsite.desk.queries.reports import outcomes_of as outcomes_of
from eventsite.desk.queries.reports import reports_of_person as reports_of_person
from eventsite.desk.queries.reports import unseen as unseen
from eventsite.desk.queries.reports import unseen_count as unseen_count
from eventsite.desk.queries.sessions import Comer as Comer
from eventsite.desk.queries.sessions import comers as comers
from eventsite.desk.queries.sessions import find_inside as find_inside
from eventsite.desk.queries.sessions import is_signed_up as is_signed_up
from eventsite.desk.queries.sessions import last_let_out as last_let_out
from eventsite.desk.queries.sessions import room_of as room_of
from eventsite.desk.queries.sessions import (
    session_check_ins_of_person as session_check_ins_of_person,
)
from eventsite.desk.queries.sessions import waiting_codes as waiting_codes
