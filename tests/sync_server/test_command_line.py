"""The server's command line: what it does, and the one line that it says when it cannot."""

import socket
import sqlite3
import subprocess

import pytest

from tests.support.server import ENVIRONMENT, PASSWORD, ServerProcess, connected, running_server


@pytest.fixture
def server(tmp_path):
    server = ServerProcess(tmp_path / "data")
    yield server
    server.kill()


def run(server, *arguments, stdin=""):
    return subprocess.run(
        server.command(*arguments),
        check=False,
        env=ENVIRONMENT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
    )


def complaint(server, *arguments, stdin=""):
    """What a command that cannot be done says; always one line and no traceback."""
    done = run(server, *arguments, stdin=stdin)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("internal-chat-server: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


async def test_a_user_who_was_added_on_the_command_line_signs_in(server):
    added = run(
        server, "user", "add", "anna", "--name", "Anna Kovács", "--title", "Escalations", "--password-stdin",
        stdin=PASSWORD + "\n",
    )  # fmt: skip
    assert (added.returncode, added.stderr) == (0, "")
    server.start()
    async with connected(server.url) as bot:
        await bot.sign_in("anna")
        assert (bot.user["name"], bot.user["title"]) == ("Anna Kovács", "Escalations")


def test_users_are_listed_with_those_who_are_deactivated(server):
    for username in ("bruno", "anna"):
        server.add_user(username, title="Support")
    assert run(server, "user", "deactivate", "bruno").returncode == 0
    assert run(server, "user", "list").stdout == (
        "anna   Anna, Support\nbruno  Bruno, Support  (deactivated)\n"
    )


async def test_a_password_that_was_set_on_the_command_line_is_the_one_that_counts(server):
    server.add_user("anna")
    assert (
        run(server, "user", "set-password", "anna", "--password-stdin", stdin="another\r\n").returncode == 0
    )
    server.start()
    async with connected(server.url) as bot:
        assert (await bot.request("sign_in", username="anna", password=PASSWORD, device_name="x"))[
            "code"
        ] == "wrong_credentials"
        await bot.sign_in("anna", "another")


def test_without_a_terminal_a_password_is_not_asked_for(server):
    assert "--password-stdin" in complaint(server, "user", "add", "anna")


def test_no_option_takes_a_password(server):
    done = run(server, "user", "add", "anna", "--password", "x")
    assert done.returncode == 2
    assert server.users() == ()


@pytest.mark.parametrize("command", ["deactivate", "set-password"])
def test_an_unknown_user_is_named(server, command):
    options = ["--password-stdin"] if command == "set-password" else []
    assert "nobody" in complaint(server, "user", command, "nobody", *options, stdin="x\n")


def test_a_name_that_is_taken_is_refused(server):
    server.add_user("anna")
    assert "anna" in complaint(server, "user", "add", "Anna", "--password-stdin", stdin="x\n")


def test_a_port_that_is_in_use_is_named(server):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = complaint(server, "serve", "--listen", f"127.0.0.1:{port}")
    assert f"127.0.0.1:{port}" in line
    assert "in use" in line


@pytest.mark.parametrize("listen", ["8765", "localhost", "localhost:x", "localhost:65536", ":1"])
def test_an_address_that_is_none_is_explained(server, listen):
    assert "HOST:PORT" in complaint(server, "serve", "--listen", listen)


def test_a_data_folder_that_cannot_be_written_to_is_named(tmp_path):
    file = tmp_path / "a file"
    file.touch()
    server = ServerProcess(tmp_path / "log")
    server.data = file / "data"
    assert str(server.data) in complaint(server, "serve")


def test_a_database_of_a_newer_version_is_refused_and_left_alone(server):
    server.add_user("anna")
    path = server.data / "internal-chat.db"
    with sqlite3.connect(path) as database:
        (table,) = database.execute(
            "SELECT name FROM sqlite_master WHERE name IN ('alembic_version', 'schema_version')"
        ).fetchone()
        database.execute(f"UPDATE {table} SET version_num = '9999_from_the_future'")  # noqa: S608 - one of two names
    database.close()
    assert "newer" in complaint(server, "serve")


def test_a_database_that_we_do_not_speak_is_refused(server):
    assert "sqlite" in complaint(server, "serve", "--database", "mysql://localhost/chat")


def test_a_file_that_is_no_database_is_refused(server):
    (server.data / "internal-chat.db").write_text("a shopping list, and a long one at that " * 100)
    complaint(server, "serve")


def test_a_certificate_needs_its_key(server):
    assert "--tls-key" in complaint(server, "serve", "--tls-cert", "x.pem")


def test_a_certificate_that_cannot_be_read_is_named(server):
    assert "x.pem" in complaint(server, "serve", "--tls-cert", "x.pem", "--tls-key", "y.pem")


def test_to_listen_to_other_computers_without_encryption_asks_for_a_proxy(server):
    server.start("--listen", "0.0.0.0:0")
    assert "proxy" in server.log


def test_only_one_line_goes_to_stdout(server):
    with running_server(server.data) as running:
        assert running.url.startswith("ws://127.0.0.1:")
        assert "Listening" not in running.log


def test_an_import_says_how_much_it_took_in(server, tmp_path):
    file = tmp_path / "team.jsonl"
    file.write_text(
        '{"user": {"username": "anna", "name": "Anna"}}\n'
        '{"user": {"username": "bruno", "name": "Bruno"}}\n'
        '{"chat": {"key": "a", "created_by": "anna", "created_at": 1790000000000, "participants": ["bruno"]}}\n'
        '{"message": {"chat": "a", "author": "bruno", "sent_at": 1790000060000, "text": "Morning!"}}\n'
    )
    assert run(server, "import", str(file)).stdout == "imported 2 users, 1 chats, 2 messages\n"
    file.write_text('{"user": {}}\n')
    assert "line 1" in complaint(server, "import", str(file))
    assert "no.jsonl" in complaint(server, "import", "no.jsonl")
