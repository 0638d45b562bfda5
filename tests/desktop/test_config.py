"""Settings survive a restart; what cannot be read is set aside and never stops the program."""

import os
from pathlib import Path

import pytest

from desktop.config import KnownAccount, Places, Settings, find_places, load_settings, save_settings

ACCOUNT = KnownAccount("wss://chat.example.com/sync", "0199-dana", "dana", "Dana Okafor")


def test_what_is_saved_is_read_back(tmp_path):
    settings = Settings(appearance="dark", server="chat.example.com", username="dana", account=ACCOUNT)
    save_settings(tmp_path / "deep" / "settings.json", settings)
    assert load_settings(tmp_path / "deep" / "settings.json") == settings


def test_saving_again_replaces_the_file_and_leaves_nothing_else(tmp_path):
    for appearance in ("light", "dark", "system"):
        save_settings(tmp_path / "settings.json", Settings(appearance=appearance))
    assert load_settings(tmp_path / "settings.json").appearance == "system"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_the_first_start_has_no_settings(tmp_path):
    assert load_settings(tmp_path / "settings.json") == Settings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe", b"[1]", b'{"appearance": "pink"}', b'{"account": {}}']
)
def test_damaged_settings_are_set_aside_and_the_program_starts_as_new(tmp_path, damage):
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    assert load_settings(path) == Settings()
    assert (tmp_path / "settings.damaged.json").read_bytes() == damage
    assert not path.exists()


def test_settings_of_a_newer_version_are_read_as_far_as_they_are_known(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"appearance": "dark", "invented_later": [1, 2]}')
    assert load_settings(path) == Settings(appearance="dark")


def test_the_token_has_no_place_in_the_settings():
    assert "token" not in {*Settings.__struct_fields__, *KnownAccount.__struct_fields__}


def test_every_account_of_every_server_has_its_own_folder(tmp_path):
    places = Places(tmp_path)
    accounts = [(server, user) for server in ("wss://a/sync", "wss://b/sync") for user in ("u1", "u2")]
    folders = {places.account(*account) for account in accounts}
    assert len(folders) == len(accounts)
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert places.account("wss://a/sync", "u1") in folders


def test_the_environment_can_name_another_home(tmp_path):
    assert find_places({"INTERNAL_CHAT_HOME": str(tmp_path)}).settings == tmp_path / "settings.json"


def test_without_that_the_platform_says_where(monkeypatch):
    monkeypatch.delenv("INTERNAL_CHAT_HOME", raising=False)
    home = find_places({}).home
    assert home.is_absolute()
    assert home.name == "internal-chat"
    assert home != Path.home()


def test_settings_of_an_earlier_version_are_read(tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(
        b'{"appearance": "dark", "server": "s", "username": "dana",'
        b' "account": {"server": "wss://s/sync", "user": "u", "username": "dana", "name": "Dana"}}'
    )
    settings = load_settings(path)
    assert settings.account is not None
    assert settings.account.protection == "keyring"
    assert settings.patience_minutes == 30


@pytest.mark.parametrize("patience", [30, 120, None])
def test_the_patience_with_what_waited_long_is_read_back(tmp_path, patience):
    save_settings(tmp_path / "settings.json", Settings(patience_minutes=patience))
    assert load_settings(tmp_path / "settings.json").patience_minutes == patience


def test_every_session_that_keeps_nothing_has_its_own_folder_and_says_whose_it_is(tmp_path):
    places = Places(tmp_path)
    one, other = places.fleeting_account(), places.fleeting_account()
    assert one != other
    assert {one.parent, other.parent} == {places.fleeting}
    assert Places.process_of(one) == os.getpid()
    for strange in ("notes", "12", "-3-a", "x12-abc"):
        assert Places.process_of(tmp_path / strange) is None
