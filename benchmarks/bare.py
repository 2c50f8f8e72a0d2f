"""A bare Flask application that answers given bytes: what the server and Flask cost alone."""

import os
from pathlib import Path

from flask import Flask, Response, abort

app = Flask(__name__, static_folder=None)
FOLDER = Path(os.environ["BARE_FOLDER"])
BODIES = {path.name: path.read_bytes() for path in FOLDER.iterdir()}


@app.get("/<name>")
def body(name: str) -> Response:
    """The bytes of that name, as the product's page sends them."""
    if name not in BODIES:
        abort(404)
    return Response(BODIES[name], content_type="text/html; charset=utf-8")


@app.get("/304")
def unchanged() -> Response:
    """An answer without a body."""
    return Response(status=304)
