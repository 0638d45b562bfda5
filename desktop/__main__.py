"""The command line of the client: start it, show a demo, or mend the search. Says in one line why it cannot run."""

import argparse
import logging
import sys
from pathlib import Path

_INTERRUPTED = 130
"""Exit code of a program that Ctrl+C ended, as shells have it."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    options = _parser().parse_args(arguments)
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
    from desktop.places import find_places
    from desktop.start import start

    start(find_places())
    return 0


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="internal-chat", description="Private chats among the members of a support team."
    )
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
