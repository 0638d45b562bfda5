"""Benchmarks of the server, each beside its floor: `uv run python -m tests.benchmarks NAME [--json] [--rounds N] [--quick]`."""

NAMES = ("fan_out", "ack")
