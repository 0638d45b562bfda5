"""Code is coloured beside the window's thread, within bounds."""

import asyncio
import threading

import pytest

from desktop.viewmodels import code_colors
from desktop.viewmodels.background import Background
from desktop.viewmodels.code_colors import CodeColors, CodeTone, read
from tests.support.screen import until

ODD = [
    "",
    "\0\ud800",
    "'",
    '"""',
    "/*",
    "{" * 900,
    "<" * 900,
    '\\"' * 450,
    "((((" * 200,
    "\n" * 3000,
    "a " * 400,
]


@pytest.fixture
async def background():
    unexpected = []
    async with asyncio.TaskGroup() as tasks:
        made = Background(tasks, unexpected.append)
        yield made
        await made.finish()
    assert not unexpected


def test_words_of_code_are_told_apart():
    code = "def f(x):\n    return 'é' + 12  # no"
    tones = {code[start:end]: tone for start, end, tone in read("python", code)}
    assert tones["def"] is tones["return"] is CodeTone.KEYWORD
    assert tones["f"] is CodeTone.NAME
    assert tones["12"] is CodeTone.NUMBER
    assert tones["# no"] is CodeTone.COMMENT
    assert CodeTone.STRING in tones.values()


@pytest.mark.parametrize("lexer", code_colors._LEXERS)
def test_every_language_reads_anything(lexer):
    for code in ODD:
        assert all(0 <= start < end <= len(code) for start, end, _ in read(lexer, code))


def test_every_other_name_is_that_of_a_language():
    assert set(code_colors._ALSO.values()) <= set(code_colors._LEXERS)


def test_a_line_that_patterns_could_get_lost_in_is_not_read():
    assert read("python", "x" * 1_001) == ()


async def test_colours_come_later_and_are_found_in_another_thread(background, monkeypatch):
    threads = []

    def watched(lexer, code):
        threads.append(threading.current_thread())
        return read(lexer, code)

    monkeypatch.setattr(code_colors, "read", watched)
    colors = CodeColors(background)
    found = []
    colors.found.connect(lambda: found.append(True))
    assert colors.tints("x = 1", "py") == ()
    await until(lambda: found)
    assert colors.tints("x = 1", "python"), "another name of the same language"
    assert threads
    assert threading.main_thread() not in threads
    colors.deleteLater()


async def test_what_is_too_long_or_in_no_known_language_is_never_read(background, monkeypatch):
    monkeypatch.setattr(code_colors, "read", lambda *_: pytest.fail("was read"))
    colors = CodeColors(background)
    assert colors.tints("x" * 4_001, "python") == ()
    assert colors.tints("x", "brainfuck") == ()
    assert colors.tints("x", "") == ()
    assert not colors._asked
    colors.deleteLater()


async def test_code_that_its_reader_fails_at_stays_without_colours_and_holds_up_no_other(
    background, monkeypatch
):
    colors = CodeColors(background)
    monkeypatch.setattr(
        code_colors, "read", lambda lexer, code: read(lexer, code) if code != "boom" else 1 / 0
    )
    colors.tints("boom", "python")
    colors.tints("x = 1", "python")
    await until(lambda: colors.tints("x = 1", "python"))
    assert colors.tints("boom", "python") == ()
    colors.deleteLater()
