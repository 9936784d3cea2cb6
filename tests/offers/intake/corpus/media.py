"""Pictures and films, honest and hostile, as bytes."""

import io
import struct
import zlib
from functools import cache

from PIL import Image

FTYP = b"isom\0\0\x02\0isomiso2avc1mp41"


@cache
def picture(kind: str, width: int = 64, height: int = 48, **options) -> bytes:
    """A picture with enough in it that cutting it shows."""
    drawn = Image.effect_mandelbrot((width, height), (-2, -1.5, 1, 1.5), 100).convert("RGB")
    content = io.BytesIO()
    drawn.save(content, kind, **options)
    return content.getvalue()


def plain_png(width: int, height: int) -> bytes:
    """A picture of one colour: small as a file, large in memory."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(content, "PNG", compress_level=1)
    return content.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A header that declares any size, with hardly a pixel behind it."""
    header = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000))
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def jpeg_of_size(width: int, height: int) -> bytes:
    content = picture("JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">2H", height, width) + content[at + 4 :]


def png_with_text_bomb() -> bytes:
    """A compressed comment that unpacks to 40 MB."""
    text = b"Comment\0\0" + zlib.compress(bytes(40 * 1024 * 1024), 9)
    content = picture("PNG")
    return content[:33] + _chunk(b"zTXt", text) + content[33:]


def png_with_wrong_checksum() -> bytes:
    content = picture("PNG")
    at = content.index(b"IDAT") + 20
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def photo_of_a_phone() -> bytes:
    """Two JPEGs in one file, as phones make them (MPO), turned by EXIF."""
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("red", "green"))
    exif = Image.Exif()
    exif[0x0112] = 6
    content = io.BytesIO()
    first.save(content, "MPO", save_all=True, append_images=[second], exif=exif)
    return content.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">L4s", len(content) + 8, kind) + content


def mp4(*, ftyp: bytes = FTYP, sample: bytes = b"avc1", index: bool = True, more: bytes = b"") -> bytes:
    table = box(b"stsd", struct.pack(">2L", 0, 1) + box(sample, bytes(78)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + track + more) if index else b""
    return box(b"ftyp", ftyp) + moov + box(b"mdat", bytes(1_000))


def mp4_with_wide_box() -> bytes:
    """A box whose size takes 64 bits, as in films over 4 GB."""
    return mp4() + struct.pack(">L4sQ", 1, b"free", 116) + bytes(100)


def mp4_without_track() -> bytes:
    return box(b"ftyp", FTYP) + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(100))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
