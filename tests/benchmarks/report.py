"""What a benchmark found, for people and for programs."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Part:
    """One thing that was measured, round by round, beside its floor."""

    name: str
    unit: str
    ours: Sequence[float]
    floors: Sequence[float]
    goal: str = ""
    """What is asked of the ratio, such as `<= 2`, or `+ 16` of the difference, at most; empty where nothing is asked."""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.ours)

    @property
    def floor(self) -> float:
        """The median of the floor's rounds."""
        return statistics.median(self.floors)

    @property
    def ratio(self) -> float:
        """Ours by the floor."""
        return self.value / self.floor

    @property
    def round_ratios(self) -> list[float]:
        """Ours by the floor, in each round by itself."""
        return [ours / floor for ours, floor in zip(self.ours, self.floors, strict=True)]

    @property
    def reached(self) -> bool | None:
        """Whether it is as good as the goal; None without a goal."""
        if not self.goal:
            return None
        comparison, number = self.goal.split()
        if comparison == "+":
            return self.value - self.floor <= float(number)
        return self.ratio <= float(number) if comparison == "<=" else self.ratio >= float(number)

    def as_json(self) -> dict[str, Any]:
        """Return the object that programs read."""
        found: dict[str, Any] = {
            "name": self.name,
            "value": _short(self.value),
            "unit": self.unit,
            "floor": _short(self.floor),
            "ratio": _short(self.ratio),
        }
        if self.goal:
            of = "floor" if self.goal.startswith("+") else "ratio"
            found |= {"goal": f"{of} {self.goal}", "reached": self.reached}
        found |= {
            "rounds": len(self.ours),
            "spread": [_short(min(self.ours)), _short(max(self.ours))],
            "floor_spread": [_short(min(self.floors)), _short(max(self.floors))],
            "round_ratios": [_short(ratio) for ratio in self.round_ratios],
        }
        return found | dict(self.more)


@dataclass(frozen=True)
class Result:
    """All that a benchmark measured; the first part is what it is about."""

    name: str
    parts: Sequence[Part]
    others_busy: float = 0.0
    """How many processors everything else on this machine kept busy meanwhile."""

    def as_json(self) -> str:
        """Return one line."""
        first = self.parts[0]
        return json.dumps(
            {
                **first.as_json(),
                "name": self.name,
                "of": first.name,
                "others_busy": round(self.others_busy, 2),
                "parts": [part.as_json() for part in self.parts[1:]],
            }
        )

    def as_table(self) -> str:
        """Return what a person reads."""
        rows = [
            ("", "ours", "floor", "", "ratio", "rounds' ratios", "goal", ""),
            *(
                (
                    part.name,
                    f"{_short(part.value):,}",
                    f"{_short(part.floor):,}",
                    part.unit,
                    f"{part.ratio:.2f}",
                    f"{min(part.round_ratios):.2f}-{max(part.round_ratios):.2f}",
                    part.goal,
                    {None: "", True: "reached", False: "missed"}[part.reached],
                )
                for part in self.parts
            ),
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
        ]
        lines.append(f"Everything else kept {self.others_busy:.2f} processors busy meanwhile.")
        return "\n".join(line.rstrip() for line in lines)


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the sample below which that share of them lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _short(number: float) -> float:
    """Return a number without digits that mean nothing."""
    if abs(number) >= 1000:
        return round(number)
    return float(f"{number:.4g}")
