"""What an administrator may choose when the server starts: where it listens, where its data lies, and its certificate."""

import ipaddress
import re
import ssl
from dataclasses import dataclass
from pathlib import Path

from sync_server.protocol import limits

DEFAULT_LISTEN = "127.0.0.1:8765"
DATABASE_FILE = "internal-chat.db"
_LAST_PORT = 65_535
_SIZE = re.compile(
    r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,6})?)\s*(?:(?P<unit>[KMGT])(?:i?B)?|B)?", re.IGNORECASE
)


class ConfigError(Exception):
    """Something in the command line or the environment that only its author can put right; the text says what."""


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int
    """0 lets the system choose a free one."""

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer can connect."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def url(self, *, scheme: str) -> str:
        """Return the address as clients write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}"


@dataclass(frozen=True)
class Config:
    """Everything `serve` needs."""

    listen: Address
    database_url: str
    tls: ssl.SSLContext | None = None
    behind_proxy: bool = False
    """Believe a proxy's `X-Forwarded-For` when counting wrong passwords by address."""
    send_queue_bytes: int = limits.SEND_QUEUE_BYTES
    """Unsent bytes that make a slow consumer."""
    hello_seconds: float = limits.HELLO_SECONDS
    """Time to sign in."""
    attachments: str | None = None
    """Where files are kept: a folder, or `s3://BUCKET/PREFIX`; None for `attachments` beside the database."""
    attachment_bytes: int = limits.ATTACHMENT_BYTES
    """Largest attachment."""
    attachment_quota: int | None = None
    """Most bytes of files that one user may have stored; None for no limit."""


def parse_address(text: str) -> Address:
    """Read `HOST:PORT`, where an IPv6 host stands in brackets."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > _LAST_PORT:
        raise ConfigError(f"'{text}' is no address to listen on: write HOST:PORT, such as {DEFAULT_LISTEN}")
    return Address(host, int(port))


def parse_size(text: str) -> int:
    """Read a number of bytes, such as `100M` or `1.5 GiB`: K is 1024, and so on."""
    said = _SIZE.fullmatch(text.strip())
    if said is None:
        raise ConfigError(f"'{text}' is no size: write a number of bytes, or one such as 500K, 100M or 20G")
    return int(float(said["number"]) * 1024 ** "BKMGT".index((said["unit"] or "B").upper()))


def attachment_limit(text: str) -> int:
    """Read how large an attachment may be; the protocol knows none larger than its own limit."""
    size = parse_size(text)
    if not 0 < size <= limits.ATTACHMENT_BYTES:
        most = limits.ATTACHMENT_BYTES // 1024**2
        raise ConfigError(f"--attachment-limit {text} is not possible: an attachment has at most {most}M")
    return size


def sqlite_url(data: Path) -> str:
    """Return the address of the database inside a data folder, and make the folder."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ConfigError(f"cannot write to the data folder {data}: {error.strerror}") from error
    return f"sqlite:///{(data / DATABASE_FILE).absolute()}"


def load_certificate(certificate: Path, key: Path) -> ssl.SSLContext:
    """Read the certificate chain and the private key that clients are shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        # OpenSSL's own words name a line of its source.
        raise ConfigError(
            f"cannot use {certificate} with {key}: they are no certificate chain and its private key, in PEM"
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot use {certificate} with {key}: {error.strerror or error}") from error
    return context
