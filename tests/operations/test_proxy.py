"""Where the portal listens, and what it believes of a proxy."""

import pytest
from django.test import RequestFactory

from portal.access.accounts.addresses import client_address, network_of
from portal.operations.checks import check_proxy
from portal.operations.management.commands.serve import place_to_listen

EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize(
    ("bind", "place"),
    [
        ("127.0.0.1", "127.0.0.1:8000"),
        ("::1", "[::1]:8000"),
        ("[::]", "[::]:8000"),
        ("unix:/run/participa.sock", "unix:/run/participa.sock"),
    ],
)
def test_it_listens_where_bind_says(bind, place):
    assert place_to_listen(bind, 8000) == place


@pytest.mark.parametrize(
    ("proxies", "bind", "found"),
    [
        (0, EVERYWHERE, []),
        (1, "127.0.0.1", []),
        (1, "unix:/run/participa.sock", []),
        (2, "10.0.0.5", []),
        (1, EVERYWHERE, ["operations.W001"]),
        (1, "::", ["operations.W001"]),
        (1, "93.184.216.34", ["operations.W001"]),
        (-1, "127.0.0.1", ["operations.E001"]),
    ],
)
def test_the_check_warns_where_a_header_can_be_forged(settings, proxies, bind, found):
    settings.TRUST_PROXY, settings.BIND = proxies, bind
    assert [message.id for message in check_proxy()] == found


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "10.9.9.9, 192.0.2.1", "192.0.2.1"),
        (2, "10.9.9.9, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (2, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.1:5000", "192.0.2.1"),
        (1, "[2001:db8::1]:5000", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "somebody", None),
    ],
)
def test_addresses_are_counted_from_the_right(settings, proxies, header, address):
    settings.TRUST_PROXY = proxies
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": header})) == address


def test_a_household_of_ipv6_is_one_visitor():
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:0:1::1")
    assert (network_of("192.0.2.1"), network_of(None)) == ("192.0.2.1", "")
