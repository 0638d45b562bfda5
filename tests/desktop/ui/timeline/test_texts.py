"""What messages look like in the real view: laid out, folded, coloured, selected and copied."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest

from desktop.ui.timeline.layout import FOLDED_LINES, LINES, MORE_LINES, Measurer
from desktop.ui.timeline.paint import Look
from desktop.ui.timeline.selection import everything, rows_between
from desktop.ui.timeline.text_body import GroundKind
from desktop.viewmodels.timeline_entry import Action, EntryKind
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID
from tests.support.screen import every_word, until
from tests.support.story import Story, user


@pytest.fixture
def says(office, model, view):
    """Let people write, and return the index of the first text in the view."""

    async def say(*texts, by=BRUNO, mentions=()):
        story = Story(8, BRUNO, (DANA, CHEN, ELIF, ANA), moment="2026-03-05 08:00")
        for minute, text in enumerate(texts):
            story.say(by, f"2026-03-05 08:{minute:02}", text, mentions=mentions)
        story.read_all(DANA)
        await office.hears(story)
        model.show_chat(story.id)
        await until(lambda: sum(bool(e.source) for e in view.column.entries) == len(texts))
        return next(i for i, e in enumerate(view.column.entries) if e.source)

    return say


def row(view, index):
    return view.column.row(index)


def point_in(view, index, offset):
    """Return the point of the viewport where a UTF-16 offset of a row's text stands."""
    return (row(view, index).body.place_of(offset) + QPointF(view.row_area(index).topLeft())).toPoint()


def drag(view, start, end):
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def copied(view):
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def grounds(view, index):
    return [ground.kind for ground in row(view, index).body.grounds]


def press(view, index, action):
    hit = next(hit for hit in row(view, index).hits if hit.action is action)
    place = hit.area.center() + QPointF(view.row_area(index).topLeft())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())


# What it looks like.


async def test_code_can_be_told_from_the_ground_of_a_hovered_row(says, view, theme):
    index = await says("before\n```\ncode\n```\nand `in` line")
    painter = view.painter
    area = view.row_area(index)
    grounds_of = row(view, index).body.grounds
    assert {ground.kind for ground in grounds_of} == {GroundKind.CODE_BLOCK, GroundKind.CODE}
    picture = QImage(area.right() + 1, area.bottom() + 1, QImage.Format.Format_RGB32)
    picture.fill(QColor(theme.tokens.bg_base))
    brush = QPainter(picture)
    painter.paint(brush, area, row(view, index), Look(hovered=True))
    brush.end()
    for ground in grounds_of:
        inside = ground.area.translated(area.topLeft())
        corner = QPoint(round(inside.left()) + 1, round(inside.center().y()))
        assert picture.pixelColor(corner) == QColor(theme.tokens.bg_base)
        assert picture.pixelColor(area.left() + 5, corner.y()) == QColor(theme.tokens.bg_hover)


async def test_each_kind_of_block_has_its_ground_and_its_indent(says, view):
    index = await says("before\n> quoted\n- item\n```\ncode\n```\n`in` line")
    body = row(view, index).body
    before, quoted, item, code, _line = (piece.at.x() for piece in body.pieces)
    assert quoted > before
    assert item > before
    assert code > before
    assert set(grounds(view, index)) == {GroundKind.QUOTE_BAR, GroundKind.CODE_BLOCK, GroundKind.CODE}
    assert [marker.text for marker in body.markers] == ["•"]


async def test_mentions_stand_out_and_ones_own_more(says, view):
    index = await says("@Chen Wei and @Dana Okafor, not @Elif Yılmaz", mentions=(CHEN, DANA))
    assert grounds(view, index) == [GroundKind.MENTION, GroundKind.MENTION_OF_ME]


async def test_somebody_who_is_not_in_the_chat_stands_out_too(says, view):
    index = await says("@Farid Haddad knows, @Chen Wei", mentions=(FARID, CHEN))
    await until(lambda: grounds(view, index) == [GroundKind.MENTION, GroundKind.MENTION])
    assert [span.user for span in view.column.entries[index].spans] == [FARID.id, CHEN.id]


async def test_of_two_who_are_called_alike_the_one_who_is_written_is_meant(office, says, view):
    other = user(40, "ana.r2", "Ana Ribeiro", "Sales")
    await office.meets(other)
    index = await says("@Ana Ribeiro (ana.r2) and @Ana Ribeiro (ana.ribeiro)", mentions=(ANA, other))

    def meant():
        entry = view.column.entries[index]
        return [(entry.text[span.start : span.end], span.user) for span in entry.spans]

    # Who is not in the chat is looked up, and known a moment after the words.
    wanted = [("@Ana Ribeiro (ana.r2)", other.id), ("@Ana Ribeiro (ana.ribeiro)", ANA.id)]
    await until(lambda: meant() == wanted)


async def test_each_line_reads_in_its_own_direction(says, view):
    index = await says("hello\nשלום לכולם\nagain")
    first, second, third = row(view, index).body.pieces
    assert [piece.from_right for piece in (first, second, third)] == [False, True, False]
    ends = [piece.line_area(piece.layout.lineAt(0)).right() for piece in (first, second, third)]
    assert max(ends) - ends[1] < 3, "it begins where the widest line ends"


async def test_a_list_from_right_to_left_has_its_bullets_on_the_right(says, view):
    index = await says("- פריט ראשון")
    (marker,) = row(view, index).body.markers
    (piece,) = row(view, index).body.pieces
    assert marker.at_right
    assert marker.area.left() >= piece.line_area(piece.layout.lineAt(0)).right() - 1


async def test_a_window_for_reading_from_the_right_mirrors_everything_but_the_letters(says, view, theme):
    index = await says("hello", "שלום")
    entry = view.column.entries[index]
    left, right = Measurer(theme).row(entry, 700), Measurer(theme, mirrored=True).row(entry, 700)
    assert not right.body.pieces[0].from_right, "the words are English"
    assert left.height == right.height
    assert right.body.pieces[0].line_area(right.body.pieces[0].layout.lineAt(0)).right() <= 700 - 64


async def test_code_gets_its_colours_later_and_not_one_pixel_moves(says, view, theme):
    index = await says("```python\ndef f(x):\n    return 'a' + 1\n```")

    def is_coloured():
        return bool(row(view, index).body.pieces[0].layout.formats())

    await until(is_coloured)
    before = Measurer(theme).row(view.column.entries[index], view.column.width)
    after = row(view, index)
    assert not before.body.pieces[0].layout.formats()
    assert after.height == before.height
    for offset in range(30):
        assert after.body.place_of(offset) == before.body.place_of(offset)


# Selecting and copying.


async def test_a_stretch_is_copied_as_it_is_shown_and_a_whole_message_as_it_was_written(says, view):
    source = "one **two**\n- three\n```\nfour = 4\n```"
    index = await says(source)
    text = view.column.entries[index].text
    assert text == "one two\nthree\nfour = 4"
    drag(view, point_in(view, index, 4), point_in(view, index, text.index("=")))
    assert copied(view) == "two\n• three\nfour "
    view.select(None)
    view.focus_row(index)
    assert copied(view) == source


async def test_two_clicks_select_a_word_and_three_a_paragraph(says, view):
    index = await says("first line\nthe **second** 😀 line\nthird")
    place = point_in(view, index, 17)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.copied_text() == "second"
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.copied_text() == "the second 😀 line"


async def test_what_lies_between_the_blocks_is_selected_with_them(says, view):
    index = await says("😀 one\n> two\n```\nthree\n```", "- four")
    drag(view, point_in(view, index, 3), point_in(view, index + 1, 4))
    text = copied(view)
    assert text == "Bruno Costa, 5 Mar 2026 08:00\none\n> two\nthree\n\nBruno Costa, 5 Mar 2026 08:01\nfour"


async def test_numbers_and_bullets_are_copied_with_their_items(says, view):
    index = await says("do this:\n1. first\n2. second\n   and more\n- a\n  - b\n> said", "done")
    view.select(rows_between(view.column, index, index))
    assert copied(view) == "do this:\n1. first\n2. second\n  and more\n• a\n  ◦ b\n> said"
    drag(view, point_in(view, index, 11), point_in(view, index, 24))
    assert copied(view) == "rst\n2. second\n  an"
    place = point_in(view, index, 10)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert copied(view) == "first"


async def test_lines_between_messages_are_not_marked_as_copied(says, view):
    await says("one", "two")
    view.select(everything(view.column))
    kinds = {view.column.entries[view.column.indexes[key]].kind for key in view.selection.parts(view.column)}
    assert kinds == {EntryKind.SYSTEM, EntryKind.MESSAGE}
    assert EntryKind.DAY in {entry.kind for entry in view.column.entries}


# Long ones.

LONG = "```\n" + "\n".join(str(number) for number in range(1, 1_600)) + "\n```"


async def test_a_long_text_is_folded_and_costs_what_it_shows(says, view):
    index = await says(LONG)
    assert row(view, index).body.lines == FOLDED_LINES
    assert row(view, index).body.pieces[0].layout.text().count("\u2028") < LINES
    assert row(view, index).folding == {Action.UNFOLD}


async def test_a_text_of_as_many_lines_as_are_shown_is_not(says, view):
    index = await says("\n".join("x" * LINES), "\n".join("x" * (LINES + 1)))
    assert not row(view, index).folding
    assert row(view, index + 1).folding == {Action.UNFOLD}


@pytest.mark.parametrize("way", ["mouse", "keys", "menu"])
async def test_more_of_it_is_shown_when_asked_for_and_less_again(says, view, way):
    index = await says(LONG)
    view.setFocus()
    folded = row(view, index).height

    def do(action):
        if way == "mouse":
            view.column.go_to_end()  # where the words stand that are clicked
            press(view, index, action)
        elif way == "keys":
            view.focus_row(index)
            QTest.keyClick(view, Qt.Key.Key_Return)
        else:
            words = {Action.UNFOLD: "Show more", Action.FOLD: "Show less"}[action]
            offered = view.row_actions.menu(view.column.entries[index].key).actions()
            {each.text(): each for each in offered}[words].trigger()

    for step in range(1, 4):
        do(Action.UNFOLD)
        assert row(view, index).body.lines == min(step * MORE_LINES, 1_599)
        assert row(view, index).folding == {Action.UNFOLD, Action.FOLD}
    do(Action.UNFOLD)
    assert row(view, index).body.lines == 1_599
    assert row(view, index).folding == {Action.FOLD}
    do(Action.FOLD)
    assert row(view, index).height == folded


async def test_a_folded_text_is_copied_whole(says, view):
    index = await says(LONG, "after")
    view.focus_row(index)
    assert copied(view) == LONG
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "1599" in copied(view)


# For who listens.


async def test_a_row_is_heard_without_marks(says, view):
    index = await says("> **quoted**\nand `code`\n```\nx = 1\n```")
    words = view.column.entries[index].spoken
    assert words == "Bruno Costa, 08:00. Quote: quoted\nEnd of quote. and code\nCode: x = 1"
    assert words in every_word(view)


# Hostile ones.

HOSTILE = {
    "html": "<b>x</b><script>alert(1)</script><img src='file:///etc/passwd'>",
    "images": "![](file:///etc/passwd) ![x](https://evil.example/x.png)",
    "links": "javascript:alert(1) data:text/html,x [a](javascript:alert(1)) file:///etc/passwd",
    "override": "\u202e\u202b\u2067txt.exe",
    "accents": "Z" + "\u0301" * 7_999,
    "code": "```\n" + "x\n" * 3_990 + "```",
    "nul": "a\0b\x1b[31m",
    "emoji": "😀" * 8_000,
    "word": "x" * 8_000,
    "stars": "*" * 8_000,
    "quotes": ">" * 8_000,
    "ticks": "`" * 8_000,
    "lines": "a\n" * 3_999 + "a",
    "items": "- a\n" * 1_999 + "- a",
    "turning lines": "א\n" * 3_999 + "א",
    "turning letters": "אa" * 4_000,
    "unseen": "\u200b" * 8_000,
    "joined": "👨‍" * 4_000,
    "signs that stretch": "क" + "ा" * 7_999,
    "tabs": "\t" * 7_999 + "x",
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_no_text_breaks_the_layout_or_lays_out_more_than_is_shown(says, view, kind, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", pytest.fail)
    index = await says(HOSTILE[kind], "after")
    body = row(view, index).body
    assert body.lines <= LINES
    assert sum(piece.layout.lineCount() for piece in body.pieces) <= LINES
    assert sum(len(piece.layout.text()) for piece in body.pieces) <= 2 * LINES * 100
    assert row(view, index).height < 40 * LINES
    for piece in body.pieces:
        for number in range(piece.layout.lineCount()):
            area = piece.line_area(piece.layout.lineAt(number))
            assert area.left() >= 0
            assert area.right() <= view.column.width + 1
    assert not [link for link in view.column.entries[index].links if not link.target.startswith("https://")]
    picture = view.viewport().grab().toImage()
    assert not picture.isNull()
    after = row(view, index + 1).body.pieces[0]
    assert not after.from_right, "what follows is not turned round"
    every_word(view)


async def test_accents_reach_no_further_than_their_line(says, view, theme):
    index = await says("plain", "Z" + "\u0301" * 8_000)
    area = view.row_area(index + 1)
    picture = view.viewport().grab().toImage()
    above = area.top() - 1
    ground = theme.tokens.bg_base.lower()
    colours = {picture.pixelColor(x, above).name() for x in range(60, 100)}
    assert colours == {ground}


async def test_a_name_that_turns_round_or_is_nothing_is_shown_as_a_name(office, model, view):
    from msgspec import structs

    await office.meets(
        structs.replace(BRUNO, name="\u202eanaB", revision=90),
        structs.replace(ELIF, name="\u200b", revision=91),
    )
    story = Story(8, BRUNO, (DANA, ELIF), moment="2026-03-05 08:00")
    story.say(BRUNO, "2026-03-05 08:01", "one")
    story.say(ELIF, "2026-03-05 08:02", "two", reply_to=2)
    story.say(BRUNO, "2026-03-05 08:03", "three", reply_to=3)
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: sum(bool(e.source) for e in view.column.entries) == 3)
    said = [e for e in view.column.entries if e.source]
    assert [e.author_name for e in said] == ["anaB", "Somebody", "anaB"]
    assert [e.quote.author_name for e in said[1:]] == ["anaB", "Somebody"]


async def test_a_subject_that_reads_from_the_right_turns_nothing_round(office, model, view):
    story = Story(8, BRUNO, (DANA, ELIF), moment="2026-03-05 08:00")
    story.rename(BRUNO, "2026-03-05 08:01", "\u202eהזמנה 48213")
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    index = next(i for i, e in enumerate(view.column.entries) if "changed" in e.text)
    entry, body = view.column.entries[index], row(view, index).body
    assert entry.spoken == "Bruno changed the subject to הזמנה 48213 08:01"
    (piece,) = body.pieces
    subject, time = entry.line.index("ה"), entry.line.index("08:01")
    assert body.place_of(time).x() > body.place_of(subject).x()
    assert body.place_of(time + 5).x() == piece.line_area(piece.layout.lineAt(0)).right()
    view.focus_row(index)
    view.setFocus()
    assert copied(view) == "Bruno changed the subject to הזמנה 48213"
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "Bruno changed the subject to הזמנה 48213  08:01" in copied(view)


async def test_a_click_beside_everything_selects_nothing(says, view):
    index = await says("short")
    place = view.row_area(index).topRight() - QPoint(5, -5)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selection is None
