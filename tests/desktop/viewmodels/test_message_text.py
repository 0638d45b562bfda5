"""A message's text as Qt counts it, its links, and what is shown large."""

import pytest

from desktop.viewmodels.message_text import (
    code_point_offset,
    is_big_emoji,
    links,
    utf16_length,
    utf16_offset,
    utf16_slice,
)


def test_an_emoji_counts_two_units_and_every_offset_after_it_moves():
    text = "ok 🎉 done"
    assert utf16_length(text) == len(text) + 1
    assert utf16_offset(text, text.index("done")) == text.index("done") + 1
    assert utf16_slice(text, utf16_offset(text, 5), utf16_length(text)) == "done"
    assert code_point_offset(text, utf16_offset(text, 5)) == 5


def test_half_an_emoji_is_never_copied():
    assert utf16_slice("a🎉b", 0, 2) == "a"
    assert utf16_slice("a🎉b", 2, 4) == "b"


@pytest.mark.parametrize("text", ["🎉🙌", "👨‍👩‍👧", "🇩🇪🇫🇷", "👍🏽", "❤️", "✅ ✅ ✅", " 😂 "])
def test_one_to_three_emoji_are_shown_large(text):
    assert is_big_emoji(text)


@pytest.mark.parametrize("text", ["", "hi", "123", "ok 🎉", "🎉🎉🎉🎉", "™", "→"])
def test_anything_else_is_not(text):
    assert not is_big_emoji(text)


def test_a_link_ends_before_the_punctuation_of_its_sentence():
    text = "see (https://desk.example.com/a_(b)), then HTTP://X.example/."
    assert [link.target for link in links(text)] == ["https://desk.example.com/a_(b)", "http://X.example/"]
    assert [text[link.start : link.end] for link in links(text)] == [
        "https://desk.example.com/a_(b)",
        "HTTP://X.example/",
    ]


def test_only_web_and_mail_addresses_are_links():
    assert not links(
        "javascript:alert(1) file:///etc/passwd data:text/html,x ftp://a.example http:// xhttps://a.b"
    )
    assert [link.target for link in links("write to mailto:ana@example.com")] == ["mailto:ana@example.com"]
