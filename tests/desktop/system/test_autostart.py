"""Beginning with the session: what is written is what the system starts, and what was switched off elsewhere is off."""

import plistlib
import shlex

import pytest

from desktop.system.autostart import AutostartEntry, LaunchAgent, RunKey
from desktop.system.desktop_entry import command_of


@pytest.fixture
def program(tmp_path):
    """A program whose path nobody made easy."""
    path = tmp_path / 'My "tools" 100% $HOME' / "internal chat"
    path.parent.mkdir()
    path.touch()
    return path


def entry(tmp_path, program, **environment: str) -> AutostartEntry:
    return AutostartEntry(lambda: (str(program),), {"HOME": str(tmp_path / "home"), **environment})


def test_it_is_off_until_it_is_turned_on_and_off_again_after_that(tmp_path, program):
    here = entry(tmp_path, program)
    assert not here.is_on()
    here.turn_on()
    assert here.is_on()
    here.turn_on()
    here.turn_off()
    here.turn_off()
    assert not here.is_on()
    assert not list(here.path.parent.iterdir())


def test_the_entry_lies_where_desktops_look_for_it(tmp_path, program):
    assert entry(tmp_path, program).path == tmp_path / "home/.config/autostart/internal-chat.desktop"
    elsewhere = entry(tmp_path, program, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert elsewhere.path == tmp_path / "config/autostart/internal-chat.desktop"
    assert entry(tmp_path, program, XDG_CONFIG_HOME="not/absolute").path == entry(tmp_path, program).path


def test_it_starts_this_very_program_without_a_window_whatever_its_path(tmp_path, program):
    here = entry(tmp_path, program)
    here.turn_on()
    line = next(line for line in here.path.read_text().splitlines() if line.startswith("Exec="))
    assert command_of(line.removeprefix("Exec=")) == (str(program), "--hidden")


@pytest.mark.parametrize(
    "switched",
    ["Hidden=true", "Hidden=True", "X-GNOME-Autostart-enabled=false", "X-GNOME-Autostart-enabled = false"],
)
def test_what_was_switched_off_in_the_settings_of_the_desktop_is_off_until_it_is_turned_on_here(
    tmp_path, program, switched
):
    here = entry(tmp_path, program)
    here.turn_on()
    kept = here.path.read_text().replace("X-GNOME-Autostart-enabled=true\n", "")
    here.path.write_text(f"{kept}{switched}\n[Desktop Action other]\nHidden=false\n")
    assert not here.is_on()
    here.turn_on()
    assert here.is_on()


def test_an_entry_that_starts_nothing_is_none(tmp_path, program):
    here = entry(tmp_path, program)
    here.turn_on()
    program.unlink()
    assert not here.is_on()
    here.path.write_bytes(b"\xff\xfe nothing that one could read")
    assert not here.is_on()


def test_what_cannot_be_written_is_an_error(tmp_path, program):
    here = entry(tmp_path, program)
    here.path.parent.parent.mkdir(parents=True)
    here.path.parent.touch()
    with pytest.raises(OSError, match="autostart"):
        here.turn_on()


def test_an_agent_of_macos_starts_the_program_at_login(tmp_path, program):
    agent = LaunchAgent(lambda: (str(program),), tmp_path / "LaunchAgents")
    assert not agent.is_on()
    agent.turn_on()
    assert agent.is_on()
    known = plistlib.loads(agent.path.read_bytes())
    assert known["ProgramArguments"] == [str(program), "--hidden"]
    agent.path.write_bytes(plistlib.dumps({**known, "Disabled": True}))
    assert not agent.is_on()
    agent.path.write_bytes(b"<plist>nothing")
    assert not agent.is_on()
    agent.turn_off()
    assert not agent.path.exists()


class Registry:
    """Values of the user's, in memory."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}

    def read(self, key: str, name: str) -> object:
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        self.values[key, name] = text

    def remove(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


def test_windows_runs_it_unless_the_task_manager_was_told_otherwise():
    registry = Registry()
    run = RunKey(lambda: (r"C:\Program Files\Internal Chat\internal-chat.exe",), registry)
    assert not run.is_on()
    run.turn_on()
    assert run.is_on()
    ((key, name), line) = next(iter(registry.values.items()))
    assert shlex.split(str(line), posix=False) == [
        r'"C:\Program Files\Internal Chat\internal-chat.exe"',
        "--hidden",
    ]
    approved = key.removesuffix("Run") + r"Explorer\StartupApproved\Run"
    registry.values[approved, name] = b"\x03" + bytes(11)
    assert not run.is_on()
    registry.values[approved, name] = b"\x02" + bytes(11)
    assert run.is_on()
    registry.values[approved, name] = b"\x03" + bytes(11)
    run.turn_on()
    assert run.is_on()
    run.turn_off()
    assert registry.values == {}
