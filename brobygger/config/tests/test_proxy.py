"""The address by which a flood is counted is the visitor's, and cannot be chosen by the visitor."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from brobygger.config.proxy import BehindProxy


def seen(by="127.0.0.1", **headers):
    """The address that a page sees."""
    told = []
    BehindProxy(lambda request: told.append(request.META["REMOTE_ADDR"]) or HttpResponse())(
        RequestFactory(REMOTE_ADDR=by).get("/", headers=headers)
    )
    return told[0]


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("198.51.100.1, 192.0.2.7:50123", "192.0.2.7"),
        ("[2001:db8::7]:50123", "2001:db8::7"),
        ("unknown", "127.0.0.1"),
        ("192.0.2.7:port", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_last_address_counts(settings, header, address):
    settings.HTTPS = True
    assert seen(**{"X-Forwarded-For": header}) == address


def test_without_a_proxy_the_header_is_not_believed(settings):
    settings.HTTPS = False
    assert seen(**{"X-Forwarded-For": "192.0.2.7"}) == "127.0.0.1"


@pytest.mark.parametrize(
    ("by", "trusted", "address"),
    [
        ("198.51.100.9", ["127.0.0.0/8", "::1"], "198.51.100.9"),
        ("::ffff:127.0.0.1", ["127.0.0.0/8", "::1"], "192.0.2.7"),
        ("::1", ["127.0.0.0/8", "::1"], "192.0.2.7"),
        ("10.1.2.3", ["10.1.0.0/16"], "192.0.2.7"),
        ("127.0.0.1", ["10.1.0.0/16"], "127.0.0.1"),
    ],
)
def test_the_header_is_believed_from_the_named_proxy_alone(settings, by, trusted, address):
    settings.HTTPS, settings.PROXY = True, trusted
    assert seen(by, **{"X-Forwarded-For": "192.0.2.7"}) == address
