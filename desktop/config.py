"""Where the client's files live, and the few things that are remembered between two starts.

Everything lies below one folder, the platform's own place for an application's data unless INTERNAL_CHAT_HOME names another.
The settings file holds nothing secret: the token is the system keyring's.
"""

import hashlib
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

HOME_VARIABLE = "INTERNAL_CHAT_HOME"

log = logging.getLogger(__name__)


class KnownAccount(Struct, frozen=True):
    """Who was signed in last and wanted to stay so; the token is in the keyring."""

    server: str
    user: str
    username: str
    name: str


class Settings(Struct, frozen=True):
    """What is remembered."""

    appearance: Literal["system", "light", "dark"] = "system"
    server: str = ""
    """Address last signed in to, as it was typed."""
    username: str = ""
    account: KnownAccount | None = None


class Places(Struct, frozen=True):
    """Where things lie on this computer."""

    home: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.home / "settings.json"

    def account(self, server: str, user: str) -> Path:
        """Return the folder of one account on one server; nothing of another account is in it."""
        return self.home / "accounts" / hashlib.sha256(f"{server}\n{user}".encode()).hexdigest()[:24]


def find_places(environment: Mapping[str, str] = os.environ) -> Places:
    """Return where this user's files are to lie."""
    if chosen := environment.get(HOME_VARIABLE):
        return Places(Path(chosen).expanduser())
    from platformdirs import user_data_path

    return Places(user_data_path("internal-chat", appauthor=False))


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that cannot be read is set aside, and the program starts as if new."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except msgspec.DecodeError:
        aside = path.with_suffix(".damaged.json")
        path.replace(aside)
        log.warning("the settings could not be read and were set aside as %s", aside.name)
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(settings)))
    Path(name).replace(path)
