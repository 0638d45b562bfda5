"""Benchmarks of server and client, each beside its floor: `uv run python -m tests.benchmarks NAME [--json] [--rounds N] [--quick]`.

A *floor* is a small server in `floors` that does as little as can be done of what ours does: it checks nothing, and stores
nothing unless storing is the point. Nothing in Python is expected to be much below it. Ours is the real server as a user
starts it, one process on SQLite with `synchronous=FULL`. The load driver is a third process (the one that you start), and cheap: it
parses the headers of frames and looks at a byte of each.

**How to read the results.** On a shared machine, times drift by a factor of two or three from one minute to the next, and both
servers with them. So both are up at once and take turns, ours, floor, ours, floor, for a few seconds each; the first turn of each only
warms up. `value` and `floor` are the medians over the rounds (5 or more), `ratio` is the one by the other, and that is what goals are about:
what matters is how far from the floor we are, not how fast the machine is. `spread` and `round_ratios` show how much the rounds
differed: if the worst round's ratio is on the other side of the goal than the median's, run it again on a quieter machine, or with more
rounds. Nothing is discarded. `others_busy` is how many processors everything else on the machine kept busy meanwhile: below 0.2 is quiet;
near 1 and above, ratios of medians and CPU times still mean something, and no p99 does.

**The client's** are `cold_start` (goal: at most 1.5 times an empty window with an empty list), `ingest` (at least 0.7 of plain
`executemany` into the same schema), `fluid` (no step more than 16 ms longer than the same program's longest one while it is idle: a
difference, not a ratio), `chat_list` (with 5,000 chats at most 2 times what it takes with 50) and `timeline` (with a million messages
at most 1.2 times what it takes with a thousand to open a chat and to scroll a frame; a frame at most 3 times one of a bare list of plain
texts), and `search` (a keystroke in a million messages at most 1.5 times the bare query of an index of the same texts, at p95; no step of
the event loop more than 5 ms longer than beside that query). All but `ingest` and `search` run whole programs in a session of their own, on an X display of their own where there is an X server (Xvfb), else
unseen, and with a real keyring (GNOME's); `cold_start` needs that. On a busy machine give them precedence:
`nice -n -5`, or `chrt -f 50`, which holds starts steady to a few milliseconds.

**Both together** are in `transfer`: files of 64 MiB from one of our clients to the server and to another one, beside a copier that does
nothing else (goal: at least 0.6 of its speed); messages beside four transfers that never end, against the same without them (goal: a
p99 of at most 2 times that; the clients of those transfers stand for other computers, and give way); and how much memory large files take.

`--json` prints one object: the fields of what the benchmark is about, and under `parts` whatever else it measured, in the same
form. `processors_busy`, in `fan_out`, says who limits: a driver near 1.0 would mean that the driver was measured, and that the servers' own
CPU time, `deliveries per server-CPU-second`, is to be believed instead. `--profile` shows what our server spends its time on.
In `growth` the floor is our own server with little history. In `catch_up` the share of the first page has the whole as its floor.

No test looks at a time: `test_benchmarks.py` only proves that each benchmark works, in its `--quick` form, whose numbers mean nothing.
"""

NAMES = (
    "fan_out",
    "ack",
    "catch_up",
    "growth",
    "idle",
    "transfer",
    "cold_start",
    "ingest",
    "fluid",
    "timeline",
    "chat_list",
    "search",
)
