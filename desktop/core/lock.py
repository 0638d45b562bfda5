"""The passphrase that stands in for a system keyring: from it comes the key of the cache, each time anew.

argon2id makes 64 bytes of it. The first half is the key; of the second half the file keeps a hash, so that a wrong passphrase is
told from a broken cache. What is in the file is no secret, but without it the key cannot be made again. Every function but
`is_locked` and `fresh_key` takes about half a second and a quarter of a gigabyte on purpose: call them in a thread.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from desktop.core.errors import CacheError, LockDamagedError, PassphraseError
from desktop.core.folder import LOCK_FILE, flush_folder, make_private_folder, new_set_aside_folder

KEY_BYTES = 32
_SALT_BYTES = 16
_DERIVED_BYTES = 64


class Costs(Struct, frozen=True):
    """How dear each guess is. The bounds are for who reads them from a file: it must not ask for all of the memory."""

    passes: Annotated[int, Meta(ge=1, le=64)] = 3
    memory_kib: Annotated[int, Meta(ge=1024, le=2 * 1024 * 1024)] = 256 * 1024
    lanes: Annotated[int, Meta(ge=1, le=64)] = 4


USUAL_COSTS = Costs()


class _Lock(Struct, frozen=True):
    """What lies beside the cache."""

    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=64)]
    verifier: Annotated[bytes, Meta(min_length=32, max_length=32)]
    costs: Costs
    derivation: Literal["argon2id"] = "argon2id"
    version: Literal[1] = 1


def fresh_key() -> bytes:
    """Make a key by chance: for the system keyring, or for a session that keeps nothing."""
    return secrets.token_bytes(KEY_BYTES)


def is_locked(folder: Path) -> bool:
    """Whether a passphrase protects the account's cache."""
    return (folder / LOCK_FILE).exists()


def set_passphrase(folder: Path, passphrase: str, costs: Costs = USUAL_COSTS) -> bytes:
    """Begin to protect an account's cache with a passphrase; return the key.

    An earlier lock is set aside, not overwritten: the cache that it belongs to can be read only with it. Raises CacheError, and
    PassphraseError for an empty passphrase.
    """
    if not passphrase:
        raise PassphraseError("an empty passphrase protects nothing")
    salt = secrets.token_bytes(_SALT_BYTES)
    key, verifier = _derived(passphrase, salt, costs)
    try:
        make_private_folder(folder)
        if is_locked(folder):
            _write(new_set_aside_folder(folder), (folder / LOCK_FILE).read_bytes())
        _write(folder, msgspec.json.encode(_Lock(salt, verifier, costs)))
    except OSError as error:
        raise CacheError(f"{LOCK_FILE} cannot be written: {error.strerror}") from error
    return key


def unlock(folder: Path, passphrase: str) -> bytes:
    """Return the key that a passphrase gives.

    Raises PassphraseError for a wrong one, LockDamagedError where no passphrase can give the key any more, and CacheError.
    """
    lock = _read(folder / LOCK_FILE)
    key, verifier = _derived(passphrase, lock.salt, lock.costs)
    if not hmac.compare_digest(verifier, lock.verifier):
        raise PassphraseError("this is not the passphrase")
    return key


def _derived(passphrase: str, salt: bytes, costs: Costs) -> tuple[bytes, bytes]:
    """Return the key and its verifier."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    # The same letters can be typed in several ways; half a character, too, has to give the same bytes each time.
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        derived = hash_secret_raw(
            secret,
            salt,
            time_cost=costs.passes,
            memory_cost=costs.memory_kib,
            parallelism=costs.lanes,
            hash_len=_DERIVED_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise CacheError(f"the passphrase cannot be tried now: {error}") from error
    return derived[:KEY_BYTES], hashlib.sha256(derived[KEY_BYTES:]).digest()


def _read(path: Path) -> _Lock:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Lock)
    except FileNotFoundError as error:
        raise LockDamagedError(f"{LOCK_FILE} is missing: no passphrase opens the cache without it") from error
    except msgspec.DecodeError as error:
        raise LockDamagedError(f"{LOCK_FILE} is damaged: no passphrase opens the cache without it") from error
    except OSError as error:
        raise CacheError(f"{LOCK_FILE} cannot be read: {error.strerror}") from error


def _write(folder: Path, content: bytes) -> None:
    """Write the file, whole or not at all, for nobody else to read."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".lock-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / LOCK_FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    flush_folder(folder)
