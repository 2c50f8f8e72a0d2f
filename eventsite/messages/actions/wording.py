"""What is checked of the words of messages and reminders before they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsite.core import i18n
from eventsite.core.errors import Refused
from eventsite.letters.placeholders import strange
from eventsite.messages import placeholders
from eventsite.messages.rules import Reason


@dataclass(frozen=True)
class Words:
    """What is written: both by language, and whether everybody has to know it."""

    subject: Mapping[str, str]
    body: Mapping[str, str]
    concerns_all: bool = False


def check(words: Words) -> None:
    """Refused with the field beside which the sentence belongs."""
    subject, body = written(words.subject), written(words.body)
    if not subject and not body:
        raise Refused(Reason.NO_TEXT, field="subject")
    for lang in i18n.LANGUAGES:
        if (lang in subject) != (lang in body):
            field = "body" if lang in subject else "subject"
            raise Refused(Reason.HALF, field=field, language=i18n.LANGUAGES[lang])
    for field, said, names in (
        ("subject", subject, placeholders.IN_SUBJECT),
        ("body", body, placeholders.NAMES),
    ):
        for found in strange("\n".join(said.values()), names):
            raise Refused(Reason.PLACEHOLDER, field=field, name=found)


def written(said: Mapping[str, str]) -> dict[str, str]:
    """Languages with words, their ends trimmed."""
    return {lang: words.strip() for lang, words in said.items() if words.strip()}


def shown(subject: Mapping[str, str], body: Mapping[str, str]) -> dict[str, str]:
    """Both texts by the name of the language, for the page of two that saved."""
    return {
        i18n.LANGUAGES[lang]: f"{subject.get(lang, '')}\n\n{body.get(lang, '')}".strip()
        for lang in i18n.LANGUAGES
        if subject.get(lang) or body.get(lang)
    }
