"""Read positions."""

from sync_server.protocol.frames import Ok, ReadPosition


def test_a_read_position_is_told_to_ones_own_other_devices_only(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.read_up_to("bruno", chat, 1)

    assert outcome.reply == Ok(id=1)
    [told] = outcome.deliveries
    assert told.to == {office.user("bruno")}
    assert told.to_devices_except == office.device("bruno")
    assert told.push == ReadPosition(chat=chat, seq=1)


def test_a_read_position_never_goes_back(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 2)

    assert office.read_up_to("bruno", chat, 1).deliveries == ()
    assert office.snapshot("bruno", chat).chat.read_seq == 2


def test_a_read_position_ends_at_the_newest_message(office):
    chat, _ = office.create("anna", "bruno")

    office.read_up_to("bruno", chat, 10**30)

    assert office.snapshot("bruno", chat).chat.read_seq == 1


def test_whoever_writes_has_read_what_they_write(office):
    chat, _ = office.create("anna", "bruno")

    office.send("bruno", chat)
    assert office.snapshot("bruno", chat).chat.read_seq == 2
    office.rename("bruno", chat, "Subject")
    assert office.snapshot("bruno", chat).chat.read_seq == 3
    assert office.snapshot("anna", chat).chat.read_seq == 1
