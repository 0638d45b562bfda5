"""The server's command line: what it does, and the one line that it says when it cannot."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sync_server.config import parse_size
from tests.support.attachments import TransferError, carrier, send_files
from tests.support.forked import run_forked
from tests.support.server import ENVIRONMENT, PASSWORD, ServerCommand, connected, running_server


@pytest.fixture
def server(tmp_path):
    server = ServerCommand(tmp_path / "data")
    yield server
    server.kill()


def run(server, *arguments, stdin="", environment=ENVIRONMENT):
    return run_forked(server.on_data(*arguments), stdin=stdin, environment=environment)


def complaint(server, *arguments, **more):
    """What a command that cannot be done says; always one line and no traceback."""
    done = run(server, *arguments, **more)
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
    server = ServerCommand(tmp_path / "log")
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


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost:x/chat",
        "sqlite+aiosqlite:///{data}/chat.db",
        "sqlite+nonsense:///{data}/chat.db",
        "sqlite://localhost/chat.db",
        "sqlite:///{data}/chat.db?timeout=soon",
        "sqlite:///{data}/chat.db?colour=red",
    ],
)
def test_a_database_url_with_more_than_a_file_in_it_is_refused(server, url):
    assert "sqlite:///" in complaint(server, "user", "list", "--database", url.format(data=server.data))


def test_a_second_server_on_the_same_data_is_refused_and_account_commands_are_not(server):
    server.start()
    assert "another server" in complaint(server, "serve", "--listen", "127.0.0.1:0")
    assert run(server, "user", "list").returncode == 0
    server.kill()
    server.start()


@pytest.mark.skipif(os.name != "posix", reason="Windows protects the folder by other means")
def test_nobody_else_on_the_machine_can_read_the_database(server):
    server.data.chmod(0o755)
    assert run(server, "user", "list").returncode == 0
    server.start()
    files = list(server.data.glob("*.db*"))
    assert len(files) == 4, files
    assert [file.name for file in files if file.stat().st_mode & 0o077] == []


def test_a_password_that_is_not_text_is_refused(server):
    done = subprocess.run(
        server.command("user", "add", "anna", "--password-stdin"),
        check=False,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "utf-8:surrogateescape"},
        input=b"caf\xe9\n",
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "internal-chat-server: a password is text in UTF-8\n"


def test_a_terminal_that_does_not_know_every_letter_shows_the_list_all_the_same(server):
    server.add_user("lukasz", name="Łukasz")
    done = subprocess.run(
        server.command("user", "list"),
        check=False,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"lukasz", b"\\u0141ukasz"], b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("command", [("user", "list"), ("serve", "--listen", "127.0.0.1:0")])
def test_an_answer_that_cannot_be_printed_is_one_line_too(server, command):
    server.add_user("anna")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            server.command(*command),
            check=False,
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cannot be printed" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a test can make")
def test_to_leave_the_question_for_a_password_unanswered_changes_nothing(server):
    ours, theirs = os.openpty()
    with subprocess.Popen(
        server.command("user", "add", "anna"),
        env=ENVIRONMENT,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as asking:
        os.close(theirs)
        asked = iter(lambda: asking.stderr.read(1), ":")
        assert "".join(asked) == "Password for anna"
        os.write(ours, b"\x04")
        _, said = asking.communicate(timeout=60)
    os.close(ours)
    assert asking.returncode == 1
    assert "Traceback" not in said
    assert said.endswith("internal-chat-server: no password was given; nothing was changed\n")
    assert server.users() == ()


def test_a_certificate_that_is_none_is_explained(server):
    file = server.data / "notes.txt"
    file.write_text("not a certificate")
    assert "PEM" in complaint(server, "serve", "--tls-cert", str(file), "--tls-key", str(file))


def test_a_certificate_needs_its_key(server):
    assert "--tls-key" in complaint(server, "serve", "--tls-cert", "x.pem")


def test_a_certificate_that_cannot_be_read_is_named(server):
    assert "x.pem" in complaint(server, "serve", "--tls-cert", "x.pem", "--tls-key", "y.pem")


def test_to_listen_to_other_computers_without_encryption_asks_for_a_proxy(server):
    server.start("--listen", "0.0.0.0:0")
    assert "proxy" in server.log


@pytest.mark.skipif(sys.platform != "linux", reason="there it can be looked up")
def test_it_takes_as_many_connections_as_the_system_allows(tmp_path):
    import resource

    server = ServerCommand(tmp_path / "data")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        server.start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    allowed = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    server.kill()
    assert allowed == (min(hard, 65_536), hard)


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


def test_a_copy_is_made_while_the_server_runs_and_put_back_once_it_is_stopped(server, tmp_path):
    server.add_user("anna")
    server.start()
    copy = tmp_path / "copy.db"
    made = run(server, "backup", str(copy))
    assert (made.returncode, made.stdout) == (0, f"copied everything to {copy}\n")
    assert "exists already" in complaint(server, "backup", str(copy))
    assert "stop that one first" in complaint(server, "restore", str(copy))
    server.add_user("bruno")
    server.stop()

    replaced = server.data / "internal-chat.db.replaced-1"
    restored = run(server, "restore", str(copy))

    assert restored.stdout == f"restored everything from {copy}; what was there is kept as {replaced}\n"
    assert [user.username for user in server.users()] == ["anna"]
    assert "there is no database" in complaint(server, "restore", str(tmp_path / "nothing"))


# Files ----------------------------------------------------------------------------------------------------------------


def test_a_folder_for_files_that_cannot_be_written_to_is_named(server, tmp_path):
    (tmp_path / "taken").touch()

    said = complaint(server, "serve", "--listen", "127.0.0.1:0", "--attachments", str(tmp_path / "taken"))

    assert f"cannot keep attachments in {tmp_path / 'taken'}: " in said


def test_a_place_for_files_that_is_none_is_explained(server):
    said = complaint(server, "serve", "--listen", "127.0.0.1:0", "--attachments", "http://example.com/files")

    assert "write a folder, or s3://BUCKET/PREFIX" in said


def test_wrong_credentials_for_a_bucket_are_found_when_the_server_starts(server, s3):
    bucket = s3.bucket()
    environment = {**ENVIRONMENT, **bucket.environment, "AWS_SECRET_ACCESS_KEY": "guessed"}

    said = complaint(
        server, "serve", "--listen", "127.0.0.1:0", "--attachments", bucket.url, environment=environment
    )

    assert f"cannot keep attachments in {bucket.url}: the credentials are wrong" in said


@pytest.mark.parametrize(
    ("option", "size", "said"),
    [
        ("--attachment-limit", "much", "'much' is no size"),
        ("--attachment-limit", "-5M", "'-5M' is no size"),
        ("--attachment-limit", "101M", "at most 100M"),
        ("--attachment-limit", "0", "is not possible"),
        ("--attachment-quota", "20 X", "'20 X' is no size"),
    ],
)
def test_a_size_that_is_none_is_explained(server, option, size, said):
    assert said in complaint(server, "serve", "--listen", "127.0.0.1:0", f"{option}={size}")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("1000", 1_000),
        ("500K", 512_000),
        ("25M", 26_214_400),
        ("1.5 GiB", 1_610_612_736),
        ("2tb", 2 * 1024**4),
    ],
)
def test_sizes_are_written_as_people_do(text, size):
    assert parse_size(text) == size


async def test_limits_of_the_command_line_and_files_of_an_import_are_those_of_the_server(server, tmp_path):
    for username in ("anna", "bruno"):
        server.add_user(username)
    (tmp_path / "photo.jpg").write_bytes(b"a photo")
    lines = (
        {"chat": {"key": "k", "created_by": "anna", "created_at": 1, "participants": ["bruno"]}},
        {
            "message": {
                "chat": "k",
                "author": "anna",
                "sent_at": 2,
                "text": "",
                "attachments": [{"path": "photo.jpg"}],
            }
        },
    )
    (tmp_path / "history.jsonl").write_text("\n".join(map(json.dumps, lines)))
    files = ("--attachments", str(tmp_path / "files"))
    assert run(server, "import", str(tmp_path / "history.jsonl"), *files).returncode == 0
    server.start(*files, "--attachment-limit", "1K", "--attachment-quota", "1500")

    async with connected(server.url) as bot:
        await bot.sign_in("anna")
        [snapshot] = [push for push in await bot.sync() if push["type"] == "chat_snapshot"]
        message = snapshot["messages"][-1]
        [photo] = message["body"]["attachments"]
        async with carrier(server.url, bot.token) as line:
            assert await line.fetch(message["chat"], message["id"], photo["id"]) == b"a photo"
            with pytest.raises(TransferError, match="attachment_too_large"):
                await line.upload(bytes(1025))
            await line.upload(bytes(1024))
            with pytest.raises(TransferError, match="quota_exceeded"):
                await line.upload(bytes(1024))


async def test_the_log_names_no_file(server, tmp_path):
    server.add_user("anna")
    server.add_user("bruno")
    server.start()
    bruno = next(user.id for user in server.users() if user.username == "bruno")
    async with connected(server.url) as bot:
        await bot.sign_in("anna")
        chat = await bot.create_chat(bruno)
        async with carrier(server.url, bot.token) as line:
            secret = await line.upload(b"what it says", name="Termination of Mr. Smith.pdf")
            message = await send_files(bot, chat, secret)
            for stored in (server.data / "attachments").glob("*/*/*"):
                stored.unlink()
            with pytest.raises(TransferError, match="attachment_not_found"):
                await line.fetch(chat, message, secret["id"])
    server.stop()

    assert "Smith" not in server.log
    assert secret["sha256"] not in server.log
