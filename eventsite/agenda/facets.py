"""What sessions can be chosen by: track, kind, room, language, study group, day and person."""

from collections.abc import Iterable, Mapping

from eventsite.agenda.releases import Facets, Localized, ReleasedAgenda, ReleasedSession

#: The names of facets, in their order.
NAMES: tuple[str, ...] = Facets._fields


def of(agenda: ReleasedAgenda, session: ReleasedSession) -> Facets:
    """What a session can be chosen by in this version of the programme."""
    return Facets(
        track=(str(session.track),) if session.track is not None else (),
        kind=(session.kind,),
        room=tuple(map(str, session.rooms)),
        language=tuple(sorted({*session.languages, *session.interpretation})),
        group=tuple(sorted(session.study_groups)),
        day=(agenda.day_of(session).isoformat(),),
        person=tuple(sorted(session.people)),
    )


def former(
    before: ReleasedAgenda, old: ReleasedSession, after: ReleasedAgenda, new: ReleasedSession
) -> tuple[Facets, ...]:
    """What `new`, which follows `old`, could be chosen by in all versions before it."""
    was = of(before, old)
    return old.former if was == of(after, new) else (*old.former, was)


def values(agenda: ReleasedAgenda) -> dict[str, dict[str, Localized]]:
    """Every value of each facet in the programme's order, with its words where it has some."""
    found: dict[str, dict[str, Localized]] = {name: {} for name in NAMES}
    found["track"] = {str(track.id): track.names for track in agenda.tracks}
    found["room"] = {str(room.id): room.names for room in agenda.rooms}
    found["day"] = {hours.day.isoformat(): {} for hours in agenda.hours}
    found["person"] = {speaker.code: {} for speaker in agenda.speakers}
    for session in agenda.shown:
        for name, own in of(agenda, session)._asdict().items():
            for value in own:
                found[name].setdefault(value, {})
    return found


def retired(before: ReleasedAgenda, after: ReleasedAgenda) -> dict[str, dict[str, Localized]]:
    """The values that `before` or a version before it knew and `after` does not."""
    now, was = values(after), values(before)
    found = {name: {**before.retired.get(name, {}), **was[name]} for name in NAMES}
    left = {name: _without(found[name], now[name]) for name in NAMES}
    return {name: own for name, own in left.items() if own}


def _without(known: Mapping[str, Localized], now: Iterable[str]) -> dict[str, Localized]:
    gone = known.keys() - set(now)
    return {value: names for value, names in known.items() if value in gone}
