"""What a file is, by its first bytes alone.

A table of our own: the libraries for it are abandoned, or want a newer Python than we have.
"""

import re

__all__ = ["HEAD_BYTES", "OLE", "TEXT", "UNKNOWN", "ZIP", "sniffed"]

HEAD_BYTES = 4096
"""How much of a file `sniffed` wants to see."""
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
"""Of many documents, too."""
OLE = "application/x-ole-storage"
"""Old documents of Office, and Windows' installers."""

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"ZM", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xca\xfe\xba\xbe", "application/x-java-class"),
    (0, b"\xca\xfe\xba\xbf", "application/x-mach-binary"),
    (0, b"\xbe\xba\xfe\xca", "application/x-mach-binary"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"#!", "text/x-script"),
    (0, b"\x4c\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (0, b"%!PS", "application/postscript"),
    (0, b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (0, b"\x00asm", "application/wasm"),
    (0, b"dex\n", "application/x-dex"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"\x00\x00\x00\x0cJXL ", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xfa", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"MThd", "audio/midi"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WEBP", "image/webp"),
    (8, b"AIFF", "audio/aiff"),
    (8, b"AIFC", "audio/aiff"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (257, b"ustar", "application/x-tar"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
_BRANDS = {
    b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"heic": "image/heic", b"heix": "image/heic",
    b"hevc": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif", b"avif": "image/avif", b"avis": "image/avif",
    b"3gp4": "video/3gpp", b"3gp5": "video/3gpp",
}  # fmt: skip
"""Of the family of MP4; every other one is a film."""
_BITMAP = re.compile(rb"BM....\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}", re.DOTALL)
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:(?P<html>!doctype\s+html|html|head|body|script|iframe|meta|title|table|div|a\s|img\s)"
    rb"|(?P<svg>svg[\s>])|(?P<xml>\?xml|!doctype|xsl:))",
    re.IGNORECASE | re.DOTALL,
)
_NOT_IN_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def sniffed(head: bytes) -> str:
    """Return what a file is, as its first bytes say."""
    head = head[:HEAD_BYTES]
    for place, signature, media in _SIGNATURES:
        if head.startswith(signature, place):
            return media
    return _by_frame(head) or _by_text(head)


def _by_frame(head: bytes) -> str | None:
    """Tell what needs more than a few bytes at a place."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if _BITMAP.match(head):
        return "image/bmp"
    return (
        "application/pdf" if b"%PDF-" in head[:1024] and b"\x00" not in head[: head.find(b"%PDF-")] else None
    )


def _by_text(head: bytes) -> str:
    encoding = "utf-8"
    for bom, known in _BOMS:
        if head.startswith(bom):
            head, encoding = head[len(bom) :], known
    if encoding != "utf-8":
        head = head[: len(head) // 2 * 2].decode(encoding, "ignore").encode()
    if found := _MARKUP.match(head):
        return (
            "text/html"
            if found["html"]
            else "image/svg+xml"
            if found["svg"] or b"<svg" in head
            else "text/xml"
        )
    if head.startswith(b"#!"):
        return "text/x-script"
    return UNKNOWN if _NOT_IN_TEXT.search(head) else TEXT
