"""The name of a file does no harm wherever it is saved, and looks like what it is; else it stays as it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.handlers.texts import clean_file_name
from sync_server.protocol import limits


@pytest.mark.parametrize(
    "name",
    [
        "report.pdf",
        "Übersicht (final) v2.xlsx",
        "レポート.pdf",
        "گزارش\u200cها.pdf",
        "👩\u200d👩\u200d👧.png",
        "archive.tar.gz",
        "no ending",
        "a.b.c",
        "console.log",
        "com10.txt",
        "#1 & 50% [draft]!.txt",
    ],
)
def test_an_honest_name_stays_as_it_is(name):
    assert clean_file_name(name) == name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\anna\\x.txt", "C__Users_anna_x.txt"),
        ("file.txt:stream", "file.txt_stream"),
        ('a<b>c|d?e*f"g', "a_b_c_d_e_f_g"),
        (".bashrc", "bashrc"),
        ("...hidden. . .", "hidden"),
        ("trailing.txt. ", "trailing.txt"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("Com1 .txt", "_Com1 .txt"),
        ("lpt¹", "_lpt¹"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066\u2067\u2068left\u2069\u200f.txt\u200e\u061c", "left.txt"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("line\r\nbreak\u2028s.txt", "line break s.txt"),
        ("nul\x00l\x1b[31m.txt", "null[31m.txt"),
        ("report.pdf" + " " * 50 + ".exe", "report.pdf .exe"),
        ("report.pdf\u3164\u2800\uffa0\u115f\u3000\u00a0.exe", "report.pdf .exe"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)
def test_what_does_harm_is_taken_out(name, kept):
    assert clean_file_name(name) == kept


@pytest.mark.parametrize(
    "name", [".", "..", " ", "\u200b", "\u3164\u3164", "\u202e", "/", "///", "\u200d.\u200d", "_"]
)
def test_a_name_of_which_nothing_is_left_is_file(name):
    assert clean_file_name(name) == "file"


def test_a_long_name_is_cut_before_its_ending():
    assert clean_file_name("n" * 300 + ".pdf") == "n" * 196 + ".pdf"
    assert clean_file_name("n" * 300) == "n" * 200
    assert clean_file_name("name." + "e" * 300) == "name." + "e" * 195
    assert clean_file_name("n" * 300 + "." + "e" * 20) == "n" * 179 + "." + "e" * 20


@given(st.text(max_size=400) | st.text(alphabet="con.prn aux/\\:\u202e\u3164\u200d", max_size=300))
def test_whatever_it_is_called_it_can_be_saved_as_that(name):
    kept = clean_file_name(name)

    assert 1 <= len(kept) <= limits.FILE_NAME_CHARACTERS
    assert kept == kept.strip(" .")
    assert not set(kept) & set('/\\:*?"<>|')
    assert not {unicodedata.category(one) for one in kept} & {"Cc", "Cs", "Zl", "Zp"}
    assert clean_file_name(kept) == kept
