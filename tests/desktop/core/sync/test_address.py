"""What people type as a server's address."""

import pytest

from desktop.core.errors import AddressError
from desktop.core.sync.address import websocket_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://desk.example.com", "wss://desk.example.com/sync"),
        ("desk.example.com", "wss://desk.example.com/sync"),
        ("  desk.example.com/  ", "wss://desk.example.com/sync"),
        ("DESK.Example.com:443", "wss://desk.example.com/sync"),
        ("desk.example.com:8443", "wss://desk.example.com:8443/sync"),
        ("wss://desk.example.com/sync", "wss://desk.example.com/sync"),
        ("https://10.1.2.3:8443", "wss://10.1.2.3:8443/sync"),
        ("https://[2001:DB8::1]:8443", "wss://[2001:db8::1]:8443/sync"),
        ("https://bücher.example", "wss://xn--bcher-kva.example/sync"),
        ("http://127.0.0.1:8765", "ws://127.0.0.1:8765/sync"),
        ("127.0.0.1:8765", "ws://127.0.0.1:8765/sync"),
        ("localhost:8765", "ws://localhost:8765/sync"),
        ("ws://[::1]:8765", "ws://[::1]:8765/sync"),
        ("https://localhost:8765", "wss://localhost:8765/sync"),
    ],
)
def test_an_address_becomes_that_of_the_websocket(typed, address):
    assert websocket_address(typed) == address
    assert websocket_address(address) == address


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("http://desk.example.com", "insecure"),
        ("ws://10.0.0.1:8765", "insecure"),
        ("http://localhost.example.com", "insecure"),
        ("https://", "malformed"),
        ("two words", "malformed"),
        ("ftp://desk.example.com", "malformed"),
        ("https://anna@desk.example.com", "malformed"),
        ("https://desk.example.com/other", "malformed"),
        ("https://desk.example.com/?a=b", "malformed"),
        ("https://desk.example.com:0", "malformed"),
        ("https://desk.example.com:99999", "malformed"),
        ("https://desk..example.com", "malformed"),
        ("https://[::1", "malformed"),
        ("anna@example.com", "malformed"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(typed, problem):
    with pytest.raises(AddressError) as refused:
        websocket_address(typed)
    assert refused.value.problem == problem
