"""Only prose is looked up: no code, no addresses, no names, and nothing with digits in it."""

import pytest

from desktop.viewmodels.spelling_words import is_name, words


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I’ll recieve it", ["I'll", "recieve", "it"]),
        ("see `recieve` and\n```\ncod\n```", ["see", "and"]),
        ("https://a.example/wrng ana@wrng.example", []),
        ("case #4821 of EU7, the PDFs, the VAT, an iPhone", ["case", "of", "the", "the", "an"]),
        ("@Yilmaz :tada: ~/home/dcs notes_v2.txt", []),
        ("**bold** (brackets), “quotes”", ["bold", "brackets", "quotes"]),
        ("well-known and/or", ["well", "known"]),
        ("a I 7", []),
        ("x" * 20_000, []),
    ],
)
def test_only_prose_is_asked_about(text, asked):
    found = list(words(text))
    assert [word.text for word in found] == asked
    for word in found:
        assert text[word.start : word.end].replace("’", "'") == word.text


def test_what_belongs_to_somebody_is_right_with_their_name():
    assert is_name("Yılmaz", frozenset({"yılmaz"}))
    assert is_name("Bruno's", frozenset({"bruno"}))
    assert not is_name("Brunos", frozenset({"bruno"}))
