"""What may be opened is a document whose bytes fit its name; what would run is only saved, whatever it is called."""

import io
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.core.files.kinds import Handling, handling, has_macros, media_type
from desktop.core.files.programs import PROGRAM_ENDINGS
from desktop.core.files.sniffing import HEAD_BYTES, UNKNOWN, sniffed
from sync_server.protocol.nouns import Attachment

RUNS = {
    "windows": b"MZ\x90\x00" + bytes(60),
    "linux": b"\x7fELF\x02\x01\x01" + bytes(60),
    "mac": b"\xcf\xfa\xed\xfe" + bytes(60),
    "mac for both": b"\xca\xfe\xba\xbe\x00\x00\x00\x02" + bytes(60),
    "script": b"#!/usr/bin/env python3\nprint()\n",
    "script with a mark": b"\xef\xbb\xbf#!/bin/sh\n",
    "shortcut": b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(60),
    "page": b"\n<!DOCTYPE html><p>",
    "page behind a comment": b"<!-- x --><html>",
    "page in two bytes a letter": "\ufeff<html>".encode("utf-16-le"),
    "drawing": b'<?xml version="1.0"?>\n<svg xmlns="x">',
    "bare drawing": b"<svg onload=x>",
    "postscript": b"%!PS-Adobe-3.0\n",
    "java": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(60),
}
DOCUMENTS = {
    "report.pdf": b"%PDF-1.7\n" + bytes(10),
    "notes.txt": b"Hello\n",
    "grown.log": "Grüße\n".encode() * 1000,
    "old.txt": "Grüße\n".encode("latin-1"),
    "two.txt": "\ufeffHello".encode("utf-16-le"),
    "empty.txt": b"",
    "table.csv": b"a;b\n1;2\n",
    "data.json": b'{"a": 1}',
    "song.mp3": b"ID3\x04" + bytes(60),
    "bare.mp3": b"\xff\xfb\x90\x64" + bytes(60),
    "film.mp4": b"\x00\x00\x00\x20ftypisom" + bytes(60),
    "film.mov": b"\x00\x00\x00\x14ftypqt  " + bytes(60),
    "talk.m4a": b"\x00\x00\x00\x20ftypM4A " + bytes(60),
    "call.wav": b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(60),
    "clip.webm": b"\x1a\x45\xdf\xa3" + bytes(60),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    "text.rtf": b"{\\rtf1 x}",
    "all.7z": b"7z\xbc\xaf\x27\x1c" + bytes(60),
    "all.tar.gz": b"\x1f\x8b\x08" + bytes(60),
    "photo.heic": b"\x00\x00\x00\x18ftypheic" + bytes(60),
}


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return written.getvalue()


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (4, 4)).save(written, kind)
    return written.getvalue()


def handled(name: str, head: bytes) -> Handling:
    return handling(name, media_type(head, name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_sound_and_films_may_be_opened(name):
    assert handled(name, DOCUMENTS[name]) is Handling.OPEN
    assert handled(name.upper(), DOCUMENTS[name]) is Handling.OPEN


@pytest.mark.parametrize("end", ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tiff", "ico"])
def test_pictures_may_be_opened(end):
    assert handled(f"photo.{end}", picture("JPEG" if end == "jpg" else end.upper())) is Handling.OPEN


@pytest.mark.parametrize("end", ["docx", "xlsx", "pptx", "odt", "ods", "zip"])
def test_documents_in_a_zip_are_told_apart_by_their_ending(end):
    head = zipped("[Content_Types].xml", "word/document.xml")
    assert handled(f"report.{end}", head) is Handling.OPEN
    assert (media_type(head, f"report.{end}") == "application/zip") is (end == "zip")
    assert handled(f"report.{end}", b"no zip at all") is Handling.SAVE


@pytest.mark.parametrize("bytes_of", RUNS)
@pytest.mark.parametrize(
    "name", ["report.pdf", "photo.png", "notes.txt", "a", "setup.exe", "x.docx", "x.zip"]
)
def test_what_runs_is_never_opened_whatever_it_is_called(bytes_of, name):
    assert handled(name, RUNS[bytes_of]) is Handling.PROGRAM


NEVER_OPENED = [
    "exe",
    "msi",
    "bat",
    "cmd",
    "com",
    "scr",
    "ps1",
    "vbs",
    "js",
    "jse",
    "jar",
    "sh",
    "py",
    "desktop",
    "app",
    "dmg",
    "pkg",
    "lnk",
    "url",
    "scf",
    "hta",
    "reg",
    "iso",
    "img",
    "vhd",
    "docm",
    "xlsm",
    "pptm",
    "xlam",
    "html",
    "htm",
    "xhtml",
    "svg",
    "svgz",
    "xml",
    "cpl",
    "msc",
    "wsf",
    "chm",
    "dll",
    "deb",
    "rpm",
    "appimage",
    "command",
    "webloc",
    "terminal",
    "apk",
    "mht",
]


@pytest.mark.parametrize("head", [b"", b"text", b"%PDF-1.7", zipped("a"), bytes(100)])
def test_endings_of_what_runs_are_never_opened_whatever_is_in_it(head):
    for end in NEVER_OPENED:
        for name in (f"x.{end}", f"invoice.pdf.{end}", f"x.{end.upper()}", f"x.{end}. ", f"x.pdf\u202e.{end}", f"x.pdf    .{end}"):  # fmt: skip
            assert handled(name, head) is Handling.PROGRAM


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("report.pdf", b"PK\x03\x04"),
        ("photo.png", b"%PDF-1.7"),
        ("photo.jpg", bytes(40)),
        ("notes.txt", b"\x00\x01\x02"),
        ("table.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("song.mp3", b"text"),
        ("unknown.xyz", b"text"),
        ("none", b"text"),
        ("report.pdf.xyz", b"%PDF-1.7"),
        ("clip.png", b"\x00\x00\x00\x20ftypisom"),
    ],
)
def test_what_does_not_fit_its_name_or_nobody_knows_is_only_saved(name, head):
    assert handled(name, head) is Handling.SAVE


def test_a_program_that_a_sender_calls_a_picture_is_found_out_by_its_bytes():
    assert handling("photo.png", "image/png") is Handling.OPEN
    assert handled("photo.png", RUNS["windows"]) is Handling.PROGRAM


@given(st.text(max_size=40), st.binary(max_size=200))
def test_nothing_at_random_is_opened_that_would_run(name, head):
    media = media_type(head, name)
    assert msgspec.convert(
        {"id": "01919191-0000-7000-8000-000000000001", "name": "x", "type": media, "size": 0, "sha256": "0" * 64}, Attachment
    )  # fmt: skip
    if handling(name, media) is Handling.OPEN:
        assert not any(name.lower().rstrip(". ").endswith(f".{end}") for end in PROGRAM_ENDINGS)
        assert not head.startswith((b"MZ", b"\x7fELF", b"#!/"))


@given(
    st.sampled_from(sorted(PROGRAM_ENDINGS)),
    st.text(max_size=20),
    st.binary(max_size=50),
    st.text(alphabet=" .\t\u202e\u200b", max_size=5),
)
def test_no_ending_of_a_program_is_ever_opened(end, stem, head, tail):
    assert handled(f"{stem}.{end}{tail}", head) is not Handling.OPEN
    assert handled(f"x{stem}.{end}{tail}", head) is Handling.PROGRAM


def test_only_the_head_is_looked_at():
    assert sniffed(b"a" * HEAD_BYTES + b"\x00") == "text/plain"
    assert sniffed("é".encode() * HEAD_BYTES) == "text/plain"
    assert sniffed(bytes(20)) == UNKNOWN


def test_macros_leave_traces_in_documents_without_such_an_ending():
    assert has_macros(b"x" * 100 + "_VBA_PROJECT".encode("utf-16-le"))
    assert has_macros(zipped("word/vbaProject.bin"))
    assert has_macros(zipped("Basic/script-lc.xml"))
    assert has_macros(zipped("Scripts/python/pay.py"))
    assert not has_macros(zipped("word/document.xml"))
    assert not has_macros(zipped("Basics/readme.txt"))
