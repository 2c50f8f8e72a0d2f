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


def as_texts(fields: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """Field label to what stands there; fields without a label are left out."""
    return {
        str(gettext(labels[name])): "" if value is None else str(value)
        for name, value in fields.items()
        if name in labels
    }
