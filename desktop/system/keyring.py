"""The system's keyring: the place where a device's token and the key of its cache are kept between two starts.

Only the systems' own keyrings are used. The `keyring` library would fall back to files in plain text or to a store that forgets
everything without a word; so its choice is not asked for, the back end is named. Every function may block, on Linux until a
locked keyring's prompt is answered: call them in a thread.

Both secrets lie in one entry, so that a start asks once (`load`); each question costs a connection to another program. Earlier
versions kept the token alone there, as it is.

Three answers have to be told apart. None: the keyring was asked, and has nothing. `KeyringSilentError`: it is locked, or its
prompt was dismissed. `NoKeyringError`: there is none just now. Only the first says that a secret is lost.
"""

import importlib
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.system import secret_service

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "internal-chat"
_KEY_BYTES = 32
BACKENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring")),
}
"""By `sys.platform`, in the order of preference: module and class."""


log = logging.getLogger(__name__)


class KeyringUnavailableError(Exception):
    """The system keyring cannot be asked: what was to be kept is not, and what was kept may be there still."""


class NoKeyringError(KeyringUnavailableError):
    """This system has no keyring that can be used, or not now: early in a session its program may not run yet."""


class KeyringSilentError(KeyringUnavailableError):
    """There is a keyring and it does not answer: it is locked, or its prompt was dismissed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for one user of one server; None for what is not."""

    token: str | None = field(default=None, repr=False)
    """Secret of this device."""
    key: bytes | None = field(default=None, repr=False)
    """Key of the cache."""


def available() -> bool:
    """Tell whether this system has a keyring that can be used."""
    try:
        _backend()
    except KeyringUnavailableError:
        return False
    return True


def load(server: str, user: str) -> Kept:
    """Return what is kept for a user of a server. Raises KeyringUnavailableError."""
    if sys.platform == "linux" and (at_once := load_at_once(server, user)) is not None:
        return at_once
    with _border():
        text = _backend().get_password(SERVICE, _entry(server, user))
    return Kept() if text is None else _parsed(text)


def load_at_once(server: str, user: str) -> Kept | None:
    """Return what is kept, if that can be had at once; None says nothing.

    On Linux that is without the library, which takes long to load, and without a question to the user.
    """
    entry = _entry(server, user)
    try:
        if sys.platform == "linux":
            text = secret_service.look_up(SERVICE, entry)
        else:
            with _border():
                text = _backend().get_password(SERVICE, entry)
        return None if text is None else _parsed(text)
    except KeyringUnavailableError:
        return None


def store(server: str, user: str, kept: Kept) -> None:
    """Keep both in place of what was kept. Raises KeyringUnavailableError, also if it cannot be read back."""
    if kept == Kept():
        forget(server, user)
        return
    with _border():
        _backend().set_password(SERVICE, _entry(server, user), _text(kept))
    if load(server, user) != kept:
        raise KeyringSilentError("the keyring does not return what it was given")


def forget(server: str, user: str) -> None:
    """Drop both; to drop what is not there does nothing. Raises KeyringUnavailableError."""
    from keyring.errors import PasswordDeleteError

    with _border(), suppress(PasswordDeleteError):
        _backend().delete_password(SERVICE, _entry(server, user))


def _entry(server: str, user: str) -> str:
    return f"{user}@{server}"


def _text(kept: Kept) -> str:
    return json.dumps({"token": kept.token, "key": kept.key.hex() if kept.key else None})


def _parsed(text: str) -> Kept:
    if not text.startswith("{"):
        return Kept(token=text)
    with suppress(ValueError):
        match json.loads(text):
            case {"token": (str() | None) as token, "key": None}:
                return Kept(token)
            case {"token": (str() | None) as token, "key": str() as key} if len(key) == 2 * _KEY_BYTES:
                return Kept(token, bytes.fromhex(key))
    # Neither the text, which may hold secrets, nor the error, which quotes it, is passed on.
    raise KeyringSilentError("the keyring's entry was not written by this program")


@contextmanager
def _border() -> Iterator[None]:
    """Let out one error only: below the back ends lie bus libraries, which raise what they like."""
    try:
        yield
    except KeyringUnavailableError:
        raise
    except Exception as error:
        raise KeyringSilentError(f"the keyring did not answer: {error}") from error


def _backend() -> "KeyringBackend":
    for module, name in BACKENDS.get(sys.platform, ()):
        backend: type[KeyringBackend] = getattr(importlib.import_module(module), name)
        try:
            usable = backend.priority > 0
        except (RuntimeError, ImportError, OSError) as error:
            # How a back end says that its service is not there.
            log.info("%s cannot be used: %s", module, error)
            continue
        if usable:
            return backend()
    raise NoKeyringError("this system has no keyring that can be used")
