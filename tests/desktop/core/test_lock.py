"""A passphrase opens the cache, another one does not, and what lies beside the cache helps nobody to guess it cheaply."""

import json
import sys

import pytest

from desktop.core import lock
from desktop.core.errors import CacheError, LockDamagedError, PassphraseError
from desktop.core.folder import LOCK_FILE, set_aside_folders
from desktop.core.lock import Costs, fresh_key, is_locked, set_passphrase, unlock

CHEAP = Costs(passes=1, memory_kib=1024, lanes=1)
PASSPHRASE = "correct horse battery staple"


def test_the_passphrase_gives_the_same_key_each_time(tmp_path):
    key = set_passphrase(tmp_path, PASSPHRASE, CHEAP)
    assert len(key) == 32
    assert unlock(tmp_path, PASSPHRASE) == key


def test_guessing_it_costs_what_is_advised_today_unless_told_otherwise(tmp_path):
    key = set_passphrase(tmp_path, PASSPHRASE)
    costs = json.loads((tmp_path / LOCK_FILE).read_bytes())["costs"]
    assert (costs["passes"], costs["memory_kib"], costs["lanes"]) == (3, 256 * 1024, 4)
    assert unlock(tmp_path, PASSPHRASE) == key


def test_another_passphrase_is_told_from_a_broken_cache(tmp_path):
    set_passphrase(tmp_path, PASSPHRASE, CHEAP)
    for wrong in ("Correct horse battery staple", f"{PASSPHRASE} ", ""):
        with pytest.raises(PassphraseError):
            unlock(tmp_path, wrong)


def test_an_empty_passphrase_is_refused(tmp_path):
    with pytest.raises(PassphraseError, match="empty"):
        set_passphrase(tmp_path, "", CHEAP)
    assert not is_locked(tmp_path)


def test_two_computers_with_the_same_passphrase_have_different_keys(tmp_path):
    assert set_passphrase(tmp_path / "one", PASSPHRASE, CHEAP) != set_passphrase(
        tmp_path / "two", PASSPHRASE, CHEAP
    )
    assert fresh_key() != fresh_key()


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [("Stra\u00dfe\u00e9", "Stra\u00dfee\u0301"), ("\ufb01ne \uff11\uff12", "fine 12"), ("\uac00", "\u1100\u1161"), ("half \ud83d", "half \ud83d")],
    ids=["accent", "ligature and wide digits", "hangul", "half a character"],
)  # fmt: skip
def test_it_does_not_matter_in_which_way_the_same_letters_are_typed(tmp_path, chosen, typed):
    key = set_passphrase(tmp_path, chosen, CHEAP)
    assert unlock(tmp_path, typed) == key


def test_a_folder_is_locked_once_it_has_a_passphrase(tmp_path):
    folder = tmp_path / "accounts" / "one"
    assert not is_locked(folder)
    set_passphrase(folder, PASSPHRASE, CHEAP)
    assert is_locked(folder)


def test_neither_passphrase_nor_key_lies_beside_the_cache(tmp_path):
    key = set_passphrase(tmp_path, PASSPHRASE, CHEAP)
    (file,) = tmp_path.iterdir()
    assert file.name == LOCK_FILE
    content = file.read_bytes()
    for secret in (PASSPHRASE.encode(), key, key.hex().encode(), key[:8].hex().encode()):
        assert secret not in content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_on_the_computer_may_read_it(tmp_path):
    set_passphrase(tmp_path / "account", PASSPHRASE, CHEAP)
    assert (tmp_path / "account").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "account" / LOCK_FILE).stat().st_mode & 0o777 == 0o600


def test_a_new_passphrase_sets_the_old_lock_aside_with_which_the_old_cache_can_be_read(tmp_path):
    old = set_passphrase(tmp_path, PASSPHRASE, CHEAP)
    new = set_passphrase(tmp_path, "another", CHEAP)
    assert unlock(tmp_path, "another") == new
    (aside,) = set_aside_folders(tmp_path)
    assert unlock(aside, PASSPHRASE) == old


def damages():
    """Ways in which the file can be broken, or made to break this program."""

    def changed(**fields):
        return lambda content: json.dumps(json.loads(content) | fields).encode()

    def costing(**fields):
        return lambda content: json.dumps(
            json.loads(content) | {"costs": json.loads(content)["costs"] | fields}
        ).encode()

    return {
        "empty": lambda _: b"",
        "cut off": lambda content: content[: len(content) // 2],
        "not text": lambda content: bytes(byte ^ 0xFF for byte in content),
        "no salt": changed(salt=""),
        "short verifier": changed(verifier="AAAA"),
        "another derivation": changed(derivation="none"),
        "a later version": changed(version=2),
        "100 GB of memory": costing(memory_kib=100 * 1024 * 1024),
        "a year of passes": costing(passes=10**9),
        "a million threads": costing(lanes=10**6),
        "no passes": costing(passes=0),
    }


@pytest.mark.parametrize("damage", damages().values(), ids=damages().keys())
def test_a_damaged_lock_says_so_before_anything_is_computed(tmp_path, damage, monkeypatch):
    set_passphrase(tmp_path, PASSPHRASE, CHEAP)
    file = tmp_path / LOCK_FILE
    file.write_bytes(damage(file.read_bytes()))
    monkeypatch.setattr(lock, "_derived", None)
    with pytest.raises(LockDamagedError, match=r"lock\.json is damaged"):
        unlock(tmp_path, PASSPHRASE)


def test_a_missing_lock_says_so(tmp_path):
    with pytest.raises(LockDamagedError, match="missing"):
        unlock(tmp_path, PASSPHRASE)


def test_cheaper_costs_in_the_file_give_no_key(tmp_path):
    set_passphrase(tmp_path, PASSPHRASE, Costs(passes=2, memory_kib=1024, lanes=1))
    file = tmp_path / LOCK_FILE
    file.write_bytes(file.read_bytes().replace(b'"passes":2', b'"passes":1'))
    with pytest.raises(PassphraseError):
        unlock(tmp_path, PASSPHRASE)


def test_a_folder_that_cannot_be_written_is_a_cache_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CacheError, match="cannot be written"):
        set_passphrase(tmp_path / "file" / "account", PASSPHRASE, CHEAP)


def test_where_the_lock_cannot_be_written_in_full_the_old_one_stays(tmp_path, monkeypatch):
    key = set_passphrase(tmp_path, PASSPHRASE, CHEAP)

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lock.os, "fsync", full)
        with pytest.raises(CacheError, match="No space left"):
            set_passphrase(tmp_path, "another", CHEAP)
    assert unlock(tmp_path, PASSPHRASE) == key
    assert not list(tmp_path.glob(".lock-*"))
