"""The client's address is the connection's, and a header's only where the shop's proxy wrote it."""

from ipaddress import ip_network

import pytest

from chat_server.transport.socketio.address import address_group, client_address

PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["6.6.6.6"], "203.0.113.7"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.2", ["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.2", ["6.6.6.6, 203.0.113.7"], "203.0.113.7"),
        ("10.0.0.2", ["6.6.6.6", "203.0.113.7"], "203.0.113.7"),
        ("10.0.0.2", ["6.6.6.6, 203.0.113.7, 10.9.9.9"], "203.0.113.7"),
        ("10.0.0.2", ["10.1.1.1,10.2.2.2"], "10.1.1.1"),
        ("10.0.0.2", ["unknown"], "10.0.0.2"),
        ("10.0.0.2", ["<script>, 10.3.3.3"], "10.3.3.3"),
        ("10.0.0.2", [""], "10.0.0.2"),
        ("fd00::1", ["2001:db8::7"], "2001:db8::7"),
        ("::ffff:10.0.0.2", ["::ffff:203.0.113.7"], "203.0.113.7"),
        ("fe80::1%eth0", ["6.6.6.6"], "fe80::1"),
        ("", ["6.6.6.6"], ""),
    ],
)
def test_only_hops_reported_by_trusted_proxies_count(
    peer: str, forwarded: list[str], client: str
) -> None:
    assert client_address(peer, forwarded, PROXIES) == client


def test_nothing_is_believed_without_trusted_proxies() -> None:
    assert client_address("127.0.0.1", ["203.0.113.7"], []) == "127.0.0.1"


def test_one_ipv6_customer_is_one_caller() -> None:
    assert address_group("2001:db8:1:2:3::4") == address_group("2001:db8:1:2:ffff::1")
    assert address_group("2001:db8:1:2::1") != address_group("2001:db8:1:3::1")
    assert address_group("203.0.113.7") == "203.0.113.7"
    assert address_group("") == ""
