"""What people type as a server's address, turned into the address of its websocket.

An address without a scheme is taken as encrypted, unless it is this computer's own. An unencrypted connection is made to this
computer only: what is said to anywhere else could be read on the way.
"""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from desktop.core.errors import AddressError
from sync_server.protocol.transfer import PATH as FILES_PATH

PATH = "/sync"

_SCHEMES = {"https": "wss", "wss": "wss", "http": "ws", "ws": "ws"}
_DEFAULT_PORTS = {"wss": 443, "ws": 80}
_NOT_IN_A_HOST = frozenset(" \t\r\n\"'<>\\^`{|}%,;@!$&()*+=~")


def websocket_address(typed: str) -> str:
    """Return the websocket's address, such as `wss://desk.example.com/sync`. Raises AddressError."""
    text = typed.strip()
    if not text:
        raise AddressError("empty")
    parts = _split(text)
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None:
        raise AddressError("malformed")
    host, port = _host(parts), _port(parts)
    if scheme == "ws" and not is_loopback(host):
        raise AddressError("insecure")
    if "://" not in text and is_loopback(host):
        scheme = "ws"
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in {None, _DEFAULT_PORTS[scheme]} else f"{shown}:{port}"
    return f"{scheme}://{place}{PATH}"


def files_address(address: str) -> str:
    """Return where the connection for attachments of a server is made, whose websocket's address is this."""
    return address.removesuffix(PATH) + FILES_PATH


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError as error:
        raise AddressError("malformed") from error
    if parts.username or parts.query or parts.fragment or parts.path not in {"", "/", PATH}:
        raise AddressError("malformed")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or _NOT_IN_A_HOST & set(host) or ".." in host or host.startswith((".", "-")):
        raise AddressError("malformed")
    if ":" in host:
        return _ip_address(host)
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressError("malformed") from error


def _ip_address(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError as error:
        raise AddressError("malformed") from error


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError as error:
        raise AddressError("malformed") from error
    if port == 0:
        raise AddressError("malformed")
    return port
