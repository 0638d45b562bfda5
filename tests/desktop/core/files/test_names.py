"""Names of files are what they seem, and stand on every system."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.files.names import clean_file_name, ending, name_on_disk
from sync_server.handlers import texts
from sync_server.protocol.limits import FILE_NAME_CHARACTERS

ODD = ' ._-/\\:*?"<>|~$\u202e\u2066\u200b\u200d\u200c\u00ad\ufeff\x00\x07\n\t\x7f\x85\u2028\u3164\u2800\u0301\u212b\uff0f\ud800eE1'
NAMES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=ODD, max_size=30),
    st.lists(st.sampled_from(["con", "nul.txt", "COM1", ".", "..", "/", "exe", "pdf", " ", "\u202e", "e\u0301", "\u200d", "a", "_"]), max_size=8).map("".join),
    st.text(min_size=150, max_size=400),
    st.builds(lambda stem, end: f"{stem}.{end}", st.text(max_size=300), st.text(max_size=30)),
)  # fmt: skip


@given(NAMES)
def test_a_clean_name_stands_on_every_system_and_hides_nothing(name):
    clean = clean_file_name(name)
    assert 0 < len(clean) <= FILE_NAME_CHARACTERS
    assert not set(clean) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in clean)
    assert not any(unicodedata.category(one) == "Cf" and one not in "\u200c\u200d" for one in clean)
    assert clean == clean.strip(" .")
    assert not PureWindowsPath(clean).is_reserved()
    assert PurePosixPath(clean).name == PureWindowsPath(clean).name == clean
    assert clean_file_name(clean) == clean


@given(NAMES)
def test_the_server_leaves_a_clean_name_alone(name):
    clean = clean_file_name(name)
    assert texts.clean_file_name(clean) == clean


@given(NAMES)
def test_on_the_disk_it_is_short_enough_and_still_clean(name):
    shorter = name_on_disk(name)
    assert len(shorter.encode()) <= 200
    assert clean_file_name(shorter) == shorter
    assert ending(shorter) == ending(name) or len(ending(name)) > 15


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("Résumé (final).docx", "Résumé (final).docx"),
        ("Re\u0301sume\u0301.docx", "Résumé.docx"),
        ("報告書.xlsx", "報告書.xlsx"),
        ("annual\u202efdp.exe", "annualfdp.exe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\run.bat", "C__Windows_run.bat"),
        ("run.exe.", "run.exe"),
        ("run.exe .  ", "run.exe"),
        ("invoice.pdf                                    .exe", "invoice.pdf .exe"),
        (".bashrc", "bashrc"),
        ("nul", "_nul"),
        ("CON.txt", "_CON.txt"),
        ("con .txt", "_con .txt"),
        ("console.txt", "console.txt"),
        ("line\nbreak.txt", "line break.txt"),
        ("", "file"),
        ("...", "file"),
        ("\u200b", "file"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_names_that_people_send(name, clean):
    assert clean_file_name(name) == clean


def test_a_long_name_keeps_its_ending_on_the_disk():
    assert name_on_disk("報" * 150 + ".xlsx") == "報" * 65 + ".xlsx"
    assert ending("A.PDF") == "pdf"
    assert ending("none") == ""
