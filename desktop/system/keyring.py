"""The system's keyring: the one place where a device's token is kept between two starts.

Only the systems' own keyrings are used. The `keyring` library would fall back to files in plain text or to a store that forgets
everything without a word; so its choice is not asked for, the back end is named. Every function may block, on Linux until a
locked keyring's prompt is answered: call them in a thread.
"""

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "internal-chat"
BACKENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring")),
}
"""By `sys.platform`, in the order of preference: module and class."""


log = logging.getLogger(__name__)


class KeyringUnavailableError(Exception):
    """No system keyring answers: what was to be kept cannot be kept, and nothing was written anywhere else."""


def available() -> bool:
    """Tell whether this system has a keyring that can be used."""
    try:
        _backend()
    except KeyringUnavailableError:
        return False
    return True


def load_token(server: str, user: str) -> str | None:
    """Return the token kept for a user of a server; None for none. Raises KeyringUnavailableError."""
    with _border():
        return _backend().get_password(SERVICE, _entry(server, user))


def store_token(server: str, user: str, token: str) -> None:
    """Keep a token. Raises KeyringUnavailableError."""
    with _border():
        _backend().set_password(SERVICE, _entry(server, user), token)


def forget_token(server: str, user: str) -> None:
    """Drop a token; to drop what is not there does nothing. Raises KeyringUnavailableError."""
    from keyring.errors import PasswordDeleteError

    with _border(), suppress(PasswordDeleteError):
        _backend().delete_password(SERVICE, _entry(server, user))


def _entry(server: str, user: str) -> str:
    return f"{user}@{server}"


@contextmanager
def _border() -> Iterator[None]:
    """Let out one error only: below the back ends lie bus libraries, which raise what they like."""
    try:
        yield
    except KeyringUnavailableError:
        raise
    except Exception as error:
        raise KeyringUnavailableError(f"the keyring did not answer: {error}") from error


def _backend() -> "KeyringBackend":
    for module, name in BACKENDS.get(sys.platform, ()):
        backend: type[KeyringBackend] = getattr(importlib.import_module(module), name)
        try:
            usable = backend.priority > 0
        except (
            RuntimeError,
            ImportError,
            OSError,
        ) as error:  # how a back end says that its service is not there
            log.info("%s cannot be used: %s", module, error)
            continue
        if usable:
            return backend()
    raise KeyringUnavailableError("this system has no keyring that can be used")
