"""The architecture's rules hold, and each of them is really there: breaking one is noticed."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BREACHES = [
    ("Server: transport over handlers", "sync_server/policy.py", "sync_server.handlers"),
    ("Server: transport over handlers", "sync_server/protocol/nouns.py", "sync_server.errors"),
    ("Server: transport over handlers", "sync_server/handlers/chats.py", "sync_server.transport"),
    ("Desktop: ui over viewmodels", "desktop/viewmodels/times.py", "desktop.ui"),
    ("Desktop: ui over viewmodels", "desktop/core/errors.py", "desktop.viewmodels"),
    ("Desktop: ui over viewmodels", "desktop/system/__init__.py", "desktop.core.client"),
    ("Desktop core: client over sync", "desktop/core/cache/__init__.py", "desktop.core.outbox"),
    ("Desktop core: client over sync", "desktop/core/changes.py", "desktop.core.errors"),
    ("Widgets and view models never reach past", "desktop/ui/icons.py", "desktop.core.cache"),
    ("Widgets and view models never reach past", "desktop/viewmodels/sentences.py", "desktop.config"),
    ("Core, system-independent code and the server", "desktop/core/values.py", "PySide6"),
    ("Core, system-independent code and the server", "sync_server/errors.py", "PySide6"),
    ("The desktop takes nothing from the server but", "desktop/demo/__init__.py", "sync_server.config"),
    ("SQLAlchemy only in sync_server.store", "sync_server/transport/__init__.py", "sqlalchemy"),
    ("The client's SQL, and with it the key", "desktop/ui/avatars.py", "sqlcipher3"),
    ("The client's SQL, and with it the key", "desktop/core/client.py", "sqlcipher3"),
    ("Plain SQLite is for the server's store", "desktop/core/cache/drafts.py", "sqlite3"),
    ("Plain SQLite is for the server's store", "sync_server/transport/session.py", "sqlite3"),
    ("websockets only in", "desktop/viewmodels/status.py", "websockets"),
    ("websockets only in", "sync_server/handlers/sync.py", "websockets"),
    ("Neither package imports an e-mail, SMS or HTTP", "desktop/core/sync/__init__.py", "smtplib"),
    ("Neither package imports an e-mail, SMS or HTTP", "sync_server/admin.py", "email"),
    ("Neither package imports an e-mail, SMS or HTTP", "sync_server/store/__init__.py", "requests"),
]


def lint(folder: Path) -> tuple[int, str]:
    """Run the import linter on a tree; return its exit code and what it printed."""
    run = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "COLUMNS": "300"},
    )  # fmt: skip
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    for package in ("desktop", "sync_server"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_keeps_to_the_layers() -> None:
    code, output = lint(ROOT)
    assert code == 0, output


def test_every_rule_is_there_so_that_breaking_it_is_noticed(copied_tree: Path) -> None:
    for _, file, imported in BREACHES:
        path = copied_tree / file
        path.write_text(path.read_text(encoding="utf-8") + f"\nimport {imported}\n", encoding="utf-8")
    code, output = lint(copied_tree)
    assert code == 1, output
    reports = sections(output.split("Broken contracts")[-1])
    for contract, file, imported in BREACHES:
        module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        report = next((text for name, text in reports.items() if name.startswith(contract)), "")
        assert f"{module} -> {imported} (l." in report, (
            f"{contract}: {module} may import {imported}\n{output}"
        )


def sections(output: str) -> dict[str, str]:
    """Return what the linter says under each heading."""
    parts = re.split(r"^(.+)\n-+\n", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_a_module_outside_the_layers_is_noticed(copied_tree: Path) -> None:
    for module in ("desktop/shortcuts.py", "desktop/core/shortcuts.py", "sync_server/shortcuts.py"):
        (copied_tree / module).write_text('"""Belongs nowhere."""\n', encoding="utf-8")
    code, output = lint(copied_tree)
    assert code == 1
    assert output.count("shortcuts") >= 3, output


def imports_of(package: str) -> Iterator[tuple[str, str]]:
    """Yield (file inside the package, imported name) for every import statement."""
    for path in sorted((ROOT / package).rglob("*.py")):
        inside = path.relative_to(ROOT / package).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((inside, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield inside, node.module or ""
                yield from ((inside, f"{node.module}.{alias.name}") for alias in node.names)


def test_widgets_are_only_made_in_ui() -> None:
    makers = {inside for inside, name in imports_of("desktop") if name == "PySide6.QtWidgets"}
    # The composition root makes the QApplication, and what comes before it for the first picture.
    assert {inside for inside in makers if not inside.startswith("ui/")} <= {
        "app.py",
        "demo/run.py",
        "process.py",
        "start.py",
    }


@pytest.mark.parametrize("package", ["desktop", "sync_server"])
def test_the_standard_librarys_ways_out_are_not_imported(package: str) -> None:
    # import-linter sees packages of others only as a whole, and `http` and `urllib` hold harmless parts too.
    ways_out = {"http.client", "http.server", "urllib.request", "socketserver", "PySide6.QtNetwork"}
    found = {each for each in imports_of(package) if each[1] in ways_out}
    assert {file for file, _ in found} <= set(OF_QTS_NETWORK)


OF_QTS_NETWORK = {
    "system/network.py": {"QNetworkInformation"},
    # Sockets within this computer: neither knows of any other.
    "system/one_instance.py": {"QLocalSocket"},
    "system/call_server.py": {"QLocalServer", "QLocalSocket"},
}


@pytest.mark.parametrize("file", OF_QTS_NETWORK)
def test_of_qts_network_nothing_is_used_that_leads_out_of_this_computer(file: str) -> None:
    tree = ast.parse((ROOT / "desktop" / file).read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
        for alias in node.names
    }
    assert names == OF_QTS_NETWORK[file]


def test_no_module_has_grown_beyond_what_one_reads_in_a_sitting() -> None:
    for package in ("desktop", "sync_server"):
        for path in (ROOT / package).rglob("*.py"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 450, path
