"""Plays a short sound, where no notification service does: with a player that is there, in a thread that nobody waits for.

Nothing depends on it: a computer without a player, or without a loudspeaker, stays silent.
"""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

SECONDS = 5.0
"""After so long a player that does not come to its end is ended: the sound itself takes half a second."""
_PLACES = (
    Path(__file__).parents[1] / "_resources" / "sounds",
    Path(__file__).parents[2] / "resources" / "sounds",
)
"""Where an installed and where a checked-out program has them."""
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "--quiet"))
"""Of Linux; the first one that is there. Those of PipeWire and PulseAudio keep to the user's loudness for the program."""
_MAC_PLAYER = ("/usr/bin/afplay",)


def message() -> Path | None:
    """Return what a new message sounds like; None if it was not installed."""
    return next((file for place in _PLACES if (file := place / "message.wav").is_file()), None)


def play(file: Path) -> bool:
    """Play it to its end; return whether something played it. Takes as long as the sound: not for the window's thread."""
    if sys.platform == "win32":
        return _play_on_windows(file)
    player = _MAC_PLAYER if sys.platform == "darwin" else _player()
    return player is not None and _run((*player, str(file)))


def _player() -> tuple[str, ...] | None:
    return next((player for player in PLAYERS if shutil.which(player[0])), None)


def _run(command: tuple[str, ...]) -> bool:
    try:
        ended = subprocess.run(  # noqa: S603 - our own file, and a player of the system
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("the sound could not be played: %r", error)
        return False
    return ended.returncode == 0


def _play_on_windows(file: Path) -> bool:
    if sys.platform != "win32":  # for the type checker of other systems
        return False
    import winsound

    try:
        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
    except RuntimeError as error:  # no device
        log.info("the sound could not be played: %r", error)
        return False
    return True
