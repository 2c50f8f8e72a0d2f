"""Pages equal for everybody: no cookie, no variation on one, the same bytes, ETag and 304."""

import pytest
from flask import Flask

from tests.access_table import Row, Visitor, World, table
from tests.addresses import address, endpoints
from tests.browser import Browser

ROWS = {key: row for key, row in table().items() if row.cacheable}


def test_the_list_is_the_decorators(app: Flask) -> None:
    worn = {key for key in endpoints(app) if hasattr(app.view_functions[key[0]], "cacheable")}
    assert worn == set(ROWS)
    assert worn != set()


@pytest.mark.parametrize(("key", "row"), ROWS.items(), ids=(key[0] for key in ROWS))
class TestCacheable:
    """Each page of the list."""

    def test_sets_no_cookie_and_varies_on_none(
        self, client: Browser, key: tuple[str, str], row: Row
    ) -> None:
        path = address(key[0], row, World())
        answer = client.open("GET", path)
        assert answer.status_code == 200
        assert answer.headers.getlist("Set-Cookie") == []
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"] == f"public, max-age={row.max_age}"

    def test_is_equal_for_every_visitor(
        self, client: Browser, key: tuple[str, str], row: Row
    ) -> None:
        world = World()
        path = address(key[0], row, world)
        users = [world.user(visitor) for visitor in Visitor]
        client.get(path)
        seen = set()
        for user in users:
            client.sign_out()
            if user is not None:
                client.sign_in(user)
            answer = client.open("GET", path)
            assert answer.headers.getlist("Set-Cookie") == []
            seen.add((answer.data, answer.headers["ETag"]))
        assert len(seen) == 1

    @pytest.mark.parametrize("encoding", ["identity", "gzip"])
    def test_answers_304_to_its_own_etag(
        self, client: Browser, key: tuple[str, str], row: Row, encoding: str
    ) -> None:
        path = address(key[0], row, World())
        asked = {"Accept-Encoding": encoding}
        first = client.open("GET", path, headers=asked)
        again = client.open("GET", path, headers={**asked, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (
            304,
            b"",
            first.headers["ETag"],
        )
        other = client.open("GET", path, headers={**asked, "If-None-Match": '"another"'})
        assert (other.status_code, other.data) == (200, first.data)
