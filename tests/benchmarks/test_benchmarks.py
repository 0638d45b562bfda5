"""Every benchmark runs and prints its line, in a form so small that its numbers mean nothing. No test ever looks at a time."""

import json
import subprocess
import sys

import pytest

from tests.benchmarks import NAMES
from tests.benchmarks.processes import ROOT
from tests.benchmarks.session import has_keyring
from tests.support.server import ENVIRONMENT


def benchmarks(*arguments: str) -> list[str]:
    """Run the command; return the lines that it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, env=ENVIRONMENT,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_prints_what_it_found_as_one_line_of_json(name: str) -> None:
    if name == "cold_start" and not has_keyring():
        pytest.skip("needs gnome-keyring and dbus-daemon")
    found = json.loads(benchmarks(name, "--json", "--quick", "--rounds", "1")[-1])
    assert found["name"] == name
    for part in (found, *found["parts"]):
        assert part["unit"]
        assert part["value"] > 0
        assert part["floor"] > 0
        assert part["ratio"] == pytest.approx(part["value"] / part["floor"], rel=0.01)


def test_without_a_name_all_are_listed() -> None:
    assert [line.partition(":")[0] for line in benchmarks()] == list(NAMES)
