"""No read and no write looks at more rows because a chat has a long history: every statement goes through an index."""

import re

import pytest
from sqlalchemy import event

from sync_server.handlers import accounts, devices, receipts
from sync_server.handlers.attachments import UploadLimits
from sync_server.protocol.frames import Changes, History, ListDevices, SetAccount
from sync_server.store.collector import Collector
from tests.support.uploads import Archive, file_of


def statements_of(office, action):
    """Every statement that something executes, as the database itself saw it, its values filled in."""
    seen = []

    def note(statement):
        if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            seen.append(statement)

    def listen(connection, *_):
        connection.set_trace_callback(note)

    def leave(connection, *_):
        connection.set_trace_callback(None)

    engines = (office.database._reading, office.database._writing)
    for engine in engines:
        event.listen(engine, "checkout", listen)
        event.listen(engine, "checkin", leave)
    action()
    for engine in engines:
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", leave)
    return seen


def plan_of(office, statement):
    def work(conn):
        driver = conn.connection.driver_connection
        return [row[-1] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]

    return office.database.submit(work).result()


def test_every_statement_of_everyday_work_goes_through_an_index(office):
    chat, _ = office.create("anna", "bruno")

    def everyday_work():
        office.create("anna", "bruno", "chiara")
        message = office.say("anna", chat)
        office.edit("anna", message, "other", mentions=["emil"])
        office.react("bruno", message)
        office.rename("bruno", chat, "Subject")
        office.add("anna", chat, "chiara", share_history=True)
        office.add("anna", chat, "dora", share_history=False)
        office.send("dora", chat, reply_to=office.say("dora", chat))
        office.audience("bruno", message)
        office.preview("bruno", chat)
        office.open("dora", chat)
        office.delete("anna", message)
        office.send("dora", chat)
        office.read_up_to("bruno", chat, 2)
        office.prefer("anna", chat, unread_from=2)
        office.prefer("anna", chat, pinned=True)
        office.do("bruno", SetAccount(1, shows_reads=False))
        office.open("anna", chat)
        office.catch_up("anna")
        office.type("bruno", chat)
        office.ask("bruno", History(1, chat, 3))
        office.ask("bruno", Changes(1, chat, 1))
        office.catch_up("bruno")
        office.catch_up("bruno", {chat: 1})
        office.ask("bruno", ListDevices(1))
        moved = {chat: {office.user("bruno")}}
        office.database.read(lambda conn: receipts.told_to_others(conn, moved)).result()
        office.database.read(accounts.accounts_revision).result()
        office.database.read(lambda conn: accounts.look_up(conn, "anna")).result()
        office.database.read(lambda conn: devices.good_devices(conn, [office.device("anna")])).result()

    assert kinds_that_go_through_an_index(office, everyday_work) > 36


def test_every_statement_about_files_goes_through_an_index(office):
    chat, _ = office.create("anna", "bruno")
    archive = Archive(office)
    archive.allowed = UploadLimits(quota=10**9)
    collector = Collector(office.database, archive.storage, lambda: office.now_ms)

    def work_with_files():
        message = archive.send("anna", chat, archive.upload_picture("anna", b"picture", b"small"))
        archive.begin("anna", message.body.attachments[0])
        archive.fetch("bruno", message, message.body.attachments[0])
        archive.forget_damaged(archive.begin("anna", file_of(b"damaged")))
        office.delete("anna", message)
        collector.forget_old()
        collector.note_strays()
        collector.delete_due()

    assert kinds_that_go_through_an_index(office, work_with_files) > 15


def kinds_that_go_through_an_index(office, action):
    """Check every statement that something executes; return how many different ones there were."""
    kinds = {kind_of(statement): statement for statement in statements_of(office, action)}
    for statement in kinds.values():
        for step in plan_of(office, statement):
            assert not step.startswith("SCAN"), f"{statement}: {step}"
            sorts = step.startswith("USE TEMP B-TREE")
            assert not sorts or "FROM messages" not in statement, f"{statement}: {step}"
    return len(kinds)


def kind_of(statement):
    """A statement without its values, so that one of each kind is enough."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", statement)


@pytest.mark.parametrize("lines", [1, 30, 500])
def test_a_preview_takes_few_statements_however_many_lines_nobody_wrote(office, lines):
    chat, _ = office.create("anna", "bruno")
    for number in range(lines):
        office.rename("anna", chat, str(number))
    office.say("anna", chat)

    for _ in range(5):
        office.say("bruno", chat)

    statements = statements_of(office, lambda: office.preview("anna", chat))

    assert len(statements) <= 8 + 2 * lines.bit_length()
