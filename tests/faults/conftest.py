"""The fixtures of mail, for faults too."""

from tests.core import conftest as of_mail

letters = of_mail.letters
smtp = of_mail.smtp
