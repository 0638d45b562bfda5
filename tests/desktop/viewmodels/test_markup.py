"""What a message is shown as: its blocks, links and mentions, on one line, and in words."""

import pytest

from desktop.viewmodels.links import Place, link_to
from desktop.viewmodels.markup import LONGEST, MOST_MARKED, BlockKind, Tone, plain, shown, spoken, stretch

ANA, LIMA = "user-ana", "user-lima"
NAMES = ((ANA, "Ana"), (LIMA, "Ana Lima"))


def blocks(source):
    """Return the blocks as (kind, quote, depth, marker, text)."""
    found = shown(source)
    return [(b.kind.value, b.quote, b.depth, b.marker, found.text[b.start : b.end]) for b in found.blocks]


def stretches(source, tone):
    found = shown(source, NAMES, ANA)
    return [found.text[span.start : span.end] for span in found.spans if span.tone is tone]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "  two spaces before\n\n\nand two empty lines\n",
        "15. Mai",
        "5. March is fine",
        "-5 degrees\n- ",
        ">_< and >:( and ->",
        "# no heading\n| no | table |\n---",
        "[text](https://x.example) ![](file:///etc/passwd) <b>no</b> &amp;",
        "1) one alone",
        "a\n    indented",
    ],
)
def test_what_is_no_mark_stays_as_it_was_typed(text):
    found = shown(text)
    assert found.text == text
    assert [b.kind for b in found.blocks] == [BlockKind.PARAGRAPH]
    assert not [span for span in found.spans if span.tone is not Tone.LINK]


def test_quotes_stand_in_quotes_and_hold_lists_and_end_with_their_lines():
    assert blocks("> one\n> > two\n> - three\nafter") == [
        ("paragraph", 1, 0, "", "one"),
        ("paragraph", 2, 0, "", "two"),
        ("item", 1, 1, "•", "three"),
        ("paragraph", 0, 0, "", "after"),
    ]


def test_lists_stand_in_lists_and_items_have_further_lines():
    assert blocks("- a\n  - b\n    more\n- c\n1. d\n2. e") == [
        ("item", 0, 1, "•", "a"),
        ("item", 0, 2, "◦", "b\nmore"),
        ("item", 0, 1, "•", "c"),
        ("item", 0, 1, "1.", "d"),
        ("item", 0, 1, "2.", "e"),
    ]


def test_code_is_kept_as_it_is_with_its_language():
    found = shown("see\n```Python\n  x = *a*\n\n\ty > 1\n```\nand **b**")
    assert found.text == "see\n  x = *a*\n\n\ty > 1\nand b"
    assert [b.kind.value for b in found.blocks] == ["paragraph", "code", "paragraph"]
    assert found.blocks[1].language == "python"
    assert [span.tone for span in found.spans] == [Tone.BOLD]


@pytest.mark.parametrize(
    "source", ["```SELECT *\nFROM x```", "```\nSELECT *\nFROM x", "~~~\nSELECT *\nFROM x\n~~~"]
)
def test_code_that_people_fence_in_other_ways_loses_no_word(source):
    assert blocks(source) == [("code", 0, 0, "", "SELECT *\nFROM x")]


def test_links_are_found_in_texts_and_never_in_code():
    text = "https://a.example `https://b.example` **https://c.example/x_y**\n```\nhttps://d.example\n```"
    assert stretches(text, Tone.LINK) == ["https://a.example", "https://c.example/x_y"]


def test_a_link_to_a_chat_is_one_and_what_only_looks_like_it_is_not():
    place = Place("018f2f3a-0000-7000-8000-000000000001", 12)
    assert stretches(f"see {link_to(place)}.", Tone.LINK) == [link_to(place)]
    assert not stretches("internal-chat://chat/elsewhere internal-chat://settings", Tone.LINK)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
)
def test_nothing_else_is_a_link(link):
    assert not shown(f"{link} [a]({link}) <a href='{link}'>").spans


def test_people_are_mentioned_by_their_whole_names():
    text = "@Ana Lima and @Ana, not @Anabel, x@Ana, `@Ana` nor **@Ana Lima**"
    assert stretches(text, Tone.MENTION) == ["@Ana Lima", "@Ana Lima"]
    assert stretches(text, Tone.MENTION_OF_ME) == ["@Ana"]


def test_by_a_name_that_two_have_the_first_is_meant():
    (span,) = shown("@Ana", (("u1", "Ana"), ("u2", "Ana"))).spans
    assert span.user == "u1"


def test_who_is_not_named_by_the_message_is_not_mentioned():
    assert not shown("@Ana", (), ANA).spans


def test_emoji_alone_are_large_and_nothing_else_is():
    assert shown("🎉🙌").big
    assert not shown("🎉 **a**").big


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("**b** `c`\n\n> q", "b c q"),
        ("- a\n- b", "• a • b"),
        ("```sql\nSELECT 1\n```", "SELECT 1"),
        ("a\u202eb", "ab"),
        ("x" * 9000, "x" * 400),
    ],
)
def test_on_one_line_there_are_no_marks(source, line):
    assert plain(source) == line


def test_who_listens_hears_what_others_see():
    found = shown("> **q**\n\nsee\n```\nx = 1\n```\n1. a\n2. b")
    assert spoken(found.text, found.blocks) == "Quote: q\nEnd of quote. \nsee\nCode: x = 1\n1. a\n2. b"
    assert spoken("plain", shown("plain").blocks) == "plain"


@pytest.mark.parametrize(
    "source",
    [
        "*" * 8000, "> " * 4000, ">" * 4000, "`" * 8000, "a\n" * 4000, "- a\n" * 2000, "1. a\n" * 1600,
        "```\n" + "x\n" * 3900, "@Ana " * 1600, "(" * 4000 + "https://a" + ")" * 3900, "😀" * 8000, "\n" * 8000,
        "a" + "\u0301" * 7999, "\ud800\0" * 4000, "  - a\n" * 1100,
    ],
    ids=lambda source: repr(source[:6]),
)  # fmt: skip
def test_of_any_text_only_so_much_is_looked_at(source):
    found = shown(source, NAMES, ANA)
    assert len(found.blocks) <= 1_001
    assert len(found.text) <= len(source)
    assert all(
        0 <= a.end < b.start or a.end + 1 == b.start
        for a, b in zip(found.blocks, found.blocks[1:], strict=False)
    )
    assert all(0 <= span.start < span.end <= len(found.text) for span in found.spans)


def test_a_text_that_no_server_of_ours_lets_through_is_cut():
    assert len(shown("x" * 100_000).text) == LONGEST + 1


def test_what_is_copied_of_a_list_is_a_list_where_it_is_pasted():
    written = shown("do:\n1. a\n2. b\n- c\n  - d\n    - e")
    again = shown(stretch(written.text, written.blocks, 0, len(written.text)))
    assert (again.text, again.blocks) == (written.text, written.blocks)


def test_of_a_text_that_is_all_marks_only_so_many_are_read():
    found = shown("*a*\n" * 2_000)
    assert len(found.spans) == MOST_MARKED / 2
    assert found.text.endswith("*a*\n*a*\n")
