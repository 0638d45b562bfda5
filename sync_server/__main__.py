"""The command line of the server: `internal-chat-server serve`, `user …`, `import …`, `backup …` and `restore …`.

What the operator can mend is one line on stderr and exit code 1, never a traceback. Passwords come from a prompt or from stdin,
never from the command line, where every user of the machine could read them.
"""

import argparse
import getpass
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_data_path

from sync_server import admin, app
from sync_server.config import (
    DEFAULT_LISTEN,
    Config,
    ConfigError,
    attachment_limit,
    load_certificate,
    parse_address,
    parse_size,
    sqlite_url,
)
from sync_server.errors import OperatorError
from sync_server.protocol import limits
from sync_server.protocol.nouns import User
from sync_server.transport.logs import log_to_stderr

_NOT_DONE = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (ConfigError, OperatorError) as error:
        print(f"internal-chat-server: {error}", file=sys.stderr)
        return _NOT_DONE
    except KeyboardInterrupt:
        return _NOT_DONE
    return 0


# The commands --------------------------------------------------------------------------------------------------------


def _serve(options: argparse.Namespace) -> None:
    if (options.tls_cert is None) != (options.tls_key is None):
        raise ConfigError("--tls-cert and --tls-key belong together: give both or neither")
    listen = parse_address(options.listen)
    tls = None if options.tls_cert is None else load_certificate(options.tls_cert, options.tls_key)
    if tls is None and not listen.is_loopback:
        print(
            f"internal-chat-server: warning: {options.listen} can be reached from other computers, without encryption. "
            "A proxy that speaks TLS must stand in front, or give --tls-cert and --tls-key; clients refuse anything else.",
            file=sys.stderr,
        )
    log_to_stderr()
    config = Config(
        listen,
        _database_url(options),
        tls,
        behind_proxy=options.behind_proxy,
        attachments=options.attachments,
        attachment_bytes=attachment_limit(options.attachment_limit),
        attachment_quota=None if options.attachment_quota is None else parse_size(options.attachment_quota),
    )
    # In one line, for whoever started the process: connections are accepted, and where.
    app.run(config, announce=lambda url: _say(f"Listening on {url}"))


def _add_user(options: argparse.Namespace) -> None:
    url = _database_url(options)
    name = options.name or options.username
    password = _new_password(options)
    user = admin.add_user(url, username=options.username, name=name, title=options.title, password=password)
    _say(f"added {user.username}")


def _list_users(options: argparse.Namespace) -> None:
    users = admin.list_users(_database_url(options))
    width = max((len(user.username) for user in users), default=0)
    if users:
        _say(*(_user_line(user, width=width) for user in users))


def _set_password(options: argparse.Namespace) -> None:
    url = _database_url(options)
    user = admin.set_password(url, username=options.username, password=_new_password(options))
    _say(f"{user.username} has a new password and is signed out on every device")


def _deactivate(options: argparse.Namespace) -> None:
    user = admin.deactivate(_database_url(options), username=options.username)
    _say(f"{user.username} is deactivated and signed out on every device")


def _import(options: argparse.Namespace) -> None:
    taken = admin.import_history(
        _database_url(options),
        options.file,
        attachments=options.attachments,
    )
    _say(f"imported {taken.users} users, {taken.chats} chats, {taken.messages} messages")


def _backup(options: argparse.Namespace) -> None:
    admin.backup(_database_url(options), options.file)
    _say(f"copied everything to {options.file}")


def _restore(options: argparse.Namespace) -> None:
    replaced = admin.restore(_database_url(options), options.file)
    kept = "" if replaced is None else f"; what was there is kept as {replaced}"
    _say(f"restored everything from {options.file}{kept}")


def _say(*lines: str) -> None:
    """Print the answer. Whoever reads it may have gone, and a terminal may not know every letter of a name."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        # What is still in the buffer would fail once more when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ConfigError(f"this was done, but the answer cannot be printed: {error.strerror}") from error


def _user_line(user: User, *, width: int) -> str:
    state = "" if user.active else "  (deactivated)"
    title = f", {user.title}" if user.title else ""
    return f"{user.username:<{width}}  {user.name}{title}{state}"


# What they need ------------------------------------------------------------------------------------------------------


def _database_url(options: argparse.Namespace) -> str:
    return options.database if options.database is not None else sqlite_url(options.data)


def _new_password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().removesuffix("\n").removesuffix("\r")
    if not sys.stdin.isatty():
        raise ConfigError("there is no terminal to ask for the password on: pipe it in with --password-stdin")
    try:
        password = getpass.getpass(f"Password for {options.username}: ")
        again = getpass.getpass("The same again: ")
    except EOFError:
        raise ConfigError("no password was given; nothing was changed") from None
    if again != password:
        raise ConfigError("the two passwords differ; nothing was changed")
    return password


# The arguments -------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="internal-chat-server", description="The sync server of Internal Chat.", allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    place = _place_arguments()
    files = _files_argument()
    _add_serve(commands, place, files)
    users = commands.add_parser("user", help="add, list and close accounts, set passwords")
    _add_user_commands(users.add_subparsers(required=True, metavar="COMMAND"), place)
    importing = commands.add_parser(
        "import", parents=[place, files], help="take in accounts and chats from a file"
    )
    importing.add_argument(
        "file", type=Path, metavar="FILE", help="JSON Lines; all of it is taken in, or nothing"
    )
    importing.set_defaults(run=_import)
    _add_backup_commands(commands, place)
    return parser


def _place_arguments() -> argparse.ArgumentParser:
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=user_data_path("internal-chat-server", appauthor=False),
        help="folder with everything the server keeps (default: %(default)s)",
    )
    place.add_argument("--database", metavar="URL", help="database instead of the one in the data folder")
    return place


def _files_argument() -> argparse.ArgumentParser:
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument(
        "--attachments",
        metavar="FOLDER|s3://BUCKET/PREFIX",
        help="where files are kept (default: the folder 'attachments' beside the database); S3-compatible storage takes "
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT from the environment",
    )
    return files


def _add_serve(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    place: argparse.ArgumentParser,
    files: argparse.ArgumentParser,
) -> None:
    serve = commands.add_parser(
        "serve", parents=[place, files], help="run the server until it is told to stop"
    )
    serve.add_argument(
        "--listen",
        metavar="HOST:PORT",
        default=DEFAULT_LISTEN,
        help="address to listen on; port 0 takes a free one (default: %(default)s)",
    )
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain, PEM")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="private key of the certificate, PEM")
    serve.add_argument(
        "--behind-proxy",
        action="store_true",
        help="believe the X-Forwarded-For of the proxy in front when counting wrong passwords by address",
    )
    serve.add_argument(
        "--attachment-limit",
        metavar="SIZE",
        default=f"{limits.ATTACHMENT_BYTES // 1024**2}M",
        help="largest attachment, such as 25M (default: %(default)s, which is also the most)",
    )
    serve.add_argument(
        "--attachment-quota",
        metavar="SIZE",
        help="most that the files of one user may take up together, such as 20G (default: no limit)",
    )
    serve.set_defaults(run=_serve)


def _add_backup_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", place: argparse.ArgumentParser
) -> None:
    backup = commands.add_parser(
        "backup",
        parents=[place],
        help="copy the database to a file, while the server runs or while it does not; copy the attachments after it",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="must not exist yet")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser(
        "restore",
        parents=[place],
        help="put a copy in the place of the database while no server runs; clients then begin anew. Put the attachments' copy "
        "in their place as well",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="a copy; it stays as it is")
    restore.set_defaults(run=_restore)


def _add_user_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", place: argparse.ArgumentParser
) -> None:
    password = argparse.ArgumentParser(add_help=False)
    password.add_argument("username")
    password.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of stdin, do not ask",
    )
    add = commands.add_parser("add", parents=[place, password], help="make an account")
    add.add_argument("--name", help="what teammates see (default: the username)")
    add.add_argument("--title", default="", help='what they do, such as "Escalations"')
    add.set_defaults(run=_add_user)
    listing = commands.add_parser("list", parents=[place], help="list every account")
    listing.set_defaults(run=_list_users)
    renewing = commands.add_parser(
        "set-password", parents=[place, password], help="set a password; signs out every device"
    )
    renewing.set_defaults(run=_set_password)
    closing = commands.add_parser("deactivate", parents=[place], help="close an account for good")
    closing.add_argument("username")
    closing.set_defaults(run=_deactivate)


if __name__ == "__main__":
    sys.exit(main())
