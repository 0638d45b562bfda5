"""The few things that are remembered between two starts.

The settings file holds nothing secret: tokens and keys are the system keyring's, or protected by a passphrase that nobody keeps.
"""

import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from desktop.places import HOME_VARIABLE, Places, find_places

__all__ = [
    "HOME_VARIABLE",
    "KnownAccount",
    "Places",
    "Settings",
    "find_places",
    "load_settings",
    "save_settings",
]

log = logging.getLogger(__name__)


class KnownAccount(Struct, frozen=True):
    """Who was signed in last and wanted to stay so."""

    server: str
    user: str
    username: str
    name: str
    protection: Literal["keyring", "passphrase"] = "keyring"
    """What the key to the chats on this computer comes from, and so the device's token too."""


class Settings(Struct, frozen=True):
    """What is remembered."""

    appearance: Literal["system", "light", "dark"] = "system"
    server: str = ""
    """Address last signed in to, as it was typed."""
    username: str = ""
    account: KnownAccount | None = None
    patience_minutes: int | None = 30
    """How long a message may wait before its author is asked whether it is still to go; None for never."""
    choices: dict[str, Any] = {}
    """What the screens remember, in a form that is theirs."""


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that cannot be read is set aside, and the program starts as if new."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        log.warning("the settings cannot be read: %s", error.strerror)
        return Settings()
    except msgspec.DecodeError:
        aside = path.with_suffix(".damaged.json")
        try:
            path.replace(aside)
        except OSError as error:
            log.warning("the settings are damaged, and cannot be set aside: %s", error.strerror)
        else:
            log.warning("the settings could not be read and were set aside as %s", aside.name)
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(settings)))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
