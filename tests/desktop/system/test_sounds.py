"""The sound of a message: a short and soft file that is made the same each time, played by whatever player is there."""

import importlib.util
import struct
import wave
from pathlib import Path

import pytest

from desktop.system import sounds

SCRIPT = Path(__file__).parents[3] / "packaging" / "make_sounds.py"


@pytest.fixture
def players(tmp_path, monkeypatch):
    """A folder of programs in which the test puts players; each writes down what it is to play."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name: str, *, exit_code: int = 0) -> None:
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path / "played"}\nexit {exit_code}\n')
        program.chmod(0o755)

    def played() -> list[str]:
        file = tmp_path / "played"
        return file.read_text().splitlines() if file.exists() else []

    put.played = played
    return put


def test_the_sound_is_short_soft_and_ends_in_silence():
    file = sounds.message()
    assert file is not None
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() < 0.7
        samples = struct.unpack(f"<{sound.getnframes()}h", sound.readframes(sound.getnframes()))
    assert 4_000 < max(map(abs, samples)) < 8_000
    assert max(map(abs, samples[-50:])) < 30


def test_the_committed_sound_is_what_the_script_makes(tmp_path, monkeypatch):
    loaded = importlib.util.spec_from_file_location("make_sounds", SCRIPT)
    assert loaded is not None
    assert loaded.loader is not None
    script = importlib.util.module_from_spec(loaded)
    loaded.loader.exec_module(script)
    monkeypatch.setattr(script, "OURS", tmp_path)
    script.main()
    file = sounds.message()
    assert file is not None
    assert (tmp_path / "message.wav").read_bytes() == file.read_bytes()


@pytest.mark.skipif("sys.platform != 'linux'", reason="players of Linux")
def test_the_first_player_that_is_there_plays_it(players):
    players("aplay")
    assert sounds.play(Path("/soft.wav"))
    players("paplay")
    assert sounds.play(Path("/soft.wav"))
    assert players.played() == ["aplay --quiet /soft.wav", "paplay /soft.wav"]


@pytest.mark.skipif("sys.platform != 'linux'", reason="players of Linux")
def test_without_a_player_or_a_loudspeaker_nothing_is_heard_and_nothing_else_happens(players, monkeypatch):
    assert not sounds.play(Path("/soft.wav"))
    players("pw-play", exit_code=1)
    assert not sounds.play(Path("/soft.wav"))


@pytest.mark.skipif("sys.platform != 'linux'", reason="players of Linux")
def test_a_player_that_hangs_is_ended(tmp_path, players, monkeypatch):
    monkeypatch.setattr(sounds, "SECONDS", 0.2)
    program = tmp_path / "pw-play"
    program.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    program.chmod(0o755)
    assert not sounds.play(Path("/soft.wav"))
