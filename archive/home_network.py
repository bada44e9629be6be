"""Whom an internet address belongs to, as far as limits by address go. Pure."""

from ipaddress import IPv6Address, ip_address, ip_network

_PREFIX = 64


def home_network(address: str) -> str:
    """An address, or the network of an IPv6 one: its holder has the addresses of all of that.

    What is no address stands for itself.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network((known, _PREFIX), strict=False))
    return address
