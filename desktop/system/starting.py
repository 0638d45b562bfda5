"""Starts programs of the system and does not wait for their end, only for whether they begin."""

import subprocess
import threading

_SECONDS = 5.0
"""A program that still runs after so long has what it was asked for: some stay until what they opened is closed."""


def start(*command: str) -> bool:
    """Run a program with these arguments; return whether it could begin, and did not fail at once."""
    try:
        process = subprocess.Popen(  # noqa: S603 - programs of the system alone, each argument by itself
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it stays when this program ends
        )
    except OSError:
        return False
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, name="outlasting", daemon=True).start()
        return True
