"""Makes `resources/emoji/`: what the client knows of emoji, in a form that is read within a millisecond or two.

The source is the npm package `emojibase-data` (MIT), which follows Unicode and CLDR:

    npm pack emojibase-data@17.0.0 && tar xf emojibase-data-17.0.0.tgz
    python packaging/make_emoji.py package

One file holds the emoji in their usual order, with short codes, group, Unicode's emoji version and how a skin tone is applied;
one file for each language holds names and what else they are found by, folded as the client folds what is typed. Plain `pt` is
Brazilian Portuguese in CLDR. The same input gives the same bytes. `LICENSE-UNICODE`, kept by hand, is that of CLDR's names.
"""

import argparse
import json
import re
import shutil
from pathlib import Path
from typing import Any

from desktop.core.folding import fold

LANGUAGES = ("en", "de", "pt")
GROUPS = (0, 1, 3, 4, 5, 6, 7, 8, 9)
"""Emojibase's groups in our order; 2 holds skin tones and hair, which are no emoji of their own."""
CODES = ("github", "iamcal", "emojibase")
"""Sets of short codes: what most chats and forges call an emoji comes first, and wins where two sets disagree."""
OURS = Path(__file__).parents[1] / "resources" / "emoji"
_LIGHT = "\U0001f3fb"
_TONES = range(1, 6)
_MARKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")

Row = dict[str, Any]


def main() -> None:
    """Read the unpacked package and write our files."""
    parser = argparse.ArgumentParser(
        description="Makes resources/emoji from an unpacked emojibase-data package."
    )
    parser.add_argument("package", type=Path, help="the folder that was unpacked")
    package = parser.parse_args().package
    rows = [row for row in _read(package / "en" / "data.json") if row.get("group") in GROUPS]
    rows.sort(key=lambda row: row["order"])
    OURS.mkdir(parents=True, exist_ok=True)
    _write(OURS / "emoji.json", _emoji(rows, _codes(package, rows)))
    for language in LANGUAGES:
        _write(OURS / f"{language}.json", _names(package, language, rows))
    shutil.copyfile(package / "LICENSE", OURS / "LICENSE")


def _emoji(rows: list[Row], codes: dict[str, list[str]]) -> Row:
    return {
        "emoji": [
            [_text(row), codes[row["hexcode"]], GROUPS.index(row["group"]), row["version"], _light(row)]
            for row in rows
        ],
        "aliases": {form: number for number, row in enumerate(rows) for form in _other_forms(row)},
    }


def _text(row: Row) -> str:
    """Return the fully qualified form: the selector for colours only where Unicode's default is a black sign."""
    if row["type"] == 0:
        return str(row["emoji"])
    return "".join(chr(int(point, 16)) for point in row["hexcode"].split("-"))


def _light(row: Row) -> str:
    """Return the emoji with the lightest skin tone, from which the others follow; empty where it has no skin."""
    toned = {_tone(skin): _text(skin) for skin in row.get("skins", ())}
    if not toned:
        return ""
    for tone in _TONES:
        if toned[tone] != toned[1].replace(_LIGHT, chr(ord(_LIGHT) + tone - 1)):
            raise SystemExit(f"the skin tones of {row['label']} differ by more than their sign")
    return toned[1]


def _tone(skin: Row) -> int:
    """Return the one tone of a variant, 0 where its people differ."""
    tones = {skin["tone"]} if isinstance(skin["tone"], int) else set(skin["tone"])
    return int(tones.pop()) if len(tones) == 1 else 0


def _other_forms(row: Row) -> list[str]:
    """Return what its variants are without skin tones where that is not the emoji itself: two people, written out."""
    return sorted(
        {_MARKS.sub("", _text(skin)) for skin in row.get("skins", ())} - {_MARKS.sub("", _text(row))}
    )


def _codes(package: Path, rows: list[Row]) -> dict[str, list[str]]:
    owners: dict[str, str] = {}
    for name in CODES:
        known = _read(package / "en" / "shortcodes" / f"{name}.json")
        for row in rows:
            found = known.get(row["hexcode"], ())
            for code in [found] if isinstance(found, str) else found:
                owners.setdefault(code, row["hexcode"])
    codes: dict[str, list[str]] = {row["hexcode"]: [] for row in rows}
    for code, owner in owners.items():
        codes[owner].append(code)
    return codes


def _names(package: Path, language: str, rows: list[Row]) -> Row:
    known = {row["hexcode"]: row for row in _read(package / language / "data.json")}
    return {
        "tones": [known[f"{ord(_LIGHT) + tone - 1:X}"]["label"] for tone in _TONES],
        "names": [[known[row["hexcode"]]["label"], "|".join(_keys(known[row["hexcode"]]))] for row in rows],
    }


def _keys(row: Row) -> list[str]:
    """Return what it is found by: its name, then its tags."""
    return list(
        dict.fromkeys(fold(words).replace("|", " ") for words in (row["label"], *row.get("tags", ())))
    )


def _read(file: Path) -> Any:  # noqa: ANN401 - whatever the package says
    return json.loads(file.read_text(encoding="utf-8"))


def _write(file: Path, content: Row) -> None:
    """Write one row a line, so that the next version's changes can be read."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text.replace("],[", "],\n["), encoding="utf-8")


if __name__ == "__main__":
    main()
