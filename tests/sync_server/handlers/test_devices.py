"""Devices: recognising them by their tokens, listing one's own, and taking tokens back."""

import re

import pytest

from sync_server import admin
from sync_server.handlers import accounts, devices
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Devices, ListDevices, RevokeDevice, encode
from tests.support.store import code_of, new_id, refusal_of

HOUR_MS = 60 * 60 * 1000


@pytest.fixture
def gina(office):
    """Somebody with a password."""
    return admin.add_user(office.url, username="Gina", name="Gina Rossi", title="", password="sesame")


def sign_in(office, *, device_name="laptop"):
    account = office.database.read(lambda conn: accounts.look_up(conn, "gina")).result()
    return office.database.submit(
        lambda conn: accounts.admit(conn, account, device_name, office.now_ms)
    ).result()


def resume(office, token):
    return office.database.read(lambda conn: devices.resume(conn, token)).result()


def names_of_devices(office, new):
    office.people["gina"] = new.caller
    return [device.name for device in office.ask("gina", ListDevices(1)).devices]


def revoke(office, caller, device):
    return office.database.submit(
        lambda conn: devices.revoke_device(conn, caller, RevokeDevice(1, device))
    ).result()


def revision(office):
    return office.database.read(accounts.accounts_revision).result()


def good_among(office, *signed_in):
    wanted = [one.caller.device for one in signed_in]
    return office.database.read(lambda conn: devices.good_devices(conn, wanted)).result()


def test_a_list_of_devices_fits_a_frame_however_often_somebody_signed_in(office, gina):
    longest = "\N{GRINNING FACE}" * limits.NAME_CHARACTERS

    def sign_in_again_and_again(conn):
        account = accounts.look_up(conn, "gina")
        return [accounts.admit(conn, account, longest, office.now_ms) for _ in range(600)]

    signed_in = office.database.submit(sign_in_again_and_again).result()
    office.people["gina"] = signed_in[-1].caller
    reply = office.ask("gina", ListDevices(1))

    assert len(encode(reply)) <= limits.FRAME_BYTES
    assert reply.devices[0].id == signed_in[-1].caller.device


def test_a_token_brings_its_device_back(office, gina):
    new = sign_in(office)

    assert re.fullmatch(r"ict_[A-Za-z0-9_-]{43}", new.token)
    again = resume(office, new.token)
    assert (again.caller, again.user) == (new.caller, gina)


def test_each_sign_in_is_a_device_of_its_own(office, gina):
    first, second = sign_in(office), sign_in(office)

    assert first.token != second.token
    assert first.caller.device != second.caller.device


def test_only_the_hash_of_a_token_is_stored(office, gina):
    new = sign_in(office)

    stored = office.database.read(
        lambda conn: conn.exec_driver_sql("SELECT * FROM devices").fetchall()
    ).result()
    assert new.token not in repr(stored)
    assert new.token.removeprefix("ict_") not in repr(stored)


def test_a_token_that_was_never_given_is_refused(office):
    assert code_of(resume, office, "ict_" + "x" * 43) == ErrorCode.TOKEN_REFUSED
    assert code_of(resume, office, "") == ErrorCode.TOKEN_REFUSED


def test_a_device_that_signed_out_is_refused_and_others_stay(office, gina):
    first, second = sign_in(office), sign_in(office)

    gone = office.database.submit(lambda conn: devices.sign_out(conn, first.caller)).result()

    assert gone == (first.caller.device,)
    assert code_of(resume, office, first.token) == ErrorCode.TOKEN_REFUSED
    assert resume(office, second.token).user == gina
    assert good_among(office, first, second) == {second.caller.device}


def test_ones_own_devices_are_listed_the_latest_seen_first(office, gina):
    laptop = sign_in(office, device_name="laptop")
    office.now_ms += HOUR_MS
    phone = sign_in(office, device_name="phone")
    assert names_of_devices(office, phone) == ["phone", "laptop"]

    back_at = office.now_ms + 2 * HOUR_MS
    office.database.submit(lambda conn: devices.note_seen(conn, laptop.caller.device, back_at)).result()

    assert names_of_devices(office, phone) == ["laptop", "phone"]
    listed = office.ask("gina", ListDevices(7))
    assert isinstance(listed, Devices)
    assert listed.id == 7
    assert [(one.id, one.last_seen_at) for one in listed.devices] == [
        (laptop.caller.device, back_at),
        (phone.caller.device, back_at - 2 * HOUR_MS),
    ]


def test_a_device_is_listed_neither_to_others_nor_once_it_is_revoked(office, gina):
    laptop, phone = sign_in(office, device_name="laptop"), sign_in(office, device_name="phone")
    revoke(office, phone.caller, laptop.caller.device)

    assert names_of_devices(office, phone) == ["phone"]
    assert [one.id for one in office.ask("anna", ListDevices(1)).devices] == [office.device("anna")]


def test_a_device_that_revokes_another_locks_it_out(office, gina):
    laptop, phone = sign_in(office), sign_in(office)
    before = revision(office)

    assert revoke(office, phone.caller, laptop.caller.device) == (laptop.caller.device,)

    assert code_of(resume, office, laptop.token) == ErrorCode.TOKEN_REFUSED
    assert resume(office, phone.token).user == gina
    assert revision(office) > before


def test_revoking_a_device_again_does_nothing_and_is_no_error(office, gina):
    laptop, phone = sign_in(office), sign_in(office)
    revoke(office, phone.caller, laptop.caller.device)
    before = revision(office)

    assert revoke(office, phone.caller, laptop.caller.device) == ()

    assert revision(office) == before


def test_somebody_elses_device_is_refused_as_one_that_does_not_exist(office, gina):
    phone = sign_in(office)

    others = refusal_of(revoke, office, phone.caller, office.device("anna"))
    nobodys = refusal_of(revoke, office, phone.caller, new_id())

    assert others.code == nobodys.code == ErrorCode.DEVICE_NOT_FOUND
    assert others.text == nobodys.text
    assert [one.id for one in office.ask("anna", ListDevices(1)).devices] == [office.device("anna")]


def test_a_revoked_device_cannot_lock_out_the_one_that_revoked_it(office, gina):
    laptop, phone = sign_in(office), sign_in(office)
    revoke(office, phone.caller, laptop.caller.device)

    refused = code_of(revoke, office, laptop.caller, phone.caller.device)

    assert refused == ErrorCode.TOKEN_REFUSED
    assert resume(office, phone.token).user == gina


def test_when_a_device_was_seen_never_goes_back(office, gina):
    phone = sign_in(office)

    office.database.submit(lambda conn: devices.note_seen(conn, phone.caller.device, 5)).result()

    assert resume(office, phone.token).last_seen_at == office.now_ms


@pytest.mark.parametrize(
    ("passed", "worth_it"), [(0, False), (HOUR_MS, False), (HOUR_MS + 1, True), (-HOUR_MS, False)]
)
def test_that_a_device_is_here_is_noted_once_an_hour(passed, worth_it):
    assert devices.is_worth_noting(5 * HOUR_MS, 5 * HOUR_MS + passed) == worth_it
