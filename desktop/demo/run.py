"""`internal-chat demo`: starts what is behind the window, opens the window signed in, and ends everything it started."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.config import Places
from desktop.demo.people import ME, PASSWORD, TEAM
from desktop.demo.place import Place, Running, find_running, make_place

_END_SECONDS = 20.0
"""Longest time that server and team may take to end."""


class DemoError(Exception):
    """The demo cannot be shown; the text says why and what to do."""


def demo(*, username: str | None, screenshot: Path | None) -> int:
    """Show the demo until its window is closed. Returns the exit code."""
    try:
        _check_picture(screenshot)
        if username is None:
            _first_window(screenshot)
        else:
            _second_window(username, screenshot)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _first_window(screenshot: Path | None) -> None:
    place = make_place()
    try:
        with _backstage(place) as backstage:
            _show(place, ME.username, backstage, screenshot)
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)


def _second_window(username: str, screenshot: Path | None) -> None:
    names = [person.username for person in TEAM]
    if username not in names:
        raise DemoError(f"Nobody in the demo is called {username!r}. Choose one of: {', '.join(names)}.")
    found = find_running()
    if found is None:
        raise DemoError("No demo is running. Start one in another terminal with: internal-chat demo")
    place, running = found
    place.join(username)
    try:
        _show(place, username, running.address, screenshot)
    finally:
        place.leave(username)
        shutil.rmtree(place.cache(username), ignore_errors=True)


@contextmanager
def _backstage(place: Place) -> "Iterator[subprocess.Popen[bytes]]":
    """Run server and team; they end with the block, and by themselves should this process be killed."""
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "desktop.demo.backstage", str(place.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    try:
        yield process
    finally:
        process.stdin.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _show(
    place: Place, username: str, source: "subprocess.Popen[bytes] | str", screenshot: Path | None
) -> None:
    """Open the window; while the server is being seeded, Qt is loaded."""
    from desktop.app import Desktop
    from desktop.core.client import sign_in
    from desktop.core.errors import ClientError
    from desktop.core.lock import fresh_key
    from desktop.demo.picture import PictureError, take_picture
    from desktop.entry import Access
    from desktop.process import execute
    from desktop.viewmodels.sign_in import Keep

    problem: list[str] = []

    async def opening(desktop: Desktop) -> None:
        try:
            address = (
                source if isinstance(source, str) else await asyncio.to_thread(_address_of, place, source)
            )
            account = await sign_in(address, username, PASSWORD, device_name="demo window")
            # Nothing of a demo stays, and nothing of it touches the keyring or the settings of the user.
            access = Access(account, place.cache(username) / "account", fresh_key(), Keep.NOTHING)
            session = await desktop.open(access)
            if screenshot is not None:
                await take_picture(session.window, session.workspace, screenshot)
                desktop.quit()
        except (ClientError, DemoError, PictureError) as error:
            problem.append(str(error))
            desktop.quit()

    execute(Places(place.cache(username)), opening)
    if problem:
        raise DemoError(problem[0])


def _address_of(place: Place, backstage: "subprocess.Popen[bytes]") -> str:
    """Wait for the server's address, and let others find it. Raises DemoError."""
    assert backstage.stdout is not None
    address = backstage.stdout.readline().decode().strip()
    if not address:
        raise DemoError("The demo's server did not start; the lines above say why.")
    place.announce(Running(address, os.getpid()))
    return address


def _check_picture(path: Path | None) -> None:
    if path is None:
        return
    try:
        path.touch()
    except OSError as error:
        raise DemoError(f"The picture cannot be written to {path}: {error.strerror}.") from error
