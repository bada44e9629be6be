"""Whom an internet address belongs to."""

import pytest

from archive.home_network import home_network


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_address_stands_for_its_home_network(address: str, expected: str) -> None:
    assert home_network(address) == expected
    assert home_network("2001:db8:1:2::9") == home_network("2001:db8:1:2:ffff::1")
