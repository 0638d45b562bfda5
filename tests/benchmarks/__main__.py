"""Runs a benchmark: `python -m tests.benchmarks NAME [--json] [--rounds N] [--quick]`; without a name, lists them."""

import argparse
import asyncio
import gc
import importlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import uvloop

from tests.benchmarks import NAMES
from tests.benchmarks.processes import Others
from tests.benchmarks.profiled import ProfiledServer, top_costs
from tests.benchmarks.report import Result
from tests.benchmarks.settings import LEAST_ROUNDS, Settings
from tests.support.server import ServerCommand


def main() -> int:
    """Do what the command line asks for."""
    options = _parser().parse_args()
    if options.name is None:
        for name in NAMES:
            print((importlib.import_module(f"tests.benchmarks.{name}").__doc__ or "").partition("\n")[0])
        return 0
    if options.rounds < LEAST_ROUNDS and not options.quick:
        print(f"at least {LEAST_ROUNDS} rounds, or --quick", file=sys.stderr)
        return 2
    # The driver's own garbage must not show as a server's latency; nothing here runs for long enough to need collecting.
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=options.folder) as folder:
        make_server = ProfiledServer if options.profile else ServerCommand
        others = Others()
        result = run(options.name, Settings(Path(folder), options.rounds, options.quick, make_server))
        result = replace(result, others_busy=others.busy())
        for profiles in sorted(Path(folder).glob("*.profiles")):
            print(top_costs(profiles))
    print(result.as_json() if options.json else result.as_table())
    return 0


def run(name: str, settings: Settings) -> Result:
    """Run one benchmark."""
    module = importlib.import_module(f"tests.benchmarks.{name}")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result: Result = runner.run(module.run(settings))
        return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, help="what to measure; without it, all are listed")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument(
        "--rounds", type=int, default=LEAST_ROUNDS, help="turns of each server (default: %(default)s)"
    )
    parser.add_argument("--profile", action="store_true", help="show what our server spends its time on")
    parser.add_argument(
        "--quick", action="store_true", help="only prove that it works: the numbers mean nothing"
    )
    parser.add_argument(
        "--folder", type=Path, help="where the servers' files go for the time; on a real disk"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
