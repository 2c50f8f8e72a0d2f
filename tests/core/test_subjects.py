"""A mail's subject comes back letter for letter, however its script makes it fold."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventsite.core.outbox import message

#: Words of several scripts, long enough together to be folded more than once.
WORDS = (
    "منتدى",
    "الاتحاد",
    "بشأن",
    "الميتافيرس:",
    "Forum",
    "世界论坛",
    "événement",
    "Встреча",
    "🌍",
    "l'x",
)


def read_back(subject: str) -> tuple[str, list[int]]:
    """The subject as another program reads it, and how long each line of its header is."""
    mail = EmailMessage(policy=message.SMTP)
    mail["Subject"] = subject
    mail.set_content("Text")
    sent = mail.as_bytes()
    lines = [len(line) for line in sent.split(b"\r\n\r\n")[0].split(b"\r\n")]
    return str(email.message_from_bytes(sent, policy=email.policy.default)["Subject"]), lines


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map(" ".join))
@example("أنت مسجل: منتدى الاتحاد بشأن الميتافيرس: قابلية التشغيل البيني منذ التصميم")
@example("You are registered: ITU Forum")
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    read, lines = read_back(subject)
    assert read == subject
    assert max(lines) <= 78


@pytest.mark.parametrize(
    "subject", ["Grüße\r\nBcc: eve@example.org", "Hello\nBcc: eve@example.org"]
)
def test_a_subject_makes_no_header(subject: str) -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline|characters"):
        read_back(subject)
