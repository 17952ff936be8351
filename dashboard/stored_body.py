"""Bodies as they are sent: compressed once, kept as long as their addresses hold."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Final

SMALLEST_COMPRESSED: Final = 512
INCOMPRESSIBLE: Final = frozenset({"image/webp", "image/png", "image/gif", "font/woff2"})


@dataclass(frozen=True)
class StoredBody:
    """A body as it is sent: its media type, its bytes, and the same compressed where that pays."""

    media_type: str
    plain: bytes
    compressed: bytes | None


def stored_body(content: bytes, media_type: str, level: int) -> StoredBody:
    """Compress a body once, with gzip at `level` (1 fast … 9 small)."""
    worth_it = len(content) >= SMALLEST_COMPRESSED and media_type not in INCOMPRESSIBLE
    compressed = gzip.compress(content, level, mtime=0) if worth_it else None
    return StoredBody(media_type, content, compressed)
