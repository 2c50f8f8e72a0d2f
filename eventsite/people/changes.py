"""The two texts of a 409 page: what I typed and what somebody saved before."""

from collections.abc import Mapping
from typing import Any

from eventsite.core.i18n import N_, gettext

of_person = {
    "honorific": N_("Form of address"),
    "first_name": N_("First name"),
    "family_name": N_("Family name"),
    "latin_name": N_("Name in Latin letters"),
    "job_title": N_("Job title"),
    "country": N_("Country you represent"),
    "zone": N_("Time zone"),
    "lang": N_("Language"),
}

of_organisation = {
    "names": N_("Name"),
    "acronym": N_("Acronym"),
    "kind": N_("Kind of entity"),
    "country": N_("Country"),
    "category": N_("Membership category"),
    "sme": N_("Small or medium enterprise"),
    "sme_valid_from": N_("First day of the status"),
    "sme_valid_until": N_("Last day of the status"),
    "website": N_("Website"),
}


def of_fields(fields: Mapping[str, Any]) -> dict[str, str]:
    """An organisation's fields as texts; names stand one language a line."""
    said = dict(fields)
    if "names" in said:
        said["names"] = "\n".join(f"{lang}: {name}" for lang, name in said["names"].items())
    return as_texts(said, of_organisation)


def as_texts(fields: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """Field label to what stands there; fields without a label are left out."""
    return {
        str(gettext(labels[name])): "" if value is None else str(value)
        for name, value in fields.items()
        if name in labels
    }
