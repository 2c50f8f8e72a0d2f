"""The published programme written to JSON, and read from JSON of any version."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from eventsite.agenda import times
from eventsite.agenda.releases import older
from eventsite.agenda.releases.values import (
    Facets,
    Item,
    Material,
    ReleasedAgenda,
    ReleasedDay,
    ReleasedRoom,
    ReleasedSession,
    ReleasedSpeaker,
    ReleasedTrack,
    Voice,
    Way,
)


def dump(agenda: ReleasedAgenda) -> dict[str, Any]:
    """The agenda as JSON-able content of `SCHEMA_VERSION`."""
    return {
        "schema": older.SCHEMA_VERSION,
        "zone": agenda.zone,
        "days": [_dump_day(day) for day in agenda.days],
        "rooms": [
            {
                "id": room.id,
                "names": dict(room.names),
                "capacity": room.capacity,
                "note": dict(room.note),
                "online": room.is_online,
            }
            for room in agenda.rooms
        ],
        "tracks": [{"id": t.id, "names": dict(t.names), "hue": t.hue} for t in agenda.tracks],
        "speakers": [
            {
                "code": s.code,
                "organisation": dict(s.organisation),
                "country": s.country,
                "precedence": s.precedence,
            }
            for s in agenda.speakers
        ],
        "sessions": [_dump_session(session) for session in agenda.sessions],
        "retired": {
            name: {value: dict(names) for value, names in values.items()}
            for name, values in agenda.retired.items()
        },
    }


def _dump_day(day: ReleasedDay) -> dict[str, Any]:
    hours = day.hours
    return {
        "day": hours.day.isoformat(),
        "starts": hours.starts.isoformat("minutes") if hours.starts else None,
        "ends": hours.ends.isoformat("minutes") if hours.ends else None,
        "label": dict(day.label),
    }


def _dump_session(session: ReleasedSession) -> dict[str, Any]:
    return {
        "code": session.code,
        "uid": session.uid,
        "sequence": session.sequence,
        "revised": session.revised.isoformat(),
        "state": session.state,
        "title": dict(session.title),
        "abstract": dict(session.abstract),
        "kind": session.kind,
        "track": session.track,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "wall": session.wall.isoformat(timespec="minutes"),
        "fold": session.fold,
        "zone": session.zone,
        "rooms": list(session.rooms),
        "online": session.online,
        "languages": list(session.languages),
        "interpretation": list(session.interpretation),
        "captions": session.has_captions,
        "sign_language": session.has_sign_language,
        "parts": [
            {"title": dict(p.title), "minutes": p.minutes, "presenters": list(p.presenters)}
            for p in session.parts
        ],
        "speakers": [
            {"code": v.code, "role": v.role, "absent": v.absent} for v in session.speakers
        ],
        "materials": [_dump_material(material) for material in session.materials],
        "recording": session.recording,
        "transcript": session.transcript,
        "outcome": dict(session.outcome),
        "clauses": list(session.clauses),
        "sdgs": list(session.sdgs),
        "study_groups": list(session.study_groups),
        "work_items": list(session.work_items),
        "late": session.late,
        "ways": [
            {"kind": w.kind, "lang": w.lang, "kbits": w.kbits, "label": dict(w.label)}
            for w in session.ways
        ],
        "former": [
            {name: list(values) for name, values in one._asdict().items() if values}
            for one in session.former
        ],
    }


def _dump_material(material: Material) -> dict[str, Any]:
    return {
        "code": material.code,
        "kind": material.kind,
        "title": dict(material.title),
        "lang": material.lang,
        "publish": material.publish,
        "number": material.number,
        "url": material.url,
        "file": material.file,
        "media_type": material.media_type,
        "size": material.size,
        "speaker": material.speaker,
    }


def read(content: Mapping[str, Any]) -> ReleasedAgenda:
    """The agenda in stored content of any schema version; raises ValueError for an unknown one."""
    content = older.upgrade(dict(content))
    known = {
        s["code"]: ReleasedSpeaker(s["code"], s["organisation"], s["country"], s["precedence"])
        for s in content["speakers"]
    }
    return ReleasedAgenda(
        zone=content["zone"],
        days=tuple(_read_day(day) for day in content["days"]),
        rooms=tuple(
            ReleasedRoom(r["id"], r["names"], r["capacity"], r["note"], r["online"])
            for r in content["rooms"]
        ),
        tracks=tuple(ReleasedTrack(t["id"], t["names"], t["hue"]) for t in content["tracks"]),
        speakers=tuple(known.values()),
        sessions=tuple(_read_session(s, known) for s in content["sessions"]),
        retired=content["retired"],
    )


def _read_day(day: Mapping[str, Any]) -> ReleasedDay:
    return ReleasedDay(
        times.Hours(
            date.fromisoformat(day["day"]),
            time.fromisoformat(day["starts"]) if day["starts"] else None,
            time.fromisoformat(day["ends"]) if day["ends"] else None,
        ),
        day["label"],
    )


def _read_session(
    stored: Mapping[str, Any], known: Mapping[str, ReleasedSpeaker]
) -> ReleasedSession:
    return ReleasedSession(
        code=stored["code"],
        uid=stored["uid"],
        state=stored["state"],
        title=stored["title"],
        abstract=stored["abstract"],
        kind=stored["kind"],
        track=stored["track"],
        start=datetime.fromisoformat(stored["start"]),
        end=datetime.fromisoformat(stored["end"]),
        wall=datetime.fromisoformat(stored["wall"]),
        fold=stored["fold"],
        zone=stored["zone"],
        rooms=tuple(stored["rooms"]),
        online=stored["online"],
        languages=tuple(stored["languages"]),
        interpretation=tuple(stored["interpretation"]),
        has_captions=stored["captions"],
        has_sign_language=stored["sign_language"],
        parts=tuple(
            Item(p["title"], p["minutes"], tuple(p["presenters"])) for p in stored["parts"]
        ),
        speakers=tuple(_read_voice(v, known[v["code"]]) for v in stored["speakers"]),
        sequence=stored["sequence"],
        revised=datetime.fromisoformat(stored["revised"]),
        materials=tuple(Material(**m) for m in stored["materials"]),
        recording=stored["recording"],
        transcript=stored["transcript"],
        outcome=stored["outcome"],
        clauses=tuple(stored["clauses"]),
        sdgs=tuple(stored["sdgs"]),
        study_groups=tuple(stored["study_groups"]),
        work_items=tuple(stored["work_items"]),
        late=stored["late"],
        ways=tuple(Way(**w) for w in stored["ways"]),
        former=tuple(
            Facets(**{name: tuple(values) for name, values in one.items()})
            for one in stored["former"]
        ),
    )


def _read_voice(stored: Mapping[str, Any], known: ReleasedSpeaker) -> Voice:
    return Voice(
        stored["code"], stored["role"], known.organisation, known.country, stored["absent"]
    )
