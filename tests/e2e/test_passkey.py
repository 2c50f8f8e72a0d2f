"""A passkey in a real browser with a device of software: added once, then it signs in alone."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from eventsite import create_app, settings
from eventsite.core.db import db
from eventsite.people import actions
from tests import make
from tests.e2e.conftest import violations


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """An empty site under the one name of this machine for which browsers take passkeys."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    app = create_app(
        settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path), "PLENARY_BASE_URL": url})
    )
    with app.app_context():
        db.create_all()
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, url
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


def test_a_passkey_is_added_and_signs_in(site: tuple[Flask, str], page: Page) -> None:
    app, url = site
    with app.test_request_context():
        link = actions.sign_in_link(make.make_user().email)
        db.session.commit()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True}
    options = {**device, **able, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(link)
    page.get_by_role("button", name="Sign in now").click()
    page.goto(f"{url}/me/security")
    assert violations(page) == []
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.context.clear_cookies()
    page.goto(f"{url}/sign-in?next=/me/security")
    assert violations(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()
    assert page.url == f"{url}/me/security"
