"""Code and addresses are found in a text as it is written, whatever it holds."""

import time

import pytest

from desktop.viewmodels import stretches


def code(text):
    return [text[start:end] for start, end in stretches.code(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c ``d ` e`` f", ["`b`", "``d ` e``"]),
        ("a ` b", []),
        ("a ` b\n\nc ` d", []),
        ("a ` b\nc ` d", ["` b\nc `"]),
        ("```py\nx = 1\n```\nafter `y`", ["```py\nx = 1\n```", "`y`"]),
        ("```\nnever closed", ["```\nnever closed"]),
        ("~~~\n`x`\n~~~", ["~~~\n`x`\n~~~"]),
    ],
)
def test_code_is_found(text, found):
    assert code(text) == found


def test_addresses_are_found():
    text = "see https://a.example/x and ana.r@b.example."
    assert [text[s:e] for s, e in stretches.addresses(text)] == ["https://a.example/x", "ana.r@b.example"]


@pytest.mark.parametrize(
    "text", ["`" * 8_000, "` `` " * 2_000, "a`\n" * 3_000, "```\n" * 2_000, "x@y." * 2_000, "@" * 8_000]
)
def test_no_text_takes_long(text):
    began = time.perf_counter()
    stretches.code(text)
    stretches.addresses(text)
    stretches.is_in_code(text, len(text))
    assert time.perf_counter() - began < 0.5
