"""What the interface is: a page for people and a description for programs."""

import json
from typing import Any

from flask import current_app, render_template

from eventsite.api import asking, examples, openapi, shapes
from eventsite.api.operations import IN_PATH, OPERATIONS, PREFIX, Operation
from eventsite.api.views import frame
from eventsite.core import access, http, kept
from eventsite.core.i18n import gettext


@frame.blueprint.get("/api")
@http.cacheable
@access.public
def documentation() -> http.Kept:
    """Every address with its parameters and an example."""
    return kept.page(_page)


@frame.blueprint.get("/api/v1/openapi.json")
@http.cacheable
@access.public
def openapi_json() -> http.Kept:
    """The same for programs (OpenAPI 3.1)."""
    return http.shelf.get(("openapi", _base_url()), _document)


def _document() -> http.Kept:
    said = openapi.document(OPERATIONS, _base_url(), _licence())
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return http.Kept(body, "application/json", headers=frame.OPEN)


def _base_url() -> str:
    return str(current_app.config["SETTINGS"].base_url)


def _licence() -> dict[str, str]:
    """The name and the address of the licence that the site set for its data, if it did."""
    name, _, url = current_app.config["SETTINGS"].data_licence.rpartition(" ")
    return {"name": name, "url": url} if name else {}


def _page() -> str:
    return render_template(
        "api/documentation.html",
        operations=[_shown(one) for one in OPERATIONS],
        base=_base_url(),
        licence=_licence(),
        problem=_json(shapes.Problem),
    )


def _shown(one: Operation) -> dict[str, Any]:
    return {
        "name": one.name,
        "path": f"{PREFIX}{one.path}",
        "summary": gettext(one.summary),
        "parameters": [(name, gettext(IN_PATH[name]), "") for name in one.in_path]
        + [_parameter(one.asks, name) for name in asking.names(one.asks)],
        "example": _json(one.answer),
    }


def _parameter(asks: type[asking.Nothing], name: str) -> tuple[str, str, str]:
    """Its name, what it does, what is expected of it."""
    fields = {field.alias or key: field for key, field in asks.model_fields.items()}
    values = ", ".join(asking.values_of(asks, name))
    does = fields[name].description
    expected = str(gettext(asking.EXPECTED[name], values=values))
    return name, str(gettext(does)) if does else "", expected


def _json(model: type[shapes.Shape]) -> str:
    return examples.pretty(examples.of(model))
