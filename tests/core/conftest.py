"""What tests of mail share: a post office that the application sends to, and mail templates."""

from collections.abc import Iterator
from dataclasses import replace

import jinja2
import pytest
from flask import Flask

from tests.smtp import PostOffice

#: Templates that only tests know.
LETTERS = {
    "test/hello.txt": "Subject: Hello {{ name }}\n\nGood day, {{ name }}.\n",
    "test/words.txt": "Subject: {{ lang() }}\n\n{{ link('static', filename='a') }}\n",
    "test/wrong.txt": "Good day.\n",
}


@pytest.fixture
def smtp(app: Flask) -> Iterator[PostOffice]:
    """A post office on this machine; the application's mail goes there."""
    kept = app.config["SETTINGS"]
    office = PostOffice().start()
    app.config["SETTINGS"] = replace(kept, mail_url=office.url)
    yield office
    app.config["SETTINGS"] = kept
    office.stop()


@pytest.fixture
def letters(app: Flask) -> Iterator[None]:
    """The application knows the templates above."""
    env = app.jinja_env
    kept = env.loader
    assert kept is not None
    env.loader = jinja2.ChoiceLoader([jinja2.DictLoader(LETTERS), kept])
    yield
    env.loader = kept
