from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from .hostile import Server, serving


@pytest.fixture
def stranger(settings: Any) -> Iterator[Server]:
    """A server on this machine, which the operator has allowed to be asked."""
    settings.INNER_NETWORKS = [ip_network("127.0.0.0/8")]
    with serving() as server:
        yield server
