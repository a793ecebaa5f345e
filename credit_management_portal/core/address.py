"""A network address → whom attempts from there are counted for."""

from __future__ import annotations

import ipaddress

OF_SUBSCRIBER = 64  # bits of an address of version 6 that one subscriber shares; the rest are theirs to choose


def counted(address: str | None) -> str:
    """The address itself; of version 6 its network, for whoever has it has every address in it."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), OF_SUBSCRIBER), strict=False))
