"""What an organizer does through the pages: a forum from its first draft to a changed programme."""

from datetime import date, timedelta

from tests.e2e.visitor import Values, Visitor

#: The second language an organizer of each language writes in.
SECOND = {"en": "fr", "ar": "en"}
#: A form without an address of its own: that of the page's main business.
MAIN = "main form[method=post]:not([action])"


class Forum:
    """A forum of two days with two rooms, three sessions and two speakers, by its slug."""

    def __init__(self, visitor: Visitor, title: str, first: date) -> None:
        self.visitor = visitor
        self.title = title
        self.days = [first, first + timedelta(days=1)]
        self.slug = ""
        #: Title of a session to its code.
        self.codes: dict[str, str] = {}

    @property
    def manage(self) -> str:
        """Where the organizers' pages begin."""
        return f"/manage/events/{self.slug}"

    def texts(self, name: str, text: str) -> Values:
        """One text in both languages."""
        lang = self.visitor.lang
        return {f"{name}-{each}": text for each in (lang, SECOND[lang])}

    def create(self) -> None:
        """The draft, after a form sent empty."""
        see = self.visitor
        see.go("/manage")
        see.go("/manage/events/new")
        form = 'main form[action$="/manage/events/new"]'
        see.send(form, {"zone": "Europe/Zurich"}, 422)
        first, last = self.days
        hours = {"starts": "09:00", "ends": "18:00"}
        days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
        see.send(
            form,
            {**self.texts("title", self.title), "kind": "forum", "mode": "hybrid", **days, **hours},
        )
        self.slug = see.path.rpartition("/")[2]

    def describe(self) -> None:
        """What the public page says, and the ways to join."""
        see = self.visitor
        see.go(f"{self.manage}/edit")
        see.send(
            'main form[action*="/edit"]',
            {
                **self.texts("summary", "Two days on the metaverse."),
                **self.texts("description", "First day, **second day**."),
                **self.texts("venue", "Hall of the Lake"),
                **self.texts("city", "Geneva"),
                "country": "CH",
                "languages": ["en", "fr", "ar"],
                "contact_name": "Forum office",
                "contact_email": "office@example.org",
            },
        )
        form = 'main form[action$="/join-ways"]'
        way = {"rows-0-kind": "platform", "rows-0-address": "https://join.example.org/hall"}
        see.go(f"{self.manage}/join-ways")
        see.send(form, {"rows-0-address": "somewhere"}, 422)
        see.send(form, way)

    def open_registration(self) -> None:
        """Places for ten people in the hall."""
        see = self.visitor
        see.go(f"{self.manage}/registration-terms")
        terms = {"state": "announced", "capacity_in_person": "10", "asks_captions": True}
        see.send(MAIN, {**terms, "interpretation_langs": ["fr", "ar"]})

    def furnish(self) -> None:
        """Two rooms, a track, two speakers."""
        see = self.visitor
        programme = f"{self.manage}/programme"
        see.go(f"{programme}/rooms")
        see.send(MAIN, status=422)
        for room in ("Hall A", "Hall B"):
            see.send(MAIN, {**self.texts("names", room), "capacity": "120"})
        see.go(f"{programme}/tracks")
        see.send(MAIN, {**self.texts("names", "Standards"), "hue": "lake"})
        for name in ("Ada Example", "Bo Example"):
            see.go(f"{self.manage}/people/new")
            job = {"role_title": "Engineer", "organisation_text": "Example University"}
            see.send(MAIN, {"name": name, **job, "country": "CH"})

    def add_session(self, title: str, day: date, starts: str, room: str, speaker: str) -> None:
        """Write one session and place it."""
        see = self.visitor
        see.go(f"{self.manage}/programme/sessions/new")
        see.fill(MAIN, self.texts("title", title))
        people = see.page.locator(f'{MAIN} [name="speakers-0-speaker_id"]')
        people.select_option(label=f"{speaker}, Example University")
        see.send(MAIN, {"kind": "panel", "minutes": "60", "languages": ["en"], "online": True})
        self.codes[title] = see.page.url.partition("session=")[2].partition("#")[0]
        self.place(title, day, starts, room)

    def place(self, title: str, day: date, starts: str, room: str) -> None:
        """Place or move a session by the form of the builder."""
        see = self.visitor
        builder = f"{self.manage}/programme"
        see.go(f"{builder}?session={self.codes[title]}")
        form = f'main form[action$="/sessions/{self.codes[title]}/place"]'
        for box in see.page.locator(f'{form} [name="rooms"]').all():
            box.set_checked(room in (box.locator("xpath=..").inner_text()))
        see.send(form, {"day": day.isoformat(), "starts": starts})

    def cancel(self, title: str) -> None:
        """Cancel a session; visitors see it with the next version."""
        see = self.visitor
        see.go(f"{self.manage}/programme/sessions/{self.codes[title]}")
        see.send('main form[action$="/state"]:has([name="state"][value="cancelled"])')

    def publish_programme(self) -> None:
        """Read the changes and publish them as the next version, with a reason for what clashes."""
        see = self.visitor
        see.go(f"{self.manage}/programme/publish")
        asked = see.page.locator('main [name^="reason_"]').all()
        names = [str(box.get_attribute("name")) for box in asked]
        see.send(
            MAIN,
            {**self.texts("note", "What is new"), **dict.fromkeys(names, "The halls are joined.")},
        )

    def publish(self) -> None:
        """Let everybody see the event."""
        self.visitor.go(self.manage)
        self.visitor.send(f'main form[action$="{self.manage}/publish"]')
