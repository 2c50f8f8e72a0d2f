"""What a participant does through the pages: looks, registers as a guest, confirms, answers."""

from tests.e2e.visitor import Letters, Visitor

#: A form without an address of its own: that of the page's main business.
MAIN = "main form[method=post]:not([action])"
ANSWERS = {
    "first_name": "Zoë",
    "family_name": "Möller",
    "organisation": "",
    "country": "SE",
    "zone": "Europe/Stockholm",
    "needs_captions": True,
    "access_needs": "A seat near the door.",
    "code_of_conduct": True,
    "consent": True,
}


def look_around(visitor: Visitor, slug: str) -> None:
    """From the first page to a speaker of a session, and the ways to follow by calendar."""
    visitor.go("/")
    visitor.go("/events")
    visitor.follow(f'[href$="/events/{slug}"]')
    visitor.go(f"/events/{slug}/programme?view=grid")
    visitor.go(f"/events/{slug}/programme")
    visitor.follow('[href*="/sessions/"]')
    visitor.follow('[href*="/speakers/"]')
    visitor.go(f"/events/{slug}/speakers")
    visitor.go(f"/events/{slug}/calendar")


def register(visitor: Visitor, slug: str, letters: Letters, mode: str = "in-person") -> None:
    """As a guest: an empty form first, then a whole one, then the mailed link and its button."""
    visitor.go(f"/events/{slug}")
    visitor.follow('[href$="/registration"]')
    visitor.send(MAIN, status=422)
    visitor.send(MAIN, {**ANSWERS, "mode": mode, "email": letters.address})
    visitor.go(letters.next_link(f"{visitor.home}/registrations/"))
    visitor.send('main form[action$="/confirm"]')


def answer_statistics(visitor: Visitor) -> None:
    """The optional questions, from the page of the registration."""
    visitor.follow('[href$="/statistics"]')
    visitor.send(MAIN, {"gender": "woman", "age_band": "25-35", "first_time": "yes"})
