"""How long a name or an address must wait after failed sign-ins."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from i18nflow.people.names import fold_name
from i18nflow.people.tokens import digest

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def name_key(name: str) -> str:
    """What stands for a name in the store: a digest, for people type passwords into the wrong field."""
    return digest(f"name:{fold_name(name)}")


def change_key(name: str) -> str:
    """What stands for somebody who changes a password: apart from sign-in, so that a thief locks nobody out."""
    return digest(f"change:{fold_name(name)}")


def address_key(address: str) -> str:
    """What stands for an address in the store. An IPv6 network (/64) is one address: it has one owner."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return digest(f"address:{address}")
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is None:
        return digest(f"address:{ipaddress.IPv6Network((int(ip) >> 64 << 64, 64))}")
    return digest(f"address:{getattr(ip, 'ipv4_mapped', None) or ip}")


def wait(failures: int, last: datetime, now: datetime, *, free: int) -> timedelta:
    """What is left to wait after ``failures`` in a row: nothing up to ``free``, then twice as long each time."""
    if failures < free:
        return timedelta(0)
    length: timedelta = min(FIRST_WAIT * 2 ** min(failures - free, 20), LONGEST_WAIT)
    # A clock that was set back must not lock anybody out for longer than the longest wait.
    return max(timedelta(0), min(last + length - now, LONGEST_WAIT))
