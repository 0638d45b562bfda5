"""What an operator does to accounts, history and the database from the command line, while the server runs or while it does not.

Every function opens the database, does one thing in one transaction and closes it. A running server notices changed accounts
within a second (it watches the directory's revision); imported chats show when a client connects the next time. Errors are
`errors.OperatorError`, whose text is the line to print.

The import file
---------------
`import_history` reads UTF-8 JSON Lines: one JSON object a line, each with exactly one key that names what the line is; empty
lines are skipped. Everything happens in the order of the lines, in one transaction: either the whole file is taken in, or
nothing. Times are integers, milliseconds since the Unix epoch, UTC. People are named by username, of this file or already there.

    {"user": {"username": "anna", "name": "Anna Kovács", "title": "Escalations", "password": "…", "active": true, "id": "…"}}
        A new account. Optional: `title` (""), `password` (without one, nobody can sign in until `user set-password`),
        `active` (true), `id` (a lower-case UUIDv7; made if absent). A username that exists already is an error. Somebody who
        is not active may take part in the file's chats all the same: they are somebody who has left since.
    {"chat": {"key": "launch", "created_by": "anna", "created_at": 1790000000000, "participants": ["bruno"],
              "subject": "", "id": "…"}}    (on one line)
        A chat, with its `created` line as seq 1. `key` is any string by which later lines name it. Optional: `subject` (""),
        `id` (as above). Naming the creator among the participants does no harm; at least one other person is needed.
    {"message": {"chat": "launch", "author": "bruno", "sent_at": 1790000060000, "text": "Morning!", "id": "…"}}
        What somebody wrote. Moves the author's own read position, as live. Optional: `id`; `mentions`, the usernames of people
        who are named in it; `reply_to`, the seq of the message that it answers, which its author must see; `reactions`, such as
        {"👍": ["anna"]}, of people who are in the chat by then; and `attachments`, the files of it (`text` may be empty then):
        {"path": "files/photo.jpg", "name": "Beach.jpg", "type": "image/jpeg",
         "picture": {"width": 4000, "height": 3000, "blur": "", "thumbnail": "files/photo-small.jpg"}}
        `path`, and that of a picture's thumbnail, begin at the folder of the import file. Optional: `name` (the file's own),
        `type` (guessed from the name), `picture` (without it the file is shown as a file); in it `blur` and `thumbnail`. A file
        that is missing or too large is an error. Whoever writes, renames or adds takes the next seq.
    {"renamed": {"chat": "launch", "by": "anna", "at": 1790000120000, "subject": "Launch day"}}
        The subject was set; takes a seq.
    {"added": {"chat": "launch", "by": "anna", "at": 1790000180000, "users": ["chiara"], "with_history": false}}
        People were added, with the history that the adder sees or with none; takes a seq.
    {"read": {"chat": "launch", "user": "chiara", "seq": 3}}
        Somebody has read that far. Without `seq`: everything up to this line of the file.

`renamed` and `added` move the read position of who did it, as a message does. Unknown fields are errors.
The same limits hold as for clients: lengths, participants, who may write where.
"""

from pathlib import Path

import uuid_utils
from sqlalchemy import Connection

from sync_server.errors import AccountRefused, OperatorError, ServerError
from sync_server.handlers.accounts import hash_password, new_account, username_as_stored
from sync_server.handlers.import_files import FilesToStore
from sync_server.handlers.imports import Imported, hash_passwords, measure_files, read_lines, take_in
from sync_server.protocol.nouns import User, UserId
from sync_server.store import accounts as store
from sync_server.store import attachments as attachment_store
from sync_server.store import copies
from sync_server.store import devices as device_store
from sync_server.store.accounts import Account
from sync_server.store.database import Database
from sync_server.store.storage import open_storage


def add_user(database_url: str, *, username: str, name: str, title: str, password: str) -> User:
    """Make an account, and return the user."""
    password_hash = hash_password(password)

    def work(conn: Connection) -> User:
        user = User(
            id=UserId(str(uuid_utils.uuid7())),
            username=username,
            name=name,
            title=title,
            active=True,
            revision=store.next_revision(conn),
        )
        account = new_account(user, password_hash=password_hash)
        if store.by_username(conn, account.user.username) is not None:
            raise AccountRefused(f"there is a user {account.user.username!r} already")
        store.add_accounts(conn, [account])
        return account.user

    with Database(database_url) as database:
        return database.submit(work).result()


def list_users(database_url: str) -> tuple[User, ...]:
    """Return everybody, those who are deactivated included, by username."""
    with Database(database_url) as database:
        return database.read(store.all_users).result()


def set_password(database_url: str, *, username: str, password: str) -> User:
    """Give a user another password and sign them out on every device; return the user."""
    password_hash = hash_password(password)

    def work(conn: Connection) -> User:
        user = _account(conn, username).user
        store.set_password(conn, user.id, password_hash)
        device_store.revoke_all(conn, user.id)
        # Nothing that is shown of the user changed, but a running server must look at the devices again.
        store.next_revision(conn)
        return user

    with Database(database_url) as database:
        return database.submit(work).result()


def deactivate(database_url: str, *, username: str) -> User:
    """Close a user's account and sign them out on every device; what they wrote stays. Returns the user as they are now."""

    def work(conn: Connection) -> User:
        user = _account(conn, username).user
        if user.active:
            device_store.revoke_all(conn, user.id)
            store.set_inactive(conn, user.id, store.next_revision(conn))
        return _account(conn, username).user

    with Database(database_url) as database:
        return database.submit(work).result()


def import_history(database_url: str, path: Path, *, attachments: str | None = None) -> Imported:
    """Take in a file of accounts and chats, all of it or nothing; return how much that was.

    `attachments` is where the server keeps files, as in `Config`.
    """
    try:
        with path.open("rb") as file:
            lines = read_lines(file)
    except OSError as error:
        raise OperatorError(f"cannot read {path}: {error.strerror}") from error
    hashes = hash_passwords(lines)
    with Database(database_url) as database:
        files = FilesToStore(path.parent, database.read(attachment_store.space).result())
        stored = measure_files(lines, files)
        if files.is_empty:
            return database.submit(lambda conn: take_in(conn, lines, hashes, stored)).result()
        storage = open_storage(attachments, database_url)
        try:
            files.store(storage)
            return database.submit(lambda conn: take_in(conn, lines, hashes, stored)).result()
        except ServerError:
            files.take_back(storage)
            raise


def backup(database_url: str, path: Path) -> None:
    """Copy the database to a file, whether it is served or not. The attachments are copied after it, by other means.

    After it, because a message comes after its files: so there is no message in the copy whose files were not there yet.
    """
    copies.make(database_url, path)


def restore(database_url: str, path: Path) -> Path | None:
    """Put a copy in the place of the database, which no server may serve; return where what was there is kept, if anything was.

    Any copy will do, also one that another program made. Clients notice when it is served, and begin anew with what it holds;
    what their users have not sent yet, they send then.
    """
    return copies.put_back(database_url, path)


def _account(conn: Connection, username: str) -> Account:
    account = store.by_username(conn, username_as_stored(username))
    if account is None:
        raise AccountRefused(f"there is no user {username!r}")
    return account
