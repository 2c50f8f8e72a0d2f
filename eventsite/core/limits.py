"""Limits by account and address pair: a whole hall sits behind one address."""

from flask import Flask, current_app, request
from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

#: The participants of a forum share one network address and come in within the same hour.
A_WHOLE_HALL = "2000 per hour"


def init_app(app: Flask, url: str) -> None:
    """Keep the counters in `url`: `memory://` for one process, `redis://` for several."""
    app.extensions["limits"] = MovingWindowRateLimiter(
        storage_from_string(url, wrap_exceptions=True)
    )


def hit(name: str, account: str, pair: str = "10 per hour", address: str = "300 per hour") -> None:
    """Count one try of `account` from this address; raises TooManyRequests past either limit.

    `pair` limits the account from this address, `address` all accounts from it together.
    """
    limiter: MovingWindowRateLimiter = current_app.extensions["limits"]
    remote = request.remote_addr or "unknown"
    each, all_of_them = parse(pair), parse(address)
    try:
        # Asked first, so that a blocked address fills no memory with accounts it makes up.
        if not limiter.test(all_of_them, name, remote):
            raise TooManyRequests(retry_after=all_of_them.get_expiry())
        if not limiter.hit(each, name, account.casefold(), remote):
            raise TooManyRequests(retry_after=each.get_expiry())
        limiter.hit(all_of_them, name, remote)
    except StorageError as error:
        current_app.logger.error("the counters of limits cannot be reached")
        raise ServiceUnavailable from error
