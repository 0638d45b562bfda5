"""What the demo's team sends each other: it is there, it is what is told of it, and it travels by the real protocol."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from desktop.core.errors import RefusedError
from desktop.demo.dialogues import SCRIPTS, Say
from desktop.demo.files import Upload, attachment, import_line
from desktop.demo.history import history
from desktop.demo.sending import upload
from sync_server.protocol.nouns import AttachmentId
from tests.support.attachments import bytes_of_a_file, carrier, send_files
from tests.support.server import new_id, running_server, signed_in

SENT = {name for script in SCRIPTS for line in script.lines if isinstance(line, Say) for name in line.files}


def test_pictures_in_a_row_a_document_and_a_table_are_in_the_past():
    assert {Path(name).suffix for name in SENT} == {".png", ".jpg", ".pdf", ".csv"}
    lines = [json.loads(line) for line in history(1_772_712_000_000).splitlines()]
    files = [line["message"].get("attachments", []) for line in lines if "message" in line]
    assert sum(map(len, files)) == len(SENT)
    assert max(map(len, files)) > 1


@pytest.mark.parametrize("name", sorted(SENT | {"refund-received.png"}))
def test_what_is_told_of_a_file_is_true(name):
    line = import_line(name)
    data = Path(line["path"]).read_bytes()
    described, uploads = attachment(name)
    assert (described.size, described.sha256) == (len(data), sha256(data).hexdigest())
    assert uploads[0] == (described.id, data)
    assert (described.picture is None) == (Path(name).suffix not in {".png", ".jpg"})
    if described.picture is not None:
        with Image.open(line["path"]) as image:
            assert image.size == (described.picture.width, described.picture.height)
        with Image.open(line["picture"]["thumbnail"]) as small:
            assert small.width <= 640
            assert small.height <= 440


async def test_a_teammate_sends_a_file_in_step_with_the_server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
            chat = await anna.create_chat(bruno.user["id"])
            data = bytes_of_a_file(3_000_000)
            await upload(server.url, anna.token, [Upload(AttachmentId(one := new_id()), data)])
            sent = {
                "id": one, "name": "a.bin", "type": "application/octet-stream", "size": len(data),
                "sha256": sha256(data).hexdigest(),
            }  # fmt: skip
            message = await send_files(anna, chat, sent)
            async with carrier(server.url, bruno.token) as line:
                assert await line.fetch(chat, message, one) == data


async def test_a_refusal_is_told(tmp_path):
    with running_server(tmp_path / "server", "anna") as server, pytest.raises(RefusedError):
        await upload(server.url, "no such token", [Upload(AttachmentId(new_id()), b"bytes")])
