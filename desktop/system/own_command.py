"""How this installation of the program is started: what the system is told, which is to start it at login or for a link."""

import sys
from pathlib import Path


def own_command() -> tuple[str, ...]:
    """Return the program and its arguments, as absolute paths, that start it as it was started now, without a terminal."""
    python = Path(sys.executable)
    if getattr(sys, "frozen", False):  # put together with its Python, as an installer does it
        return (str(python),)
    if sys.platform == "win32":
        silent = python.with_name("pythonw.exe")
        return (str(silent if silent.exists() else python), "-m", "desktop")
    script = python.with_name("internal-chat")
    return (str(script),) if script.exists() else (str(python), "-m", "desktop")
