"""Behind a proxy of one's own, who asks is the one whom the proxy saw, and not the proxy."""

import re
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

TOLD_BY_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
# Some proxies write the visitor's port along: 192.0.2.7:50123, [2001:db8::7]:50123.
WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+")


class BehindProxy:
    """Where HTTPS ends at the installation's proxy, a request's address is the last one that the proxy has added.

    Whatever stands before it in the header was written by the visitor, and is not believed; nor is the header itself
    where it comes from anyone but the proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HTTPS:
            if not _is_proxy(request.META.get("REMOTE_ADDR", "")):
                for name in TOLD_BY_PROXY:
                    request.META.pop(name, None)
            told = _address(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip())
            if told:
                request.META["REMOTE_ADDR"] = told
        return self.get_response(request)


def _address(text: str) -> str:
    if ported := WITH_PORT.fullmatch(text):
        text = ported[1] or ported[2]
    try:
        ip_address(text)
    except ValueError:
        return ""
    return text


def _is_proxy(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return not text  # a socket of this machine has no address
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return any(address in ip_network(network, strict=False) for network in settings.PROXY)
