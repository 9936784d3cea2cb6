"""What a file may be (Limits) and what looking at it may cost (Bounds)."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a file may be at most. Sizes are bytes, `max_ratio` is unpacked ÷ packed."""

    max_bytes: int = 50 * MB
    max_video_bytes: int = 500 * MB
    max_pages: int = 2_000
    one_pager_pages: int = 10
    max_parts: int = 10_000
    max_unpacked_bytes: int = 512 * MB
    max_ratio: int = 200
    max_pixels: int = 80_000_000
    rendered_pages: int = 20
    rendered_pixels: int = 2_000_000
    text_pages: int = 200
    text_characters: int = 20_000
    text_characters_in_all: int = 400_000

    def bytes_for(self, extension: str) -> int:
        return self.max_video_bytes if extension == ".mp4" else self.max_bytes

    def pages_for(self, kind: str) -> int:
        return self.one_pager_pages if kind == "customer_one_pager" else self.max_pages


@dataclass(frozen=True)
class Bounds:
    """What one child process may use: seconds by the clock and of CPU, bytes of memory and of each file."""

    seconds: float = 60.0
    cpu_seconds: int = 30
    memory_bytes: int = 1024 * MB
    written_bytes: int = 64 * MB
    open_files: int = 64


# LibreOffice maps far more memory than it uses.
LAYOUT_BOUNDS = Bounds(
    seconds=90.0, cpu_seconds=60, memory_bytes=3 * 1024 * MB, written_bytes=128 * MB, open_files=256
)
