"""Links are registered where nobody opens them, never in the place of somebody else without being asked, and not against the user."""

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system.desktop_entry import command_of, exec_line
from desktop.system.registration import Handler
from desktop.system.registration.freedesktop import (
    ENTRY,
    TYPE,
    FreedesktopRegistration,
    own_entry,
    with_default,
)

PACKAGING = Path(__file__).parents[3] / "packaging"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="entries of the Linux desktop")


class Computer:
    """A home, and a system around it, in a folder of the test's."""

    def __init__(self, folder: Path) -> None:
        self.data, self.config, self.shared = folder / "data", folder / "config", folder / "shared"
        self.programs = folder / "programs"
        self.programs.mkdir(parents=True)

    def program(self, name: str) -> str:
        path = self.programs / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return str(path)

    def registration(self, *command: str) -> FreedesktopRegistration:
        environment = {
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_DATA_DIRS": str(self.shared),
            "XDG_CONFIG_DIRS": str(self.shared / "xdg"),
            "XDG_CURRENT_DESKTOP": "Somewhere",
        }
        return FreedesktopRegistration(command, environment)

    def has_entry(
        self, name: str, command: str, *, folder: Path | None = None, types: str = f"{TYPE};"
    ) -> None:
        applications = (folder or self.data) / "applications"
        applications.mkdir(parents=True, exist_ok=True)
        (applications / name).write_text(
            f"[Desktop Entry]\nType=Application\nName=Other\nExec={command} %u\nMimeType={types}\n"
        )

    def prefers(self, name: str) -> None:
        self.config.mkdir(exist_ok=True)
        (self.config / "mimeapps.list").write_text(
            f"[Default Applications]\ntext/html=web.desktop\n{TYPE}={name}\n"
        )

    @property
    def preferences(self) -> str:
        return (self.config / "mimeapps.list").read_text()

    @property
    def entry(self) -> Path:
        return self.data / "applications" / ENTRY


@pytest.fixture
def computer(tmp_path) -> Computer:
    return Computer(tmp_path)


def test_what_nobody_opens_is_opened_after_registering(computer):
    ours = computer.registration(computer.program("internal-chat"))
    assert ours.handler() is Handler.NOBODY
    ours.register()
    assert ours.handler() is Handler.OURS
    assert f"{TYPE}={ENTRY};" in computer.preferences
    assert (computer.data / "icons/hicolor/scalable/apps/internal-chat.svg").read_text().startswith("<svg")


def test_to_register_again_changes_nothing(computer):
    ours = computer.registration(computer.program("internal-chat"))
    ours.register()
    before = {path: path.stat().st_mtime_ns for path in computer.data.rglob("*") if path.is_file()}
    preferences = computer.preferences
    ours.register()
    ours.refresh()
    assert {path: path.stat().st_mtime_ns for path in computer.data.rglob("*") if path.is_file()} == before
    assert computer.preferences == preferences


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
@pytest.mark.parametrize("command", [("internal-chat",), ('/a b/$HOME/100%/py"th`on', "-m", "desktop")])
@pytest.mark.parametrize("opens_links", [True, False])
def test_the_entry_is_as_the_specification_wants_it(tmp_path, command, opens_links):
    path = tmp_path / ENTRY
    path.write_text(own_entry(command, opens_links=opens_links))
    said = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_another_program_that_the_user_prefers_stays_until_the_user_decides(computer):
    computer.has_entry("other.desktop", computer.program("other"))
    computer.prefers("other.desktop")
    ours = computer.registration(computer.program("internal-chat"))
    assert ours.handler() is Handler.OTHERS
    ours.refresh()
    assert not computer.entry.exists()
    ours.register()
    assert ours.handler() is Handler.OURS
    assert (
        computer.preferences
        == f"[Default Applications]\ntext/html=web.desktop\n{TYPE}={ENTRY};other.desktop;\n"
    )


def test_another_installation_of_this_program_stays_too(computer):
    computer.registration(computer.program("internal-chat")).register()
    python = computer.program("python")
    assert computer.registration(python, "-m", "desktop").handler() is Handler.OTHERS


def test_an_installation_that_is_gone_keeps_nobody_from_it(computer):
    gone = computer.program("internal-chat")
    computer.registration(gone).register()
    Path(gone).unlink()
    ours = computer.registration(computer.program("python"), "-m", "desktop")
    assert ours.handler() is Handler.NOBODY
    ours.register()
    assert ours.handler() is Handler.OURS


def test_an_entry_that_a_package_brought_is_ours_if_it_starts_us_and_is_not_repeated(computer):
    program = computer.program("internal-chat")
    computer.has_entry(ENTRY, program, folder=computer.shared)
    (computer.shared / "applications" / "mimeinfo.cache").write_text(f"[MIME Cache]\n{TYPE}={ENTRY};\n")
    ours = computer.registration(program)
    assert ours.handler() is Handler.OURS
    ours.refresh()
    assert not computer.entry.exists()


def test_who_declines_is_not_overruled_and_keeps_the_program_among_the_applications(computer):
    program = computer.program("internal-chat")
    ours = computer.registration(program)
    ours.register()
    ours.decline()
    assert ours.handler() is Handler.DECLINED
    ours.refresh()
    assert ours.handler() is Handler.DECLINED
    assert computer.entry.exists()
    assert ENTRY not in computer.preferences
    ours.register()
    assert ours.handler() is Handler.OURS


def test_an_entry_of_an_earlier_version_is_brought_up_to_date(computer):
    program = computer.program("internal-chat")
    computer.has_entry(ENTRY, program)
    ours = computer.registration(program)
    ours.refresh()
    assert computer.entry.read_text() == own_entry((program,))


def test_lists_that_cannot_be_read_are_passed_over_and_nothing_of_them_is_lost(computer):
    computer.config.mkdir()
    (computer.config / "mimeapps.list").write_text("no section\n[Default Applications\n")
    ours = computer.registration(computer.program("internal-chat"))
    assert ours.handler() is Handler.NOBODY
    ours.register()
    assert computer.preferences.startswith("no section\n[Default Applications\n")


def test_a_list_that_is_a_link_stays_one(computer, tmp_path):
    kept = tmp_path / "kept.list"
    kept.write_text("[Added Associations]\ntext/html=web.desktop\n")
    computer.config.mkdir()
    (computer.config / "mimeapps.list").symlink_to(kept)
    computer.registration(computer.program("internal-chat")).register()
    assert (computer.config / "mimeapps.list").is_symlink()
    assert f"{TYPE}={ENTRY};" in kept.read_text()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1))
def test_any_command_is_read_as_it_was_written(command):
    assert command_of(exec_line(command, takes_link=True)) == tuple(command)


@given(st.text(alphabet=st.sampled_from("[]=;\n abDefault Applications")))
def test_a_list_of_preferences_keeps_all_else(text):
    chosen = with_default(text, ENTRY)
    assert ENTRY in chosen
    assert [line for line in text.splitlines() if line.strip()] == [
        line
        for line in with_default(chosen, None).splitlines()
        if line.strip() not in {"", "[Default Applications]"}
    ] or "[Default Applications]" in text
    assert with_default(chosen, ENTRY) == chosen


def test_the_entry_for_packages_is_the_one_that_the_program_writes():
    assert (PACKAGING / "linux" / ENTRY).read_text() == own_entry(("internal-chat",))


def test_the_bundle_for_macos_says_that_it_opens_links():
    said = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert said["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["internal-chat"]
