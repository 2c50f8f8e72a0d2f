"""Questions, conditions and answers in words."""

from collections.abc import Sequence
from datetime import date

from babel.lists import format_list
from babel.numbers import format_decimal

from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.questions import checks, conditions, options
from eventsite.questions.asked import Asked, Value
from eventsite.questions.kinds import LONGEST, WITH_OPTIONS, Kind
from eventsite.questions.models import Question
from eventsite.reference import countries


def label(question: Question, lang: str) -> text.Said:
    """What is asked, in a language or the nearest there is."""
    return text.pick(question.label, lang)


def worded(question: Question, value: Value | None, lang: str) -> str:
    """An answer in words, for tables, mails and exports; empty when there is none.

    A date stays year-month-day; a file gives its code, beside which the caller knows its name.
    """
    if value is None or value == []:
        return ""
    if question.kind in WITH_OPTIONS:
        chosen = value if isinstance(value, list) else [str(value)]
        known = {one.code: one.said(lang).text for one in options.of(question)}
        return i18n.comma(lang).join(known.get(code) or code for code in chosen)
    if question.kind == Kind.CONSENT:
        with i18n.speaking(lang):
            return str(gettext("Yes") if value else gettext("No"))
    if question.kind == Kind.COUNTRY:
        known_one = countries.COUNTRIES.get(str(value))
        return countries.name(known_one.code, lang) if known_one else str(value)
    if question.kind == Kind.NUMBER and isinstance(value, int | float):
        return str(format_decimal(value, locale=lang, group_separator=False))
    return str(value)


def wrong(found: checks.Wrong) -> str:
    """Why an answer is not taken, in the language spoken."""
    return str(gettext(found.reason.value, **found.facts))


def condition(question: Question, asked: Asked, lang: str) -> str:
    """When a question is to be answered, as a sentence; empty when always."""
    found = conditions.of(question)
    if found is None:
        return ""
    if found.question in asked.deciders:
        decider = asked.deciders[found.question]
        words = [gettext(said) for code, said in decider.options.items() if code in found.any_of]
        return _chosen(words, gettext(decider.label), lang)
    named = asked.find(found.question)
    if named is None:
        return ""
    about = label(named, lang).text
    if found.holds is True:
        return str(gettext("Answer this if you ticked “%(question)s” above.", question=about))
    if found.holds is False:
        return str(gettext("Answer this if you did not tick “%(question)s” above.", question=about))
    words = [one.said(lang).text for one in options.of(named) if one.code in found.any_of]
    return _chosen(words, about, lang)


def _chosen(words: Sequence[str], about: str, lang: str) -> str:
    quoted = [gettext("“%(words)s”", words=one) for one in words]
    return str(
        gettext(
            "Answer this if you chose %(options)s for “%(question)s” above.",
            options=format_list(quoted, style="or", locale=lang),
            question=about,
        )
    )


def limits(question: Question) -> str:
    """What an answer must fit into, said before it is typed; empty when there is nothing to say."""
    if question.kind in LONGEST:
        return _text_limit(question)
    if question.kind == Kind.CHOICES:
        return _choices_limit(question)
    if question.kind == Kind.NUMBER:
        few = None if question.least is None else checks.plain_number(question.least)
        many = None if question.most is None else checks.plain_number(question.most)
        return _between(few, many)
    if question.kind == Kind.DATE:
        return _between(_iso(question.earliest), _iso(question.latest))
    return ""


def _text_limit(question: Question) -> str:
    if question.longest is None:
        return ""
    most = checks.longest(question)
    return str(i18n.ngettext("At most %(num)d character.", "At most %(num)d characters.", most))


def _choices_limit(question: Question) -> str:
    few, many = question.fewest_choices, question.most_choices
    if few and many:
        return str(gettext("Choose from %(few)d to %(many)d answers.", few=few, many=many))
    if few:
        return str(
            i18n.ngettext(
                "Choose at least %(num)d answer.", "Choose at least %(num)d answers.", few
            )
        )
    if many:
        return str(
            i18n.ngettext("Choose at most %(num)d answer.", "Choose at most %(num)d answers.", many)
        )
    return ""


def _iso(day: date | None) -> str | None:
    return None if day is None else i18n.show_iso(day)


def _between(few: str | None, many: str | None) -> str:
    if few is not None and many is not None:
        return str(gettext("From %(few)s to %(many)s.", few=few, many=many))
    if few is not None:
        return str(gettext("%(few)s or more.", few=few))
    return "" if many is None else str(gettext("%(many)s or less.", many=many))
