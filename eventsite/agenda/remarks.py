"""The rules of a programme in words: what each asks, what its levels do, what was found."""

from collections.abc import Callable, Mapping

from eventsite.agenda import words
from eventsite.agenda.checks import Finding, Level, Rule
from eventsite.agenda.naming import Names
from eventsite.core.i18n import N_, gettext, ngettext
from eventsite.reference.countries import REGIONS

#: What a rule says is wrong, as its name in lists.
RULE_LABELS: Mapping[Rule, str] = {
    Rule.ROOM: N_("A room has two sessions at once"),
    Rule.PERSON: N_("A person is in two sessions at once"),
    Rule.UNAVAILABLE: N_("A person cannot come at that time"),
    Rule.OUTSIDE: N_("A session is outside the event's hours or days"),
    Rule.SEATS: N_("A room has fewer seats than people who starred the session"),
    Rule.CHANGE: N_("A person has too little time to change rooms"),
    Rule.INCOMPLETE: N_("A session has no speaker, moderator or description"),
    Rule.NOT_READY: N_("A person has not confirmed, or slides or a test are missing"),
    Rule.TRACK: N_("Two sessions of one track are held at once"),
    Rule.INTERPRETERS: N_("Interpreters are too few or work too long"),
    Rule.NEEDS: N_("A language, captions or signs were asked for and are not planned"),
    Rule.ONE_GENDER: N_("All who speak in a session are of one gender"),
    Rule.WOMEN: N_("Fewer women speak than the event aims for"),
    Rule.ONE_REGION: N_("All who speak in a session come from one region"),
    Rule.REGIONS: N_("Nobody speaks from a region"),
    Rule.DEVELOPING: N_("Developing countries speak less than they take part"),
    Rule.ONE_ORGANISATION: N_("Half of those who speak in a session are from one organisation"),
    Rule.MODERATORS: N_("Only women moderate"),
    Rule.VOICES: N_("No small company and no university speaks in a track"),
    Rule.NIGHT: N_("It is night where a person takes part from"),
}
#: Instead of a rule's name, where too few told their gender.
UNASSESSED = N_("Cannot be assessed yet")
LEVEL_LABELS: Mapping[Level, str] = {
    Level.BLOCKS_MOVE: N_("Blocks the move"),
    Level.BLOCKS_PUBLISHING: N_("Blocks publishing, unless a reason is written"),
    Level.WARNS: N_("Warns"),
    Level.OFF: N_("Off"),
}
#: The short note on one place: on a session's card and in the list of free places.
NOTES: Mapping[Rule, str] = {
    Rule.ROOM: N_("Another session is in this room then."),
    Rule.PERSON: N_("Somebody is in another session then."),
    Rule.UNAVAILABLE: N_("Somebody cannot come then."),
    Rule.OUTSIDE: N_("This is outside the hours of the event."),
    Rule.SEATS: N_("The room has too few seats."),
    Rule.CHANGE: N_("Somebody has too little time to change rooms."),
    Rule.TRACK: N_("Another session of this track is held then."),
    Rule.NIGHT: N_("It is night where somebody takes part from."),
}
#: What is marked on the card itself: the place cannot be so. The rest stands in the list.
ON_CARDS = frozenset(
    {Rule.ROOM, Rule.PERSON, Rule.UNAVAILABLE, Rule.OUTSIDE, Rule.SEATS, Rule.CHANGE}
)
_MISSING: Mapping[str, str] = {
    "speaker": N_("somebody who speaks"),
    "moderator": N_("a moderator"),
    "abstract": N_("a description"),
    "answer": N_("the answer to the invitation"),
    "slides": N_("the slides"),
    "test": N_("the technical test"),
}


def sentence(one: Finding, names: Names) -> str:
    """A finding as a whole sentence."""
    return str(_WORDED[one.rule](one, names))


def _title(one: Finding, names: Names) -> str:
    return names.session(one.sessions[-1]) if one.sessions else ""


def _time(one: Finding, names: Names) -> str:
    return names.time(one.at) if one.at is not None else ""


def _number(one: Finding) -> int:
    return one.subject if isinstance(one.subject, int) else 0


def _listed(keys: tuple[str, ...]) -> str:
    return words.listed([str(gettext(_MISSING[key])) for key in keys])


def _room(one: Finding, names: Names) -> object:
    subject, time = names.room(_number(one)), _time(one, names)
    return gettext(
        "%(subject)s has two sessions at once, from %(time)s on.", subject=subject, time=time
    )


def _person(one: Finding, names: Names) -> object:
    subject, time = names.person(_number(one)), _time(one, names)
    return gettext(
        "%(subject)s is in two sessions at once, from %(time)s on.", subject=subject, time=time
    )


def _unavailable(one: Finding, names: Names) -> object:
    return gettext(
        "%(subject)s cannot come to “%(title)s”, %(time)s.",
        subject=names.person(_number(one)),
        title=_title(one, names),
        time=_time(one, names),
    )


def _outside(one: Finding, names: Names) -> object:
    subject, time = _title(one, names), _time(one, names)
    return gettext(
        "This is outside the hours of the event: %(subject)s, %(time)s.",
        subject=subject,
        time=time,
    )


def _seats(one: Finding, names: Names) -> object:
    return ngettext(
        "“%(title)s” is starred by %(stars)s people, and there is %(num)s seat.",
        "“%(title)s” is starred by %(stars)s people, and there are %(num)s seats.",
        one.facts["seats"],
        title=_title(one, names),
        stars=one.facts["stars"],
    )


def _change(one: Finding, names: Names) -> object:
    return ngettext(
        "%(subject)s has %(num)s minute to change rooms before “%(title)s”, %(time)s.",
        "%(subject)s has %(num)s minutes to change rooms before “%(title)s”, %(time)s.",
        one.facts["minutes"],
        subject=names.person(_number(one)),
        title=_title(one, names),
        time=_time(one, names),
    )


def _incomplete(one: Finding, names: Names) -> object:
    missing = _listed(one.facts["missing"])
    return gettext(
        "“%(title)s” still needs: %(missing)s.", title=_title(one, names), missing=missing
    )


def _not_ready(one: Finding, names: Names) -> object:
    subject, lacks = names.person(_number(one)), one.facts["lacks"]
    if lacks == ("declined",):
        return gettext(
            "%(subject)s declined. Take them out of the session or ask somebody else.",
            subject=subject,
        )
    return gettext(
        "Still missing from %(subject)s: %(missing)s.", subject=subject, missing=_listed(lacks)
    )


def _track(one: Finding, names: Names) -> object:
    return gettext(
        "Two sessions of the track “%(subject)s” are held at once, from %(time)s on.",
        subject=names.track(_number(one)),
        time=_time(one, names),
    )


def _interpreters(one: Finding, names: Names) -> object:
    facts, time = one.facts, _time(one, names)
    if facts["what"] == "few":
        return ngettext(
            "“%(title)s” has %(num)s interpreter and needs %(needed)s.",
            "“%(title)s” has %(num)s interpreters and needs %(needed)s.",
            facts["named"],
            title=_title(one, names),
            needed=facts["needed"],
        )
    until = names.time(facts["until"])
    if facts["what"] == "person":
        return gettext(
            "%(subject)s interprets for more than a half-day without a rest, from %(time)s to"
            " %(until)s.",
            subject=names.person(_number(one)),
            time=time,
            until=until,
        )
    return gettext(
        "Interpreters into %(language)s in %(room)s work for more than a half-day without a"
        " rest, from %(time)s to %(until)s.",
        language=words.language(facts["lang"]),
        room=names.room(facts["room"]),
        time=time,
        until=until,
    )


def _needs(one: Finding, _names: Names) -> object:
    many = len(one.sessions)
    if one.facts["need"] == "captions":
        return ngettext(
            "At least one registered person asked for captions. %(num)s session has none planned.",
            "At least one registered person asked for captions. %(num)s sessions have none"
            " planned.",
            many,
        )
    if one.facts["need"] == "sign-language":
        return ngettext(
            "At least one registered person asked for sign language. %(num)s session has none"
            " planned.",
            "At least one registered person asked for sign language. %(num)s sessions have none"
            " planned.",
            many,
        )
    return ngettext(
        "At least one registered person asked for %(language)s. It is not planned in %(num)s"
        " session.",
        "At least one registered person asked for %(language)s. It is not planned in %(num)s"
        " sessions.",
        many,
        language=words.language(one.facts["lang"]),
    )


def _one_gender(one: Finding, names: Names) -> object:
    if one.facts["assessed"]:
        title = _title(one, names)
        return gettext("All who speak in “%(title)s” are of one gender.", title=title)
    return ngettext(
        "Whether all who speak are of one gender cannot be assessed in %(num)s session: not"
        " everybody told their gender.",
        "Whether all who speak are of one gender cannot be assessed in %(num)s sessions: not"
        " everybody told their gender.",
        len(one.sessions),
    )


def _women(one: Finding, _names: Names) -> object:
    if one.facts["assessed"]:
        target = one.facts["target"]
        return gettext(
            "Among those who speak and told their gender, women are fewer than %(target)s %%.",
            target=target,
        )
    return gettext(
        "The share of women among those who speak cannot be assessed: too few told their gender."
    )


def _one_region(one: Finding, names: Names) -> object:
    region = gettext(REGIONS[str(one.subject)]) if one.subject in REGIONS else one.subject
    return gettext(
        "All who speak in “%(title)s” come from one region: %(region)s.",
        title=_title(one, names),
        region=region,
    )


def _regions(one: Finding, _names: Names) -> object:
    missing = words.listed([str(gettext(REGIONS[region])) for region in one.facts["regions"]])
    return gettext("Nobody speaks from: %(regions)s.", regions=missing)


def _developing(one: Finding, _names: Names) -> object:
    return gettext(
        "From developing countries come %(speakers)s of %(of_speakers)s people who speak or"
        " moderate, but %(theirs)s of %(participants)s participants.",
        **one.facts,
    )


def _one_organisation(one: Finding, names: Names) -> object:
    return gettext(
        "%(count)s of %(of)s people who speak in “%(title)s” come for %(organisation)s.",
        count=one.facts["count"],
        of=one.facts["of"],
        title=_title(one, names),
        organisation=names.organisation(_number(one)),
    )


def _moderators(one: Finding, _names: Names) -> object:
    if one.facts["assessed"]:
        return gettext("All who moderate are women. Let women speak and others moderate, too.")
    return gettext(
        "Whether only women moderate cannot be assessed: not everybody told their gender."
    )


def _voices(one: Finding, names: Names) -> object:
    return gettext(
        "Nobody speaks for a small company or a university in the track “%(subject)s”.",
        subject=names.track(_number(one)),
    )


def _night(one: Finding, names: Names) -> object:
    there = names.time_there(one.at, one.facts["zone"]) if one.at is not None else ""
    return gettext(
        "“%(title)s” is before 08:00 or after 22:00 for %(subject)s: it begins %(time)s.",
        title=_title(one, names),
        subject=names.person(_number(one)),
        time=there,
    )


_WORDED: Mapping[Rule, Callable[[Finding, Names], object]] = {
    Rule.ROOM: _room,
    Rule.PERSON: _person,
    Rule.UNAVAILABLE: _unavailable,
    Rule.OUTSIDE: _outside,
    Rule.SEATS: _seats,
    Rule.CHANGE: _change,
    Rule.INCOMPLETE: _incomplete,
    Rule.NOT_READY: _not_ready,
    Rule.TRACK: _track,
    Rule.INTERPRETERS: _interpreters,
    Rule.NEEDS: _needs,
    Rule.ONE_GENDER: _one_gender,
    Rule.WOMEN: _women,
    Rule.ONE_REGION: _one_region,
    Rule.REGIONS: _regions,
    Rule.DEVELOPING: _developing,
    Rule.ONE_ORGANISATION: _one_organisation,
    Rule.MODERATORS: _moderators,
    Rule.VOICES: _voices,
    Rule.NIGHT: _night,
}
