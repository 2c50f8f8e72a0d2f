"""Groups that places are kept for and windows open for: how they are written and who belongs."""

from dataclasses import dataclass

from eventsite.core.i18n import N_
from eventsite.people.models import CATEGORY_LABELS, Category
from eventsite.reference.countries import REGIONS
from eventsite.reference.groups import NAMES, Group
from eventsite.registration.models import ROLE_LABELS, Role

SME = "sme"
_GROUP, _REGION, _CATEGORY, _ROLE = "group:", "region:", "category:", "role:"
#: Every group as it is written, to its words, in the order in which forms offer them.
LABELS: dict[str, str] = {
    **{f"{_GROUP}{group.value}": said for group, said in NAMES.items()},
    **{f"{_REGION}{code}": said for code, said in REGIONS.items()},
    SME: N_("Small companies (SMEs)"),
    f"{_ROLE}{Role.SPEAKER.value}": ROLE_LABELS[Role.SPEAKER],
    f"{_ROLE}{Role.MODERATOR.value}": ROLE_LABELS[Role.MODERATOR],
    f"{_ROLE}{Role.PRESS.value}": ROLE_LABELS[Role.PRESS],
    **{f"{_CATEGORY}{category.value}": said for category, said in CATEGORY_LABELS.items()},
}


@dataclass(frozen=True)
class Belonging:
    """What decides to which groups somebody belongs, on the day of the event."""

    country_groups: frozenset[Group] = frozenset()
    region: str | None = None
    category: Category = Category.NON_MEMBER
    is_small: bool = False
    role: Role = Role.PARTICIPANT
    #: Groups that an invitation code adds.
    invited: frozenset[str] = frozenset()


def groups_of(who: Belonging) -> frozenset[str]:
    """Every group somebody belongs to, as it is written."""
    found = {f"{_GROUP}{group.value}" for group in who.country_groups}
    if who.region:
        found.add(f"{_REGION}{who.region}")
    found |= {f"{_CATEGORY}{who.category.value}", f"{_ROLE}{who.role.value}"}
    if who.is_small:
        found.add(SME)
    return frozenset(found) | who.invited
