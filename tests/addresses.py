"""The addresses of the site as the access table names them."""

from flask import Flask, current_app

from tests.access_table import Row, World


def endpoints(app: Flask) -> set[tuple[str, str]]:
    """Every (endpoint, method) of the site, but the files and what every page answers alike."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


def address(endpoint: str, row: Row, world: World) -> str:
    """The path of a row in a world."""
    adapter = current_app.url_map.bind("localhost", url_scheme="http")
    return f"{adapter.build(endpoint, row.values(world))}{row.query}"
