"""Mail: ordered in the same transaction as what it tells of, handed over once by a worker."""

from eventsite.core.outbox.actions import forget as forget
from eventsite.core.outbox.actions import forget_about as forget_about
from eventsite.core.outbox.actions import forget_mails as forget_mails
from eventsite.core.outbox.actions import forget_naming as forget_naming
from eventsite.core.outbox.actions import resend as resend
from eventsite.core.outbox.actions import send as send
from eventsite.core.outbox.actions import worded as worded
from eventsite.core.outbox.message import Attachment as Attachment
from eventsite.core.outbox.models import STATE_LABELS as STATE_LABELS
from eventsite.core.outbox.models import Mail as Mail
from eventsite.core.outbox.models import MailState as MailState
from eventsite.core.outbox.queries import about as about
