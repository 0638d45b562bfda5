"""The command line of the client: start it, show a demo, or mend the search. Says in one line why it cannot run.

The program runs once for each home folder. A later start hands over what it was started for, as a link, and ends.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

from desktop.system.one_instance import Call, SilentError, begin

_SILENT = 1
_MISUSED = 2
_INTERRUPTED = 130
"""Exit code of a program that Ctrl+C ended, as shells have it."""
_ANY_SCHEME = "://"
_SHOWN = 200
"""So much of a wrong link is repeated."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    options = _options(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if options.command == "rebuild-search":
        return _rebuild_search()
    from desktop.system.libraries import missing_display, missing_library

    if problem := missing_display():
        print(problem, file=sys.stderr)
        return 1
    try:
        return _run(options)
    except ImportError as error:
        problem = missing_library(error)
        if problem is None:
            raise
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # before there was a window; later it closes the window
        return _INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    if options.command == "demo":
        from desktop.demo.run import demo

        return demo(username=options.username, screenshot=options.screenshot)
    return _start(Call(options.link, options.hidden and not options.link, _activation_token()))


def _start(call: Call) -> int:
    """Run the program, or let the one that runs do what this one was started for."""
    from desktop.places import find_places

    if call.link and not _is_ours(call.link):
        print(f"This is no link to a chat, nor to a new one: {call.link[:_SHOWN]!a}", file=sys.stderr)
        return _MISUSED
    places = find_places()
    try:
        held = begin(places.home, call)
    except SilentError:
        print("Internal Chat is running already, but does not answer.", file=sys.stderr)
        return _SILENT
    if held is not None:
        from desktop.start import start

        start(places, held)
        held.release()
    return 0


def _is_ours(link: str) -> bool:
    from desktop.viewmodels.links import target_of  # to start without a link is to take no longer for it

    return target_of(link) is not None


def _activation_token() -> str:
    """Return what the desktop gave to the click that started this: with it a window that is there may come to the front."""
    return os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""


def _rebuild_search() -> int:
    from desktop.places import find_places
    from desktop.rebuilding import rebuild

    try:
        return rebuild(find_places())
    except KeyboardInterrupt:
        return _INTERRUPTED


class _Version(argparse.Action):
    """Says which version this is; what knows it is imported for this alone."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and end."""
        from importlib.metadata import version

        sys.stdout.write(f"Internal Chat {version('internal-chat')}\n")
        parser.exit()


def _options(arguments: list[str]) -> argparse.Namespace:
    """Return what the command line says. A link stands where a command may: it is told from those by its looks."""
    links = [argument for argument in arguments if _ANY_SCHEME in argument and not argument.startswith("-")]
    parser = _parser()
    options = parser.parse_args([argument for argument in arguments if argument not in links])
    if links and (options.command or len(links) > 1):
        parser.error("one link, and no command beside it")
    options.link = next(iter(links), "")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="internal-chat",
        usage="internal-chat [--hidden] [LINK]\n       internal-chat COMMAND ...",
        description="Private chats among the members of a support team. "
        "With a LINK (internal-chat://chat/… or internal-chat://new?…), shows what it leads to.",
    )
    parser.add_argument("--hidden", action="store_true", help="start without a window, as at login")
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the program's version number and exit"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help="start a server, a sample team, and the client, signed in")
    demo.add_argument(
        "--as",
        dest="username",
        metavar="USERNAME",
        help="join the running demo as another teammate, such as bruno",
    )
    demo.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="save the window as a PNG once it is synced and painted, and end",
    )
    commands.add_parser(
        "rebuild-search",
        help="make the index of messages on this computer anew, should it not find what is there",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
