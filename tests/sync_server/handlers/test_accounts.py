"""Signing in, passwords, and the directory."""

import argon2
import pytest

from sync_server import admin, handlers
from sync_server.errors import AccountRefused
from sync_server.handlers import accounts, devices
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.nouns import User
from tests.support.server import QUICK_HASHER
from tests.support.store import code_of, refusal_of

OUR_HASHER = accounts._hasher


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Ours take a tenth of a second each."""
    monkeypatch.setattr(accounts, "_hasher", QUICK_HASHER)


@pytest.fixture
def gina(office):
    """Somebody with a password."""
    return admin.add_user(office.url, username="Gina", name="Gina Rossi", title="", password="sesame")


def sign_in(office, *, username="gina", password="sesame", device_name="laptop"):  # noqa: S107 - of nobody
    account = office.database.read(lambda conn: accounts.look_up(conn, username)).result()
    verified = accounts.verify(account, password)
    return office.database.submit(
        lambda conn: accounts.admit(conn, verified, device_name, office.now_ms)
    ).result()


def resume(office, token):
    return office.database.read(lambda conn: devices.resume(conn, token)).result()


def test_guessing_a_password_costs_what_is_advised_for_servers():
    advised = argon2.profiles.RFC_9106_LOW_MEMORY
    assert OUR_HASHER.type is argon2.Type.ID
    assert (OUR_HASHER.time_cost, OUR_HASHER.memory_cost) >= (advised.time_cost, advised.memory_cost)


def test_the_right_password_makes_a_device_whose_token_resumes(office, gina):
    new = sign_in(office)

    assert new.user == gina
    again = resume(office, new.token)
    assert (again.caller, again.user) == (new.caller, gina)


def test_a_username_is_found_however_it_is_written(office, gina):
    assert sign_in(office, username=" GINA ").user == gina


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(office, gina):
    wrong = refusal_of(sign_in, office, password="wrong")
    unknown = refusal_of(sign_in, office, username="nobody")
    without_password = refusal_of(sign_in, office, username="anna", password="")

    assert wrong.code == ErrorCode.WRONG_CREDENTIALS
    assert wrong.text == unknown.text == without_password.text


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(monkeypatch, office, gina):
    proofs = []
    verify = accounts._hasher.verify
    monkeypatch.setattr(
        type(accounts._hasher), "verify", lambda _, *args: (proofs.append(args[0]), verify(*args))
    )

    for username in ("gina", "nobody", "anna"):
        refusal_of(sign_in, office, username=username, password="wrong")

    parameters = {proof.rsplit("$", 2)[0] for proof in proofs}
    assert len(proofs) == 3
    assert len(parameters) == 1


def test_a_deactivated_user_is_told_so_only_with_a_right_password_or_token(office, gina):
    new = sign_in(office)
    admin.deactivate(office.url, username="gina")

    assert code_of(resume, office, new.token) == ErrorCode.DEACTIVATED
    assert code_of(sign_in, office) == ErrorCode.DEACTIVATED
    assert code_of(sign_in, office, password="wrong") == ErrorCode.WRONG_CREDENTIALS
    assert good_devices(office, new) == frozenset()


def test_another_password_revokes_every_device(office, gina):
    new = sign_in(office)
    before = revision(office)
    admin.set_password(office.url, username="gina", password="other")

    assert code_of(resume, office, new.token) == ErrorCode.TOKEN_REFUSED
    assert code_of(sign_in, office) == ErrorCode.WRONG_CREDENTIALS
    assert sign_in(office, password="other").user == gina
    assert good_devices(office, new) == frozenset()
    assert revision(office) > before


def test_a_password_that_changes_during_a_sign_in_is_not_the_old_one_any_more(office, gina):
    account = office.database.read(lambda conn: accounts.look_up(conn, "gina")).result()
    admin.set_password(office.url, username="gina", password="other")

    admit = office.database.submit(lambda conn: accounts.admit(conn, account, "laptop", 0))

    assert code_of(admit.result) == ErrorCode.WRONG_CREDENTIALS


def test_whoever_is_deactivated_does_not_get_in_whenever_that_is_during_the_sign_in(office, gina):
    before = office.database.read(lambda conn: accounts.look_up(conn, "gina")).result()
    admin.deactivate(office.url, username="gina")
    after = office.database.read(lambda conn: accounts.look_up(conn, "gina")).result()

    assert code_of(accounts.verify, after, "sesame") == ErrorCode.DEACTIVATED
    admission = office.database.submit(lambda conn: accounts.admit(conn, before, "laptop", office.now_ms))
    assert code_of(admission.result) == ErrorCode.DEACTIVATED


def test_a_deactivation_is_a_change_of_the_directory(office, gina):
    before = revision(office)
    admin.deactivate(office.url, username="gina")

    [page] = office.database.read(lambda conn: list(accounts.directory_since(conn, before))).result()
    [user] = page.users
    assert (user.username, user.active, user.revision) == ("gina", False, page.revision)
    assert revision(office) == page.revision > before


def test_a_deactivated_user_stays_in_their_chats_but_comes_into_no_new_ones(office):
    chat, _ = office.create("anna", "bruno")
    admin.deactivate(office.url, username="bruno")

    assert code_of(office.create, "anna", "bruno") == ErrorCode.UNKNOWN_USER
    other, _ = office.create("anna", "chiara")
    assert code_of(office.add, "anna", other, "bruno", share_history=False) == ErrorCode.UNKNOWN_USER
    assert office.user("bruno") in [one.user for one in office.snapshot("anna", chat).chat.participants]


def change_password(office, caller, account, new="open up"):
    password_hash = accounts.hash_new_password(new)
    return office.database.submit(
        lambda conn: accounts.change_password(conn, caller, account, password_hash)
    ).result()


def account_of(office, caller):
    return office.database.read(lambda conn: accounts.account_of(conn, caller)).result()


def test_a_user_who_changes_the_password_stays_in_on_this_device_alone(office, gina):
    laptop, phone, tablet = sign_in(office), sign_in(office), sign_in(office)
    before = revision(office)

    gone = change_password(office, phone.caller, account_of(office, phone.caller))

    assert set(gone) == {laptop.caller.device, tablet.caller.device}
    assert good_devices(office, laptop, phone, tablet) == {phone.caller.device}
    assert code_of(resume, office, laptop.token) == ErrorCode.TOKEN_REFUSED
    assert resume(office, phone.token).user == gina
    assert code_of(sign_in, office) == ErrorCode.WRONG_CREDENTIALS
    assert sign_in(office, password="open up").user == gina
    assert revision(office) > before


def test_of_two_who_change_the_same_password_the_second_is_refused(office, gina):
    laptop, phone = sign_in(office), sign_in(office)
    proved = account_of(office, laptop.caller)
    admin.set_password(office.url, username="gina", password="the operator's")

    # The operator has signed everybody out.
    assert code_of(change_password, office, laptop.caller, proved) == ErrorCode.TOKEN_REFUSED
    back = sign_in(office, password="the operator's")
    assert code_of(change_password, office, back.caller, proved) == ErrorCode.WRONG_CREDENTIALS
    assert good_devices(office, back, phone) == {back.caller.device}
    assert sign_in(office, password="the operator's").user == gina


def test_a_device_that_was_revoked_meanwhile_cannot_change_the_password(office, gina):
    laptop, phone = sign_in(office), sign_in(office)
    proved = account_of(office, laptop.caller)
    office.database.submit(lambda conn: devices.sign_out(conn, laptop.caller)).result()

    assert code_of(change_password, office, laptop.caller, proved) == ErrorCode.TOKEN_REFUSED
    assert resume(office, phone.token).user == gina
    assert sign_in(office).user == gina


@pytest.mark.parametrize("password", ["", "x" * 1001, "\udcff"])
def test_what_cannot_be_a_password_is_refused(password):
    assert code_of(accounts.hash_new_password, password) == ErrorCode.PASSWORD_REFUSED


@pytest.mark.parametrize("username", ["", "a b", "anna@example", "-a", "ä", "x" * 101])
def test_a_username_is_plain(username):
    user = User(id="", username=username, name="A", title="", active=True, revision=1)

    with pytest.raises(AccountRefused):
        handlers.accounts.new_account(user, password_hash="")


def test_names_lose_what_nobody_sees():
    user = User(id="", username="anna", name=" An\u202ena\n\x00 K ", title="", active=True, revision=1)

    assert handlers.accounts.new_account(user, password_hash="").user.name == "Anna K"


def good_devices(office, *signed_in):
    wanted = [one.caller.device for one in signed_in]
    return office.database.read(lambda conn: devices.good_devices(conn, wanted)).result()


def revision(office):
    return office.database.read(accounts.accounts_revision).result()
