"""What the first page needs of a case, kept from one start of the server to the next.

Reading a case takes from a second to many. What its first page asks for is therefore kept in the
user's own cache folder, under a name that holds a digest of the case's files, of this program and
of what is installed: a case that has changed is never answered from it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sysconfig
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.assets import assets_version
from geodata.case_files import case_version
from geodata.user_cache import cache_folder
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from geodata.read_as import ReadAs

OPENINGS_KEPT: Final = 32
FAST: Final = 1


@dataclass(frozen=True)
class Opening:
    """A case as its first page needs it.

    Attributes
    ----------
    version, title
        Of the case.
    rejections
        How many rows were rejected, in words; empty where none was.
    """

    version: str
    title: str
    rejections: str


def kept_opening(path: Path, read_as: ReadAs | None = None) -> tuple[Opening, bytes] | None:
    """Give the opening of the case at `path`, and the answer to the view without filters.

    None where none is kept for the files as they are now, read so.

    Raises
    ------
    geodata.errors.CaseError
        A file of the case cannot be read.
    """
    folder = cache_folder()
    if folder is None:
        return None
    try:
        about, _, answer = gzip.decompress(
            _file(folder, case_version(path, read_as)).read_bytes()
        ).partition(b"\n")
        return Opening(**json.loads(about)), answer
    except (OSError, EOFError, ValueError, TypeError):  # none, or cut short: the case is read anew
        return None


def keep_opening(opening: Opening, answer: bytes) -> None:
    """Keep an opening for the next start. Where that cannot be, the next start takes longer."""
    folder = cache_folder()
    if folder is None:
        return
    about = json.dumps(asdict(opening)).encode()
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _file(folder, opening.version)
        write_whole(file, gzip.compress(about + b"\n" + answer, FAST, mtime=0))
        others = [one for one in folder.glob("*.gz") if one != file]
        others.sort(key=lambda one: one.stat().st_mtime_ns)
        for old in others[: -OPENINGS_KEPT + 1]:
            old.unlink()


def _file(folder: Path, version: str) -> Path:
    installed = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    digest = hashlib.sha256(f"{version} {assets_version()} {installed}".encode()).hexdigest()
    return folder / f"{digest[:24]}.gz"
