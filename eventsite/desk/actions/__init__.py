"""What is done at the door; each flushes, records and never commits."""

from eventsite.desk.actions.badges import forget_badge_files as forget_badge_files
from eventsite.desk.actions.badges import keep_badge_file as keep_badge_file
from eventsite.desk.actions.badges import mark_printed as mark_printed
from eventsite.desk.actions.badges import order_badges as order_badges
from eventsite.desk.actions.certificates import blank_certificate as blank_certificate
from eventsite.desk.actions.certificates import issue_certificates as issue_certificates
from eventsite.desk.actions.certificates import mail_certificate as mail_certificate
from eventsite.desk.actions.certificates import order_certificate_mails as order_certificate_mails
from eventsite.desk.actions.certificates import order_certificates as order_certificates
from eventsite.desk.actions.certificates import renew as renew
from eventsite.desk.actions.certificates import save_certificate_words as save_certificate_words
from eventsite.desk.actions.certificates import withdraw_certificate as withdraw_certificate
from eventsite.desk.actions.checkins import check_in as check_in
from eventsite.desk.actions.checkins import undo as undo
from eventsite.desk.actions.reports import reconcile as reconcile
from eventsite.desk.actions.reports import see as see
from eventsite.desk.actions.walkins import Comer as Comer
from eventsite.desk.actions.walkins import walk_in as walk_in
