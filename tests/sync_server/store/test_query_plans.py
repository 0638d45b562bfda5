"""No read and no write looks at more rows because a chat has a long history: every statement goes through an index."""

from sqlalchemy import event

from sync_server.handlers import accounts, devices, receipts
from sync_server.protocol.frames import Changes, History, ListDevices


def statements_of(office, action):
    """Every statement that something executes, with its parameters."""
    seen = []

    def note(_conn, _cursor, statement, parameters, _context, many):
        if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            seen.append((statement, parameters[0] if many else parameters))

    engines = (office.database._reading, office.database._writing)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    action()
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return seen


def plan_of(office, statement, parameters):
    def work(conn):
        found = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row[-1] for row in found]

    return office.database.submit(work).result()


def test_every_statement_of_everyday_work_goes_through_an_index(office):
    chat, _ = office.create("anna", "bruno")

    def everyday_work():
        office.create("anna", "bruno", "chiara")
        office.send("anna", chat)
        office.rename("bruno", chat, "Subject")
        office.add("anna", chat, "chiara", share_history=True)
        office.read_up_to("bruno", chat, 2)
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

    statements = statements_of(office, everyday_work)
    assert len({statement for statement, _ in statements}) > 15
    for statement, parameters in statements:
        for step in plan_of(office, statement, parameters):
            assert not step.startswith("SCAN"), f"{statement}: {step}"
            sorts = step.startswith("USE TEMP B-TREE")
            assert not sorts or "FROM messages" not in statement, f"{statement}: {step}"
