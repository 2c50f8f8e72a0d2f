"""What a session brings along, as values: materials and ways to join, as a release holds them."""

from eventsite.agenda import releases
from eventsite.agenda.models import MaterialVersion, Publish, SessionJoinWay, SessionMaterial


def newest(material: SessionMaterial) -> MaterialVersion | None:
    """The version that counts; None while it is awaited. The versions must be loaded."""
    return material.versions[-1] if material.versions else None


def is_public(material: SessionMaterial) -> bool:
    """Whether publishing shows it: it is there, and is not for the team only."""
    return material.publish != Publish.NEVER and newest(material) is not None


def material(one: SessionMaterial) -> releases.Material:
    """A material as a release holds it; one that `is_public`, with its speaker and file loaded."""
    version = newest(one)
    if version is None:
        raise ValueError("A material that is still awaited cannot be published.")
    file = version.file
    return releases.Material(
        code=one.code,
        kind=one.kind.value,
        title=one.title,
        lang=one.lang,
        publish=one.publish.value,
        number=version.number,
        url=version.url,
        file=file.code if file else "",
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        speaker=one.speaker.code if one.speaker else "",
    )


def way(one: SessionJoinWay) -> releases.Way:
    """A way to join as a release names it: without its address."""
    return releases.Way(one.kind.value, one.lang, one.kbits, one.label)
