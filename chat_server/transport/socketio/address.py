"""Who is really calling: the client's address, believed only from proxies that are trusted."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


def client_address(peer: str, forwarded_for: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address of the client behind ``peer``, the other end of the TCP connection.

    ``forwarded_for`` are the values of the X-Forwarded-For headers in the order received. Hops
    are believed from the right, as long as the one that reported them is in ``trusted``; the
    first address outside is the client. What is no address ends the walk: it was invented.
    """
    client = _parsed(peer)
    if client is None:
        return peer
    hops = [hop.strip() for value in forwarded_for for hop in value.split(",")]
    while hops and _is_trusted(client, trusted):
        reported = _parsed(hops.pop())
        if reported is None:
            break
        client = reported
    return str(client)


def address_group(address: str) -> str:
    """What counts as one caller: an IPv4 address, or an IPv6 /64, which one customer gets whole."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> 64 << 64)) + "/64"
    return address


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_trusted(address: IPv4Address | IPv6Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)
