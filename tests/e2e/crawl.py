"""Follows the links of a live site until each kind of page was looked at."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect

from eventsite.core import i18n
from tests.e2e.visitor import Visitor

#: Endpoints that answer with something else than a page of ours.
FILES = frozenset(
    {
        "static",
        "agenda.builder_board",
        "agenda.material",
        "agenda.material_version",
        "agenda.photo",
        "calls.own_file",
        "events.cover_picture",
        "events.document",
        "questions.answer_file",
        "registration.exported",
    }
)


@dataclass
class Crawl:
    """Looks at `most` pages of each endpoint that `starts` and their links lead to."""

    visitor: Visitor
    app: Flask
    #: Endpoint to how many of its pages were looked at; may be shared by several visitors.
    seen: Counter[str] = field(default_factory=Counter)
    most: int = 1

    def run(self, starts: Iterable[str]) -> None:
        """Addresses without language, looked at in any case, the most telling first."""
        asked = [self.visitor.home + path for path in starts]
        waiting, tried = deque(asked), Counter[str]()
        while waiting:
            address = waiting.popleft()
            endpoint = self._endpoint(address)
            enough = self.most <= max(self.seen[endpoint], tried[endpoint])
            if not endpoint or (enough and address not in asked):
                continue
            asked = [each for each in asked if each != address]
            tried[endpoint] += 1
            if is_file(self.app, endpoint):
                self._fetch(address)
                self.seen[endpoint] += 1
                continue
            self.visitor.go(address)
            # Who is asked to sign in has seen that page and not the one asked for.
            self.seen[self._endpoint(self.visitor.page.url)] += 1
            waiting += self._links(address)

    def _links(self, here: str) -> list[str]:
        """The pages of ours this one leads to; one that leads to nothing is a fault."""
        found: list[str] = self.visitor.page.eval_on_selector_all(
            "a[href]:not([hreflang])", "links => links.map(link => link.href)"
        )
        own = list(dict.fromkeys(urldefrag(each)[0] for each in found if self._is_own(each)))
        for each in own:
            if not self._endpoint(each) and not self._endpoint(self._translated(each)):
                self.visitor.faults.append(f"{here}: leads to {each}, where nothing is")
        return own

    def _is_own(self, address: str) -> bool:
        return address.startswith(f"{self.visitor.url}/")

    def _endpoint(self, address: str) -> str:
        """The endpoint of a page in the visitor's language; empty when there is none."""
        if not f"{address}/".startswith(f"{self.visitor.home}/"):
            return ""
        return endpoint_of(self.app, urlsplit(address.removeprefix(self.visitor.home)).path or "/")

    def _translated(self, address: str) -> str:
        """A page of any language in the visitor's: a mail shown on a page has its own links."""
        first, _, rest = address.removeprefix(f"{self.visitor.url}/").partition("/")
        return f"{self.visitor.home}/{rest if first in i18n.LANGUAGES else f'{first}/{rest}'}"

    def _fetch(self, address: str) -> None:
        answer = self.visitor.page.request.get(address)
        if not answer.ok:
            self.visitor.faults.append(f"{address}: answered {answer.status}")


def endpoint_of(app: Flask, path: str) -> str:
    """The endpoint of a path without language; empty when there is none."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, method="GET")
    except (NotFound, RequestRedirect):
        return ""
    return str(endpoint)


def is_file(app: Flask, endpoint: str) -> bool:
    """Whether an endpoint answers with a file: its address has an ending or is for programs."""
    rules = [rule.rule for rule in app.url_map.iter_rules(endpoint)]
    if endpoint in FILES or all(rule.startswith("/api/v1/") for rule in rules):
        return True
    return all("." in rule.rpartition("/")[2] for rule in rules)


def pages(app: Flask) -> set[str]:
    """Every endpoint that shows a page."""
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {endpoint for endpoint in shown if not is_file(app, endpoint)}
