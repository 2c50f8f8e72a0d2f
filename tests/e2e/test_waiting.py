"""A full event on a phone in three scripts: wait, be offered a place, accept, change, cancel."""

from datetime import timedelta

from eventsite.core import clock
from tests.e2e import taking_part
from tests.e2e.conftest import ORGANIZER, PHONE, Open
from tests.e2e.organizing import MAIN, Forum
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

NAMES = {
    "en": {"first_name": "Zoë", "family_name": "Möller"},
    "ar": {"first_name": "ليلى", "family_name": "حداد", "latin_name": "Layla Haddad"},
    "zh": {"first_name": "小明", "family_name": "王", "latin_name": "Wang Xiaoming"},
}


def test_the_one_place_goes_from_hand_to_hand(
    open_page: Open, live_site: Live, post_office: PostOffice
) -> None:
    organizer = Visitor(open_page(), live_site.url)
    sign_in(organizer, Letters(post_office, ORGANIZER))
    forum = full_of_one(organizer)
    holder = Visitor(open_page(PHONE), live_site.url)
    letters = Letters(post_office, "first@example.org")
    ask(holder, forum.slug, letters)
    seen = [holder]
    for lang in NAMES:
        guest = Visitor(open_page(PHONE), live_site.url, lang)
        mails = Letters(post_office, f"waits-{lang}@example.org")
        ask(guest, forum.slug, mails)
        own = guest.path
        assert guest.page.locator("main form button[value=accept]").count() == 0
        give_up(holder)
        guest.go(mails.next_link(f"{guest.home}/registrations/"))
        guest.send('main form[action$="/offer"]')
        assert guest.path == own
        change(guest)
        holder = guest
        seen.append(guest)
    give_up(holder)
    expect_no_faults(organizer, *seen)


def full_of_one(organizer: Visitor) -> Forum:
    """A published forum with one place in the hall."""
    forum = Forum(organizer, "Small forum", clock.now().date() + timedelta(days=60))
    forum.create()
    forum.describe()
    organizer.go(f"{forum.manage}/registration-terms")
    organizer.send(MAIN, {"state": "announced", "capacity_in_person": "1"})
    forum.publish()
    return forum


def ask(visitor: Visitor, slug: str, letters: Letters) -> None:
    """Register as a guest and prove the address; the mails about it are read."""
    visitor.go(f"/events/{slug}/registration")
    names = {key: value for key, value in NAMES[visitor.lang].items() if key != "latin_name"}
    answers = {key: value for key, value in taking_part.ANSWERS.items() if "needs" not in key}
    if visitor.lang != "en":
        # The badge needs a name that guards can read, and the form says so.
        visitor.send(MAIN, {**answers, **names, "mode": "in-person", "email": letters.address}, 422)
    visitor.send(
        MAIN,
        {**answers, **NAMES[visitor.lang], "mode": "in-person", "email": letters.address},
    )
    visitor.go(letters.next_link(f"{visitor.home}/registrations/"))
    visitor.send('main form[action$="/confirm"]')


def change(visitor: Visitor) -> None:
    """A job title of one long word, from one's own page and back to it."""
    visitor.follow('[href$="/change"]')
    visitor.send(MAIN, {"job_title": "x" * 150})


def give_up(visitor: Visitor) -> None:
    """Cancel by the button that asks once more."""
    visitor.follow('[href$="/cancel"]')
    visitor.send(MAIN)
