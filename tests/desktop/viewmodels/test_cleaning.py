"""Nothing in a text or a name changes how anything else looks."""

import pytest

from desktop.viewmodels.cleaning import MOST_MARKS, clean, clean_name


def test_what_turns_all_that_follows_is_left_out_and_what_turns_nothing_else_stays():
    assert clean("a\u202eb\u202c \u2067c\u2069 \u200fd") == "ab c \u200fd"


def test_lines_end_in_one_way():
    assert clean("a\r\nb\rc\u2028d\u2029e\x0bf\x85g") == "a\nb\nc\nd\ne\nf\ng"


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800", "\ufffc", "\x7f", "\x9f", "\ufff9"])
def test_what_cannot_be_shown_is_a_replacement(sign):
    assert clean(f"a{sign}b") == "a\ufffdb"


def test_a_letter_has_so_many_accents_and_others_keep_theirs():
    assert clean("Z" + "\u0301" * 8000 + "e\u0301") == "Z" + "\u0301" * MOST_MARKS + "e\u0301"
    assert clean("a" + "\u0301\u200d" * 4000).count("\u0301") == MOST_MARKS


@pytest.mark.parametrize(
    "text",
    ["क्षि हिन्दी", "ภาษาไทย", "בְּרֵאשִׁית", "Tiếng Việt", "👨‍👩‍👧‍👦👍🏽🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️", "می‌خواهم", "tabs\tstay", "a\n\n b"],
)
def test_what_people_write_stays(text):
    assert clean(text) == text


def test_what_is_joined_without_end_is_taken_apart():
    assert clean("👨\u200d" * 4000) == "👨" * 4000


def test_a_name_is_one_line_of_what_can_be_seen():
    assert clean_name("  Ana \u202e\n Lima\0 ") == "Ana Lima"


@pytest.mark.parametrize(
    "name", ["", "\u200b\u200d", "\u202e", " \t", "\u2800", "\u3164", "\u0301", "\ud800", "\0"]
)
def test_a_name_of_nothing_is_none(name):
    assert clean_name(name) == ""
