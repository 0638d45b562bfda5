"""The client's errors, one class per thing that somebody can act on.

ClientError
├── ConnectError        the environment: no server, or not the right one (`failure` says which)
├── NotConnectedError   the environment: this needs a connection and there is none
├── RefusedError        the server said no (`code` says why)
├── InvalidInputError   the user: the text or the choice cannot be sent (`code`, as the server would say it)
├── AddressError        the user: no such server address can exist, or it is not safe
├── FileError           the environment: something with a file on this computer failed (`trouble` says what)
├── PassphraseError     the user: this passphrase does not open the local file
└── CacheError          the environment: the local file cannot be written, or not now
    ├── CacheInUseError     the user: another window has it; close that one
    ├── CacheNewerError     the user: it was made by a newer version of this program, which has to be updated
    └── CacheDamagedError   the environment: it cannot be read, because the key is another one or the file is broken
        └── LockDamagedError    so is the file that makes the key from a passphrase
"""

from enum import StrEnum

from sync_server.protocol.codes import ErrorCode

__all__ = [
    "AddressError",
    "CacheDamagedError",
    "CacheError",
    "CacheInUseError",
    "CacheNewerError",
    "ClientError",
    "ConnectError",
    "ConnectFailure",
    "ErrorCode",
    "FileError",
    "FileTrouble",
    "InvalidInputError",
    "LockDamagedError",
    "NotConnectedError",
    "PassphraseError",
    "RefusedError",
]


class ConnectFailure(StrEnum):
    """Why there is no connection; each has a sentence for people in the view models."""

    UNREACHABLE = "unreachable"
    """Nothing answers: no network, server down, wrong port."""
    UNKNOWN_HOST = "unknown_host"
    NOT_INTERNAL_CHAT = "not_internal_chat"
    """Something answers that is not an Internal Chat server."""
    NEWER_PROTOCOL = "newer_protocol"
    UNTRUSTED = "untrusted"
    """The server's certificate is not valid."""
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a code, not a secret
    DEACTIVATED = "deactivated"
    LOST = "lost"
    """There was a connection, and it broke."""
    DISK = "disk"
    """What came from the server cannot be kept: the disk is full, or the local file cannot be written."""


class FileTrouble(StrEnum):
    """Why something with a file failed on this computer; what the server refused is an ErrorCode value."""

    DISK_FULL = "disk_full"
    UNWRITABLE = "unwritable"
    """The place for it cannot be written for another reason."""
    DAMAGED = "damaged"
    """What came, or what lies here, is not what was sent."""
    MISSING = "missing"
    """The copy on this computer is gone."""
    UNREADABLE = "unreadable"
    """The original cannot be read."""
    IS_FOLDER = "is_folder"
    UNSAFE = "unsafe"
    """It is a program, a script or a page with some: it can be saved, but is never opened from here."""


class ClientError(Exception):
    """Anything the client reports to its caller."""


class ConnectError(ClientError):
    """No connection to the server could be made."""

    def __init__(self, failure: ConnectFailure, detail: str = "", *, restarting: bool = False) -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure = failure
        self.restarting = restarting
        """The server said that it goes away, as when it is started again."""


class NotConnectedError(ClientError):
    """What was asked for cannot be undone, so it is not queued: it needs a connection."""


class RefusedError(ClientError):
    """The server refused a request."""

    def __init__(self, code: ErrorCode, text: str = "", retry_after_ms: int | None = None) -> None:
        super().__init__(f"{code}: {text}" if text else str(code))
        self.code = code
        self.retry_after_ms = retry_after_ms


class InvalidInputError(ClientError):
    """The input cannot be sent as it is; `code` is what the server would answer."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(str(code))
        self.code = code


class AddressError(ClientError):
    """A server address that cannot be used."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        """`empty`, `malformed`, or `insecure` (unencrypted to another computer)."""


class PassphraseError(ClientError):
    """The passphrase is not the one that protects the local file."""


class FileError(ClientError):
    """Something with a file on this computer failed: what is attached, fetched, saved or opened."""

    def __init__(self, trouble: FileTrouble, detail: str = "") -> None:
        super().__init__(f"{trouble}: {detail}" if detail else str(trouble))
        self.trouble = trouble


class CacheError(ClientError):
    """The local file cannot be used."""


class CacheNewerError(CacheError):
    """The local file was made by a newer version. It is left as it is."""


class CacheInUseError(CacheError):
    """Another program, most likely a second one of these, has the local file."""


class CacheDamagedError(CacheError):
    """The local file cannot be read with this key: the key is another one, or the file is broken. Trying again does not help."""


class LockDamagedError(CacheDamagedError):
    """What makes the key from the passphrase is missing or broken: no passphrase opens the local file any more."""
